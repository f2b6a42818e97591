"""Where every node leads: the edges of all trees, as data."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from izeja.library import CONFIG, CONTACTS, Library
from izeja.model import Support
from izeja.problem import Position, Problem, Related
from izeja.source import Address
from izeja.validation import nearest


class Place(NamedTuple):
    """A node of a tree."""

    tree: str
    node: str

    def __str__(self) -> str:
        return f"{self.tree}#{self.node}"


class Edge(NamedTuple):
    """One way from a node to the next.

    `target` is None where it leads to something that does not exist or could not be understood; `guess`
    is then the node that was probably meant, if one has a name like it.
    """

    source: Place
    target: Place | None
    at: Address
    answer: str | None
    retry: bool
    guess: Place | None = None


@dataclass(frozen=True)
class Graph:
    """All nodes of a library with the ways on from them. A node without a way on is an ending."""

    edges: Mapping[Place, tuple[Edge, ...]]
    starts: Mapping[str, Place]

    def is_end(self, place: Place) -> bool:
        """Tell whether a node is a resolution or a hand-over to support."""
        return not self.edges[place]

    def way(self, start: Place, target: Place) -> tuple[Edge, ...] | None:
        """Return the shortest way between two nodes, the first written one of several; None without one."""
        came: dict[Place, Edge | None] = {start: None}
        queue = [start]
        for place in queue:
            if place == target:
                break
            for edge in self.edges[place]:
                if edge.target is not None and edge.target not in came:
                    came[edge.target] = edge
                    queue.append(edge.target)
        if target not in came:
            return None
        way: list[Edge] = []
        while (edge_in := came[target]) is not None:
            way.append(edge_in)
            target = edge_in.source
        return tuple(reversed(way))


def build_graph(library: Library) -> tuple[Graph, tuple[Problem, ...]]:
    """Follow every `to`, `next`, `start` and `support` of a library.

    Returns:
        The graph, and an `unknown-target` for each one that leads nowhere.
    """
    problems = list(_unknown_in_order(library))
    edges: dict[Place, tuple[Edge, ...]] = {}
    starts: dict[str, Place] = {}
    for tree_id, tree in library.trees.items():
        if tree.start in tree.nodes:
            starts[tree_id] = Place(tree_id, tree.start)
        elif not library.is_unclear(tree_id, tree.start):
            problems.append(
                _unknown_node(library, tree_id, tree.start, library.source_of(tree_id).value("start"))
            )
        for node_id, node in tree.nodes.items():
            place = Place(tree_id, node_id)
            ways = []
            for way in node.ways_on():
                at: Address = ("nodes", node_id, *way.at)
                target, problem = resolve(library, tree_id, way.target, at)
                problems += [problem] if problem else []
                guess = _guess(library, tree_id, way.target) if problem else None
                ways.append(Edge(place, target, at, way.answer, way.retry, guess))
            edges[place] = tuple(ways)
            if isinstance(node, Support) and (problem := _unknown_contact(library, place, node)):
                problems.append(problem)
    return Graph(edges, starts), tuple(problems)


def _guess(library: Library, tree_id: str, target: str) -> Place | None:
    tree, node = split_target(tree_id, target) or (tree_id, None)
    close = nearest(node, library.trees[tree].nodes) if node and tree in library.trees else None
    return Place(tree, close) if close else None


def split_target(tree_id: str, target: str) -> tuple[str, str | None] | None:
    """Take a target apart into the id of the tree and of the node it names, None being the start.

    Returns None for a target that leads out of the library's folder.
    """
    file, _, node = target.partition("#")
    if not file.endswith(".yml"):
        return tree_id, target
    path = posixpath.normpath(posixpath.join(posixpath.dirname(tree_id), file))
    if path.startswith(("../", "/")):
        return None
    return path.removesuffix(".yml"), node or None


def resolve(library: Library, tree_id: str, target: str, at: Address) -> tuple[Place | None, Problem | None]:
    """Find the node that a target means.

    Args:
        library: the library.
        tree_id: the tree in which the target is written.
        target: as it is written.
        at: where it is written in the tree's file.

    Returns:
        The node, or None with the problem; both None where it leads to something unclear.
    """
    place = lookup(library, tree_id, target)
    if isinstance(place, Place):
        return place, None
    if place == "unclear":
        return None, None
    position = library.source_of(tree_id).words(at, target)
    parts = split_target(tree_id, target)
    if parts is None:
        return None, Problem("unknown-target", f"'{target}' leads out of the library", position)
    tree, node = parts
    if tree not in library.trees or node is None:
        return None, _unknown_tree(library, tree_id, tree, target, position)
    return None, _unknown_node(library, tree, node, position)


def lookup(library: Library, tree_id: str, target: str) -> Place | Literal["unknown", "unclear"]:
    """Find the node that a target means, or tell whether it is unknown or only not understood."""
    parts = split_target(tree_id, target)
    if parts is None:
        return "unknown"
    tree_of, node = parts
    tree = library.trees.get(tree_of)
    if tree is None:
        return "unclear" if library.is_unclear(tree_of) else "unknown"
    if (node or tree.start) in tree.nodes:
        return Place(tree_of, node or tree.start)
    # A tree whose start is missing is told once, at its start, and not again wherever one goes to it.
    return "unclear" if node is None or library.is_unclear(tree_of, node) else "unknown"


def _unknown_in_order(library: Library) -> Iterator[Problem]:
    for index, file in enumerate(library.config.order):
        tree = file.removesuffix(".yml")
        if tree not in library.trees and not library.is_unclear(tree):
            close = nearest(tree, library.trees)
            hint = f"did you mean '{close}.yml'?" if close else "write the path from this folder, with '.yml'"
            place = library.sources[CONFIG].value("order", index)
            yield Problem("unknown-target", f"there is no tree '{file}'", place, hint)


def _unknown_tree(library: Library, tree_id: str, wanted: str, target: str, position: Position) -> Problem:
    close = nearest(wanted, library.trees)
    hint = None
    if close:
        hint = f"did you mean '{posixpath.relpath(close, posixpath.dirname(tree_id) or '.')}.yml'?"
    return Problem("unknown-target", f"there is no tree '{target.partition('#')[0]}'", position, hint)


def _unknown_node(library: Library, tree: str, node: str, position: Position) -> Problem:
    source = library.source_of(tree)
    nodes = library.trees[tree].nodes
    where = "in this tree" if source.path == position.path else f"in {source.path}"
    message = f"no node is called '{node}' {where}"
    close = nearest(node, nodes)
    if close is None:
        return Problem("unknown-target", message, position, f"the nodes are: {', '.join(nodes)}")
    related = Related("this one is", source.key("nodes", close))
    return Problem("unknown-target", message, position, f"did you mean '{close}'?", (related,))


def _unknown_contact(library: Library, place: Place, node: Support) -> Problem | None:
    if node.support in library.contacts or library.is_unclear(CONTACTS, node.support):
        return None
    position = library.source_of(place.tree).value("nodes", place.node, "support")
    return unknown_entry("contact", node.support, library.contacts, position, CONTACTS)


def unknown_entry(noun: str, key: str, known: Mapping[str, object], position: Position, file: str) -> Problem:
    """Return the problem of a contact or a term that is not in its file."""
    close = nearest(key, known)
    hint = f"did you mean '{close}'?" if close else f"add '{key}:' to {file}, with its text"
    return Problem("unknown-target", f"{file} has no {noun} '{key}'", position, hint)
