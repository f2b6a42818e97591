"""Guides with the parts that they include: every node where a customer meets it.

The node `receipt` of a part that is included at `account` is met as `account.receipt`. Writers cannot use
dots in ids, so these ids are free. Where a node is written stays known, for positions and for translations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from izeja.language.links import TreeLink
from izeja.language.nodes import Include, Node
from izeja.language.repair import NOWHERE
from izeja.library.library import Library
from izeja.library.suggestions import MOST_GUESSES, nearest_tree
from izeja.problems.problem import Position, Problem
from izeja.reading.data import Address

DEEPEST = 20
"""The most trees around a part, each included in the next one."""


class Placed(NamedTuple):
    """A node that a customer meets: the tree it is written in, its id there, and the include around it."""

    file_id: str
    name: str
    outer: Placed | None = None

    @property
    def prefix(self) -> str:
        """The beginning of the ids of all nodes of the part, here."""
        return f"{self.outer.id}." if self.outer else ""

    @property
    def id(self) -> str:
        """The id in the guide."""
        return self.prefix + self.name

    @property
    def outwards(self) -> Iterator[Placed]:
        """The node itself, and then the includes around it."""
        placed: Placed | None = self
        while placed is not None:
            yield placed
            placed = placed.outer

    @property
    def address(self) -> Address:
        """Where the node is written in its file."""
        return ("nodes", self.name)

    def node(self, library: Library) -> Node:
        """Return the node itself, in the library's language."""
        return library.trees[self.file_id].nodes[self.name]


@dataclass
class Expansion:
    """The nodes of every guide by their ids, in the order in which they are written.

    `entries` has the includes of each guide by their ids: the id of the node that a customer meets there, and
    the include itself. `failed` has the includes that put nothing in, each with the id of its guide, and
    `apart` the parts that no guide includes.
    """

    guides: dict[str, dict[str, Placed]] = field(default_factory=dict)
    entries: dict[str, dict[str, tuple[str, Placed]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    included: set[str] = field(default_factory=set)
    failed: list[tuple[str, Placed]] = field(default_factory=list)
    apart: tuple[str, ...] = ()


def expand(library: Library) -> Expansion:
    """Put all parts into the guides that include them.

    Returns:
        The nodes of every guide, without those that cannot be included. The problems are `unknown-target`,
        `circle` (a part that includes itself) and `unreachable` (a part that no guide includes).
    """
    expansion = Expansion()
    # Only guides are expanded: a part is met inside them, once for each include, and never alone.
    for tree_id in library.guides:
        expansion.guides[tree_id], expansion.entries[tree_id] = {}, {}
        for placed in _nodes_of(library, tree_id, None, tree_id, expansion):
            expansion.guides[tree_id][placed.id] = placed
    expansion.apart = tuple(library.trees.keys() - library.guides.keys() - expansion.included)
    # An include that failed, or a file that was not understood, may have meant a part that seems unused.
    may_be_meant = expansion.problems or library.has_unclear
    for tree_id in expansion.apart:
        _check_apart(library, tree_id, expansion)
        if not may_be_meant:
            place = library.source_of(tree_id).value("kind")
            hint = "include it in a guide, or change its kind"
            expansion.problems.append(Problem("unreachable", "no guide includes this part", place, hint))
    return expansion


def _check_apart(library: Library, tree_id: str, expansion: Expansion) -> None:
    for name, node in library.trees[tree_id].nodes.items():
        if isinstance(node, Include):
            _, problem = _included(library, Placed(tree_id, name), node, may_guess=False)
            expansion.problems += [problem] if problem else []


def part_of(library: Library, include: Placed) -> str:
    """Return the tree whose nodes an include has put into a guide."""
    node = include.node(library)
    link = node.include if isinstance(node, Include) else None
    part = link.tree_from(include.file_id) if isinstance(link, TreeLink) else None
    assert part is not None  # noqa: S101 - its nodes were put into the guide
    return part


def _nodes_of(
    library: Library, file_id: str, outer: Placed | None, guide: str, expansion: Expansion
) -> Iterator[Placed]:
    for name, node in library.trees[file_id].nodes.items():
        placed = Placed(file_id, name, outer)
        if not isinstance(node, Include):
            yield placed
            continue
        if len(expansion.guides[guide]) > library.config.limits.nodes:
            continue  # parts that include one another twice make an enormous guide; this one is refused
        inner, problem = _included(library, placed, node, may_guess=len(expansion.problems) < MOST_GUESSES)
        # A failed include leaves its nodes out and goes on: one run reports every broken include.
        expansion.problems += [problem] if problem else []
        if inner is None:
            expansion.failed.append((guide, placed))
        else:
            expansion.included.add(inner)
            # A part may start with an include, so the graph builder follows this id further.
            entry = Placed(inner, library.trees[inner].start, placed)
            expansion.entries[guide][placed.id] = (entry.id, placed)
            yield from _nodes_of(library, inner, placed, guide, expansion)


def _included(
    library: Library, placed: Placed, node: Include, *, may_guess: bool
) -> tuple[str | None, Problem | None]:
    written = node.include.written
    if written == NOWHERE:
        return None, None
    place = partial(library.source_of(placed.file_id).value, *placed.address, "include")
    link = node.include
    # A part has one way in, its start, so a link to one of its nodes is refused like a missing file.
    tree_id = link.tree_from(placed.file_id) if isinstance(link, TreeLink) and link.node is None else None
    if tree_id is None:
        hint = "write the file of a part, like 'parts/find-account.yml'"
        if isinstance(link, TreeLink) and link.node is not None:
            hint = f"write '{link.file}', without '#{link.node}': a part always begins at its start"
        message = f"'{written}' is not a file of this library"
        return None, Problem("unknown-target", message, place(), hint)
    tree = library.trees.get(tree_id)
    if tree is None:
        # The file exists but has mistakes of its own, which are reported there.
        if library.is_unclear(tree_id):
            return None, None
        close = nearest_tree(library, placed.file_id, tree_id, parts=True) if may_guess else None
        return None, Problem("unknown-target", f"there is no tree '{written}'", place(), close)
    if tree.kind != "part":
        message = f"'{written}' is a guide, and only parts can be included"
        hint = "lead an answer or a 'next' to it, or make it a part: 'kind: part'"
        concerns = frozenset({library.source_of(tree_id).path})
        return None, Problem("unknown-target", message, place(), hint, concerns=concerns)
    problem = _nested_wrongly(library, placed, tree_id, place)
    return (None, problem) if problem else (tree_id, None)


def _nested_wrongly(
    library: Library, placed: Placed, tree_id: str, place: Callable[[], Position]
) -> Problem | None:
    """Return the problem of a part that includes itself, or that is inside too many others."""
    # Without this check the expansion would never end.
    around = [one.file_id for one in placed.outwards]
    if tree_id in around:
        circle = " -> ".join([*reversed(around[: around.index(tree_id) + 1]), tree_id])
        hint = f"the circle: {circle}\ninclude another part here, or lead to a node of this one"
        concerns = frozenset(library.source_of(file_id).path for file_id in around)
        return Problem("circle", "this part includes itself", place(), hint, concerns=concerns)
    if len(around) > DEEPEST:
        message = f"this part is inside {len(around)} others; the limit is {DEEPEST}"
        concerns = frozenset(library.source_of(file_id).path for file_id in (tree_id, *around))
        return Problem("too-deep", message, place(), "include fewer parts inside of parts", concerns=concerns)
    return None
