"""The Latvian stemmer, as a pack for lunr by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conftest import ROOT

FAMILIES = [
    line.split()
    for line in (ROOT / "tests" / "page" / "search" / "families.lv.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
STEMS = "words => words.map((word) => lunr.lv.stemmer(new lunr.Token(word)).toString())"
OWN = "assets/javascripts/izeja"
BARE = str.maketrans("āčēģīķļņōŗšūž", "acegiklnorsuz")
# An index as lunr's own documentation makes it, with nothing of ours but the pack.
INDEX = """
    ([texts, query]) => lunr(function () {
        this.use(lunr.lv);
        this.ref("id");
        this.field("text");
        texts.forEach((text, id) => this.add({ id, text }));
    }).search(query).map(({ ref }) => texts[ref])
"""

ENGLISH = ["try tries tried", "dry dries dried", "fly flies", "spy spies", "charge charged charges"]
# Indexes as the worker makes them for one query each: the words of each family that do not find all others.
LOST = """
    ([language, families]) => {
        const words = self.izejaWords({ language, unknown: null }, () => 1);
        const termsOf = (about, text) => {
            words.toMaterial({ type: 0, data: { about, config: { fields: {} } } });
            const index = lunr(function () {
                this.ref("location");
                this.field("text");
                this.add({ location: "one", text });
            });
            return Object.keys(index.invertedIndex);
        };
        const isLost = (family, one) => family.some((other) => !termsOf(one, other).length);
        return families.map((family) => family.filter((one) => isLost(family, one)));
    }
"""


@contextmanager
def with_lunr(browser: Browser, *own: Path) -> Iterator[Page]:
    """Open a page with lunr, which Material's worker leaves for its packs, and scripts of ours."""
    material = find_spec("material")
    assert material
    assert material.origin
    scripts = Path(material.origin).parent / "templates" / "assets" / "javascripts"
    worker = next(scripts.glob("workers/search.*.min.js"))
    page = browser.new_page()
    for script in (worker, scripts / "lunr" / "min" / "lunr.stemmer.support.min.js", *own):
        page.add_script_tag(content=script.read_text("utf-8"))
    yield page
    page.close()


@pytest.fixture(scope="module")
def lunr(browser: Browser, site: Path) -> Iterator[Page]:
    """A page with lunr and the pack."""
    with with_lunr(browser, site / OWN / "lunr.lv.js") as page:
        yield page


def test_words_of_a_family_have_one_stem_and_share_it_with_no_other(lunr: Page) -> None:
    stems = [set(lunr.evaluate(STEMS, family)) for family in FAMILIES]
    assert not [(family[0], found) for family, found in zip(FAMILIES, stems, strict=True) if len(found) > 1]
    assert len(set.union(*stems)) == len(FAMILIES) >= 60


def test_diacritics_make_no_difference(lunr: Page) -> None:
    words = [word for family in FAMILIES for word in family]
    assert lunr.evaluate(STEMS, words) == lunr.evaluate(STEMS, [word.translate(BARE) for word in words])


def test_short_words_and_numbers_stay(lunr: Page) -> None:
    words = ["", "a", "un", "365", "2026.", "office365", "ņ", "ssss", "tas"]
    assert lunr.evaluate(STEMS, words) == [word.translate(BARE) for word in words]


def test_lunr_finds_another_ending_with_and_without_diacritics(lunr: Page) -> None:
    texts = ["Abonementa atcelšana", "Atmaksa par pirkumu", "Ģimenes kartes"]
    for query in ("atcelšanu", "atcelsana", "abonementiem", "ABONEMENTS"):
        assert lunr.evaluate(INDEX, [texts, query]) == texts[:1]
    for query in ("gimenei", "ģimene", "karšu", "karsu"):
        assert lunr.evaluate(INDEX, [texts, query]) == texts[2:]


def test_words_that_say_nothing_are_not_in_an_index(lunr: Page) -> None:
    assert lunr.evaluate(INDEX, [["kā un ar ko"], "un"]) == []
    assert lunr.evaluate(INDEX, [["ka un ar ko"], "ka"]) == []


@pytest.mark.parametrize(
    ("language", "families"), [("lv", FAMILIES), ("en", [family.split() for family in ENGLISH])]
)
def test_an_index_for_one_word_has_all_of_its_family(
    browser: Browser, site: Path, language: str, families: list[list[str]]
) -> None:
    with with_lunr(browser, site / OWN / "lunr.lv.js", site / OWN / "search-words.js") as page:
        assert page.evaluate(LOST, [language, families]) == [[]] * len(families)
