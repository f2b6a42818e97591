"""The Latvian stemmer, as a pack for lunr by itself."""

from __future__ import annotations

from collections.abc import Iterator
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


@pytest.fixture(scope="module")
def lunr(browser: Browser, site: Path) -> Iterator[Page]:
    """A page with lunr, which Material's worker leaves for its packs, and the pack."""
    material = find_spec("material")
    assert material
    assert material.origin
    scripts = Path(material.origin).parent / "templates" / "assets" / "javascripts"
    page = browser.new_page()
    worker = next(scripts.glob("workers/search.*.min.js"))
    pack = site / "assets" / "javascripts" / "izeja" / "lunr.lv.js"
    for script in (worker, scripts / "lunr" / "min" / "lunr.stemmer.support.min.js", pack):
        page.add_script_tag(content=script.read_text("utf-8"))
    yield page
    page.close()


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
