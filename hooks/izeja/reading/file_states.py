"""When files were written, to see in a preview whether any of them has changed."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

FileStates = Mapping[str, tuple[int, int]]


def file_states(roots: Iterable[str | Path], without: Collection[str] = ()) -> FileStates:
    """Return when each file below some folders was written, and its size.

    Args:
        roots: folders, and single files.
        without: files and folders to leave out, by their paths as they begin with those of `roots`.
    """
    found: dict[str, tuple[int, int]] = {}
    # Linked folders may be in a circle, so each is looked at once.
    seen: set[tuple[int, int]] = set()
    waiting = [os.fspath(root) for root in roots]
    while waiting:
        path = waiting.pop()
        # What vanishes while we look has no state, which differs from the one it had.
        with suppress(OSError):
            status = _status(path)
            if not stat.S_ISDIR(status.st_mode):
                found[path] = status.st_mtime_ns, status.st_size
            elif (status.st_dev, status.st_ino) not in seen:
                seen.add((status.st_dev, status.st_ino))
                waiting += [entry.path for entry in os.scandir(path) if entry.path not in without]
    return found


def _status(path: str) -> os.stat_result:
    try:
        return os.stat(path)  # noqa: PTH116 - for each file at each change, and faster
    except OSError:
        # A link that leads nowhere is a file too: it may lead somewhere later.
        return os.lstat(path)
