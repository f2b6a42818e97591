"""Prose without the signs of its blocks, for the search for signs that Markdown does not understand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from izeja.language.callouts import OPEN
from izeja.language.literal_markup import blanked

if TYPE_CHECKING:  # slow to load, and not needed by a library with simple texts
    from markdown_it.token import Token

_QUOTED = re.compile(r"^ {0,3}> ?")
_MARK = re.compile(r"^ {0,3}> ?\[!\w+\]")
_HEADING = re.compile(r"^[ \t>]*#{1,6}")
_BREAK = re.compile(r"\\?\|")


def words_between(text: str, tokens: Sequence[tuple[Token, int]]) -> str:
    """Return prose with its code blocks, and with the signs of its tables and notes, blanked out.

    Args:
        text: prose.
        tokens: of it, each with the line that it is on.
    """
    lines = text.split("\n")
    for token, line in tokens:
        inside = slice(line, (token.map or [0, 0])[1])
        if token.type == "fence":
            lines[inside] = map(blanked, lines[inside])
        elif token.type == OPEN:
            # What follows a mark is at the start of a line, as a bullet in a note is.
            lines[line : line + 1] = [_MARK.sub(_spaces, one) for one in lines[line : line + 1]]
            lines[inside] = [_QUOTED.sub(_spaces, one) for one in lines[inside]]
        elif token.type == "heading_open":
            lines[line : line + 1] = [_HEADING.sub(_spaces, one) for one in lines[line : line + 1]]
        elif token.type == "table_open":
            lines[inside] = [_BREAK.sub(lambda found: blanked(found[0]), one) for one in lines[inside]]
            lines[line + 1 : line + 2] = map(blanked, lines[line + 1 : line + 2])
    return "\n".join(lines)


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found[0])
