"""Renders one template page with placeholders, and fills it for every guide.

Knows no host and no theme. A placeholder cannot show what a theme does with a value, such as cutting it short
or counting its letters; so a host also renders some pages in full, and compares.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

CONTENT = "<h1>IzejaMarksTheContent</h1>"
"""The placeholder for the fragment of a guide."""


class Values(NamedTuple):
    """The values that differ between the pages of guides in one language and one depth of folders.

    `title` and `description` are HTML, and `name` is the title in an attribute. `start` is the id of the
    first node, `content` the fragment, and `path` the parts of the guide's id, which addresses are made of.
    """

    title: str
    name: str
    description: str
    start: str
    content: str
    path: tuple[str, ...]

    def flat(self) -> tuple[str, ...]:
        """Return all values, one after another."""
        return (self.title, self.name, self.description, self.start, self.content, *self.path)


def in_attribute(html: str) -> str:
    """Return HTML without tags as the value of an attribute."""
    return html.replace('"', "&quot;")


def placeholders(depth: int) -> Values:
    """Return values that occur nowhere by chance.

    Args:
        depth: how many parts the ids of the guides have.

    Returns:
        Values that no filter of a theme changes: letters and hyphens only, and content with a heading, since
        themes look for one.
    """
    return Values(
        title="IzejaMarksTheTitle",
        name="IzejaMarksTheName",
        description="IzejaMarksTheDescription",
        start="izeja-marks-the-start",
        content=CONTENT,
        # Numbered between words, so that no placeholder is the beginning of another.
        path=tuple(f"izeja-marks-part-{part}-of-the-path" for part in range(depth)),
    )


class Skeleton:
    """A text with placeholders, which can be filled with other values again and again."""

    def __init__(self, text: str, marks: Sequence[str]) -> None:
        """Find the placeholders.

        Args:
            text: with any number of each placeholder in it.
            marks: the placeholders, in the order in which `filled` gets their values. None is the beginning
                of another.
        """
        places = {mark: number for number, mark in enumerate(marks)}
        self._pieces = re.split(f"({'|'.join(map(re.escape, marks))})", text)
        # `re.split` returns the placeholders, too: every second piece is one.
        self._slots = [(at, places[self._pieces[at]]) for at in range(1, len(self._pieces), 2)]

    def __eq__(self, other: object) -> bool:
        """Return whether pages that are filled in are the same, as long as their values are."""
        return isinstance(other, Skeleton) and (self._pieces, self._slots) == (other._pieces, other._slots)

    __hash__ = None  # type: ignore[assignment]  # as Python does for classes that compare their values

    def filled(self, values: Sequence[str]) -> str:
        """Return the text with these values in place of the placeholders."""
        pieces = self._pieces.copy()
        for at, number in self._slots:
            pieces[at] = values[number]
        return "".join(pieces)

    def filled_bytes(self, values: Sequence[str]) -> bytes:
        """Return the same as it is written into a file.

        Most of a page is the same for all guides, and is encoded only once.
        """
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
