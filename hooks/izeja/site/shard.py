"""A shard: a part of a site that was built alone, with a manifest of the whole. Nothing in it is trusted.

A shard has all files but the guides of other folders or languages, and `izeja-shard.json`, which lists the
pages of the whole site. It may come from another machine: names in it must not lead out of its folder, it has
no links, and its JSON has the form that is written here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from izeja.reading.containment import stays_inside
from izeja.reading.files import read_bytes

MANIFEST = "izeja-shard.json"
"""The file in which a shard lists the pages of the whole site."""
_VERSION = 1
MAX_BYTES = 200_000_000
"""A larger manifest or search index is refused."""


class MergeError(Exception):
    """These shards do not make a site; the message says why, and how to fix it."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The manifest of a shard: facts of the whole site, equal in all its shards.

    `pages` has the file of every page by its address, in the order of the search, for each language;
    `search` has the search index of each language, as a path from the site's root.
    """

    pages: Mapping[str, Mapping[str, str]]
    search: Mapping[str, str]

    def as_json(self) -> str:
        """Return the content of `izeja-shard.json`."""
        return json.dumps(
            {"version": _VERSION, "pages": self.pages, "search": self.search}, ensure_ascii=False
        )

    def is_of_same_site(self, other: Shard) -> bool:
        """Return whether both list the same pages, in the same order, which dictionaries do not compare."""
        orders = [[*map(list, one.pages.values())] for one in (self, other)]
        return self == other and orders[0] == orders[1]


def read_shard(folder: Path) -> Shard:
    """Read the manifest of a shard.

    Raises:
        MergeError: there is none, or it is not as we write it.
    """
    file = folder / MANIFEST
    if not file.exists():
        message = (
            f"'{folder}' is not a shard of a site: build it with 'only' or 'only_languages' "
            "(izeja: in mkdocs.yml)"
        )
        raise MergeError(message)
    content = _json(file)
    if not isinstance(content, dict) or "version" not in content:
        raise _unreadable(file)
    if content["version"] != _VERSION:
        message = f"'{folder}' was built by a newer Izeja: merge it with that version"
        raise MergeError(message)
    pages, search = content.get("pages"), content.get("search")
    if not (isinstance(pages, dict) and all(map(_has_texts, pages.values())) and _has_texts(search)):
        raise _unreadable(file)
    shard = Shard(pages, search)
    _check_names(folder, shard)
    return shard


def _has_texts(value: Any) -> TypeGuard[dict[str, str]]:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _check_names(folder: Path, shard: Shard) -> None:
    # The file of a page is only looked up among those of the shard. An index is written where this says.
    for name in shard.search.values():
        if "\\" in name or not stays_inside(folder, folder / name):
            message = (
                f"'{folder / MANIFEST}' names '{name}', which is not a file of a site: do not publish this"
            )
            raise MergeError(message)
    if shard.search.keys() - shard.pages.keys() or len({*shard.search.values()}) < len(shard.search):
        raise _unreadable(folder / MANIFEST)


def files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file of a shard, with its path from the root.

    Raises:
        MergeError: there is a link or a device, which no build writes.
    """
    for file in sorted(folder.rglob("*")):
        # A link could publish any file of this machine.
        if file.is_symlink() or not (file.is_file() or file.is_dir()):
            message = f"'{file}' is {'a link' if file.is_symlink() else 'no file'}: build this shard again"
            raise MergeError(message)
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file


def read_index(folder: Path, name: str) -> Any:
    """Read a search index: a list of entries, or an object with this list under `docs`, as Material has it.

    Raises:
        MergeError: it is neither.
    """
    index = _json(folder / name)
    entries = entries_of(index)
    if not isinstance(entries, list) or not all(map(_is_entry, entries)):
        raise _unreadable(folder / name)
    return index


def read_fields(folder: Path, name: str) -> Mapping[str, Any]:
    """Read how much each field of an entry counts, from the index that Material's script asks for.

    Raises:
        MergeError: it does not say so.
    """
    match _json(folder / name):
        case {"config": {"fields": dict(fields)}} if all(map(_is_field, fields.values())):
            return fields
    raise _unreadable(folder / name)


def _is_field(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("boost", 1), int | float)


def entries_of(index: Any) -> Any:
    """Return the entries of a search index."""
    return index.get("docs") if isinstance(index, dict) else index


def _is_entry(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("location"), str)


def _json(file: Path) -> Any:
    try:
        return json.loads(read_bytes(file, MAX_BYTES).decode("utf-8"))
    # Lists that are nested thousands of times are a RecursionError.
    except (OSError, ValueError, RecursionError):
        raise _unreadable(file) from None


def _unreadable(file: Path) -> MergeError:
    return MergeError(f"cannot read '{file}': build this shard again")
