"""Pages that differ in little: one is made with marks where they differ, and all are printed from it.

Knows no host and no theme. Whoever uses it makes some pages in full as well, and compares: what a theme does
with a value (cut it short, count its letters) no mark can tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple


class Values(NamedTuple):
    """What differs between the pages of guides in one language and one depth of folders.

    `title` and `description` are HTML, `start` is the id of the first node, `content` the fragment, and
    `path` the parts of the guide's id, which stand in the addresses.
    """

    title: str
    description: str
    start: str
    content: str
    path: tuple[str, ...]

    def flat(self) -> tuple[str, ...]:
        """Return all values, one after another."""
        return (self.title, self.description, self.start, self.content, *self.path)


def placeholders(depth: int) -> Values:
    """Return values that occur nowhere by chance, for guides whose ids have so many parts.

    The content has a heading, since themes look for one.
    """
    return Values(
        title="IzejaMarksTheTitle",
        description="IzejaMarksTheDescription",
        start="izeja-marks-the-start",
        content="<h1>IzejaMarksTheContent</h1>",
        path=tuple(f"izeja-marks-part-{part}-of-the-path" for part in range(depth)),
    )


class Skeleton:
    """A text with marks, into which other values can be printed."""

    def __init__(self, text: str, marked: Sequence[str]) -> None:
        """Find the marks.

        Args:
            text: with marks in it.
            marked: the marks, in the order in which `printed` gets its values.
        """
        places = {mark: number for number, mark in enumerate(marked)}
        self._pieces = re.split(f"({'|'.join(map(re.escape, marked))})", text)
        # What was split at stands at each second place.
        self._slots = [(at, places[self._pieces[at]]) for at in range(1, len(self._pieces), 2)]

    def filled(self, values: Sequence[str]) -> str:
        """Return the text with these values where the marks were."""
        pieces = self._pieces.copy()
        for at, number in self._slots:
            pieces[at] = values[number]
        return "".join(pieces)

    def filled_bytes(self, values: Sequence[str]) -> bytes:
        """Return the same as it is written into a file; what differs is the least part of most pages."""
        pieces = self._encoded.copy()
        for at, number in self._slots:
            pieces[at] = _encoded(values[number])
        return b"".join(pieces)

    @cached_property
    def _encoded(self) -> list[bytes]:
        return [_encoded(piece) for piece in self._pieces]


def _encoded(text: str) -> bytes:
    # As MkDocs encodes a page.
    return text.encode("utf-8", errors="xmlcharrefreplace")
