"""The tests that the pytest plugin collects: one for each file, and one for each branch in each language."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

import pytest

from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.page.addresses import BareAddresses
from izeja.page.render import render_guide
from izeja.problems.problem import Problem
from izeja.problems.report import as_text
from izeja.problems.wording import counted
from izeja.proof.graph import Edge, Graph, Place
from izeja.reading.containment import real
from izeja.reading.folder import CONFIG, SHARED, TRANSLATIONS, shown, tree_files
from izeja.site.crawler import ENDINGS
from izeja.site.html_page import Section, SitePage, Spot, follow, is_hand_over, read_html

Branch = tuple[Edge, ...]
"""A way from the start of a tree to an ending, through all trees that it leads to."""


class TreeError(Exception):
    """A fault in a tree. People who write trees see its message, and no traceback."""


def branches_from(graph: Graph, start: Place) -> Iterator[Branch]:
    """Yield every branch from a node, in the order of the answers; retries begin no branch.

    Args:
        graph: a graph without circles, except those of retries.
        start: the node; an ending has one branch, without edges.
    """
    way: list[Edge] = []
    levels = [iter(_onward(graph, start))]
    if graph.is_end(start):
        yield ()
    while levels:
        edge = next(levels[-1], None)
        if edge is None or edge.target is None:
            levels.pop()
            way = way[:-1]
        elif graph.is_end(edge.target):
            yield (*way, edge)
        else:
            way.append(edge)
            levels.append(iter(_onward(graph, edge.target)))


def name_of(start: Place, branch: Branch, graph: Graph) -> str:
    """Write a branch as its nodes, with a number where several answers lead to the same node."""
    names = [start.node]
    for edge in branch:
        same_target = [other for other in _onward(graph, edge.source) if other.target == edge.target]
        number = f" ({same_target.index(edge) + 1})" if len(same_target) > 1 else ""
        target = edge.target
        assert target is not None  # noqa: S101 - branches lead only to nodes that exist
        names.append(f"{target.node if target.tree == start.tree else target}{number}")
    return " > ".join(names)


def _onward(graph: Graph, place: Place) -> list[Edge]:
    return [edge for edge in graph.edges[place] if edge.target is not None and not edge.retry]


@dataclass
class Run:
    """A library in one run of pytest: compiled once, its pages rendered when they are first needed.

    `limit` is the number of branches of a tree that are followed in each language. `followed` has, for each
    tree that was collected, how many of its branches are followed, and how many there are.
    """

    root: Path
    limit: int
    followed: dict[str, tuple[int, int]] = field(default_factory=dict)
    collected: list[str] = field(default_factory=list)
    _pages: dict[tuple[str, str], SitePage] = field(default_factory=dict)

    @cached_property
    def files(self) -> frozenset[str]:
        """The files of the library, by their paths from its folder."""
        return frozenset({*SHARED, *tree_files(self.root)})

    @cached_property
    def compiled(self) -> Compiled:
        """The compiled library."""
        return compile_library(self.root)

    def problems_of(self, file_id: str) -> list[Problem]:
        """Return the problems in a file of the library and in its translations.

        Problems in files without a test of their own belong to `library.yml`.
        """
        return [problem for problem in self.compiled.problems if self._file_id_of(problem) == file_id]

    def as_text(self, problems: list[Problem]) -> str:
        """Write problems as `izeja check` does."""
        return as_text(problems, self.compiled.texts)

    def branches(self, tree: str) -> list[Branch]:
        """Return the branches of a tree that are followed, and remember how many there are."""
        graph = self.compiled.graph
        start = graph.starts[tree]
        found = list(islice(branches_from(graph, start), self.limit))
        # There may be billions of branches. Counting them goes node by node, and is quick.
        self.followed[tree] = (len(found), self.compiled.branches_of[tree])
        return found

    def page(self, language: str, tree: str) -> SitePage:
        """Return the sections and links on the page of a tree in a language."""
        # Thousands of branches share a page, so each is rendered once. No site is built for this.
        if (language, tree) not in self._pages:
            library = self.compiled.languages[language]
            fragment = render_guide(library, self.compiled.graph, tree, BareAddresses())
            self._pages[language, tree] = read_html(fragment.html)
        return self._pages[language, tree]

    def counts(self) -> str:
        """Write how many branches are followed: `decision_trees: 694 of 694 branches, in 2 languages`."""
        some, all_ = (sum(numbers) for numbers in zip(*self.followed.values(), strict=True))
        languages = counted(len(self.compiled.languages), "language")
        return f"{shown(self.root)}: {some:,} of {counted(all_, 'branch')}, in {languages}"

    def remarks(self) -> Iterator[str]:
        """Yield the facts that no test reports: the branches that are left out, and the warnings."""
        for tree, (some, all_) in self.followed.items():
            if some < all_:
                file = shown(self.root / f"{tree}.yml")
                yield f"{file}: only {some:,} of {counted(all_, 'branch')} followed (see --izeja-branches)"
        warnings = [
            problem
            for file_id in self.collected
            for problem in self.problems_of(file_id)
            if problem.severity == "warning"
        ]
        if warnings:
            yield self.as_text(warnings)

    def _file_id_of(self, problem: Problem) -> str:
        # Problems name files as people see them, relative to the working folder or not.
        file = real(Path(problem.position.path))
        path = PurePosixPath(Path(os.path.relpath(file, real(self.root))).as_posix())
        # translations/LANGUAGE/TREE.po belongs to TREE.yml; it has no test of its own.
        if path.parts[:1] == (TRANSLATIONS,) and len(path.parts) > 2:
            path = PurePosixPath(*path.parts[2:]).with_suffix(".yml")
        return str(path.with_suffix("")) if str(path) in self.files else CONFIG.removesuffix(".yml")


class TreeFile(pytest.File):
    """A file of a library."""

    def __init__(self, *, run: Run, file_id: str, **rest: Any) -> None:
        super().__init__(**rest)
        self.run = run
        self.file_id = file_id

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test of the file, and for a guide one of each of its branches in each language."""
        self.run.collected.append(self.file_id)
        yield FileTest.from_parent(self, name="no-problem")
        compiled = self.run.compiled
        # Only guides have branches: parts are followed inside them, and terms and contacts have none.
        if self.file_id not in compiled.graph.starts:
            return
        if compiled.failed:
            yield UnknownBranches.from_parent(self, name="branches")
            return
        start = compiled.graph.starts[self.file_id]
        branches = self.run.branches(self.file_id)
        for language in compiled.languages:
            for branch in branches:
                name = f"{language}: {name_of(start, branch, compiled.graph)}"
                yield BranchTest.from_parent(self, name=name, language=language, start=start, branch=branch)


class _Test(pytest.Item):
    """A test that a file of a library is the parent of."""

    @property
    def file(self) -> TreeFile:
        """The file."""
        assert isinstance(self.parent, TreeFile)  # noqa: S101 - a TreeFile makes all of these
        return self.parent

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any) -> Any:
        """Show the message of a fault; show a traceback only for other errors."""
        return str(excinfo.value) if isinstance(excinfo.value, TreeError) else super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return the heading of a failure."""
        return self.path, None, f"{self.file.file_id}: {self.name}"


class FileTest(_Test):
    """The test that a file has no errors. It fails with the output of `izeja check`."""

    def runtest(self) -> None:
        """Fail if there are errors; as in `izeja check`, warnings fail nothing."""
        run = self.file.run
        problems = run.problems_of(self.file.file_id)
        if any(problem.severity == "error" for problem in problems):
            raise TreeError(run.as_text(problems))


class UnknownBranches(_Test):
    """Takes the place of a tree's branches while the library has errors, since they may then lead nowhere."""

    def runtest(self) -> None:
        """Skip."""
        pytest.skip("branches are followed once the library has no errors")


class BranchTest(_Test):
    """The test that the pages of a language lead along a branch to a resolution or a support link."""

    def __init__(self, *, language: str, start: Place, branch: Branch, **rest: Any) -> None:
        super().__init__(**rest)
        self.language = language
        self.start = start
        self.branch = branch

    def runtest(self) -> None:
        """Follow the links, from section to section."""
        place = self.start
        for edge in self.branch:
            assert edge.target is not None  # noqa: S101 - branches lead only to nodes that exist
            self._go(edge.source, edge.target)
            place = edge.target
        ending = self._section(place)
        if ending.kind not in ENDINGS:
            self._fault(place, f"this is a {ending.kind}, and nothing leads on from it")
        if ending.kind == "support" and not any(map(is_hand_over, ending.contacts)):
            self._fault(place, "this support node has no link to a page, a phone or an e-mail address")

    def _go(self, place: Place, target: Place) -> None:
        spot = Spot(f"{place.tree}/index.html", place.node)
        reached = {follow(spot, href) for href in self._section(place).ways}
        # A link to the start of another guide may name the page alone, which opens at its first section.
        nodes = {target.node}
        if target.node == next(iter(self._page(target).sections), None):
            nodes.add("")
        if not reached & {Spot(f"{target.tree}/index.html", node) for node in nodes}:
            self._fault(place, f"no link leads on to '{target}'")

    def _page(self, place: Place) -> SitePage:
        return self.file.run.page(self.language, place.tree)

    def _section(self, place: Place) -> Section:
        sections = self._page(place).sections
        if place.node not in sections:
            self._fault(place, "this node is not on its page")
        return sections[place.node]

    def _fault(self, place: Place, message: str) -> NoReturn:
        text = f"{place} ({self.language}): {message}\n     on the way: {self.name.partition(': ')[2]}"
        raise TreeError(text)
