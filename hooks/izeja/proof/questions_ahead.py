"""How many questions a customer may still meet in a guide, after endings that did not help too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from izeja.proof.components import components

if TYPE_CHECKING:  # a graph counts its questions with this module
    from izeja.proof.graph import Graph, Place


class Ahead(NamedTuple):
    """The questions that a guide can still ask from a node on, including its own: on two of its ways.

    The shortest is over at an ending; the longest goes on after it, unless that leads back.
    """

    fewest: int
    most: int


class QuestionsAhead:
    """Counts the questions of a guide from each of its nodes on.

    Every question counts, as it does without JavaScript. Ways through an ending count: by an action, and by
    its way out. Those that lead back, to a node from which the ending can be reached, do not: like a retry,
    they begin again.
    """

    def __init__(self, graph: Graph, tree: str) -> None:
        """Count the questions of a guide. Nodes that lead into a circle have no number."""
        self._graph = graph
        self._tree = tree
        self._after = _after_endings(graph, tree)
        inside = [place for place in graph.guides[tree] if place in graph.order]
        self._component = self._components(inside) if self._after else {}
        inside.sort(key=graph.order.__getitem__)
        # Every component comes after those that it leads to, and within it the ways onward have an order.
        if self._component:
            inside.sort(key=self._component.__getitem__)
        self.from_: Mapping[Place, Ahead] = self._counted(inside)

    def leads_back(self, ending: Place, target: Place) -> bool:
        """Return whether what an ending leads to leads to the ending."""
        if target == self._graph.starts.get(self._tree):
            return True
        return target in self._component and self._component[target] == self._component[ending]

    def _components(self, inside: Sequence[Place]) -> Mapping[Place, int]:
        # Nodes that lead to each other are one component; an ending leads on only into another one.
        found = components(inside, lambda place: (*self._graph.onward[place], *self._after.get(place, ())))
        return {place: number for number, members in enumerate(found) for place in members}

    def _counted(self, places: Sequence[Place]) -> Mapping[Place, Ahead]:
        found: dict[Place, Ahead] = {}
        leaves = Ahead(0, 0)
        for place in places:
            asks = self._graph.asks(place)
            if targets := self._graph.onward[place]:
                ahead = [found[one] if one.tree == self._tree else leaves for one in targets]
                found[place] = Ahead(asks + min(ahead).fewest, asks + max([one.most for one in ahead]))
            else:
                after = self._after.get(place, ())
                most = [found[one].most for one in after if not self.leads_back(place, one)]
                found[place] = Ahead(asks, asks + max(most, default=0))
        return found


def _after_endings(graph: Graph, tree: str) -> Mapping[Place, list[Place]]:
    """Return where the endings of a guide lead inside it, without those that only start over."""
    found = {}
    for place in graph.guides[tree]:
        if graph.is_end(place):
            targets = [graph.ways_out.get(place), *(edge.target for edge in graph.offers.get(place, ()))]
            inside = [one for one in targets if one and one.tree == tree and one != graph.starts.get(tree)]
            if inside:
                found[place] = inside
    return found
