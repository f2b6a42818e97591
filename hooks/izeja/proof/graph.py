"""Where every node leads: the edges of all guides, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from izeja.library.expansion import Placed
from izeja.library.library import Library
from izeja.problems.problem import Position
from izeja.proof.known_ways import questions_with_facts
from izeja.proof.questions_ahead import QuestionsAhead
from izeja.reading.data import Address


class Place(NamedTuple):
    """A node of a guide: the id of the tree, and of the node in it."""

    tree: str
    node: str

    def __str__(self) -> str:
        return f"{self.tree}#{self.node}"


class Edge(NamedTuple):
    """One way from a node to the next.

    `at` is where it is written in the file of its node. `target` is None if it leads to something that does
    not exist or could not be understood; `guess` is then the node that was probably meant, if there is one.
    `values` are those of the fact that the question asks for, if the answer is for them.
    """

    source: Place
    target: Place | None
    at: Address
    answer: str | None
    retry: bool
    guess: Place | None = None
    values: tuple[str, ...] = ()


class Met(NamedTuple):
    """How a customer comes to a node: the number of steps, and the last of them, None at the start."""

    steps: float
    edge: Edge | None = None


@dataclass(frozen=True)
class Graph:
    """All nodes of all guides, with the ways on from them. A node without a way on is an ending."""

    guides: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    """The nodes of each guide in the order of its page: the start first, then as they are written."""
    placed: Mapping[Place, Placed] = field(default_factory=dict)
    edges: Mapping[Place, tuple[Edge, ...]] = field(default_factory=dict)
    starts: Mapping[str, Place] = field(default_factory=dict)
    anchors: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)
    """Other ids that lead to a node: ids that it had before, and those of includes."""
    ways_out: Mapping[Place, Place] = field(default_factory=dict)
    """Where each ending leads a customer whom it did not help.

    The first that is another node: its own `unsolved`, that of its guide, that of the library, the start of
    its guide.
    """
    asked: Mapping[Place, str] = field(default_factory=dict)
    """The fact that a question asks for, for those that ask for one."""
    offers: Mapping[Place, tuple[Edge, ...]] = field(default_factory=dict)
    """The ways that the actions of endings offer; only endings with such an action are in it.

    They are no edges: an ending is one, whatever a customer does after it.
    """
    after_includes: Mapping[Place, tuple[Placed, ...]] = field(default_factory=dict)
    """The includes whose `next` leads to a node of their guide, even if the part never leads to `return`."""
    beyond: Mapping[Place, int] = field(default_factory=dict)
    """The number of branches of nodes of guides that were not read. Here, those nodes are endings."""

    _met: dict[str, dict[Place, Met]] = field(default_factory=dict, repr=False, compare=False)
    """What `met_in` has found so far."""
    _ahead: dict[str, QuestionsAhead] = field(default_factory=dict, repr=False, compare=False)
    """What `ahead_in` has found so far."""

    def is_end(self, place: Place) -> bool:
        """Return whether a node is a resolution or a hand-over to support."""
        return not self.edges[place]

    def key_of(self, place: Place, library: Library) -> Position:
        """Return where the id of a node is written."""
        placed = self.placed[place]
        return library.source_of(placed.file_id).key(*placed.address)

    def target_of(self, edge: Edge, library: Library) -> Position:
        """Return where the target of an edge is written."""
        return library.source_of(self.placed[edge.source].file_id).value(*edge.at)

    def files_of(self, places: Iterable[Place], library: Library) -> frozenset[str]:
        """Return the files that some nodes are met in, those that they are written in, and all in between."""
        files = {one.file_id for place in places for one in self.placed[place].outwards}
        return frozenset(library.source_of(file_id).path for file_id in files)

    @property
    def has_order(self) -> bool:
        """Whether the nodes can be put in a row so that only retries lead back."""
        return len(self.after_their_targets) == len(self.edges)

    @cached_property
    def onward(self) -> Mapping[Place, tuple[Place, ...]]:
        """The nodes that each node leads to, without retries: the ways of a customer who never goes back."""
        return {
            place: tuple([edge.target for edge in edges if edge.target is not None and not edge.retry])
            for place, edges in self.edges.items()
        }

    @cached_property
    def after_their_targets(self) -> tuple[Place, ...]:
        """Every node, after all nodes that it leads `onward` to; without nodes that lead into a circle."""
        # Kahn's algorithm (1962), from the endings backwards.
        # Each finished target counts down; a node is ready when none is left. In circles, this never happens.
        waiting = {place: len(targets) for place, targets in self.onward.items()}
        ready = [place for place, targets in self.onward.items() if not targets]
        for place in ready:
            for before in self._before.get(place, ()):
                waiting[before] -= 1
                if not waiting[before]:
                    ready.append(before)
        return tuple(ready)

    @cached_property
    def order(self) -> Mapping[Place, int]:
        """The number of each node in `after_their_targets`."""
        return {place: number for number, place in enumerate(self.after_their_targets)}

    @cached_property
    def questions_left(self) -> Mapping[Place, int]:
        """The most questions that its guide can still ask from each node on, including its own.

        They are those of a customer of whom nothing is known there.
        Nodes that lead into a circle without a retry have no such number, and are left out.
        """
        left: dict[Place, int] = {}
        for place in self.after_their_targets:
            # `after_their_targets` guarantees that the numbers of all targets are known by now.
            inside = [left[target] for target in self.onward[place] if target.tree == place.tree]
            left[place] = self.asks(place) + (max(inside) if inside else 0)
        # A fact that was asked for on a way is not asked for again, so such ways are counted once more.
        return {**left, **questions_with_facts(self, left)} if self.asked else left

    def ahead_in(self, tree: str) -> QuestionsAhead:
        """Return the questions that a guide can still ask, after endings too; all languages share them."""
        if tree not in self._ahead:
            self._ahead[tree] = QuestionsAhead(self, tree)
        return self._ahead[tree]

    @cached_property
    def branches_left(self) -> Mapping[Place, int]:
        """The number of ways from each node to an ending, without retries; see `questions_left`."""
        left: dict[Place, int] = {}
        for place in self.after_their_targets:
            targets = self.onward[place]
            if place in self.beyond:
                left[place] = self.beyond[place]
            else:
                left[place] = sum([left[target] for target in targets]) if targets else 1
        return left

    def asks(self, place: Place) -> bool:
        """Return whether a node is a question."""
        # Only the edges of a question carry an answer; a step has one edge without.
        edges = self.edges[place]
        return bool(edges) and edges[0].answer is not None

    @cached_property
    def _before(self) -> Mapping[Place, list[Place]]:
        """The nodes that lead `onward` to each node."""
        before: dict[Place, list[Place]] = {}
        for place, targets in self.onward.items():
            for target in targets:
                before.setdefault(target, []).append(place)
        return before

    def met_in(self, tree: str) -> Mapping[Place, Met]:
        """Return how a customer first meets each node of a guide on shortest ways that do not leave it."""
        # Breadth first, so the first way found is a shortest one; edges are in file order, which breaks ties.
        if tree not in self._met:
            start = self.starts.get(tree)
            met = self._met[tree] = {start: Met(0)} if start else {}
            queue = list(met)
            for place in queue:
                for edge in self.edges[place]:
                    if edge.target is not None and edge.target.tree == tree and edge.target not in met:
                        met[edge.target] = Met(met[place].steps + 1, edge)
                        queue.append(edge.target)
        return self._met[tree]

    def end_of_way(self, place: Place, most: int) -> tuple[Edge, ...]:
        """Return the last steps of the shortest way to a node inside its guide; nothing if there is none."""
        met = self.met_in(place.tree)
        way: list[Edge] = []
        while len(way) < most and place in met and (edge := met[place].edge) is not None:
            way.append(edge)
            place = edge.source
        return tuple(reversed(way))
