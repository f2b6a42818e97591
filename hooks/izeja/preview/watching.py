"""What changes in a folder: watched by the system, through the package watchdog that MkDocs brings along."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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

    def __init__(self) -> None:
        self._found: SimpleQueue[str] = SimpleQueue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change."""
        # On some systems, paths are bytes.
        for path in [os.fsdecode(one) for one in (event.src_path, event.dest_path) if one]:
            # What editors and systems keep beside a file while it is open is no part of a library.
            name = PurePath(path).name
            if not name.startswith(".") and not name.endswith("~"):
                self._found.put(path)

    def wait(self) -> None:
        """Wait for a change, and until nothing more happens."""
        self._found.get()
        end = monotonic() + _LONGEST
        with suppress(Empty):
            while monotonic() < end:
                self._found.get(timeout=_QUIET)


@contextmanager
def watching(root: Path) -> Iterator[Changes]:
    """Watch a folder, with all folders in it, for as long as the context lasts."""
    # The system reports paths below the one that it was given.
    folder = root.resolve()
    changes = Changes()
    observer = Observer()
    observer.schedule(changes, str(folder), recursive=True, event_filter=_CHANGES)
    observer.start()
    try:
        yield changes
    finally:
        observer.stop()
        observer.join()
