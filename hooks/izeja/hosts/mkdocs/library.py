"""The library of a site, compiled once for each build, and again for an edit in a preview."""

from __future__ import annotations

import gc
import logging
from collections.abc import Mapping
from pathlib import Path

import click
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import get_plugin_logger

from izeja.compiler.compile import compile_library, no_garbage_collection
from izeja.compiler.compiled import Compiled
from izeja.hosts.mkdocs.preview import FileStates, file_states
from izeja.incremental.changes import changed_guides
from izeja.language.model import Tree
from izeja.library.library import Library
from izeja.page.render import prepare
from izeja.problems.report import counted
from izeja.proof.graph import Graph
from izeja.reading.folder import Readings
from izeja.running.memo import Memory
from izeja.running.timing import phase
from izeja.site.writer import MANY_GUIDES

_log = get_plugin_logger("izeja")


class SiteLibrary:
    """What became of the folder of trees that a site names.

    `compiled` is there as soon as `bring_up_to_date` was called.
    """

    compiled: Compiled

    def __init__(self, *, serving: bool) -> None:
        """Know of no library yet.

        Args:
            serving: whether this is a preview. It remembers what it has made, and a mistake does not end it.
        """
        self._serving = serving
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

    def bring_up_to_date(self, root: Path, readings: Readings | None = None) -> None:
        """Compile the library, if a file of it has changed.

        Args:
            root: its folder.
            readings: what is being read of it already.

        Raises:
            Abort: it has problems, and nothing was served before.
            PluginError: there is no such folder.
        """
        # Where nothing is built again, nothing has to be compared.
        seen = file_states([root]) if self._serving else {}
        if seen != self._seen:
            with phase("library"):
                self.compiled, self._seen = self._compile(root, readings), seen

    def changed(self, root: Path) -> frozenset[str] | None:
        """Compile a library anew that has changed in a preview.

        Returns:
            The guides that an edit has changed, none where the edit is a mistake (which has been told); None
            if other pages of the site may be otherwise too.
        """
        before = self.compiled
        self.bring_up_to_date(root)
        after = self.compiled
        return (
            frozenset() if after is before else changed_guides(before.languages, after.languages, after.graph)
        )

    def keep(self) -> None:
        """Keep all that is there from the garbage collector, unless this is a preview.

        It lives as long as the process, and the collector would look through it again and again, and twice at
        the end: a tenth of a build of many guides.
        """
        if not self._serving:
            gc.freeze()

    def _compile(self, root: Path, readings: Readings | None) -> Compiled:
        if not root.is_dir():
            message = (
                f"there is no folder '{root}' with trees: name it in mkdocs.yml (izeja: library: FOLDER)"
            )
            raise PluginError(message)
        with no_garbage_collection():
            compiled = compile_library(root, memory=self._memory, readings=readings, meanwhile=_prepare)
            self.keep()
        if compiled.failed:
            report = f"the library of guides cannot be published:\n\n{compiled.report()}\n"
            if self._serving and self._seen is not None:
                # Not a warning of the log, which would end a strict preview.
                click.echo(f"{report}\nThe preview goes on with the guides as they were before.", err=True)
                return self.compiled
            _log.error(report)
            raise Abort("Nothing was built, and the site is what it was.")
        if compiled.unchosen:
            _log.warning(f"the library of guides has problems:\n\n{compiled.report(compiled.unchosen)}\n")
        if fallbacks := len(compiled.problems) - len(compiled.unchosen):
            _log.info(
                f"In the source language for now, as library.yml allows: {counted(fallbacks, 'text')} "
                "('izeja translate status' tells where)"
            )
        if _log.isEnabledFor(logging.INFO):
            # Counting branches takes a while.
            _log.info(f"The library of guides is proved: {compiled.counts()}")
        return compiled


def _prepare(graph: Graph, page_words: Mapping[str, str]) -> None:
    """Work out what all pages need, before there are other processes that would each do it again."""
    if len(graph.guides) > MANY_GUIDES:
        with phase("before the pages"):
            for language, words in page_words.items():
                prepare(language, words)
