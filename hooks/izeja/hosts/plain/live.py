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
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from izeja.hosts.plain.open_pages import OpenPages
from izeja.hosts.plain.settings import Settings
from izeja.reading.file_states import FileStates, file_states
from izeja.site.replacement import folder_beside, has_files

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
        self._had_site = self._has_site()

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
        self._had_site = self._has_site()
        self.pages.end_build(begun, stopped)

    def follow(self, stop: threading.Event) -> None:
        """Show and build each edit of the settings, the pages and the library, until it is to stop.

        Raises:
            Exception: whatever ended the looks at the files, after which no edit would be seen.
        """
        with ThreadPoolExecutor(1) as threads:
            watching = threads.submit(self._watch, stop, had_site=self._had_site)
            try:
                while not stop.is_set() and not watching.done():
                    if self._is_wanted.wait(_PATIENCE):
                        self._is_wanted.clear()
                        self.bring_up_to_date()
            finally:
                stop.set()
            watching.result()

    def _watch(self, stop: threading.Event, *, had_site: bool) -> None:
        pause = _SHORTEST
        while not stop.wait(pause):
            begun = time.monotonic()
            # They may name other folders since the last build, whose files this look finds new.
            now, has_site = self._states(), self._has_site()
            pause = max(_SHORTEST, _REST * (time.monotonic() - begun))
            if now != self._seen:
                self.pages.edit(is_other_site=now[1] != self._seen[1])
            # Without an edit, somebody has deleted the site.
            if now != self._seen or (had_site and not has_site):
                self._is_wanted.set()
            self._seen, had_site = now, has_site

    def _has_site(self) -> bool:
        try:
            return has_files(self.settings.site)
        except OSError:  # nobody has deleted what cannot be read
            return True

    def _states(self) -> tuple[FileStates, FileStates]:
        """Return the states of the files of the library, and of all others that the site is made of."""
        settings, real = self.settings, os.path.realpath
        # The site can be in the folder of the library, and is written by each build; it may be a link.
        site = settings.site
        own = {str(Path(real(site.parent), site.name)), real(site), str(folder_beside(site))}

        def states(*roots: Path) -> FileStates:
            return file_states([real(one) for one in roots], without=own)

        return states(settings.library), states(*settings.files, settings.docs)
