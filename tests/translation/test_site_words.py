"""A site's own words of the page: which are missing, and the problems of those that exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import SMALLEST
from izeja.library.library import Library
from izeja.library.reader import read_library
from izeja.problems.problem import Position, Problem
from izeja.translation.page_words import languages, plural_forms_in, speaks, wording, words
from izeja.translation.site_words import SiteWords, missing_words, read_site_words, wording_problems

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
COUNTED = "About %(num)s more question"
PLURAL = "About %(num)s more questions"
PLACE = Position("trees/library.yml", 2, 13, 2, 15)
KEEP = "the page fills in each %(...)s; keep its name as it is in the source text"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.chdir(tmp_path)
    Path("trees").mkdir()
    for name, text in SMALLEST.items():
        Path("trees", name).write_text(text, "utf-8")
    library, _, _ = read_library(Path("trees"))
    assert library is not None
    return library


def own_words(library: Library, messages: str, language: str = "lv", header: str = HEADER) -> SiteWords:
    file = library.root / "translations" / language / "page.po"
    file.parent.mkdir(parents=True)
    file.write_text(f"{header}\n{messages}", "utf-8")
    return read_site_words(library, language)


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str, int, str | None]]:
    return [(one.code, one.message, one.position.line, one.hint) for one in problems]


def test_a_site_need_not_have_words(library: Library) -> None:
    assert read_site_words(library, "lv") == SiteWords("trees/translations/lv/page.po")
    assert own_words(library, "", "latvian") == SiteWords("trees/translations/latvian/page.po")


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ('msgid "Back"\nmsgstr "Iet atpakaļ"\n', []),
        ('msgid "Next: %(heading)s"\nmsgstr "Tālāk: %(heading)s, 100 %%"\n', []),
        ('msgid "Next: %(heading)s"\nmsgstr ""\n', []),
        ('#, fuzzy\nmsgid "Next: %(heading)s"\nmsgstr "Tālāk"\n', []),
        (
            'msgid "Bakc"\nmsgstr "Atpakaļ"\n',
            [("unknown-message", "the page has no text 'Bakc'", 5, "did you mean 'Back'?")],
        ),
        (
            'msgctxt "a"\nmsgid "Back"\nmsgstr "Atpakaļ"\n',
            [("unknown-message", "the page has no text 'Back'", 6, "did you mean 'Back'?")],
        ),
        (
            'msgid "Something entirely different"\nmsgstr "x"\n',
            [
                (
                    "unknown-message",
                    "the page has no text 'Something entirely different'",
                    5,
                    "delete it, or run 'izeja translate update'",
                )
            ],
        ),
        (
            'msgid "Next: %(heading)s"\nmsgstr "Tālāk"\n',
            [("lost-in-translation", "%(heading)s is missing in 'Tālāk'", 5, KEEP)],
        ),
        (
            'msgid "Back"\nmsgstr "Atpakaļ %(num)s"\n',
            [("lost-in-translation", "%(num)s is not in the source text", 5, KEEP)],
        ),
        (
            'msgid "Back"\nmsgstr "100 % atpakaļ"\n',
            [
                (
                    "lost-in-translation",
                    "there is a stray '%' in '100 % atpakaļ'",
                    5,
                    f"write '%%' for a percent sign; {KEEP}",
                )
            ],
        ),
    ],
)
def test_problems(messages: str, expected: list[tuple[str, str, int, str | None]], library: Library) -> None:
    found = own_words(library, messages)
    assert told(found.problems) == expected
    assert found.text == f"{HEADER}\n{messages}"
    assert {problem.position.path for problem in found.problems} <= {"trees/translations/lv/page.po"}


def counted(*forms: str) -> str:
    lines = [f'msgid "{COUNTED}"', f'msgid_plural "{PLURAL}"']
    return "\n".join(lines + [f'msgstr[{number}] "{form}"' for number, form in enumerate(forms)]) + "\n"


def test_a_plural_form_may_spell_its_number_out(library: Library) -> None:
    header = f'{HEADER}"Plural-Forms: {plural_forms_in("lv")}\\n"\n'
    found = own_words(library, counted("%(num)s jautājumu", "Vēl viens", "%(nmu)s jautājumi"), header=header)
    assert told(found.problems) == [("lost-in-translation", "%(nmu)s is not in the source text", 6, KEEP)]


@pytest.mark.parametrize("forms", ["nplurals=2; plural=(more);", "nplurals=many; plural=0;"])
def test_plural_forms_that_are_not_valid(forms: str, library: Library) -> None:
    found = own_words(library, counted("a", "b"), header=f'{HEADER}"Plural-Forms: {forms}\\n"\n')
    (problem,) = found.problems
    assert problem.code == "invalid-catalog"
    if "many" not in forms:
        assert problem.message == "the plural forms of this catalog are not valid"
        assert problem.position.line == 4
        assert problem.hint == f"write: Plural-Forms: {plural_forms_in('lv')}"


def test_a_language_that_this_package_has(library: Library) -> None:
    assert missing_words("lv", "") == missing_words("de-AT", "") == missing_words("en-GB", "") == []
    assert list(wording_problems("lv", SiteWords("page.po"), PLACE)) == []
    broken = own_words(library, 'msgid "Bakc"\nmsgstr "Atpakaļ"\n')
    assert tuple(wording_problems("lv", broken, PLACE)) == broken.problems


def test_a_language_that_does_not_exist() -> None:
    (problem,) = wording_problems("latvian", SiteWords("page.po"), PLACE)
    assert (problem.code, problem.position) == ("unknown-language", PLACE)
    assert problem.message == "'latvian' is not the code of a language"
    assert problem.hint == "did you mean 'lv'?"


def test_a_language_that_nobody_has(library: Library) -> None:
    own = read_site_words(library, "ja")
    (problem,) = wording_problems("ja", own, PLACE)
    assert missing_words("ja", own.text) == list(words().values())
    assert (problem.code, problem.position) == ("unknown-language", PLACE)
    assert problem.message == "the words of the page itself are not translated into 'ja'"
    assert problem.hint == (
        "run 'izeja translate add ja', then translate trees/translations/ja/page.po\n"
        f"the page itself is translated into {', '.join(languages())}"
    )


def test_a_language_of_which_a_site_has_some_words(library: Library) -> None:
    own = own_words(
        library,
        'msgid "Back"\nmsgstr "戻る"\n\n#, fuzzy\nmsgid "Change"\nmsgstr "変更"\n\nmsgid "Yes"\nmsgstr ""\n',
        "ja",
    )
    missing = {word.text for word in missing_words("ja", own.text)}
    assert words().keys() - missing == {"Back"}
    (problem,) = wording_problems("ja", own, PLACE)
    assert (problem.code, problem.severity) == ("untranslated", "error")
    assert problem.message == "some words of the page itself are not translated into 'ja'"
    assert problem.hint == "translate this one, and the others that trees/translations/ja/page.po lacks"
    shown = own.text.split("\n")[problem.position.line - 1]
    assert shown in ('msgid "Change"', 'msgid "Yes"')


@pytest.mark.parametrize(
    ("forms", "is_there"),
    [(("%(num)s 問",), True), (("",), False), (("\u00a0",), False), (("\u200b",), False)],
)
def test_a_word_with_plural_forms_is_there_with_all_of_them(
    forms: tuple[str, ...],
    is_there: bool,  # noqa: FBT001 - the expected value
) -> None:
    header = f'{HEADER}"Plural-Forms: {plural_forms_in("ja")}\\n"\n'
    missing = missing_words("ja", f"{header}\n{counted(*forms)}")
    assert (COUNTED not in {word.text for word in missing}) == is_there


def test_one_form_of_several_is_not_enough() -> None:
    header = f'{HEADER}"Plural-Forms: {plural_forms_in("ru")}\\n"\n'
    text = f"{header}\n{counted('%(num)s', '%(num)s')}"
    assert COUNTED in {word.text for word in missing_words("ru", text)}
    # Without all of its forms, a word is as in the templates.
    assert wording("ru", text).ngettext(COUNTED, PLURAL, 5) == PLURAL


def test_own_words_go_before_those_of_the_package() -> None:
    own = f'{HEADER}\nmsgid "Back"\nmsgstr "Iet atpakaļ"\n\n#, fuzzy\nmsgid "Change"\nmsgstr "Citādi"\n'
    assert wording("lv", own).gettext("Back") == "Iet atpakaļ"
    assert wording("lv", own).gettext("Change") == wording("lv").gettext("Change") != "Citādi"


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\\n", "\u200b", "\u3164"])
def test_a_blank_word_is_that_of_the_package(blank: str) -> None:
    own = f'{HEADER}\nmsgid "Back"\nmsgstr "{blank}"\n'
    assert wording("lv", own).gettext("Back") == wording("lv").gettext("Back")
    assert "Back" in {word.text for word in missing_words("ja", own)}


def test_languages_of_the_page() -> None:
    assert languages()[:3] == ["ar", "de", "en"]
    assert [speaks(one) for one in ("en", "en_US", "de_AT", "lv", "ja", "zh-Hant")] == [
        *(True, True, True, True),
        *(False, False),
    ]


def test_plural_forms_are_those_of_the_shipped_catalog_or_of_cldr() -> None:
    assert plural_forms_in("de-AT") == plural_forms_in("de") == "nplurals=2; plural=(n != 1);"
    assert plural_forms_in("ja") == "nplurals=1; plural=0;"
