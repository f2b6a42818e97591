"""How many questions a way asks, where a fact that was asked for is known from then on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # a graph counts its questions with this module
    from izeja.proof.graph import Edge, Graph, Place

_MOST_STATES = 64
"""How many combinations of known values are distinguished in a guide.

Of facts beyond these nothing is remembered, so that their questions count each time: that is never too few.
"""

Known = frozenset[tuple[str, str]]
"""The values of facts that are known."""


class _State(NamedTuple):
    place: Place
    known: Known = frozenset()


def questions_with_facts(graph: Graph, without: Mapping[Place, int]) -> dict[Place, int]:
    """Return the most questions from each node of the guides that ask twice for a fact.

    Args:
        graph: the graph.
        without: the numbers if nothing was remembered; only its nodes have a number at all.
    """
    found: dict[Place, int] = {}
    for tree in {place.tree: None for place in graph.asked}:
        counted = _Counted(graph, tree)
        if counted.facts:
            places = [place for place in graph.guides[tree] if place in without]
            found.update({place: counted.questions(_State(place)) for place in places})
    return found


def longest_known_way(graph: Graph, start: Place) -> list[Edge]:
    """Return the way through a guide that asks the most questions, to where it ends or leaves."""
    counted = _Counted(graph, start.tree)
    way: list[Edge] = []
    state = _State(start)
    while ways := list(counted.ways(state)):
        # `max` returns the first of equals, so the message is the same on every run.
        edge, state = max(ways, key=lambda one: counted.questions(one[1]))
        way.append(edge)
    return way


class _Counted:
    def __init__(self, graph: Graph, tree: str) -> None:
        self._graph = graph
        self.facts = _asked_twice(graph, tree)
        self._left: dict[_State, int] = {}

    def questions(self, state: _State) -> int:
        # With a stack in place of recursion, since a way can have more nodes than Python allows calls.
        stack = [state]
        while stack:
            here = stack[-1]
            ahead = [target for _, target in self.ways(here)]
            if missing := [one for one in ahead if one not in self._left]:
                stack += missing
                continue
            stack.pop()
            self._left[here] = self._asks(here) + max((self._left[one] for one in ahead), default=0)
        return self._left[state]

    def _asks(self, state: _State) -> bool:
        return self._graph.asks(state.place) and not self._own_answer(state)

    def ways(self, state: _State) -> Iterator[tuple[Edge, _State]]:
        """Yield the ways on inside the guide: all of a node, or the one of a question that answers itself."""
        place, known = state
        fact = self._graph.asked.get(place)
        own = self._own_answer(state)
        for edge in [own] if own else self._graph.edges[place]:
            target = edge.target
            if target is None or edge.retry or target.tree != place.tree:
                continue
            after = known
            if fact is not None and fact in self.facts and not own:
                others = [one for one in known if one[0] != fact]
                after = frozenset([*others, (fact, edge.values[0])] if len(edge.values) == 1 else others)
            yield edge, _State(target, after)

    def _own_answer(self, state: _State) -> Edge | None:
        fact = self._graph.asked.get(state.place)
        value = next((value for name, value in state.known if name == fact), None)
        edges = self._graph.edges[state.place]
        return next((edge for edge in edges if value in edge.values and not edge.retry), None)


def _asked_twice(graph: Graph, tree: str) -> AbstractSet[str]:
    """Return the facts whose values matter for ways: those that several questions of a guide ask for."""
    asking = [place for place in graph.guides[tree] if place in graph.asked]
    times = Counter(graph.asked[place] for place in asking)
    found: set[str] = set()
    states = 1
    for fact, count in sorted(times.items(), key=lambda one: (-one[1], one[0])):
        edges = [edge for place in asking if graph.asked[place] == fact for edge in graph.edges[place]]
        values = reduce(lambda known, edge: known | {*edge.values}, edges, set[str]())
        if count > 1 and states * (len(values) + 1) <= _MOST_STATES:
            states *= len(values) + 1
            found.add(fact)
    return found
