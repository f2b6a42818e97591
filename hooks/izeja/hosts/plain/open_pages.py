"""What the open pages of a preview show, and what they hear when that changes."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import NamedTuple


class News(NamedTuple):
    """The number of the last change, and why the last build stopped: "" if it did not."""

    number: int
    stopped: str


class OpenPages:
    """The pages that browsers have open, and those that are ahead of the site; any thread may use it.

    After an edit, some pages are shown before the site is built with it. They are ahead until a build of that
    edit ends well. Everything else that is shown is in the site's folder.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 0
        self._stopped = ""
        self._open = Counter[str]()
        self._ahead: Mapping[str, bytes] = {}
        self._is_other_site = False
        # Also another one than that of an earlier server, whose pages are still open.
        self._site = _now()

    @property
    def news(self) -> News:
        """What the last change was."""
        return News(self._number, self._stopped)

    def ahead(self, uri: str) -> bytes | None:
        """Return a page by its file in the site, if it is ahead of that."""
        return self._ahead.get(uri)

    def version(self, content: bytes) -> str:
        """Return a name for a page with this content, which differs if the page has to be loaded again."""
        return f"{self._site}-{sha256(content).hexdigest()[:16]}"

    @contextmanager
    def joined(self, uri: str) -> Iterator[None]:
        """Have a page open for as long as the context lasts."""
        with self._changed:
            self._open[uri] += 1
        try:
            yield
        finally:
            with self._changed:
                self._open[uri] -= 1

    def uris(self) -> Collection[str]:
        """Return the files of the pages that somebody looks at."""
        with self._changed:
            return [uri for uri, count in self._open.items() if count]

    def begin_edit(self, *, is_other_site: bool) -> None:
        """Note an edit; `is_other_site` if it can change what pages load: styles, pictures and the like."""
        with self._changed:
            self._number += 1
            self._is_other_site |= is_other_site

    def show(self, ahead: Mapping[str, bytes]) -> None:
        """Show these pages as they are after the last edit, and all others as they are in the site."""
        with self._changed:
            self._number += 1
            self._ahead = ahead
            self._changed.notify_all()

    def end_build(self, begun: int, stopped: str = "") -> None:
        """Show the site, which has been built again, or why this stopped.

        Args:
            begun: the number of the last change when the build began. What was edited since is in no build.
            stopped: why it stopped; "" if it did not.
        """
        with self._changed:
            if not stopped and begun == self._number:
                self._ahead = {}
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
