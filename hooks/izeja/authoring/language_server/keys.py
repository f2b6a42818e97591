"""What the tree language says about a place of a file: the keys that can be there, and their values.

All of it is read from the schemas, which follow from the classes of the language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from izeja.authoring.language_server.sketch import Sketch
from izeja.language.schema import schema
from izeja.reading.data import Address
from izeja.reading.folder import SHARED

Schema: TypeAlias = Mapping[str, Any]


class Key(NamedTuple):
    """A key, what it means, and whether its value is written below it."""

    name: str
    words: str
    is_block: bool


def keys_at(name: str, sketch: Sketch, at: Address) -> list[Key]:
    """Return the keys that can be written in the mapping at a place, without those that it has.

    Args:
        name: the path of the file from the folder of the library.
        sketch: the file.
        at: the place of the mapping.
    """
    there = sketch.keys(*at)
    mappings = [one for one in _at(name, sketch, at) if "properties" in one]
    # Of several kinds of mapping, the first key says which one it is.
    some = [list(one["properties"].items())[: 1 if len(mappings) > 1 else None] for one in mappings]
    return [_key(name, key, value) for one in some for key, value in one if key not in there]


def values_at(name: str, sketch: Sketch, at: Address) -> list[str]:
    """Return the words of a closed list that can be the value at a place."""
    found: list[str] = []
    for one in _at(name, sketch, at):
        choices = [*one.get("enum", ()), *([one["const"]] if "const" in one else ())]
        found += [str(value).lower() if isinstance(value, bool) else str(value) for value in choices]
    return found


def words_at(name: str, sketch: Sketch, at: Address) -> str:
    """Return what the tree language says about the key at a place."""
    owners = _at(name, sketch, at[:-1]) if at else []
    found = (one.get("properties", {}).get(at[-1]) for one in owners)
    return next((_words(one) for one in found if one is not None), "")


def _key(name: str, key: str, value: Schema) -> Key:
    kinds = list(_alternatives(name, value))
    return Key(key, _words(value), all(one.get("type") in ("object", "array") for one in kinds))


def _words(described: Schema) -> str:
    text: str = described.get("markdownDescription") or described.get("description") or ""
    return text


def _at(name: str, sketch: Sketch, at: Address) -> Sequence[Schema]:
    found = [*_alternatives(name, _schema(name))]
    for depth, step in enumerate(at):
        below = [one for parent in found for one in _below(parent, step)]
        found = [one for each in below for one in _alternatives(name, each)]
        found = _fitting(found, sketch.keys(*at[: depth + 1]))
    return found


def _fitting(found: list[Schema], keys: Sequence[str]) -> list[Schema]:
    """Return the alternatives that have the keys which are there, as far as any has them."""
    for key in keys:
        fitting = [one for one in found if key in one.get("properties", {}) or _is_free(one)]
        found = fitting or found
    return found


def _is_free(one: Schema) -> bool:
    return "properties" not in one and "patternProperties" in one


def _below(parent: Schema, step: str | int) -> Iterator[Schema]:
    if isinstance(step, int):
        yield from [parent["items"]] if "items" in parent else []
    elif step in parent.get("properties", {}):
        yield parent["properties"][step]
    else:
        yield from parent.get("patternProperties", {}).values()


def _alternatives(name: str, one: Schema) -> Iterator[Schema]:
    """Yield the schemas that a schema means: itself, or each of those that it refers to or chooses from."""
    if "$ref" in one:
        yield from _alternatives(name, _schema(name)["definitions"][one["$ref"].rpartition("/")[2]])
        return
    whole = "properties" in one or "patternProperties" in one
    # Beside properties, `oneOf` only says which of them exclude each other.
    choices = [] if whole else [*one.get("oneOf", ()), *one.get("anyOf", ()), *one.get("allOf", ())]
    if not choices:
        yield one
    for choice in choices:
        yield from _alternatives(name, choice)


def _schema(name: str) -> Schema:
    return _of_kind(name.removesuffix(".yml") if name in SHARED else "tree")


@cache
def _of_kind(file: str) -> Schema:
    return schema(file)
