"""After each edit: the open pages are brought up to date at once, and then the whole library is proved."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from izeja.authoring.preview.audience import Audience
from izeja.authoring.preview.content import content_of
from izeja.authoring.preview.live import LiveLibrary
from izeja.problems.html import Links

if TYPE_CHECKING:
    from izeja.authoring.preview.watching import Changes


@dataclass
class Updates:
    """Follows the changes of a library in two threads: one shows them, the other one proves.

    So an edit is on the screen while the one before it is still being proved. `report` gets what is said in
    the terminal.
    """

    library: LiveLibrary
    audience: Audience
    links: Links
    report: Callable[[str], None]
    _edits: int = field(init=False, default=0)
    _is_proof_wanted: Event = field(init=False, default_factory=Event)
    _has_ended: bool = field(init=False, default=False)

    def show_all(self, changes: Changes) -> None:
        """Show changes for as long as there are any."""
        while changes.wait():
            self.show()
        self._has_ended = True
        self._is_proof_wanted.set()

    def prove_all(self) -> None:
        """Prove what was changed for as long as `show_all` shows it."""
        while self._is_proof_wanted.wait() and not self._has_ended:
            self._is_proof_wanted.clear()
            self.prove()

    def show(self) -> None:
        """Show a change on the open pages, as far as that needs no proof."""
        with self.audience.turn:
            self._edits += 1
            self.library.is_behind = True
            self._send_all()
        self._is_proof_wanted.set()

    def prove(self) -> None:
        """Compile the whole library, and show what that finds."""
        edits = self._edits
        try:
            self.library.compile()
        except Exception as error:  # noqa: BLE001 - the preview goes on; the next edit may well succeed
            self.report(traceback.format_exc())
            self.library.fail(f"The preview could not be brought up to date: {error or type(error).__name__}")
        with self.audience.turn:
            # What was edited meanwhile is on the screen already, and is proved next.
            if edits == self._edits:
                self.library.is_behind = False
                self._send_all()

    def _send_all(self) -> None:
        for page in self.audience.pages():
            self.audience.send(page, content_of(self.library.now(page), page, self.links))
