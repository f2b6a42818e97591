"""Which names are typing errors of others, and which texts are the same with a few changes.

An id that is only similar is often that of another node: `which-cause` is not meant by `which-shop`. So a
name counts as a typing error only if each of its words does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

_WORD_ENDS = re.compile(r"[-_. /]+")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_DIGITS = re.compile(r"\d+")
_LONG = 2_000
"""How many characters of a text are compared."""
_LONG_NAME = 100
"""Longer names are compared with none: that takes the product of both lengths."""
_SAME = 0.6
"""How much of two texts has to be the same, from 0 to 1."""


def typing_error_of(wanted: str, names: Iterable[str]) -> str | None:
    """Return the one name that was probably meant, None if there is no such name or more than one."""
    found = [
        (_distance("-".join(_words(wanted)), "-".join(_words(name))), name)
        for name in names
        if _is_near(wanted, name)
    ]
    found.sort()
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1]


def nearest_first(wanted: str, names: Collection[str]) -> list[str]:
    """Return names, those first that have more words, or else letters, in common with one."""
    words, letters = set(_words(wanted)), set(wanted)

    def strangeness(name: str) -> tuple[int, int]:
        return -len(words.intersection(_words(name))), len(letters.symmetric_difference(name))

    return sorted(names, key=strangeness)


def most_like(texts: Collection[str], others: Mapping[str, Collection[str]]) -> str | None:
    """Return the key of those texts that are most like some texts, None if none are like them."""
    wanted = _joined(texts)
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    best, found = _SAME, None
    for key, some in others.items():
        matcher.set_seq1(_joined(some))
        if wanted and matcher.real_quick_ratio() >= best and (ratio := matcher.ratio()) >= best:
            best, found = ratio, key
    return found


def _joined(texts: Collection[str]) -> str:
    return "\n".join(sorted(texts))[:_LONG]


# A name that is used often and missing is compared with all others each time.
@lru_cache(maxsize=20_000)
def _words(name: str) -> tuple[str, ...]:
    # Word turns hyphens into dashes, and nobody sees a soft hyphen.
    name = _DASHES.sub("-", name).replace("\u00ad", "")
    return tuple([word for word in _WORD_ENDS.split(name.casefold()) if word])


def _is_near(wanted: str, name: str) -> bool:
    some, others = _words(wanted), _words(name)
    if max(len(wanted), len(name)) > _LONG_NAME:
        return False
    if len(some) != len(others):
        return "".join(some) == "".join(others)
    # `step-1` and `step-2` are two nodes, and no slip of the finger.
    if _DIGITS.findall(wanted) != _DIGITS.findall(name):
        return False
    return all(_is_slip(one, other) for one, other in zip(some, others, strict=True))


def _is_slip(word: str, other: str) -> bool:
    # One slip in a word, two in a long one; a word of one or two letters would become any other.
    length = max(len(word), len(other))
    allowed = 0 if length < 3 else 1 if length < 7 else 2
    return abs(len(word) - len(other)) <= allowed and _distance(word, other) <= allowed


def _distance(word: str, other: str) -> int:
    """Return how many letters must be changed, added, left out, or exchanged with their neighbour.

    This is the optimal string alignment distance (Damerau, 1964), row by row.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        last, row, older = row, [i], before
        for j, letter_2 in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != letter_2))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == letter_2:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]
