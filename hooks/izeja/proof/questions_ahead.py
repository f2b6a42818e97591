"""How many questions a customer may still meet in a guide, after endings that did not help too."""

from __future__ import annotations

from collections.abc import Mapping

from izeja.proof.components import components
from izeja.proof.graph import Graph, Place


def questions_ahead(graph: Graph, tree: str) -> Mapping[Place, int]:
    """Return the most questions that a guide can still ask from each of its nodes on, including its own.

    Unlike `Graph.questions_left`, ways through an ending count: by an action, and by its way out. Those that
    lead back, to a node from which the ending can be reached, do not: like a retry, they begin again.

    Args:
        graph: the graph; nodes that lead into a circle have no number.
        tree: the guide.
    """
    after = _after_endings(graph, tree)
    if not after:
        return graph.questions_left
    inside = [place for place in graph.guides[tree] if place in graph.questions_left]
    # Nodes that lead to each other are one component; an ending leads on only into another one.
    component = {
        place: number
        for number, members in enumerate(
            components(inside, lambda place: (*graph.onward[place], *after.get(place, ())))
        )
        for place in members
    }
    # Every component comes after those that it leads to, and within it the ways onward have an order.
    order = {place: number for number, place in enumerate(graph.after_their_targets)}
    ahead: dict[Place, int] = {}
    for place in sorted(inside, key=lambda place: (component[place], order[place])):
        targets = [target for target in graph.onward[place] if target.tree == tree]
        targets += [one for one in after.get(place, ()) if component.get(one, -1) != component[place]]
        ahead[place] = graph.asks(place) + max([ahead.get(target, 0) for target in targets], default=0)
    return ahead


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
