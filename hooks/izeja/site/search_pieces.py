"""A search index in pieces, for languages with many pages: a customer loads those that a query needs.

The whole index of a thousand guides is megabytes. Here its words are sorted and cut into files, so that the
few files around each word of a query say which guides have it, and the entries of guides are cut into others.
The worker (`search-pieces.js`) chooses the guides that fit best, and searches their entries as it would
search all of them. Words are kept whole, without diacritics: stems are made in the worker, by the one
stemmer of the language.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from operator import sub
from typing import Any

from izeja.page.search import Entry, as_json
from izeja.site.search_numbers import FEWEST_DIGITS, numbers_in

MANY_PAGES = 300
"""The number of pages of a language from which its index is cut into pieces."""
MANIFEST = "index.json"
"""The file that says where each word and each guide is."""

_VERSION = 2
_WORDS_SIZE, _ENTRIES_SIZE = 24_000, 10_000
"""How many characters of JSON a piece has, before it is compressed to about a third."""
_MOST_PAGES = 1000
"""How many entries a word keeps, those where it counts most. Words with more say little about any of them."""
# As in lunr (https://lunrjs.com/docs/lunr.Builder.html): how fast repetitions stop to count, and how much the
# length of a text counts.
_K1, _B = 1.2, 0.75
_SCALE = 20
"""Weights are written as whole numbers, in steps of a twentieth."""

_TAG = re.compile(r"<[^>]*>")
# Soft hyphens and other signs that nobody sees.
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
_WORD = re.compile(r"[^\W_][\w'’ʼ‘.\-\u2010\u2011]*")  # noqa: RUF001 - the apostrophes of print
_PART = re.compile(r"[^\W_]+(?:['’ʼ‘][^\W_]+)*")  # noqa: RUF001 - as above
_DIGITS = re.compile(r"[\d\-\u2010\u2011]+")
_INSIDE = re.compile(r"['’ʼ‘\-\u2010\u2011]")  # noqa: RUF001 - as above
_CAPITAL_INSIDE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_POSSESSIVE = re.compile(r"['’]s$")  # noqa: RUF001 - as above
_ARTICLE = re.compile(r"^[^\W\d_]{1,2}['’]")  # noqa: RUF001 - as above
_MARKS = re.compile(r"(.)([\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+)")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ё": "е"}  # noqa: RUF001 - letters of several scripts
)


def pieces_of(entries: Sequence[Entry], fields: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Cut the index of a language into pieces.

    Args:
        entries: as published; a page comes before its sections.
        fields: how much each field of an entry counts: `{"title": {"boost": 3}}`.

    Yields:
        The name and the content of each file: `MANIFEST` last, after the files that it names.
    """
    pages = _pages(entries)
    depth = max(map(len, pages), default=1)
    found = {name: _Field() for name in fields}
    for page, own in enumerate(pages):
        for at, entry in enumerate(own):
            for name in fields:
                if value := entry.get(name):
                    text = value if isinstance(value, str) else " ".join(value)
                    found[name].add(page * depth + at, text)
    boosts = {name: one.get("boost", 1) for name, one in fields.items()}
    firsts: list[str] = []
    for number, (first, text) in enumerate(_cut(_lines(found, boosts), _WORDS_SIZE)):
        firsts.append(first)
        yield f"words-{number}.json", f"{{{text}}}".encode()
    starts: list[int] = []
    listed = ((str(number), as_json(own)) for number, own in enumerate(pages))
    for number, (first, text) in enumerate(_cut(listed, _ENTRIES_SIZE)):
        starts.append(int(first))
        yield f"entries-{number}.json", f"[{text}]".encode()
    manifest = {
        "version": _VERSION,
        "entries": len(entries),
        "depth": depth,
        "words": firsts,
        # How many each piece has: these small numbers are compressed to less than where it begins.
        "pages": list(map(sub, [*starts[1:], len(pages)], starts)),
    }
    yield MANIFEST, as_json(manifest).encode()


def _pages(entries: Iterable[Entry]) -> list[list[Entry]]:
    pages: dict[str, list[Entry]] = {}
    for entry in entries:
        pages.setdefault(entry["location"].partition("#")[0], []).append(entry)
    return list(pages.values())


class _Field:
    """The words of a field, and the entries that have them."""

    def __init__(self) -> None:
        # For whatever is between spaces the numbers of its entries, as often as it is there. To read it can
        # wait, since the same comes again and again. Plain numbers, since a large site has millions.
        self._pieces: dict[str, list[int]] = defaultdict(list)
        self._texts: dict[int, str] = {}

    def add(self, entry: int, text: str) -> None:
        """Add the text of an entry."""
        # A number does not go on in the next paragraph.
        self._texts[entry] = text = _TAG.sub("\n", text) if "<" in text else text
        pieces = self._pieces
        for piece in text.split():
            pieces[piece].append(entry)

    def words(self) -> dict[str, list[int]]:
        """Return for each word its entries, each as often as it has the word."""
        found: dict[str, list[int]] = defaultdict(list)
        digits = Counter[int]()
        for piece, entries in self._pieces.items():
            for word in _words_between_spaces(piece):
                found[word] += entries
            if any(map(str.isdecimal, piece)):
                digits.update(chain.from_iterable(repeat(entries, sum(map(str.isdecimal, piece)))))
        for entry, count in digits.items():
            # Few texts have a number, and to look for one takes longer than all the rest.
            if count >= FEWEST_DIGITS:
                for number in numbers_in(_UNSEEN.sub("", self._texts[entry])):
                    found[number].append(entry)
        return found


class _Weights:
    """How much each word of a field counts in the entries that have it (BM25)."""

    def __init__(self, words: dict[str, list[int]], boost: float) -> None:
        self._words = words
        self._boost = boost * (_K1 + 1)
        lengths = Counter(chain.from_iterable(words.values()))
        average = lengths.total() / max(len(lengths), 1)
        self._norms = {one: _K1 * (1 - _B + _B * length / average) for one, length in lengths.items()}

    def of(self, word: str) -> dict[int, float]:
        """Return how much a word counts in each of its entries."""
        boost, norms = self._boost, self._norms
        if word not in self._words:
            return {}
        times = Counter(self._words[word])
        return {entry: boost * count / (norms[entry] + count) for entry, count in times.items()}


def _lines(fields: Mapping[str, _Field], boosts: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    """Yield each word, in order, and its line in a piece.

    It says in how many texts the word is, and by turns how much further the next entry is, and how much the
    word counts there.
    """
    words = {name: field.words() for name, field in fields.items()}
    weights = [_Weights(found, boosts[name]) for name, found in words.items()]
    # In the order of JavaScript, which compares the halves of characters beyond 65,535.
    every = set().union(*words.values())
    for word in sorted(every, key=lambda one: one.encode("utf-16-be", "surrogatepass")):
        texts, found = 0, dict[int, float]()
        for field in weights:
            here = field.of(word)
            texts += len(here)
            for entry in found.keys() & here.keys():
                here[entry] += found[entry]
            found |= here
        yield word, f"{as_json(word)}:{as_json(_line(texts, found))}"


def _line(texts: int, weights: Mapping[int, float]) -> list[int]:
    best = sorted(weights)
    if len(best) > _MOST_PAGES:
        # Of entries where the word counts the same, the first ones stay.
        best = sorted(sorted(best, key=weights.__getitem__, reverse=True)[:_MOST_PAGES])
    steps = map(sub, best, [0, *best])
    counts = [round(weights[entry] * _SCALE) or 1 for entry in best]
    return [texts, *chain.from_iterable(zip(steps, counts, strict=True))]


def _words_between_spaces(text: str) -> Iterator[str]:
    """Return the words in a text without spaces, each with its parts if it has any (`OneDrive`)."""
    return chain.from_iterable(map(_folded_with_parts, _WORD.findall(_UNSEEN.sub("", text))))


def _folded_with_parts(written: str) -> tuple[str, ...]:
    parts = [part for piece in _PART.findall(written) for part in _CAPITAL_INSIDE.split(piece)]
    # Numbers with hyphens are those of `numbers_in`.
    whole = [] if len(parts) > 1 and _DIGITS.fullmatch(written) else [written]
    return tuple(filter(None, map(folded, [*whole, *(parts if len(parts) > 1 else ())])))


def folded(word: str) -> str:
    """Return a word as it is in the index: without diacritics, capitals, and punctuation around it.

    A word with a hyphen or an apostrophe inside is one word without it. `stems` in `search-words.js` does the
    same to the words of a query.
    """
    word = _INSIDE.sub("", _ARTICLE.sub("", _POSSESSIVE.sub("", _AROUND.sub("", word.lower()))))
    if word.isascii():
        return word
    bare = _MARKS.sub(_without_marks, unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def _without_marks(found: re.Match[str]) -> str:
    # In other scripts, marks are letters of their own.
    return found[1] if unicodedata.name(found[1], "").startswith(("LATIN", "GREEK")) else found[0]


def _cut(items: Iterable[tuple[str, str]], size: int) -> Iterator[tuple[str, str]]:
    """Join items with commas to pieces of about a size; yield the key of the first item of each, and it."""
    first, piece, length = "", list[str](), 0
    for key, text in items:
        if piece and length + len(text) > size:
            yield first, ",".join(piece)
            piece, length = [], 0
        if not piece:
            first = key
        piece.append(text)
        length += len(text)
    if piece:
        yield first, ",".join(piece)
