"""The library of a site, compiled once for each build, and again after an edit in a preview."""

from __future__ import annotations

import gc
import logging
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from mkdocs.exceptions import Abort

from izeja.authoring.preview.rendering import render_anyway
from izeja.compiler.compile import EVERYTHING, PUBLISHED, compile_library, no_garbage_collection
from izeja.compiler.compiled import Compiled
from izeja.compiler.incremental.changes import changed_guides
from izeja.compiler.stand_ins import with_stand_ins
from izeja.hosts.mkdocs.addresses import LenientAddresses
from izeja.hosts.mkdocs.terminal import StoppedError, log, say
from izeja.language.tree import Tree
from izeja.library.library import Library
from izeja.page.addresses import Addresses
from izeja.page.render import (
    Fragment,
    Optional,
    render_cards,
    render_guide,
    render_search,
    render_topic,
)
from izeja.problems.wording import counted
from izeja.proof.graph import Graph
from izeja.reading.file_states import FileStates, file_states
from izeja.reading.folder import Readings
from izeja.running.memo import Memory
from izeja.running.timing import phase
from izeja.site.replacement import what_stays
from izeja.site.writer import prepare_pages


class SiteLibrary:
    """The compiled library, kept as long as the process; `compiled` is set by `bring_up_to_date`.

    A preview shows a library with errors too (`izeja.compiler.stand_ins`), and its languages in preparation.
    """

    compiled: Compiled

    def __init__(self, site: Path, *, serving: bool) -> None:
        """Start without a library.

        Args:
            site: the folder that its site will be in.
            serving: whether this is a preview, which keeps compiled trees.
        """
        self._site = site
        self.serving = serving
        # Only a preview compiles again, so a single build has no use for a memory.
        self._memory = Memory() if serving else None
        self._seen: FileStates | None = None

    @property
    def graph(self) -> Graph:
        """Where its nodes lead."""
        return self.compiled.graph

    @property
    def languages(self) -> Mapping[str, Library]:
        """The library in each language."""
        return self.compiled.languages

    @property
    def guides(self) -> Mapping[str, Tree]:
        """The trees that are pages, in the language that they are written in."""
        return self.compiled.source.guides

    @property
    def has_settings(self) -> bool:
        """Whether there was a usable `library.yml`; a preview goes on without it."""
        return bool(self.compiled.source.sources)

    @property
    def unpublished(self) -> tuple[str, ...]:
        """The languages in preparation that a build leaves out; a preview leaves out none."""
        if self.serving:
            return ()
        return tuple(one for one in self.compiled.source.config.languages if one not in self.languages)

    def render(
        self,
        language: str,
        tree_id: str,
        addresses: Addresses,
        *,
        embedded: bool = False,
        described: bool = True,
    ) -> Fragment:
        """Render a guide in a language. In a preview, a stand-in takes the place of one that cannot be.

        The arguments are those of `render_guide`.
        """
        library = self.languages[language]
        without: tuple[Optional, ...] = () if described else ("structured data",)
        rendered = partial(render_guide, embedded=embedded, without=without)
        if not self.serving:
            return rendered(library, self.graph, tree_id, addresses)
        return render_anyway(rendered, library, self.graph, tree_id, LenientAddresses(addresses))

    def render_topic(self, language: str, topic_id: str, addresses: Addresses) -> str:
        """Render the page of a topic in a language."""
        return render_topic(self.languages[language], topic_id, self._lenient(addresses))

    def render_listing(self, language: str, addresses: Addresses, topics: Sequence[str]) -> str:
        """Render what customers choose from: all guides of a language, or what is in some topics."""
        return render_cards(self.languages[language], self._lenient(addresses), topics)

    def render_search(self, language: str, addresses: Addresses) -> str:
        """Render the search field of a page in a language."""
        return render_search(self.languages[language], self._lenient(addresses))

    def _lenient(self, addresses: Addresses) -> Addresses:
        return LenientAddresses(addresses) if self.serving else addresses

    def bring_up_to_date(self, root: Path, readings: Readings | None = None) -> None:
        """Compile the library if a file of it has changed.

        Args:
            root: its folder.
            readings: the files of it that are being read already.

        Raises:
            Abort: it has errors, and this is not a preview.
            StoppedError: there is no such folder.
        """
        # A single build has nothing to compare.
        seen = file_states([root]) if self.serving else {}
        if seen != self._seen:
            with phase("library"):
                self.compiled, self._seen = self._compile(root, readings), seen

    def changed(self, root: Path) -> frozenset[str] | None:
        """Compile the library again after an edit in a preview.

        Returns:
            The guides that the edit has changed; None if other pages of the site may have changed too.
        """
        before = self.compiled
        self.bring_up_to_date(root)
        after = self.compiled
        return changed_guides(before.languages, after.languages, (before.graph, after.graph))

    def keep(self) -> None:
        """Exempt all objects from garbage collection, unless this is a preview.

        They live as long as the process, and the collector would go through them again and again, and twice
        at the end: a tenth of a build of many guides.
        """
        if not self.serving:
            gc.freeze()

    def _compile(self, root: Path, readings: Readings | None) -> Compiled:
        if not root.is_dir():
            message = f"the folder of trees '{root}' does not exist: set 'library' of izeja in mkdocs.yml"
            raise StoppedError(message)
        with no_garbage_collection():
            compiled = compile_library(
                root,
                memory=self._memory,
                readings=readings,
                meanwhile=prepare_pages,
                scope=EVERYTHING if self.serving else PUBLISHED,
            )
            self.keep()
        if self.serving:
            return self._as_shown(compiled, root)
        if compiled.failed:
            log.error(f"the library of guides has errors:\n\n{compiled.report()}\n")
            message = f"Build stopped. {what_stays(self._site)}"
            raise Abort(message)
        # A warning stops a build with `--strict`. Fallbacks must not, since library.yml allows them.
        if compiled.unaccepted:
            log.warning(f"the library of guides has problems:\n\n{compiled.report(compiled.unaccepted)}\n")
        if compiled.untranslated:
            log.info(
                "Shown in the source language, as library.yml allows: "
                f"{counted(compiled.untranslated, 'text')} "
                "('izeja translate status' lists them)"
            )
        self._log_counts(compiled)
        return compiled

    def _as_shown(self, compiled: Compiled, root: Path) -> Compiled:
        """Return a library as a preview shows it, and print its problems."""
        # Not logged, since a warning in the log would end a strict preview.
        if problems := compiled.without_untranslated:
            say(f"the library of guides has problems:\n\n{compiled.report(problems)}\n")
            say("The preview shows them on its pages.")
        if compiled.untranslated:
            texts = counted(compiled.untranslated, "text")
            log.info(f"Not translated, and shown in the source language: {texts}")
        if compiled.failed:
            return with_stand_ins(compiled, self.compiled if self._seen is not None else None, root)
        self._log_counts(compiled)
        return compiled

    def _log_counts(self, compiled: Compiled) -> None:
        if log.isEnabledFor(logging.INFO):
            # Counting branches takes a while.
            log.info(f"Proved that no guide has a dead end: {compiled.counts()}")
