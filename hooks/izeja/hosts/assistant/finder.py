"""Finds guides by the words of a customer, for an assistant that reads the results itself.

The search of a site is in its script, with the stems of each language. An assistant can ask again in other
words and judges by title and summary, so here the beginnings of words are enough.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import combining, normalize

from izeja.export.document import Document, Guide, Line, LineByFact, Node, Prose, ProseByFact, QuestionNode

_WORD = re.compile(r"\w+")
_STEM = 4
"""How many letters two words begin with at least, to be forms of one word."""
_IN_TITLE, _IN_SUMMARY, _IN_HEADING, _IN_TEXT = 4.0, 2.0, 1.0, 0.5
_AS_FORM = 0.7
"""What another form of a word counts, beside the word itself."""


class Hit(NamedTuple):
    """A guide, and how well it fits; the numbers of one search can be compared."""

    guide: str
    score: float


class Finder:
    """Finds guides of a document."""

    def __init__(self, document: Document) -> None:
        """Read the words of all guides."""
        self._weights = {key: _weights(guide) for key, guide in document.guides.items()}
        self._guides_with = Counter(word for weights in self._weights.values() for word in weights)

    def find(self, words: str) -> list[Hit]:
        """Return the guides that have some of the words, the best first."""
        wanted = list(dict.fromkeys(_words(words)))
        hits = [
            Hit(guide, sum(self._score(word, weights) for word in wanted))
            for guide, weights in self._weights.items()
        ]
        return sorted((hit for hit in hits if hit.score), key=lambda hit: -hit.score)

    def _score(self, wanted: str, weights: dict[str, float]) -> float:
        return max(
            (
                # What few guides have says more: the inverse document frequency of Spärck Jones (1972).
                likeness * weight * math.log(1 + len(self._weights) / self._guides_with[word])
                for word, weight in weights.items()
                if (likeness := _likeness(wanted, word))
            ),
            default=0,
        )


def _likeness(wanted: str, word: str) -> float:
    if wanted == word:
        return 1
    common = next((index for index, (a, b) in enumerate(zip(wanted, word, strict=False)) if a != b), None)
    length = min(len(wanted), len(word)) if common is None else common
    # Endings differ, in some languages by several letters.
    is_form = length >= _STEM and length >= max(len(wanted), len(word)) * 0.6
    return _AS_FORM if is_form else 0


def _weights(guide: Guide) -> dict[str, float]:
    weights: dict[str, float] = {}
    for text, weight in _texts(guide):
        for word in _words(text):
            weights[word] = max(weight, weights.get(word, 0))
    return weights


def _texts(guide: Guide) -> Iterator[tuple[str, float]]:
    yield guide.title.text, _IN_TITLE
    yield from ((text, _IN_TITLE) for text in guide.also_called)
    yield from ((text, _IN_SUMMARY) for text in guide.applies_to)
    if guide.summary:
        yield guide.summary.text, _IN_SUMMARY
    for node in guide.nodes.values():
        yield node.heading.text, _IN_HEADING
        yield from ((text, _IN_TEXT) for text in _texts_of_node(node))


def _texts_of_node(node: Node) -> Iterator[str]:
    yield from _variants(node.body)
    if isinstance(node, QuestionNode):
        yield from _variants(node.hint)
        for answer in node.answers:
            yield answer.text.text


def _variants(text: Line | Prose | LineByFact | ProseByFact | None) -> Iterator[str]:
    match text:
        case Line():
            yield text.text
        case Prose():
            yield text.markdown
        case LineByFact() | ProseByFact():
            for one in (*text.texts.values(), text.otherwise):
                yield from _variants(one)


def _words(text: str) -> Iterable[str]:
    """Return the words of a text, without accents, in small letters."""
    return _WORD.findall("".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign)))
