"""What nobody translates in a text: code, terms, the marks of notes, and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from izeja.language.bare_addresses import addresses_in
from izeja.language.code_spans import CODE
from izeja.language.literal_markup import TERM

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})[^`]*")
_MARK = re.compile(r"(?<=> )\[!\w+\](?=[ \t]*$)", re.MULTILINE)


class Span(NamedTuple):
    """A piece of a text, by the indexes where it begins and ends."""

    start: int
    end: int


def protected_in(text: str) -> list[Span]:
    """Return the pieces of a text that a translation keeps as they are, in their order."""
    blocks = list(code_blocks(text))
    inside = chain.from_iterable(pattern.finditer(text) for pattern in (CODE, TERM, _MARK))
    found = [*blocks, *(Span(*one.span()) for one in inside), *map(Span._make, addresses_in(text).items())]
    # Of two pieces that begin together, the longer one; what is inside another piece is a part of it.
    kept: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def code_blocks(text: str) -> Iterator[Span]:
    """Yield the code blocks of a text, with the lines around the code."""
    index, start, mark = 0, 0, ""
    for line in text.split("\n"):
        found = _FENCE.fullmatch(line)
        if found and not mark:
            start, mark = index, found[1]
        elif found and found[1].startswith(mark) and line.rstrip().endswith(found[1]):
            yield Span(start, index + len(line))
            mark = ""
        index += len(line) + 1
