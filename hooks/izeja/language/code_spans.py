"""Code in a line of text: `` `ipconfig` ``, which nobody translates and in which signs mean nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from markupsafe import Markup

CODE = re.compile(r"(?<!`)(`++)(.+?)(?<!`)\1(?!`)", re.DOTALL)
"""Code between two equal marks; the second group is the code."""


class Piece(NamedTuple):
    """A piece of a line: words, or code without its marks."""

    text: str
    is_code: bool


def pieces_of(line: str) -> Iterator[Piece]:
    """Yield the words and the code of a line, in their order."""
    end = 0
    for found in CODE.finditer(line):
        yield Piece(line[end : found.start()], is_code=False)
        yield Piece(_code(found[2]), is_code=True)
        end = found.end()
    yield Piece(line[end:], is_code=False)


def without_marks(line: str) -> str:
    """Return a line as plain text."""
    return "".join(piece.text for piece in pieces_of(line)) if "`" in line else line


def line_with_code(line: str, words_html: Callable[[str], Markup]) -> Markup:
    """Return a line as HTML.

    Args:
        line: the line.
        words_html: writes what is not code as HTML.
    """
    if "`" not in line:
        return words_html(line)
    return Markup().join(
        code_html(piece.text) if piece.is_code else words_html(piece.text) for piece in pieces_of(line)
    )


def code_html(code: str) -> Markup:
    """Return a code span as HTML. Code runs from left to right in every language."""
    return Markup('<code dir="ltr">{}</code>').format(code)


def _code(written: str) -> str:
    # A space on each side is for code that itself begins or ends with a mark (CommonMark 0.31, section 6.1).
    return written[1:-1] if written[0] == written[-1] == " " and written.strip() else written
