"""What changes in a folder: watched by the system, through the package watchdog that MkDocs brings along."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from queue import Empty, SimpleQueue
from time import monotonic

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

_CHANGES: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
_QUIET = 0.015
"""An editor has saved a file when nothing has happened for as many seconds."""
_LONGEST = 0.2
"""The most seconds that changes are gathered for: something may write without end."""


class Changes(FileSystemEventHandler):
    """The changes of files in a folder, gathered until nothing more happens."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._found: SimpleQueue[PurePath] = SimpleQueue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note the paths of a change."""
        # On some systems, paths are bytes.
        for path in [os.fsdecode(one) for one in (event.src_path, event.dest_path) if one]:
            one = PurePath(path)
            # What editors and systems keep beside a file while it is open.
            if not one.name.startswith(".") and not one.name.endswith("~") and one.is_relative_to(self._root):
                self._found.put(one.relative_to(self._root))

    def wait(self) -> frozenset[PurePath]:
        """Wait for changes, and return their paths from the root."""
        found = {self._found.get()}
        end = monotonic() + _LONGEST
        while monotonic() < end:
            try:
                found.add(self._found.get(timeout=_QUIET))
            except Empty:
                break
        return frozenset(found)


@contextmanager
def watching(root: Path) -> Iterator[Changes]:
    """Watch a folder, with all folders in it, for as long as the context lasts."""
    # The system reports paths below the one that it was given.
    folder = root.resolve()
    changes = Changes(folder)
    observer = Observer()
    observer.schedule(changes, str(folder), recursive=True, event_filter=_CHANGES)
    observer.start()
    try:
        yield changes
    finally:
        observer.stop()
        observer.join()
