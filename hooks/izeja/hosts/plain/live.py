"""A site that follows its files: open pages show an edit at once, and the whole site soon after.

Two threads: one looks at the files and tells open pages of an edit, the other one builds the site. So an edit
is on the screen while the one before it is still being built.
"""

from __future__ import annotations

import gc
import os
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from izeja.hosts.plain.open_pages import OpenPages
from izeja.hosts.plain.settings import Settings
from izeja.reading.file_states import FileStates, file_states
from izeja.site.replacement import has_files

_REST = 4
"""Looking at the files takes at most one in so many parts of the time, however many there are."""
_SHORTEST = 0.05
"""The least seconds between two looks at the files."""
_PATIENCE = 0.5
"""After as many seconds, waiting is interrupted: some systems would not notice Ctrl+C before an edit."""


@dataclass
class LiveSite:
    """A site on this machine.

    `build` builds it with the settings as they are now; it gets those of the last build, and returns the new
    ones and why it stopped, "" if it did not.
    """

    settings: Settings
    pages: OpenPages
    build: Callable[[Settings], tuple[Settings, str]]
    _is_wanted: threading.Event = field(init=False, default_factory=threading.Event)

    def __post_init__(self) -> None:
        """Look at the files before they are read for the first time."""
        self._seen = self._states()

    def bring_up_to_date(self) -> None:
        """Build the site, and tell open pages."""
        begun = self.pages.news.number
        try:
            self.settings, stopped = self.build(self.settings)
        except Exception as error:  # noqa: BLE001 - the preview goes on; the next edit may well succeed
            traceback.print_exc()
            stopped = f"The site could not be built: {error or type(error).__name__}"
        # With a thousand trees, the collector would search all of it for a second or more, in vain.
        gc.freeze()
        self.pages.end_build(begun, stopped)

    def follow(self, stop: threading.Event) -> None:
        """Show and build each edit of the settings, the pages and the library, until it is to stop."""
        watching = threading.Thread(target=self._watch, args=(stop,), daemon=True)
        watching.start()
        try:
            while not stop.is_set():
                if self._is_wanted.wait(_PATIENCE):
                    self._is_wanted.clear()
                    self.bring_up_to_date()
        finally:
            stop.set()
            watching.join()

    def _watch(self, stop: threading.Event) -> None:
        had_files, pause = True, _SHORTEST
        while not stop.wait(pause):
            begun = time.monotonic()
            # They may name other folders since the last build, whose files this look finds new.
            now, is_there = self._states(), has_files(self.settings.site)
            pause = max(_SHORTEST, _REST * (time.monotonic() - begun))
            if now != self._seen:
                self.pages.edit(is_other_site=now[1] != self._seen[1])
            # Without an edit, somebody has deleted the site.
            if now != self._seen or (had_files and not is_there):
                self._is_wanted.set()
            self._seen, had_files = now, is_there

    def _states(self) -> tuple[FileStates, FileStates]:
        """Return the states of the files of the library, and of all others that the site is made of."""
        settings = self.settings
        # The site can be in the folder of the library, and is written by each build.
        own = f"{settings.site}{os.sep}"

        def states(*roots: Path) -> FileStates:
            return {file: one for file, one in file_states(roots).items() if not file.startswith(own)}

        return states(settings.library), states(*settings.files, settings.docs)
