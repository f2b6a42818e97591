"""A preview that writes anew what an edit of a tree has changed, where MkDocs would build the whole site."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

FileStates = Mapping[str, tuple[int, int]]


def file_states(roots: Iterable[str | Path]) -> FileStates:
    """Return when each file below some folders was written, and how large it is."""
    found: dict[str, tuple[int, int]] = {}
    waiting = [os.fspath(root) for root in roots]
    while waiting:
        path = waiting.pop()
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    if entry.is_dir():
                        waiting.append(entry.path)
                    else:
                        found[entry.path] = _state(entry.stat())
        except NotADirectoryError:
            found[path] = _state(Path(path).stat())
        except OSError:
            # What is gone while we look, or cannot be looked at, has no stamp; that is told apart as well.
            continue
    return found


def _state(status: os.stat_result) -> tuple[int, int]:
    return status.st_mtime_ns, status.st_size


@dataclass
class Preview:
    """Decides at each change what has to be built.

    `library` is the folder of trees, `write_guides` writes anew what an edit there has changed and tells
    whether that is all that had to be done.
    """

    server: LiveReloadServer
    library: Path
    build: Callable[[], None]
    write_guides: Callable[[], bool]

    def __post_init__(self) -> None:
        """Take the site for built, as it is when MkDocs begins to serve it."""
        self._seen = self._states()

    def __call__(self) -> None:
        """Bring the site up to date."""
        now = self._states()
        trees, others = (now[part] != self._seen[part] for part in (0, 1))
        self._seen = now
        if others or not trees or not self.write_guides():
            self.build()

    def _states(self) -> tuple[FileStates, FileStates]:
        watched = self.server._watched_paths  # noqa: SLF001 - MkDocs tells it nowhere else
        own = os.path.abspath(self.library)  # noqa: PTH100 - as MkDocs has it, which follows no links
        return file_states([own]), file_states(path for path in watched if path != own)
