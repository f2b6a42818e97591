"""What changes in a folder: watched by the system, through the package watchdog that MkDocs brings along.

Assumes beyond watchdog's documentation that observers follow a link to the folder but no links in it, report
nothing about another folder in its place, and log below `watchdog`.
"""

from __future__ import annotations

import logging
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

from izeja.reading.containment import real
from izeja.reading.folder import is_content

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
_REPLACED = 1.0
"""After as many seconds without a change, it is seen whether another folder is in its place."""


class Changes(FileSystemEventHandler):
    """The changes of files in a folder, with all folders in it, gathered until nothing more happens."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._found: SimpleQueue[str] = SimpleQueue()
        self._observer = Observer()
        self._watched: tuple[int, int] | None = None
        self._folder = ""
        self._has_ended = False

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change."""
        # On some systems, paths are bytes.
        for path in [os.fsdecode(one) for one in (event.src_path, event.dest_path) if one]:
            if is_content(PurePath(path).name):
                self._found.put(path)
            if path == self._folder:
                # Another one may be there soon, which the system may give the same number.
                self._watched = None

    def wait(self) -> bool:
        """Wait for a change, and until nothing more happens. Return False after `stop`."""
        while not self._has_ended and not self._has_begun():
            pass
        end = monotonic() + _LONGEST
        with suppress(Empty):
            while monotonic() < end:
                self._found.get(timeout=_QUIET)
        return not self._has_ended

    def start(self) -> None:
        """Begin to watch."""
        self._watch()
        self._observer.start()

    def stop(self) -> None:
        """Stop watching, and let `wait` return."""
        self._has_ended = True
        self._found.put("")
        self._observer.stop()
        self._observer.join()

    def _has_begun(self) -> bool:
        """Wait a while for a change, and return whether there is one."""
        try:
            self._found.get(timeout=_REPLACED)
        except Empty:
            # The system reports nothing about another folder that has taken its place.
            return self._identity() != self._watched and self._watch()
        return True

    def _watch(self) -> bool:
        """Watch the folder that is there now, if one is; return whether it is."""
        self._observer.unschedule_all()
        self._watched = self._identity()
        if self._watched is not None:
            # Links are followed to the folder itself, and not in it, as the library is read.
            self._folder = str(real(self._root))
            self._observer.schedule(self, self._folder, recursive=True, event_filter=_CHANGES)
        return self._watched is not None

    def _identity(self) -> tuple[int, int] | None:
        try:
            status = self._root.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino


@contextmanager
def watching(root: Path) -> Iterator[Changes]:
    """Watch a folder for as long as the context lasts."""
    # It reports changes that come while it stops as errors, and nobody needs to know of them.
    logging.getLogger("watchdog").setLevel(logging.CRITICAL)
    changes = Changes(root)
    changes.start()
    try:
        yield changes
    finally:
        changes.stop()
