"""Files in a folder with files of others: written and deleted only where this program wrote them before."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from izeja.hosts.generators.refused import RefusedError
from izeja.library.addresses import as_one
from izeja.reading.containment import stays_inside
from izeja.reading.files import TooLargeError, read_bytes
from izeja.reading.writing import cannot_write, write_whole
from izeja.running.lock import BusyError, locked, unlock

LIST = ".izeja-pages.json"
"""The list of what was written into a folder, with a hash of each file, or several if it was interrupted."""
LOCK = ".izeja-pages.lock"
_Hashes = Mapping[str, tuple[str, ...]]
_MOST_BYTES = 1_000_000_000
_MOST_SHOWN = 5
# Git looks that far for what no text has.
_LOOKED_AT = 8000


class Changes(NamedTuple):
    """How many files were new or had changed, and how many were deleted."""

    written: int
    deleted: int


@contextmanager
def own_files(folder: Path) -> Iterator[OwnFiles]:
    """Return what this program has written into a folder, while no other process can write into it.

    Raises:
        RefusedError: another process is writing into it, nobody can, or its list cannot be read.
    """
    top = next(one for one in (folder, *folder.parents) if one.exists())
    try:
        lock = locked(folder / LOCK, folder)
    except BusyError as error:
        raise RefusedError(str(error)) from None
    except OSError as error:
        raise _cannot_write(folder, error) from None
    try:
        yield OwnFiles(folder)
    finally:
        unlock(lock)
        _delete_empty(top, folder)


class OwnFiles:
    """What this program has written into a folder."""

    def __init__(self, folder: Path) -> None:
        """Read the list of the last time.

        Raises:
            RefusedError: it cannot be read.
        """
        self._folder = folder
        self._known = _read(folder / LIST)
        self._listed = dict[str, dict[str, list[str]]]()

    def of_others(self, path: str) -> tuple[str, ...]:
        """Return which files of somebody else a generator would give the address of this one.

        In addresses, generators make capitals small, and spaces hyphens.
        """
        found = [""]
        for part in path.split("/"):
            alike = _in_address(part)
            found = [posixpath.join(one, name) for one in found for name in self._names(one).get(alike, ())]
        return tuple(one for one in found if one not in self._known and (self._folder / one).is_file())

    def others_below(self, folder: str, endings: tuple[str, ...]) -> Iterator[str]:
        """Yield the files of somebody else below a folder whose names end in one of some ways."""
        for path in sorted((self._folder / folder).rglob("*")):
            name = path.relative_to(self._folder).as_posix()
            if name not in self._known and name.endswith(endings) and path.is_file():
                yield name

    def text_of(self, path: str) -> str:
        """Return the text of a file; one that is too large for a page has none."""
        return (self._content(path) or b"").decode("utf-8", "replace")

    def _names(self, folder: str) -> Mapping[str, list[str]]:
        """Return the names in a folder, by what they are in an address."""
        if folder not in self._listed:
            names = self._listed[folder] = dict[str, list[str]]()
            path = self._folder / folder
            for one in sorted(path.iterdir()) if path.is_dir() else ():
                names.setdefault(_in_address(one.name), []).append(one.name)
        return self._listed[folder]

    def put(self, files: Mapping[str, bytes]) -> Changes:
        """Write files, and delete those of the last time that are no longer wanted.

        Raises:
            RefusedError: a file of somebody else is in the way, or an edit. Nothing was written then.
        """
        try:
            stale = [one for one in self._known if one not in files and self._is_there(one)]
            blocked = [*self._in_the_way(files), *(one for one in stale if self._is_edited(one))]
            if blocked:
                raise RefusedError(self._refusal([*dict.fromkeys(blocked)]))
            return self._put(files, stale)
        except OSError as error:
            raise _cannot_write(error.filename, error) from None

    def _put(self, files: Mapping[str, bytes], stale: list[str]) -> Changes:
        changed = [path for path, content in files.items() if not self._has(path, content)]
        hashes = {path: (_hash(files[path]),) for path in files}
        if changed or stale:
            # If this is interrupted, the next export finds old files and new ones, and all are ours.
            both = {path: (*self._known.get(path, ()), *new) for path, new in hashes.items()}
            self._write_list(self._known | both)
        for path in changed:
            (self._folder / path).parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._folder / path, files[path])
        for path in stale:
            (self._folder / path).unlink()
            _delete_empty(self._folder, (self._folder / path).parent)
        self._write_list(hashes)
        return Changes(len(changed), len(stale))

    def _write_list(self, hashes: _Hashes) -> None:
        listed = {path: found[0] if len(found) == 1 else found for path, found in sorted(hashes.items())}
        content = json.dumps({"version": 1, "files": listed}, indent=1, ensure_ascii=False) + "\n"
        self._folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._folder / LIST, content.encode())

    def _refusal(self, blocked: list[str]) -> str:
        if link := next((self._folder / one for one in blocked if (self._folder / one).is_symlink()), None):
            return (
                f"'{link}' is a link to '{link.readlink()}', outside of '{self._folder}'. Delete the "
                "link, or choose another folder"
            )
        some = ", ".join(f"'{self._folder / one}'" for one in blocked[:_MOST_SHOWN])
        more = f" and {len(blocked) - _MOST_SHOWN} more" if len(blocked) > _MOST_SHOWN else ""
        return (
            f"these files were not written by this command, or were edited since: {some}{more}. Move or "
            "delete them, or choose another folder"
        )

    def _in_the_way(self, files: Mapping[str, bytes]) -> Iterator[str]:
        """Yield what cannot be written over: files and edits of others, and folders and links."""
        for path, content in files.items():
            target = self._folder / path
            above = [one for one in target.parents if one.is_relative_to(self._folder)][:-1]
            leaves = not stays_inside(self._folder, target)
            link = next((one for one in (*above[::-1], target) if one.is_symlink()), None) if leaves else None
            if blocking := link or next((one for one in above if one.exists() and not one.is_dir()), None):
                yield blocking.relative_to(self._folder).as_posix()
            # What is there and would be written again is in nobody's way: an export was interrupted.
            elif target.is_dir() or leaves or self._differs(path, content):
                yield path

    def _differs(self, path: str, content: bytes) -> bool:
        is_there = self._content(path) is not None
        return is_there and not self._has(path, content) and self._is_edited(path)

    def _has(self, path: str, content: bytes) -> bool:
        present = self._content(path)
        return present is not None and _as_written(present) == _as_written(content)

    def _is_there(self, path: str) -> bool:
        # The list may come from anywhere, and is not trusted.
        return stays_inside(self._folder, self._folder / path) and (self._folder / path).is_file()

    def _is_edited(self, path: str) -> bool:
        return _hash(self._content(path) or b"") not in self._known.get(path, ())

    def _content(self, path: str) -> bytes | None:
        file = self._folder / path
        if not file.is_file():
            return None
        try:
            return read_bytes(file, _MOST_BYTES)
        except TooLargeError:
            return b""  # no file of ours


def _read(file: Path) -> dict[str, tuple[str, ...]]:
    if not file.is_file():
        return {}
    try:
        listed = json.loads(read_bytes(file, _MOST_BYTES))["files"]
        return {path: (found,) if isinstance(found, str) else tuple(found) for path, found in listed.items()}
    except (OSError, TooLargeError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = f"'{file}' is not a list of exported files: restore it, or choose another folder"
        raise RefusedError(message) from None


def _in_address(name: str) -> str:
    return as_one(name).replace(" ", "-")


def _hash(content: bytes) -> str:
    return sha256(_as_written(content)).hexdigest()


def _as_written(content: bytes) -> bytes:
    """Return a text with the ends of lines that this program writes: Git may have checked out others."""
    return content if b"\0" in content[:_LOOKED_AT] else content.replace(b"\r\n", b"\n")


def _cannot_write(what: object, error: OSError) -> RefusedError:
    return RefusedError(cannot_write(what, error, "choose another folder"))


def _delete_empty(top: Path, folder: Path) -> None:
    """Delete a folder if nothing is left in it, and then the one around it."""
    with suppress(OSError):
        while folder != top:
            folder.rmdir()
            folder = folder.parent
