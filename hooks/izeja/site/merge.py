"""Merges the shards of a site, each built alone, into the site that one build would have made.

A shard has all files but the guides of other folders or languages, and
`izeja-shard.json`, which lists the pages of the whole site. This module reads files only, and knows no host.
"""

from __future__ import annotations

import filecmp
import gzip
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from izeja.problems.wording import counted

MANIFEST = "izeja-shard.json"
"""The file in which a shard lists the pages of the whole site."""
_VERSION = 1

_SHOWN = 5
"""How many missing pages a message names."""


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


def merge(folders: Sequence[Path], target: Path) -> int:
    """Merge the shards of a site.

    Args:
        folders: the folders of the shards, built from the same sources. Together they have all guides.
        target: the folder for the site; it must not exist, or be empty.

    Returns:
        How many files the site has.

    Raises:
        MergeError: these shards do not make a site. Nothing is written then.
    """
    # Old pages among new ones would be published unnoticed.
    if target.is_dir() and any(target.iterdir()):
        message = f"'{target}' is not empty: choose another folder, or delete what is in it"
        raise MergeError(message)
    shard = _common([(folder, _read(folder)) for folder in folders])
    found = _files(folders, {MANIFEST, *shard.search.values()})
    _check_pages(shard, found)
    indexes = {
        file: _merged_index([_json(folder / file) for folder in folders], shard.pages[language])
        for language, file in shard.search.items()
    }
    _write(found, indexes, target)
    return len(found) + len(indexes)


def _read(folder: Path) -> Shard:
    file = folder / MANIFEST
    if not file.exists():
        message = (
            f"'{folder}' is not a shard of a site: build it with 'only' or 'only_languages' "
            "(izeja: in mkdocs.yml)"
        )
        raise MergeError(message)
    content = _json(file)
    try:
        if content["version"] == _VERSION:
            return Shard(content["pages"], content["search"])
    except (KeyError, TypeError):
        raise _unreadable(file) from None
    message = f"'{folder}' was built by a newer Izeja: merge it with that version"
    raise MergeError(message)


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        raise _unreadable(file) from None


def _unreadable(file: Path) -> MergeError:
    return MergeError(f"cannot read '{file}': build this shard again")


def _common(shards: Sequence[tuple[Path, Shard]]) -> Shard:
    first, shard = shards[0]
    for folder, other in shards[1:]:
        if not shard.is_of_same_site(other):
            message = (
                f"'{first}' and '{folder}' are shards of different sites: build both from the same sources"
            )
            raise MergeError(message)
    return shard


def _files(folders: Sequence[Path], left_out: set[str]) -> dict[str, Path]:
    """Return every file of all shards by its path from the root; the same file must not differ."""
    found: dict[str, Path] = {}
    for folder in folders:
        for name, file in _all_files(folder):
            if name in left_out:
                continue
            first = found.setdefault(name, file)
            # A common page that differs means that a shard is out of date.
            if first is not file and not _is_same(first, file):
                message = (
                    f"'{first}' and '{file}' differ: build all shards with the same sources and settings"
                )
                raise MergeError(message)
    return found


def _all_files(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file


def _is_same(one: Path, other: Path) -> bool:
    if one.suffix == ".gz":
        # gzip writes down when a file was compressed, so the same content differs from build to build.
        return gzip.decompress(one.read_bytes()) == gzip.decompress(other.read_bytes())
    return filecmp.cmp(one, other, shallow=False)


def _check_pages(shard: Shard, found: Mapping[str, Path]) -> None:
    missing = [file for pages in shard.pages.values() for file in pages.values() if file not in found]
    if missing:
        shown = ", ".join(missing[:_SHOWN]) + (", ..." if len(missing) > _SHOWN else "")
        message = (
            f"the shards lack {counted(len(missing), 'page')} of the site: {shown}. "
            "Build the missing shards, and merge all of them"
        )
        raise MergeError(message)


def _merged_index(indexes: Sequence[Any], pages: Mapping[str, str]) -> str:
    """Return one search index with the entries of several, in the order of the pages.

    An index is a list of entries, or an object with this list under `docs`, as Material publishes it.
    """
    whole = indexes[0]
    found: dict[str, list[Any]] = {url: [] for url in pages}
    for index in indexes:
        own: dict[str, list[Any]] = {}
        for entry in index["docs"] if isinstance(index, dict) else index:
            own.setdefault(entry["location"].partition("#")[0], []).append(entry)
        # Pages that all shards have are in each of their indexes, and are taken once.
        found |= own
    entries = [entry for page in found.values() for entry in page]
    merged = {**whole, "docs": entries} if isinstance(whole, dict) else entries
    return json.dumps(merged, ensure_ascii=False, separators=(",", ":"))


def _write(files: Mapping[str, Path], indexes: Mapping[str, str], target: Path) -> None:
    """Write the site beside its folder first, so that a merge that breaks off leaves no half of a site."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    for name, file in files.items():
        shutil.copyfile(file, _with_folder(unfinished / name))
    for name, text in indexes.items():
        _with_folder(unfinished / name).write_text(text, "utf-8")
    # It is empty, as checked at the start, and a rename needs it out of the way.
    if target.is_dir():
        target.rmdir()
    unfinished.replace(target)


def _with_folder(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    return file
