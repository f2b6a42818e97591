"""Merges the shards of a site, each built alone, into the site that one build would have made.

This module reads files only, and knows no host. `izeja.site.shard` says what a shard is, and trusts none.
"""

from __future__ import annotations

import filecmp
import gzip
import json
import shutil
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from izeja.problems.wording import counted
from izeja.reading.writing import cannot_write
from izeja.running.lock import BusyError
from izeja.site.replacement import Replacement
from izeja.site.search import INDEX, in_pieces, pieces_by_file
from izeja.site.shard import (
    MANIFEST,
    MergeError,
    Shard,
    entries_of,
    files_of,
    read_fields,
    read_index,
    read_shard,
)

_SHOWN = 5
"""How many missing pages a message names."""
_CHUNK = 1 << 20


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
    shard = _common([(folder, read_shard(folder)) for folder in folders])
    found = _files(folders, {MANIFEST, *shard.search.values()})
    _check_pages(shard, found)
    indexes = {
        file: _merged_index([read_index(folder, file) for folder in folders], shard.pages[language])
        for language, file in shard.search.items()
    }
    for language in in_pieces({language: len(pages) for language, pages in shard.pages.items()}):
        entries, fields = json.loads(indexes[shard.search[language]]), read_fields(folders[0], INDEX)
        indexes |= {name: text.decode() for name, text in pieces_by_file(language, entries, fields)}
    _write(found, indexes, target)
    return len(found) + len(indexes)


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
        for name, file in files_of(folder):
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


def _is_same(one: Path, other: Path) -> bool:
    if filecmp.cmp(one, other, shallow=False):
        return True
    # gzip writes down when a file was compressed, so the same content differs from build to build.
    return one.suffix == ".gz" and _has_same_content(one, other)


def _has_same_content(one: Path, other: Path) -> bool:
    # In pieces: a small file can unpack to one that fills the memory.
    try:
        with gzip.open(one) as first, gzip.open(other) as second:
            while (piece := first.read(_CHUNK)) == second.read(_CHUNK):
                if not piece:
                    return True
    except (OSError, EOFError, zlib.error):
        pass
    return False


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
    """Return one search index with the entries of several, in the order of the pages."""
    whole = indexes[0]
    found: dict[str, list[Any]] = {url: [] for url in pages}
    for index in indexes:
        own: dict[str, list[Any]] = {}
        for entry in entries_of(index):
            own.setdefault(entry["location"].partition("#")[0], []).append(entry)
        # Pages that all shards have are in each of their indexes, and are taken once.
        found |= own
    entries = [entry for page in found.values() for entry in page]
    merged = {**whole, "docs": entries} if isinstance(whole, dict) else entries
    return json.dumps(merged, ensure_ascii=False, separators=(",", ":"))


def _write(files: Mapping[str, Path], indexes: Mapping[str, str], target: Path) -> None:
    """Write the site beside its folder first, so that a merge that breaks off leaves no half of a site."""
    try:
        replacement = Replacement(target)
        try:
            for name, file in files.items():
                shutil.copyfile(file, _with_folder(replacement.new / name))
            for name, text in indexes.items():
                _with_folder(replacement.new / name).write_text(text, "utf-8", "surrogatepass")
        except BaseException:
            replacement.discard()
            raise
        replacement.publish()
    except BusyError as error:
        raise MergeError(str(error)) from None
    except OSError as error:
        # Of files, only those of shards have names that their owner knows.
        shards = {str(file) for file in files.values()}
        if str(error.filename) in shards:
            message = f"cannot read '{error.filename}': {error.strerror}"
        else:
            message = cannot_write(target, error, "choose another folder")
        raise MergeError(message) from None


def _with_folder(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    return file
