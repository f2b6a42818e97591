"""Writing several files into a folder: all of them, or none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from izeja.reading.containment import stays_inside
from izeja.reading.journal import Rewritten, on_trial


class InTheWayError(Exception):
    """There is something already where files were to be written. No file was written.

    `paths` says what, from the folder of the files.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(", ".join(paths))
        self.paths = paths


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, which is created if necessary. Nothing is overwritten.

    Args:
        folder: where to.
        files: the content of each file by its path from the folder.

    Raises:
        InTheWayError: if something is at one of the paths, or a link there leads out of the folder.
    """
    with tried(folder, files) as keep:
        keep()


@contextmanager
def tried(folder: Path, files: Mapping[str, bytes]) -> Iterator[Callable[[], None]]:
    """Write files as `write_all` does, and delete them at the end unless the yielded function was called."""
    blocked = (_in_the_way(folder, path) for path in files)
    if found := [*dict.fromkeys(filter(None, blocked))]:
        raise InTheWayError(found)
    written = [Rewritten(folder / path, None, content) for path, content in files.items()]
    with on_trial(folder, (), written) as keep:
        yield keep


def _in_the_way(folder: Path, path: str) -> str | None:
    """Return what keeps a file from being written: something in its place, or in that of its folders."""
    target = folder / path
    above = (one for one in reversed(target.parents) if one.is_relative_to(folder) and one != folder)
    blocking = next((one for one in above if os.path.lexists(one) and not one.is_dir()), target)
    if os.path.lexists(blocking) or not stays_inside(folder, target):
        return blocking.relative_to(folder).as_posix()
    return None
