"""The pages that are open in browsers: each gets its content again when that has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Lock

from izeja.authoring.preview.addresses import Page
from izeja.authoring.preview.content import Content


# Without `eq`: two tabs with the same page are two seats.
@dataclass(eq=False)
class Seat:
    """An open page, the digest of what it shows, and what it has not been sent yet."""

    page: Page
    seen: str
    news: SimpleQueue[Content] = field(default_factory=SimpleQueue)


class Audience:
    """All open pages; any thread may use it."""

    def __init__(self) -> None:
        self._seats: set[Seat] = set()
        self._lock = Lock()
        self.turn = Lock()
        """Held from looking what a page shows until that was sent, so none gets an older state afterwards."""

    @contextmanager
    def joined(self, page: Page, seen: str) -> Iterator[Seat]:
        """Take part for as long as the context lasts."""
        seat = Seat(page, seen)
        with self._lock:
            self._seats.add(seat)
        try:
            yield seat
        finally:
            with self._lock:
                self._seats.discard(seat)

    def pages(self) -> set[Page]:
        """Return the pages that somebody looks at."""
        with self._lock:
            return {seat.page for seat in self._seats}

    def send(self, page: Page, content: Content) -> None:
        """Send all who look at a page what it shows now, unless they see that already."""
        digest = content.digest
        with self._lock:
            for seat in self._seats:
                if seat.page == page and seat.seen != digest:
                    seat.seen = digest
                    seat.news.put(content)
