"""The status counts every text once: as translated, stale or missing."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import txtar
from conftest import MESSAGES
from golden import read_case
from izeja.compiler.compile import Scope, compile_library
from izeja.language.fields import LanguageState
from izeja.library.drafts import drafts_of
from izeja.library.reader import read_library
from izeja.translation.status import LanguageStatus, PartStatus, UnreadableCatalogsError, status_of
from izeja.translation.status_formats import as_table, badge
from izeja.translation.tally import Progress, Tally, time_in_words
from izeja.translation.translate import translate

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
LIBRARY = f"""
-- library.yml --
source_language: en
languages: [en, lv, ja, en-XA]
pages: docs/{{language}}
-- contacts.yml --
us:
  text: Contact us now
  url: https://example.org
-- a.yml --
title: One two
kind: causes
start: ask
nodes:
  ask:
    question: Three four five
    hint: Six
    answers:
      - text: "Yes"
        to: done
      - text: "No"
        to: done
  done:
    resolution: Seven eight nine ten
    body: Eleven
-- translations/lv/a.po --
{HEADER}msgctxt "a title"
msgid "One two"
msgstr "Viens divi"

#, fuzzy
msgctxt "a#ask question"
msgid "Three four five"
msgstr "Trīs"

msgctxt "a#ask hint"
msgid "Sixth"
msgstr "Sestais"

msgctxt "a#ask answers.text"
msgid "Yes"
msgstr "Jā"

#, fuzzy
msgctxt "a#done resolution"
msgid "Seven eight nine ten"
msgstr ""

msgctxt "a#done body"
msgid "Eleven"
msgstr ""

-- translations/lv/contacts.po --
{HEADER}msgctxt "us text"
msgid "Contact us today"
msgstr ""
-- translations/ja/page.po --
{HEADER}msgid "Back"
msgstr "戻る"
-- docs/lv/index.md --
<!-- izeja: translate this page, then delete this line. It was copied from docs/en/index.md -->
-- docs/lv/done.md --
# Gatavs
"""


@pytest.fixture
def statuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[LanguageStatus, ...]:
    txtar.unpack(txtar.split(LIBRARY), tmp_path / "trees")
    monkeypatch.chdir(tmp_path)
    library, _, _ = read_library(Path("trees"))
    assert library is not None
    return status_of(library)


def test_counts(statuses: tuple[LanguageStatus, ...]) -> None:
    lv, ja = statuses
    assert (lv.language, ja.language) == ("lv", "ja")
    assert lv.parts == (
        PartStatus(
            "a",
            "trees/translations/lv/a.po",
            Progress(translated=Tally(2, 3), stale=Tally(3, 8), missing=Tally(2, 2)),
        ),
        PartStatus("contacts", "trees/translations/lv/contacts.po", Progress(missing=Tally(1, 3))),
    )
    assert lv.progress == Progress(Tally(2, 3), Tally(3, 8), Tally(3, 5))
    assert (lv.progress.total, lv.progress.percent) == (Tally(8, 16), 18)
    assert lv.pages == ("trees/docs/lv/index.md",)
    assert ja.pages == ()


def test_words_of_the_page_are_counted_where_this_package_has_none(
    statuses: tuple[LanguageStatus, ...],
) -> None:
    page = statuses[1].parts[-1]
    assert (page.part, page.catalog) == ("page", "trees/translations/ja/page.po")
    assert (page.progress.translated, page.progress.stale) == (Tally(1, 1), Tally())
    assert page.progress.missing.messages > 30


@pytest.mark.parametrize(
    ("translated", "missing", "percent"), [(0, 0, 100), (0, 1, 0), (999, 1, 99), (1, 0, 100), (1, 2, 33)]
)
def test_percent_is_rounded_down(translated: int, missing: int, percent: int) -> None:
    assert Progress(Tally(1, translated), missing=Tally(1, missing)).percent == percent


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "about a minute"),
        (4, "about 4 minutes"),
        (12, "about 10 minutes"),
        (50, "about 50 minutes"),
        (51, "about an hour"),
        (89, "about an hour"),
        (90, "about 2 hours"),
        (565, "about 9 hours"),
        (721, "about 2 days"),
        (3600, "about 8 days"),
        (3601, "about 2 weeks"),
        (600_000, "about 250 weeks"),
    ],
)
def test_time_is_an_estimate_in_words(minutes: int, words: str) -> None:
    assert time_in_words(minutes) == words


def test_stale_texts_take_half_the_time() -> None:
    assert Progress(Tally(9, 900), Tally(2, 300), Tally(1, 300)).minutes == 90


def status(language: str, translated: int, missing: int, state: LanguageState = "required") -> LanguageStatus:
    progress = Progress(Tally(1, translated), missing=Tally(1, missing))
    return LanguageStatus(language, state, (PartStatus("a", "a.po", progress),), ("docs/index.md",))


def test_tables() -> None:
    assert as_table([status("lv", 1234, 0), status("pt-BR", 0, 7)]) == (
        "               messages                     words\n"
        "lv (required)  translated    stale  missing  translated    stale  missing\n"
        "a                       1        0        1       1,234        0        0\n"
        "all (100 %)             1        0        1       1,234        0        0\n"
        "time left: about a minute\n"
        "not translated: docs/index.md\n\n"
        "                  messages                     words\n"
        "pt-BR (required)  translated    stale  missing  translated    stale  missing\n"
        "a                          1        0        1           0        0        7\n"
        "all (0 %)                  1        0        1           0        0        7\n"
        "time left: about 2 minutes\n"
        "not translated: docs/index.md"
    )
    assert as_table([]) == ""


@pytest.mark.parametrize(
    ("counts", "label", "colour"),
    [
        ([(1, 0)], "translations: a 100 %", "#2e7d32"),
        ([(1, 0), (1, 1)], "translations: a 100 % · b 50 %", "#9a6700"),
        ([(99, 1)], "translations: a 99 %", "#9a6700"),
        ([(49, 51)], "translations: a 49 %", "#b3261e"),
        ([], "translations: none", "#2e7d32"),
    ],
)
def test_badges(counts: list[tuple[int, int]], label: str, colour: str) -> None:
    drawn = badge([status(name, *one) for name, one in zip("ab", counts, strict=False)])
    root = ET.fromstring(drawn)  # noqa: S314 - we have just written it
    left, right = (int(one.attrib["width"]) for one in root if one.tag.endswith("rect"))
    texts = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert root.attrib["aria-label"] == label
    assert ": ".join(texts) == label
    assert colour in drawn
    # Each half is as wide as its text, and the coloured one reaches a little under the other.
    assert (left, right - 3) == (7 * len(texts[0]) + 12, 7 * len(texts[1]) + 12)
    assert int(root.attrib["width"]) == left + right - 3


def test_a_badge_leaves_out_a_language_in_preparation() -> None:
    drawn = badge([status("lv", 1, 0, "fallback"), status("de", 0, 1, "preparing")])
    assert "translations: lv 100 %<" in drawn


def test_a_table_says_the_state_of_a_language() -> None:
    _, heading, *_ = as_table([status("de", 0, 1, "preparing")]).split("\n")
    assert heading.startswith("de (preparing)  translated")


CASES = [
    case
    for case in sorted([*MESSAGES.rglob("*.txtar"), *(Path(__file__).parent / "translate").glob("*.txtar")])
    if "msgctxt" in case.read_text("utf-8")
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_all_is_translated_where_a_check_has_nothing_to_say(case: Path, tmp_path: Path) -> None:
    txtar.unpack(read_case(case, "expected", "said", "after/").given, tmp_path)
    for file in sorted(tmp_path.rglob("library.yml")):
        library, _, problems = read_library(file.parent)
        if library is None or problems:
            continue
        drafts = {f"{file.parent}/{tree}" for tree in drafts_of(library)}
        try:
            statuses = status_of(library)
        except UnreadableCatalogsError as error:
            unreadable = {problem.position for problem in error.problems}
        else:
            unreadable = set()
        if unreadable:
            compiled = compile_library(file.parent)
            assert unreadable <= {problem.position for problem in compiled.problems}
            continue
        for one in statuses:
            found = [
                problem
                for problem in translate(library, one.language).problems
                # Each of two translations that read the same may be right.
                if problem.code != "ambiguous-answers"
                and not any(problem.position.path.startswith(draft) for draft in drafts)
            ]
            assert (one.progress.percent == 100) == (not found), found


def test_a_build_counts_texts_without_a_translation_like_the_status(tmp_path: Path) -> None:
    # A URL is missing too, and 'de' has no catalog at all.
    states = "{en: required, lv: fallback, de: fallback, et: preparing}"
    files = txtar.split(LIBRARY.replace("[en, lv, ja, en-XA]", states))
    files["contacts.yml"] = files["contacts.yml"].replace("https", "{en: https").replace("org", "org}")
    txtar.unpack(files, tmp_path)
    library, _, _ = read_library(tmp_path)
    assert library is not None
    left = {one.language: one.progress.stale + one.progress.missing for one in status_of(library)}
    assert compile_library(tmp_path).untranslated == sum(one.messages for one in left.values())
    published = compile_library(tmp_path, scope=Scope(lambda config: config.published))
    assert published.untranslated == left["lv"].messages + left["de"].messages > 0
