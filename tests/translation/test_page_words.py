"""The words of the page itself: every language has all of them, with the same gaps, in each plural form."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import txtar
from izeja.compiler.compile import compile_library
from izeja.language.locales import is_language, locale_of, plural_forms
from izeja.translation.page_words import FOLDER, languages, speaks, wording, words

GAP = re.compile(r"%\(\w+\)s")
TRANSLATED = [language for language in languages() if language != "en"]
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
NUMBERS = (*range(1001), 1_000_000)
TREE = {
    "library.yml": "source_language: en\nlanguages: [en, lv, de-AT, ja]\n",
    "a.yml": "title: Restart\nkind: procedure\nstart: b\nnodes:\n  b:\n    resolution: It works\n",
}


def catalog_of(language: str) -> Catalog:
    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


@cache
def categories(language: str) -> list[str]:
    """The plural categories of CLDR that whole numbers fall into, in CLDR's order."""
    rule = locale_of(language).plural_form
    return sorted({rule(number) for number in NUMBERS}, key=CATEGORIES.index)


def test_there_are_words() -> None:
    assert "Start over" in words()


def test_the_languages_that_were_promised() -> None:
    assert {"lv", "en", "lt", "et", "de", "pl", "uk", "ar"} <= set(languages())


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalog_has_the_words_and_no_others(language: str) -> None:
    found = {(one.id, None) if isinstance(one.id, str) else tuple(one.id) for one in catalog_of(language)}
    assert found - {("", None)} == set(words().values())


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_word_is_translated_with_the_same_gaps(language: str) -> None:
    kinds = Counter(locale_of(language).plural_form(number) for number in NUMBERS)
    for message in catalog_of(language):
        source = message.id if isinstance(message.id, str) else message.id[-1]
        assert not message.fuzzy or not source
        for category, text in zip(categories(language), forms(message), strict=False) if source else ():
            assert text
            # A form that is for one number alone may spell that number out.
            spelled = len(forms(message)) > 1 and kinds[category] == 1 and "%" not in text
            assert spelled or set(GAP.findall(text)) == set(GAP.findall(source))
            assert "%" not in GAP.sub("", text)


@pytest.mark.parametrize("language", TRANSLATED)
def test_plural_forms_are_those_of_cldr(language: str) -> None:
    rule, plural = locale_of(language).plural_form, wording(language).plural  # type: ignore[attr-defined]  # gettext has it
    assert catalog_of(language).num_plurals == len(categories(language))
    assert [categories(language)[plural(one)] for one in NUMBERS] == [rule(one) for one in NUMBERS]


@pytest.mark.parametrize("language", ["he", "hu", "tr", "fr", "pt-BR", "cy", "ja", "sl", "mt", "ga"])
def test_any_other_language_counts_as_cldr_says(language: str) -> None:
    rule, sort = (
        locale_of(language).plural_form,
        c2py(re.sub(r".*plural=(.*);", r"\1", plural_forms(language))),
    )
    kinds = [kind for kind in CATEGORIES if any(rule(number) == kind for number in range(1001))]
    assert [kinds[sort(number)] for number in range(1001)] == [rule(number) for number in range(1001)]
    assert plural_forms(language).startswith(f"nplurals={len(kinds)};")


def test_a_latvian_counts_as_latvians_do() -> None:
    said = wording("lv").ngettext
    one, many = "About %(num)s more question", "About %(num)s more questions"
    told = {number: said(one, many, number) % {"num": number} for number in (1, 2, 10, 11, 21, 22)}
    assert [text.split()[-1] for text in told.values()] == [
        "jautājums", "jautājumi", "jautājumu", "jautājumu", "jautājums", "jautājumi",
    ]  # fmt: skip


def test_a_variety_of_a_language_is_spoken_as_well() -> None:
    assert wording("de-AT").gettext("Back") == "Zurück"
    assert wording("en-GB").gettext("Back") == "Back"
    assert speaks("en-GB")
    assert not speaks("ja")


@pytest.mark.parametrize(
    ("code", "known"), [("lv", True), ("pt-BR", True), ("zh-Hant", True), ("LV", False), ("latvian", False)]
)
def test_a_code_of_a_language(code: str, known: bool) -> None:  # noqa: FBT001 - the expected value
    assert is_language(code) == known


def test_a_site_has_other_words(tmp_path: Path) -> None:
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "{}"\nmsgstr "{}"\n'
    own = {
        "translations/lv/page.po": po.format("Start over", "Vēlreiz no sākuma"),
        "translations/en/page.po": po.format("Back", "Go back"),
    }
    txtar.unpack({**TREE, **own}, tmp_path)
    compiled = compile_library(tmp_path)
    lv, en = (wording(one, compiled.languages[one].page_words) for one in ("lv", "en"))
    assert (lv.gettext("Start over"), lv.gettext("Back")) == ("Vēlreiz no sākuma", "Atpakaļ")
    assert (en.gettext("Start over"), en.gettext("Back")) == ("Start over", "Go back")
    assert lv.ngettext("About %(num)s more question", "", 3) == "Vēl apmēram %(num)s jautājumi"
