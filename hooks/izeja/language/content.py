"""What a text holds besides words, and how a translation differs from it in that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from izeja.language.habits import Refusal
from izeja.language.links import Link
from izeja.language.pictures import PictureLink


class Difference(NamedTuple):
    """One difference: the message, and the words to point at in the source text and in the translation."""

    message: str
    in_source: str = ""
    in_text: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a text besides words; a translation must have the same.

    `code` has code spans as they are written, and code blocks without what is around them. `callouts` has the
    kinds of notes.
    """

    terms: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    list_items: int = 0
    refusals: tuple[Refusal, ...] = ()
    emphasis: int = 0
    strong: int = 0
    pictures: tuple[PictureLink, ...] = ()
    code: tuple[str, ...] = ()
    callouts: tuple[str, ...] = ()
    headings: int = 0
    rows: int = 0
    cells: int = 0

    def differences(self, other: Content) -> Iterator[Difference]:
        """Yield the items that a translation, `other`, lacks or adds, compared with its source text."""
        for noun, mine, others in (
            ("term", self._shown_terms(), other._shown_terms()),
            ("link", self._shown_links(), other._shown_links()),
            ("picture", self._shown_pictures(), other._shown_pictures()),
            ("code", self._lines_of_code(), other._lines_of_code()),
            ("note", self._shown_callouts(), other._shown_callouts()),
        ):
            yield from _items(noun, mine, others)
        if self._lines_of_code() == other._lines_of_code() and Counter(self.code) != Counter(other.code):
            yield Difference("the lines of code are not in the order of the source text")
        for noun, here, there in (
            ("list item", self.list_items, other.list_items),
            ("*emphasised* piece", self.emphasis, other.emphasis),
            ("**strongly emphasised** piece", self.strong, other.strong),
            ("heading", self.headings, other.headings),
            ("table row", self.rows, other.rows),
            ("table cell", self.cells, other.cells),
        ):
            if here != there:
                several = "" if here == 1 else "s"
                yield Difference(f"the source text has {here} {noun}{several}, this has {there}")

    def _shown_terms(self) -> Counter[str]:
        return Counter(f"{{{term}}}" for term in self.terms)

    def _shown_links(self) -> Counter[str]:
        return Counter(link.written for link in self.links)

    def _shown_pictures(self) -> Counter[str]:
        return Counter(picture.written for picture in self.pictures)

    def _lines_of_code(self) -> Counter[str]:
        return Counter(line for code in self.code for line in code.split("\n") if line)

    def _shown_callouts(self) -> Counter[str]:
        return Counter(f"[!{kind.upper()}]" for kind in self.callouts)


def _items(noun: str, mine: Counter[str], others: Counter[str]) -> Iterator[Difference]:
    # Counters subtract by number, so a term that the source has twice must be there twice.
    for item in sorted((mine - others).elements()):
        yield Difference(f"the {noun} {item} is missing", in_source=item)
    for item in sorted((others - mine).elements()):
        yield Difference(f"the {noun} {item} is not in the source text", in_text=item)


NOTHING_BUT_WORDS = Content()
"""The content of most texts. They all share this object, so that `is` recognizes them."""
