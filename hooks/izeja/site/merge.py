"""Parts of a site, each built alone, put together to the site that one build would have made.

A part has all pages but the guides of other folders or languages, and `izeja-shard.json`, which tells what
belongs to the whole site. Knows no host: what it reads are files.
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

MANIFEST = "izeja-shard.json"
"""The file in which a part tells of the whole site."""

_SHOWN = 5


class MergeError(Exception):
    """Parts that cannot be put together; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Shard:
    """What a part tells of the whole site.

    `pages` has the file of every page by its address, in the order of the search, for each language;
    `search` has the search index of each language, as a path from the site's root.
    """

    pages: Mapping[str, Mapping[str, str]]
    search: Mapping[str, str]

    def as_json(self) -> str:
        """Return what stands in the part's `izeja-shard.json`."""
        return json.dumps({"version": 1, "pages": self.pages, "search": self.search}, ensure_ascii=False)


def merge(parts: Sequence[Path], target: Path) -> int:
    """Put the parts of a site together.

    Args:
        parts: the folders of parts that were built from the same sources. Together they have all guides.
        target: the folder for the site; it must not be there, or be empty.

    Returns:
        How many files the site has.

    Raises:
        MergeError: the parts do not make a site. Nothing is written then.
    """
    if target.is_dir() and any(target.iterdir()):
        message = f"'{target}' is not empty: name another folder, or delete what is in it"
        raise MergeError(message)
    shard = _common([(part, _read(part)) for part in parts])
    found = _files(parts, {MANIFEST, *shard.search.values()})
    missing = [file for pages in shard.pages.values() for file in pages.values() if file not in found]
    if missing:
        shown = ", ".join(missing[:_SHOWN]) + (", ..." if len(missing) > _SHOWN else "")
        message = (
            f"{len(missing)} pages are in none of the parts: {shown}. Build a part that has them as well"
        )
        raise MergeError(message)
    indexes = {
        file: _index([json.loads((part / file).read_text("utf-8")) for part in parts], shard.pages[language])
        for language, file in shard.search.items()
    }
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    for name, file in found.items():
        _parent(unfinished / name)
        shutil.copyfile(file, unfinished / name)
    for name, text in indexes.items():
        _parent(unfinished / name)
        (unfinished / name).write_text(text, "utf-8")
    if target.is_dir():
        target.rmdir()
    unfinished.replace(target)
    return len(found) + len(indexes)


def _read(part: Path) -> Shard:
    try:
        told = json.loads((part / MANIFEST).read_text("utf-8"))
        if told["version"] != 1:
            message = f"'{part}' was built by a newer Izeja: merge it with that one"
            raise MergeError(message)
        return Shard(told["pages"], told["search"])
    except FileNotFoundError:
        message = (
            f"'{part}' is no part of a site: build it with 'only' or 'only_languages' (izeja: in mkdocs.yml)"
        )
        raise MergeError(message) from None
    except (OSError, ValueError, KeyError, TypeError):
        message = f"'{part / MANIFEST}' cannot be read: build this part again"
        raise MergeError(message) from None


def _common(shards: Sequence[tuple[Path, Shard]]) -> Shard:
    first, shard = shards[0]
    for part, other in shards[1:]:
        if other != shard or [*map(list, other.pages.values())] != [*map(list, shard.pages.values())]:
            message = f"'{first}' and '{part}' are parts of different sites: build both from the same sources"
            raise MergeError(message)
    return shard


def _files(parts: Sequence[Path], left_out: set[str]) -> dict[str, Path]:
    """Return every file of all parts by its path from the root."""
    found: dict[str, Path] = {}
    for part in parts:
        for name, file in _all_files(part):
            if name in left_out:
                continue
            if name in found and not _is_same(found[name], file):
                message = (
                    f"'{found[name]}' and '{file}' differ: build all parts with the same sources and settings"
                )
                raise MergeError(message)
            found.setdefault(name, file)
    return found


def _all_files(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file


def _is_same(one: Path, other: Path) -> bool:
    if one.suffix == ".gz":
        # It holds the time at which it was made.
        return gzip.decompress(one.read_bytes()) == gzip.decompress(other.read_bytes())
    return filecmp.cmp(one, other, shallow=False)


def _index(indexes: Sequence[Any], pages: Mapping[str, str]) -> str:
    """Put the entries of several indexes into the order of the pages."""
    whole = indexes[0]
    found: dict[str, list[Any]] = {url: [] for url in pages}
    for index in indexes:
        own: dict[str, list[Any]] = {}
        for entry in index["docs"] if isinstance(index, dict) else index:
            own.setdefault(entry["location"].partition("#")[0], []).append(entry)
        found |= own
    entries = [entry for page in found.values() for entry in page]
    made = {**whole, "docs": entries} if isinstance(whole, dict) else entries
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def _parent(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
