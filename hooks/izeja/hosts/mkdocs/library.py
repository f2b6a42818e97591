"""The library of a site, compiled once for each build, and again after an edit in a preview."""

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
from izeja.problems.wording import counted
from izeja.proof.graph import Graph
from izeja.reading.folder import Readings
from izeja.running.memo import Memory
from izeja.running.timing import phase
from izeja.site.writer import MANY_GUIDES

_log = get_plugin_logger("izeja")


class SiteLibrary:
    """The compiled library, kept as long as the process; `compiled` is set by `bring_up_to_date`."""

    compiled: Compiled

    def __init__(self, *, serving: bool) -> None:
        """Start without a library.

        Args:
            serving: whether this is a preview, which keeps compiled trees and goes on after a mistake.
        """
        self._serving = serving
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

    def bring_up_to_date(self, root: Path, readings: Readings | None = None) -> None:
        """Compile the library if a file of it has changed.

        Args:
            root: its folder.
            readings: the files of it that are being read already.

        Raises:
            Abort: it has errors, and there is no earlier library to show.
            PluginError: there is no such folder.
        """
        # A single build has nothing to compare.
        seen = file_states([root]) if self._serving else {}
        if seen != self._seen:
            with phase("library"):
                self.compiled, self._seen = self._compile(root, readings), seen

    def changed(self, root: Path) -> frozenset[str] | None:
        """Compile the library again after an edit in a preview.

        Returns:
            The guides that the edit has changed, none if it is a mistake, which is reported; None if other
            pages of the site may have changed too.
        """
        before = self.compiled
        self.bring_up_to_date(root)
        after = self.compiled
        return (
            frozenset() if after is before else changed_guides(before.languages, after.languages, after.graph)
        )

    def keep(self) -> None:
        """Exempt all objects from garbage collection, unless this is a preview.

        They live as long as the process, and the collector would go through them again and again, and twice
        at the end: a tenth of a build of many guides.
        """
        if not self._serving:
            gc.freeze()

    def _compile(self, root: Path, readings: Readings | None) -> Compiled:
        if not root.is_dir():
            message = f"the folder of trees '{root}' does not exist: set 'library' of izeja in mkdocs.yml"
            raise PluginError(message)
        with no_garbage_collection():
            compiled = compile_library(root, memory=self._memory, readings=readings, meanwhile=_prepare)
            self.keep()
        if compiled.failed:
            report = f"the library of guides has errors:\n\n{compiled.report()}\n"
            if self._serving and self._seen is not None:
                # A warning in the log would end a strict preview.
                click.echo(f"{report}\nThe preview still shows the last guides without errors.", err=True)
                return self.compiled
            _log.error(report)
            raise Abort("Build stopped. Your existing site is unchanged.")
        # A warning stops a build with `--strict`. Fallbacks must not, since library.yml allows them.
        if compiled.unchosen:
            _log.warning(f"the library of guides has problems:\n\n{compiled.report(compiled.unchosen)}\n")
        if fallbacks := len(compiled.problems) - len(compiled.unchosen):
            _log.info(
                f"Shown in the source language, as library.yml allows: {counted(fallbacks, 'text')} "
                "('izeja translate status' lists them)"
            )
        if _log.isEnabledFor(logging.INFO):
            # Counting branches takes a while.
            _log.info(f"Proved that no guide has a dead end: {compiled.counts()}")
        return compiled


def _prepare(graph: Graph, page_words: Mapping[str, str]) -> None:
    """Prepare templates and dates for all pages before other processes start, or each would do it again."""
    if len(graph.guides) > MANY_GUIDES:
        with phase("before the pages"):
            for language, words in page_words.items():
                prepare(language, words)
