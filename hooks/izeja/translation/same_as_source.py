"""Translations that still are, in whole or in one of their lines, in the words of the source language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from izeja.translation.protected import protected_in

MEANT = "ignore-same"
"""The flag of a translation that is meant to be the same; Weblate has given it its name."""
_LINK = re.compile(r"\]\([^()\s]*\)")
_MARKS = " \t>#*_|-+.0123456789"
_INNER_MARKS = str.maketrans("", "", "'’-\u2010\u00ad")  # noqa: RUF001 - the apostrophe of printed English
_LONG_WITHOUT_SPACES = 8


def same_line(source: str, translation: str) -> str | None:
    """Return the first line of a translation that has the same words as a line of its source text.

    A line counts if it has words that a translator translates: names, numbers, code, terms and addresses are
    the same in every language, and so are many single words, such as "Internet".
    """
    if source != translation and "\n" not in source:
        return None
    known = {words for _, words in _lines(source)}
    found = (line for line, words in _lines(translation) if words in known and _are_language(words))
    return next(found, None)


def _lines(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the lines of a text, each with its words."""
    pieces, end = [], 0
    for span in protected_in(text):
        pieces.append(text[end : span.start])
        # A code block keeps its line breaks, so that lines are the same ones as in the text.
        pieces.append("\n" * text.count("\n", span.start, span.end))
        end = span.end
    rest = _LINK.sub("] ", "".join([*pieces, text[end:]]))
    for line, left in zip(text.split("\n"), rest.split("\n"), strict=True):
        yield line.strip(_MARKS), tuple(filter(None, map(_word, left.split())))


def _word(token: str) -> str:
    """Return the word between the punctuation of a token; "" if there is none."""
    letters = [index for index, char in enumerate(token) if char.isalpha()]
    word = token[letters[0] : letters[-1] + 1].translate(_INNER_MARKS) if letters else ""
    return word if all(char.isalpha() or not char.isascii() for char in word) else ""


def _are_language(words: tuple[str, ...]) -> bool:
    ordinary = [word for word in words if len(word) > 1 and word == word.lower()]
    # Scripts without spaces have no capitals either.
    without_spaces = any(word == word.upper() and len(word) >= _LONG_WITHOUT_SPACES for word in ordinary)
    return without_spaces or (len(words) > 1 and bool(ordinary))
