"""Every address outside of the site that a library names, and each place where it is written.

A translation has the addresses of its source text (`lost-in-translation`), so the catalogs need no look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import BaseModel

from izeja.language.links import WebLink, is_https
from izeja.language.words import words_of
from izeja.library.library import LIBRARY, Library
from izeja.library.references import references_in_texts
from izeja.problems.problem import Position
from izeja.reading.data import Address


class _Written(NamedTuple):
    """Where an address is written: alone in a value, or somewhere in a text."""

    file_id: str
    at: Address
    is_in_text: bool


@dataclass(frozen=True)
class Addresses:
    """The addresses that a library names, in the order of its files. Places are found when they are needed.

    `texts` then has the text of each file that a place is in, by the path that it names.
    """

    _library: Library
    _written: Mapping[str, tuple[_Written, ...]]
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def urls(self) -> tuple[str, ...]:
        """Every address once, with its fragment."""
        return tuple(self._written)

    def places(self, url: str) -> tuple[Position, ...]:
        """Return where an address is written."""
        return tuple(dict.fromkeys(self._place(url, one) for one in self._written[url]))

    def _place(self, url: str, one: _Written) -> Position:
        source = self._library.source_of(one.file_id)
        self.texts[source.path] = source.text
        return source.words(one.at, url) if one.is_in_text else source.value(*one.at)


def addresses_of(library: Library) -> Addresses:
    """Find every `https://` address: of links in texts, contacts, terms, actions and sources.

    Args:
        library: in its source language.
    """
    found: dict[str, list[_Written]] = {}
    for file_id in dict.fromkeys((LIBRARY, *library.trees, *library.texts_of, *library.shared)):
        for url, one in _in_file(library, file_id):
            found.setdefault(url, []).append(one)
    return Addresses(library, {url: tuple(written) for url, written in found.items()})


def _in_file(library: Library, file_id: str) -> Iterator[tuple[str, _Written]]:
    if file_id in library.shared:
        entries: Any = library.shared[file_id]
    else:
        entries = library.config if file_id == LIBRARY else library.trees.get(file_id)
    # A text that is nothing but an address is a text all the same.
    texts = {at for at, _, _ in _words(entries)}
    for at, value in _strings(entries, ()):
        if at not in texts and is_https(value):
            yield value, _Written(file_id, at, is_in_text=False)
    for one in references_in_texts(library, file_id):
        if isinstance(one.to, WebLink):
            yield one.to.written, _Written(file_id, one.at, is_in_text=True)


def _words(entries: Any) -> Iterator[tuple[Address, str, Any]]:
    if isinstance(entries, BaseModel):
        yield from words_of(entries)
    elif isinstance(entries, Mapping):
        for key, entry in entries.items():
            yield from words_of(entry, (key,))


def _strings(value: Any, at: Address) -> Iterator[tuple[Address, str]]:
    """Yield every string below a value, with its address in the file: also of fields yet to come."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, BaseModel):
        for key, one in value:
            yield from _strings(one, (*at, key))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _strings(one, (*at, key))
    elif isinstance(value, list | tuple):
        for index, one in enumerate(value):
            yield from _strings(one, (*at, index))
