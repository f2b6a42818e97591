"""Pseudo-languages, which show writers and tests how a page looks in translation.

`en-XA` is accented and 40 % longer: text without accents cannot be translated, and a layout that breaks is
too narrow. `ar-XB` runs from right to left. Both are derived from the source texts and need no catalog. Their
codes are those of CLDR (https://cldr.unicode.org/translation/pseudolocalization) and of Android.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle

from izeja.language.content import Content
from izeja.language.fields import Words
from izeja.language.text_reader import content_of
from izeja.translation.protected import code_blocks

LONGER = 0.4

_ON_PURPOSE = ("garbled-text", "invisible-character")
"""The accents that letters get, and the marks of direction."""
_ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ",
)
_FILLER = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# Code, terms, placeholders, link targets, addresses and entities stay as they are.
_KEPT = re.compile(
    r"(`[^`]*`|\{[a-z0-9-]+\}|%\(\w+\)s|\]\([^)]*\)|\]\[[^\]]*\]|<[^>]*>|https?://\S+|\S+@\S+|&\w+;|\\.)"
)
# A row of hyphens below the first row of a table, and the mark of a note.
_NO_WORDS = re.compile(r"[ \t>]*(?:[-:| \t]+|\[!\w+\][ \t]*)")
_CELLS = re.compile(r"((?<!\\)\|)")
_LINE = re.compile(
    r"(?P<mark>[ \t]*(?:(?:[-*+>]|#{1,6}|\d{1,9}[.)])[ \t]+)*)"
    r"(?P<text>\S.*?)(?P<end>[.?!:…]*)(?P<space>[ \t]*)"
)
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")
_RIGHT_TO_LEFT = "\u200f\u202e{}\u202c\u200f"
"""A word between a mark and an override, and their ends: browsers show its letters from right to left."""


def pseudo(text: str, language: str, words: Words) -> str:
    """Return a text in a pseudo-language.

    Args:
        text: in the source language.
        language: a key of `izeja.language.locales.PSEUDO_LANGUAGES`.
        words: the kind of the text.

    Returns:
        The text with the same terms, links, lists and emphasis; the text itself if these cannot be kept.
    """
    line = _accented if language == "en-XA" else _right_to_left
    made = "\n".join(_lines(text, line))
    return made if _content(made, words) == _content(text, words) else text


def _lines(text: str, change: Callable[[str], str]) -> Iterator[str]:
    """Yield the changed lines of a text, each on its own: lists and paragraphs are a matter of lines."""
    index = 0
    blocks = [*code_blocks(text)] if "\n" in text else []
    for line in text.split("\n"):
        if any(start <= index < end for start, end in blocks) or _NO_WORDS.fullmatch(line):
            yield line
        else:
            cells = _CELLS.split(line)
            yield "".join(cell if number % 2 else change(cell) for number, cell in enumerate(cells))
        index += len(line) + 1


def _content(text: str, words: Words) -> Content:
    content = content_of(text, words)
    return replace(content, refusals=tuple(one for one in content.refusals if one.code not in _ON_PURPOSE))


def _accented(line: str) -> str:
    found = _LINE.fullmatch(line)
    if not found:
        return line
    text, filler, words = found["text"], "", cycle(_FILLER)
    # Markup does not show, so only the rest counts towards the length.
    seen = "".join(_KEPT.split(text)[::2]) + found["end"]
    while len(filler) < LONGER * len(seen):
        filler += f" {next(words)}"
    accented = _changed(text, lambda piece: piece.translate(_ACCENTS))
    return f"{found['mark']}⟦{accented}{filler.translate(_ACCENTS)}{found['end']}⟧{found['space']}"


def _right_to_left(line: str) -> str:
    found = _LINE.fullmatch(line)
    if not found:
        return line
    text = _changed(found["text"], lambda piece: _WORD.sub(lambda one: _RIGHT_TO_LEFT.format(one[0]), piece))
    return f"{found['mark']}{text}{found['end']}{found['space']}"


def _changed(text: str, change: Callable[[str], str]) -> str:
    """Change a text between the pieces that stay as they are."""
    pieces = _KEPT.split(text)
    return "".join(piece if index % 2 else change(piece) for index, piece in enumerate(pieces))
