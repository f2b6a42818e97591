"""The texts of an entry that customers read: listed in the order of the file, and replaced in that order."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from izeja.language.facts import Variants
from izeja.language.fields import Words
from izeja.language.pydantic_internals import check_slots, with_fields
from izeja.reading.data import Address

_Worded = TypeVar("_Worded")

_MOST_AT_HAND = 500
"""How many files keep their entries in other words, for other guides that lead to them."""


def words_of(entry: BaseModel, at: Address = ()) -> list[tuple[Address, str, Words]]:
    """Return every text that customers read: its address, the text itself, and its kind."""
    found: list[tuple[Address, str, Words]] = []
    _add_words(entry, at, found)
    return found


def _add_words(entry: BaseModel, at: Address, found: list[tuple[Address, str, Words]]) -> None:
    fields = entry.__dict__
    for name, words in _worded_fields(type(entry)):
        value = fields[name]
        if words is not None and type(value) is str:
            found.append(((*at, name), value, words))
        elif value is not None:
            for address, item in _items(value, (*at, name)):
                if words is None:
                    _add_words(item, address, found)
                elif type(item) is str:
                    found.append((address, item, words))


def with_words(entry: _Worded, words: Iterator[str | None]) -> _Worded:
    """Return the same entry, or entries by their keys, with other words.

    Args:
        entry: an entry, or entries by their keys.
        words: a new text for each that `words_of` finds there, in that order; None keeps the old one.
            Entries by their keys take all that are left.
    """
    if isinstance(entry, dict):
        return cast("_Worded", _InOtherWords(entry, tuple(words)))
    fields = dict(entry.__dict__)
    for name, kind in _worded_fields(cast("type[BaseModel]", type(entry))):
        value = fields[name]
        if kind is not None and type(value) is str:
            fields[name] = next(words) or value
        elif type(value) is tuple:
            fields[name] = (
                tuple([with_words(item, words) for item in value])
                if kind is None
                else tuple([next(words) or item for item in value])
            )
        elif type(value) is Variants:
            fields[name] = replace(value, texts=_in_order(value, words))
        elif kind is not None and type(value) is dict:
            fields[name] = _in_order(value, words)
        elif value is not None and kind is None:
            fields[name] = with_words(value, words)
    return cast("_Worded", with_fields(cast("BaseModel", entry), fields))


def _in_order(texts: Mapping[str, str], words: Iterator[str | None]) -> dict[str, str]:
    return {key: next(words) or text for key, text in texts.items()}


def packed(words: Sequence[str | None]) -> bytes:
    """Return words in a third of their memory: a large site has as many as all that is on its pages."""
    return pickle.dumps(words, pickle.HIGHEST_PROTOCOL)


def unpacked(words: bytes) -> Sequence[str | None]:
    """Return words that `packed` has packed."""
    found: Sequence[str | None] = pickle.loads(words)  # noqa: S301 - packed in this run
    return found


class _InOtherWords(Mapping[str, Any]):
    # Listing guides needs their titles alone, so nodes wait until one of them is asked for: mostly in the
    # process that renders the guide. See `docs/fast-twins.md`.
    def __init__(self, entries: Mapping[str, Any], words: Sequence[str | None]) -> None:
        self._waiting = _Waiting(entries, packed(words))

    def __getitem__(self, key: str) -> Any:
        return _made(self._waiting)[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._waiting.entries)

    def __len__(self) -> int:
        return len(self._waiting.entries)


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    entries: Mapping[str, Any]
    words: bytes


@lru_cache(maxsize=_MOST_AT_HAND)
def _made(waiting: _Waiting) -> dict[str, Any]:
    # The nodes of all guides in all languages would take more memory than everything else.
    words = iter(unpacked(waiting.words))
    return {key: with_words(entry, words) for key, entry in waiting.entries.items()}


@lru_cache
def _worded_fields(model: type[BaseModel]) -> tuple[tuple[str, Words | None], ...]:
    """Return the fields that hold words, with their kind; None for a field that holds entries with words."""
    check_slots()
    fields: list[tuple[str, Words | None]] = []
    for name, info in model.model_fields.items():
        marks = list(_marks(info.annotation, info.metadata))
        if any(isinstance(mark, type) and issubclass(mark, BaseModel) for mark in marks):
            fields.append((name, None))
        else:
            fields += [(name, mark) for mark in marks if isinstance(mark, Words)]
    return tuple(fields)


def _items(value: Any, at: Address) -> list[tuple[Address, Any]]:
    if isinstance(value, tuple):
        return [((*at, index), item) for index, item in enumerate(value)]
    if isinstance(value, Mapping):
        return [((*at, key), item) for key, item in value.items()]
    return [(at, value)]


def _marks(annotation: Any, metadata: list[Any]) -> Iterator[Any]:
    """Yield all parts of a type: its classes, and the metadata of `Annotated`."""
    yield from metadata
    yield annotation
    for inner in getattr(annotation, "__args__", ()):
        if inner is not annotation:
            yield from _marks(inner, list(getattr(inner, "__metadata__", ())))
