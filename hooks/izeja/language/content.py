"""What a text holds besides words, and how a translation of it may differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from izeja.language.habits import Refusal
from izeja.language.links import Link


class Difference(NamedTuple):
    """What a text lacks or has too much: a sentence, and the words to point at in its source and here."""

    message: str
    in_source: str = ""
    in_text: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a text besides words; a translation must have the same."""

    terms: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    list_items: int = 0
    refusals: tuple[Refusal, ...] = ()
    emphasis: int = 0
    strong: int = 0

    def differences(self, other: Content) -> Iterator[Difference]:
        """Yield the items that a translation, `other`, lacks or adds, compared with its source text."""
        for noun, mine, others in (
            ("term", self._shown_terms(), other._shown_terms()),
            ("link", self._shown_links(), other._shown_links()),
        ):
            # Counters subtract by number, so a term that the source has twice must be there twice.
            for item in sorted((mine - others).elements()):
                yield Difference(f"the {noun} {item} is missing", in_source=item)
            for item in sorted((others - mine).elements()):
                yield Difference(f"the {noun} {item} is not in the source text", in_text=item)
        for noun, here, there in (
            ("list item", self.list_items, other.list_items),
            ("*emphasised* piece", self.emphasis, other.emphasis),
            ("**strongly emphasised** piece", self.strong, other.strong),
        ):
            if here != there:
                several = "" if here == 1 else "s"
                yield Difference(f"the source text has {here} {noun}{several}, this has {there}")

    def _shown_terms(self) -> Counter[str]:
        return Counter(f"{{{term}}}" for term in self.terms)

    def _shown_links(self) -> Counter[str]:
        return Counter(link.written for link in self.links)


NOTHING_BUT_WORDS = Content()
"""The content of most texts. They all share this object, so that `is` recognizes them."""
