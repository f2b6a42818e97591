"""Translations that are still in the source language, in whole or in one of their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from izeja.language.locales import base_language
from izeja.library.library import Text
from izeja.reading.folder import TERMS
from izeja.translation.protected import protected_in

MEANT = "ignore-same"
"""The flag of a translation that is meant to be the same; Weblate has given it its name."""
_TERMS = TERMS.removesuffix(".yml")
_LINK = re.compile(r"\]\([^()\s]*\)")
_MARKS = " \t>#*_|-+.0123456789"
_INNER_MARKS = str.maketrans("", "", "'’-\u2010\u00ad")  # noqa: RUF001 - the apostrophe of printed English
_AROUND = ".,:;!?*()"
_LONG_WITHOUT_SPACES = 8


def line_left(text: Text, translation: str, source_language: str, language: str) -> str | None:
    """Return the first line of a translation that nobody has translated; None if there is none.

    Names of buttons and words for the search are often the same in two languages, and so are all texts in two
    varieties of one language, as with `en` and `en-GB`.
    """
    varieties = base_language(source_language) == base_language(language)
    return None if varieties or _is_often_same(text) else same_line(text.text, translation)


def _is_often_same(text: Text) -> bool:
    """Return whether a text is a button, of a product with one language, or what customers search for."""
    return (text.file_id == _TERMS and text.at[-1] == "text") or text.at[0] == "also_called"


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
        yield line.strip(_MARKS), words_in(left)


def words_in(line: str) -> tuple[str, ...]:
    """Return the words of a line: what is between spaces, without punctuation and without numbers."""
    return tuple(filter(None, map(_word, line.split())))


def _word(token: str) -> str:
    """Return the word between the punctuation of a token; "" if there is none."""
    # Most tokens are a word and nothing else, or have a comma or a full stop at its end.
    bare = token.strip(_AROUND)
    if bare.isalpha():
        return bare
    letters = [index for index, char in enumerate(token) if char.isalpha()]
    word = token[letters[0] : letters[-1] + 1].translate(_INNER_MARKS) if letters else ""
    return word if all(char.isalpha() or not char.isascii() for char in word) else ""


def _are_language(words: tuple[str, ...]) -> bool:
    ordinary = [word for word in words if len(word) > 1 and word == word.lower()]
    # Scripts without spaces have no capitals either.
    without_spaces = any(word == word.upper() and len(word) >= _LONG_WITHOUT_SPACES for word in ordinary)
    return without_spaces or (len(words) > 1 and bool(ordinary))
