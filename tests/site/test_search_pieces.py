"""An index is cut into pieces in which a worker finds each word and each guide."""

from __future__ import annotations

import json
from bisect import bisect_right
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from izeja.site.search_pieces import MANIFEST, folded, pieces_of

FIELDS = {"title": {"boost": 3}, "text": {"boost": 1}, "also": {}}


def entry(location: str, title: str, **more: Any) -> dict[str, Any]:
    return {"location": location, "title": title, "text": "", **more}


def cut(entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: json.loads(content) for name, content in pieces_of(entries, FIELDS)}


def weights_of(pieces: dict[str, Any], word: str) -> dict[int, int]:
    """Find a word as the worker does: by the first word of each piece."""
    number = max(bisect_right(pieces[MANIFEST]["words"], word) - 1, 0)
    _, *numbers = pieces[f"words-{number}.json"].get(word, [0])
    entries, at = {}, 0
    for step, weight in zip(numbers[::2], numbers[1::2], strict=True):
        at += step
        entries[at] = weight
    return entries


def words_of(text: str) -> set[str]:
    """Return the words of a text as they are in the index."""
    pieces = cut([entry("a/", text)])
    return {word for name, found in pieces.items() if name.startswith("words-") for word in found}


def entry_at(pieces: dict[str, Any], number: int) -> Any:
    page, section = divmod(number, pieces[MANIFEST]["depth"])
    starts = [0, *accumulate(pieces[MANIFEST]["pages"])]
    assert page < starts[-1]
    piece = bisect_right(starts, page) - 1
    return pieces[f"entries-{piece}.json"][page - starts[piece]][section]


WORDS = some.text(alphabet="abāčßœ'Ω日𐐀-", min_size=1, max_size=6)


@given(some.lists(some.lists(some.lists(WORDS, max_size=4), min_size=1, max_size=3), min_size=1, max_size=60))
def test_every_word_leads_to_the_entries_that_have_it(pages: list[list[list[str]]]) -> None:
    entries = [
        entry(f"page-{page}/" + (f"#{section}" if section else ""), " ".join(words))
        for page, sections in enumerate(pages)
        for section, words in enumerate(sections)
    ]
    pieces = cut(entries)
    assert pieces[MANIFEST]["entries"] == len(entries)
    having: dict[str, set[str]] = {}
    for one in entries:
        for word in words_of(one["title"]):
            having.setdefault(word, set()).add(one["location"])
    for word, locations in having.items():
        found = weights_of(pieces, word)
        assert {entry_at(pieces, number)["location"] for number in found} == locations
        assert min(found.values()) >= 1


def test_a_word_counts_more_in_a_title_and_in_a_short_text() -> None:
    long = "modem " + "and other words " * 30
    entries = [entry("a/", "Modem"), entry("b/", "x", text="<p>modem</p>"), entry("c/", "x", text=long)]
    first, second, third = weights_of(cut(entries), "modem").values()
    assert first > second > third


def lines_of(pieces: dict[str, Any], word: str) -> list[int]:
    """Return what is written of a word: the number of texts that have it, then steps and weights."""
    return next(found[word] for name, found in pieces.items() if name.startswith("words-") and word in found)


def bm25(boost: float, times: int, length: int, average: float) -> float:
    """How much a word counts in a text (https://en.wikipedia.org/wiki/Okapi_BM25, k1 = 1.2, b = 0.75)."""
    return boost * times * (1.2 + 1) / (times + 1.2 * (1 - 0.75 + 0.75 * length / average))


def test_a_word_counts_as_bm25_says_in_each_field_and_in_all_together() -> None:
    entries = [
        entry("a/", "Modem", text="modem modem lamp", tags=["modem", "lamp"]),
        entry("b/", "Lamp on", text="lamp"),
        entry("c/", "On"),
    ]
    fields = {"title": {"boost": 3}, "text": {"boost": 1}, "tags": {"boost": 2}}
    pieces = {name: json.loads(content) for name, content in pieces_of(entries, fields)}
    modem = bm25(3, 1, 1, 4 / 3) + bm25(1, 2, 3, 2) + bm25(2, 1, 2, 2)
    lamp = (bm25(1, 1, 3, 2) + bm25(2, 1, 2, 2), bm25(3, 1, 2, 4 / 3) + bm25(1, 1, 1, 2))
    assert lines_of(pieces, "modem") == [3, 0, round(20 * modem)]
    assert lines_of(pieces, "lamp") == [4, 0, round(20 * lamp[0]), 1, round(20 * lamp[1])]
    assert lines_of(cut([entry("a/", "Modem")]), "modem") == [1, 0, round(20 * bm25(3, 1, 1, 1))]


def test_of_too_many_entries_those_stay_where_a_word_counts_most() -> None:
    entries = [entry(f"{number}/", "common and more") for number in range(1000)]
    found = weights_of(cut([*entries, entry("last/", "common")]), "common")
    assert [*found] == [*range(999), 1000]


def test_words_by_which_customers_know_a_guide_are_searched_and_numbers_are_not() -> None:
    pieces = cut([entry("a/", "Modem", also="router; box", boost=2)])
    assert weights_of(pieces, "router")
    assert not weights_of(pieces, "2")


def test_pieces_stay_small_however_many_pages_there_are() -> None:
    entries = [entry(f"{number}/", f"common word-{number} {'filler ' * 20}") for number in range(3000)]
    pieces = {name: len(content) for name, content in pieces_of(entries, FIELDS)}
    assert max(pieces.values()) < 30_000
    assert len(weights_of(cut(entries), "common")) == 1000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Atcelšana, atcelt!", "atcelsana atcelt"),
        ("<p>it's <b>Bob's</b> l'eau</p>", "it bob eau"),
        ("OneDrive", "onedrive one drive"),
        ("anti-virus 0x80070007", "antivirus anti virus 0x80070007"),
        ("can't can\u2019t can\u2018t", "cant cant cant"),
        ("anti\u00advirus sub\u200bscription", "antivirus subscription"),
        ("Windows\u2013Mac auto\u2011renew", "windows mac autorenew auto renew"),
        ("account.microsoft.com", "account.microsoft.com account microsoft com"),
        ("Straße œuvre Ζωή 東京", "strasse oeuvre ζωη 東京"),
        ("йод", "йод"),
        ("+371 67 000 000", "371 67 000 000 37167000000 67000000 67000000 000000 00000"),
        ("(020) 7946-0958", "020 7946 0958 02079460958 2079460958 79460958"),
        ("<li>12</li><li>345</li>", "12 345"),
        ("call 12-345", "call 12 345 12345"),
        ("... — !", ""),
    ],
)
def test_words_are_folded_as_those_of_a_query(text: str, words: str) -> None:
    assert words_of(text) == set(words.split())


def test_a_word_that_is_folded_stays_as_it_is() -> None:
    for word in ("atcelsana", "strasse", "東京", "0x8007"):
        assert folded(word) == word


def test_an_empty_site_has_an_empty_index() -> None:
    assert cut([]) == {MANIFEST: {"version": 2, "entries": 0, "depth": 1, "words": [], "pages": []}}
