"""What can be known about customers at each node: the values of each fact, for all ways at once.

Sets of values flow along the ways, and grow until nothing changes. An answer lets only the values through
that it is for. Each fact is looked at alone, so what is never possible here is never possible at all, but not
the other way round.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from functools import cached_property

from izeja.language.facts import Fact
from izeja.proof.graph import Edge, Graph, Place

UNKNOWN = 1
"""The bit of a fact of which nothing is known; those of its values follow, in their order."""

Masks = tuple[int, ...]
"""The bits of each fact, in the order of `facts.yml`."""


class Knowledge:
    """The values that facts can have at each node that customers come to from the start of a guide."""

    def __init__(self, graph: Graph, facts: Mapping[str, Fact]) -> None:
        """Follow all ways through all guides. At the start of a guide, each fact has any value or none."""
        self._graph = graph
        self._index = {fact: index for index, fact in enumerate(facts)}
        self._bits = {
            fact: {value: UNKNOWN << number for number, value in enumerate(one.values, 1)}
            for fact, one in facts.items()
        }
        self._at: dict[Place, Masks] = {}
        # Questions that customers come back to, which are then asked, whatever is known.
        self._asked_again: set[Place] = set()
        self._everything = tuple([sum(bits.values(), UNKNOWN) for bits in self._bits.values()])
        self._waiting: deque[Place] = deque()
        self._flow()

    def values_at(self, place: Place, fact: str) -> frozenset[str] | None:
        """Return the values that a fact can have at a node; None if it can be unknown."""
        mask = self._mask(place, fact)
        if mask & UNKNOWN:
            return None
        return frozenset(value for value, bit in self._bits[fact].items() if mask & bit)

    def is_met(self, place: Place) -> bool:
        """Return whether customers can come to a node."""
        return place in self._at

    def is_chosen(self, edge: Edge) -> bool:
        """Return whether an answer can be chosen by a customer, or by what is known."""
        return self._behind(edge, self._at[edge.source]) is not None

    def way_of(self, place: Place, fact: str, value: str) -> list[Edge]:
        """Return a shortest way to a node on which a fact has a value, from the answer that says so."""
        index, bit = self._index[fact], self._bits[fact][value]
        onward: dict[Place, Edge] = {}
        queue = [place]
        for here in queue:
            for edge in self._before.get(here, ()):
                behind = self._behind(edge, self._at[edge.source])
                if behind is None or not behind[index] & bit or edge.source in onward:
                    continue
                onward[edge.source] = edge
                if self._graph.asked.get(edge.source) == fact:
                    return _way_to(place, edge.source, onward)
                queue.append(edge.source)
        return []

    @cached_property
    def _before(self) -> Mapping[Place, list[Edge]]:
        """The ways to each node from nodes that customers come to."""
        before: dict[Place, list[Edge]] = {}
        for place in self._at:
            for edge in self._ways_on(place):
                if edge.target is not None:
                    before.setdefault(edge.target, []).append(edge)
        return before

    def _mask(self, place: Place, fact: str) -> int:
        masks = self._at.get(place)
        return masks[self._index[fact]] if masks else 0

    def _flow(self) -> None:
        for start in self._graph.starts.values():
            self._at[start] = self._everything
            self._waiting.append(start)
        while self._waiting:
            place = self._waiting.popleft()
            masks = self._at[place]
            for edge in self._ways_on(place):
                behind = self._behind(edge, masks)
                if behind is not None and edge.target is not None:
                    self._come_to(edge.target, behind, edge)

    def _ways_on(self, place: Place) -> Iterable[Edge]:
        if edges := self._graph.edges[place]:
            return edges
        # A question that an ending leads to is asked, like one that customers come back to.
        out = [self._graph.ways_out.get(place), *(edge.target for edge in self._graph.offers.get(place, ()))]
        return [Edge(place, target, (), None, retry=True) for target in out if target]

    def _come_to(self, place: Place, masks: Masks, edge: Edge) -> None:
        if edge.retry and place in self._graph.asked and place not in self._asked_again:
            self._asked_again.add(place)
            self._waiting.append(place)
        known = self._at.get(place)
        # Most nodes are behind no question that asks for a fact, so that everything is possible there.
        if known is self._everything or known == masks:
            return
        merged = masks if known is None else tuple([old | new for old, new in zip(known, masks, strict=True)])
        if merged != known:
            self._at[place] = self._everything if merged == self._everything else merged
            self._waiting.append(place)

    def _behind(self, edge: Edge, masks: Masks) -> Masks | None:
        """Return what can be known behind a way; None if no customer takes it."""
        fact = self._graph.asked.get(edge.source)
        if fact is None:
            return masks
        index, bits = self._index[fact], self._bits[fact]
        before = masks[index]
        chosen = sum([bits.get(value, 0) for value in edge.values])
        # What is known already chooses its answer, and stays known.
        after = before & chosen
        if before & UNKNOWN or edge.source in self._asked_again:
            # Chosen by hand: one value is then known, several only if one of them was.
            after |= chosen if len(edge.values) == 1 else UNKNOWN if before & ~chosen else 0
        return (*masks[:index], after, *masks[index + 1 :]) if after else None


def _way_to(place: Place, start: Place, onward: Mapping[Place, Edge]) -> list[Edge]:
    way = [onward[start]]
    while way[-1].target != place:
        target = way[-1].target
        assert target is not None  # noqa: S101 - it leads on to the node
        way.append(onward[target])
    return way
