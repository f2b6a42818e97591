"""Which terms of a glossary are in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from izeja.translation.proposals import FROM_GLOSSARY
from izeja.translation.protected import protected_in

_MOST = 10
_WORD = re.compile(r"\w+")


class TermSpotter:
    """Finds terms as whole words, whatever their case, and longer terms before those that are inside them.

    Args:
        glossary: the translations of terms, by the terms.
    """

    def __init__(self, glossary: Mapping[str, str]) -> None:
        self._glossary: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for term, translation in glossary.items():
            if translation and (words := _words(term)):
                self._glossary.setdefault(words, []).append((term, translation))
        self._longest = max(map(len, self._glossary), default=0)

    def remarks_on(self, text: str) -> list[str]:
        """Return a remark for each term that a text has, in their order."""
        found = dict.fromkeys(pair for words in self._terms(text) for pair in self._glossary[words])
        remarks = [f"{FROM_GLOSSARY} {term} \u2192 {translation}" for term, translation in found]
        return remarks[:_MOST]

    def _terms(self, text: str) -> Iterator[tuple[str, ...]]:
        for piece in _unprotected(text):
            words, at = _words(piece), 0
            while at < len(words):
                lengths = range(min(self._longest, len(words) - at), 0, -1)
                size = next((one for one in lengths if words[at : at + one] in self._glossary), 0)
                if size:
                    yield words[at : at + size]
                at += size or 1


def _unprotected(text: str) -> Iterator[str]:
    """Yield the pieces of a text that are translated."""
    end = 0
    for span in protected_in(text):
        yield text[end : span.start]
        end = span.end
    yield text[end:]


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))
