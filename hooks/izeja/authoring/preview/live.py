"""A library that is compiled again after each edit, and pages of it as they are now."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from pathlib import Path

from izeja.authoring.preview.addresses import Page
from izeja.compiler.compile import compile_library, no_garbage_collection
from izeja.compiler.compiled import Compiled
from izeja.compiler.glance import glance
from izeja.compiler.stand_ins import with_stand_ins
from izeja.library.pictures import PictureFile
from izeja.running.memo import Memory


@dataclass(frozen=True)
class State:
    """A library as it is, and as pages show it, with something in place of what is missing.

    `is_proved` says whether all of it was proved after the last edit. `failure` is why that could not be
    done, which is a fault of ours.
    """

    read: Compiled
    shown: Compiled
    is_proved: bool = True
    failure: str | None = None


@dataclass
class LiveLibrary:
    """A library in a folder. One thread compiles it again, and any may ask for its state.

    `is_behind` says whether files have changed since it was compiled.
    """

    root: Path
    state: State = field(init=False)
    media: dict[str, PictureFile] = field(init=False, default_factory=dict)
    """The pictures, videos and captions of all pages that were shown, by their names in the site."""
    is_behind: bool = field(init=False, default=False)
    _memory: Memory = field(init=False, default_factory=Memory)

    def __post_init__(self) -> None:
        """Compile it for the first time."""
        self.state = self._compiled(None)

    def compile(self) -> None:
        """Compile and prove all of it."""
        self.state = self._compiled(self.state.shown)

    def fail(self, failure: str) -> None:
        """Keep what there is, and say why it is not up to date."""
        self.state = State(self.state.read, self.state.shown, failure=failure)

    def now(self, page: Page) -> State:
        """Return the library as a page shows it: its guide is up to date even while nothing is proved."""
        last, language = self.state, page.languages[0]
        known = last.shown.languages.get(language)
        if not self.is_behind or known is None or page.name not in known.guides:
            return last
        try:
            found = glance(self.root, page.name, (language,), last.shown, self._memory)
        except Exception:  # noqa: BLE001 - whatever is wrong, the compiler is about to report it
            return last
        if found is None:
            return last
        self._note_media(found)
        return State(found, found, is_proved=False)

    def _compiled(self, last: Compiled | None) -> State:
        with no_garbage_collection():
            read = compile_library(self.root, memory=self._memory)
            shown = with_stand_ins(read, last, self.root) if read.failed else read
            self._note_media(shown)
            # With a thousand trees, the collector would search all of it for a second or more, in vain, and a
            # page that is saved meanwhile would wait. What the next edit replaces goes without the collector.
            gc.freeze()
        return State(read, shown)

    def _note_media(self, compiled: Compiled) -> None:
        languages = tuple(compiled.languages)
        self.media.update({file.name: file for file in compiled.source.pictures.published(languages)})
