"""What the open pages of a preview show, and what they hear when that changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple


class News(NamedTuple):
    """The number of the last change, and why the last build stopped: "" if it did not."""

    number: int
    stopped: str


class OpenPages:
    """What pages show, and whether that is ahead of the site; any thread may use it.

    After an edit, pages are shown as `page_now` makes them before the site is built with it. They are ahead
    until a build of that edit ends well. Everything else that is shown is in the site's folder.
    """

    def __init__(self, page_now: Callable[[str], bytes | None] = lambda _: None) -> None:
        """Begin with a site that is up to date.

        Args:
            page_now: returns a page, by its file in the site, as its own files are now; None if it cannot.
        """
        self._page_now = page_now
        self._changed = threading.Condition()
        self._making = threading.Lock()
        self._number = 0
        self._stopped = ""
        self._is_behind = False
        self._made: dict[str, bytes | None] = {}
        self._is_other_site = False
        # Also another one than that of an earlier server, whose pages are still open.
        self._site = _now()

    @property
    def news(self) -> News:
        """What the last change was."""
        return News(self._number, self._stopped)

    def ahead(self, uri: str) -> bytes | None:
        """Return a page by its file in the site, if it is ahead of that."""
        with self._making:
            # With another edit, there is another dictionary.
            made = self._made
            if self._is_behind and uri not in made:
                made[uri] = self._page_now(uri)
            return made.get(uri)

    def version(self, content: bytes) -> str:
        """Return a name for a page with this content, which differs if the page has to be loaded again."""
        return f"{self._site}-{sha256(content).hexdigest()[:16]}"

    def edit(self, *, is_other_site: bool) -> None:
        """Show an edit; `is_other_site` if it can change what pages load: styles, pictures and the like."""
        with self._changed:
            self._number += 1
            self._is_behind, self._made = True, {}
            self._is_other_site |= is_other_site
            self._changed.notify_all()

    def end_build(self, begun: int, stopped: str = "") -> None:
        """Show the site, which has been built again, or why this stopped.

        Args:
            begun: the number of the last change when the build began. What was edited since is in no build.
            stopped: why it stopped; "" if it did not.
        """
        with self._changed:
            if not stopped and begun == self._number:
                self._is_behind, self._made = False, {}
            if not stopped and self._is_other_site:
                self._site, self._is_other_site = _now(), begun != self._number
            self._stopped = stopped
            self._number += 1
            self._changed.notify_all()

    def wait(self, number: int, seconds: float) -> News | None:
        """Wait for another change than the one of that number, and return it; None if none came."""
        with self._changed:
            return self.news if self._changed.wait_for(lambda: self._number != number, seconds) else None


def _now() -> str:
    return f"{time.time_ns():x}"
