"""A text in pieces for translation tools: words, and codes that translators move but never change.

Code, terms and addresses are codes, and so is the markup around the words of a link or a picture.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TypeAlias

from izeja.translation.protected import Span, protected_in

_LINK = re.compile(r"(!?\[)([^\[\]]*)(\]\([^()\s]*\))")
_HIDDEN = "\ue000"


@dataclass(frozen=True, slots=True)
class Code:
    """A code by itself, not one of a pair."""

    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes around words: those of a link, or of a picture."""

    start: str
    inside: tuple[Piece, ...]
    end: str


Piece: TypeAlias = str | Code | Pair


def pieces_of(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text, in their order."""
    spans = protected_in(text)
    hidden = "".join(_hidden(text, spans))
    pieces: list[Piece] = []
    end = 0
    for link in _LINK.finditer(hidden):
        pieces += _without_links(text, Span(end, link.start()), spans)
        inside = _without_links(text, Span(*link.span(2)), spans)
        pieces.append(Pair(link[1], tuple(inside), text[link.start(3) : link.end(3)]))
        end = link.end()
    return (*pieces, *_without_links(text, Span(end, len(text)), spans))


def _hidden(text: str, spans: Sequence[Span]) -> Iterator[str]:
    """Yield a text with its codes hidden: what looks like a link within code is none."""
    end = 0
    for span in spans:
        yield text[end : span.start]
        yield _HIDDEN * (span.end - span.start)
        end = span.end
    yield text[end:]


def _without_links(text: str, part: Span, spans: Sequence[Span]) -> Iterator[str | Code]:
    end = part.start
    first = bisect_left(spans, (part.start, 0))
    for span in takewhile(lambda span: span.start < part.end, islice(spans, first, None)):
        if end < span.start:
            yield text[end : span.start]
        yield Code(text[span.start : span.end])
        end = span.end
    if end < part.end:
        yield text[end : part.end]


def codes_in(text: str) -> Counter[str]:
    """Return the codes of a text as people read them, such as `{cancel}` and `[...](a.yml)`."""
    return Counter(_shown(pieces_of(text)))


def _shown(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Code):
            yield piece.text
        elif isinstance(piece, Pair):
            yield f"{piece.start}...{piece.end}"
            yield from _shown(piece.inside)
