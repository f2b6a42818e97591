"""After each edit: the open pages are brought up to date at once, and then the whole library is proved."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from izeja.preview.addresses import Page
from izeja.preview.audience import Audience
from izeja.preview.content import content_of
from izeja.preview.live import LiveLibrary, State
from izeja.problems.html import Links
from izeja.reading.folder import PAGE_WORDS, SHARED, TRANSLATIONS

if TYPE_CHECKING:
    from izeja.preview.watching import Changes


@dataclass(frozen=True)
class Updates:
    """Follows the changes of a library, in a thread of its own.

    `report` gets what it says in the terminal.
    """

    library: LiveLibrary
    changes: Changes
    audience: Audience
    links: Links
    report: Callable[[str], None]

    def follow(self) -> None:
        """Go on for as long as the process lives."""
        while True:
            self.update(self.changes.wait())

    def update(self, changed: frozenset[PurePath]) -> None:
        """Bring everything up to date after a change of files, by their paths from the library's folder."""
        try:
            if all(map(_is_of_tree, changed)):
                self._glance()
            self.library.compile()
        except Exception as error:  # noqa: BLE001 - the preview goes on; the next edit may well succeed
            self.report(traceback.format_exc())
            self.library.fail(f"The preview could not be brought up to date: {error or type(error).__name__}")
        for page in self.audience.pages():
            self._tell(page, self.library.state)

    def _glance(self) -> None:
        shown = self.library.state.shown
        for page in self.audience.pages():
            language = page.languages[0]
            is_guide = language in shown.languages and page.name in shown.languages[language].guides
            if is_guide and (state := self.library.glance(page.name, (language,))):
                self._tell(page, state)

    def _tell(self, page: Page, state: State) -> None:
        self.audience.tell(page, content_of(state, page, self.links))


def _is_of_tree(path: PurePath) -> bool:
    """Return whether a file is a tree or its catalog, and not one that all trees share."""
    if path.parts[:1] == (TRANSLATIONS,):
        return path.suffix == ".po" and path.stem not in (
            PAGE_WORDS,
            *(one.removesuffix(".yml") for one in SHARED),
        )
    return path.suffix == ".yml" and path.as_posix() not in SHARED
