"""Ways through a graph: the nodes they reach, the shortest, the longest, and how messages write them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial

from izeja.problems.wording import chained
from izeja.proof.graph import Edge, Graph, Met, Place
from izeja.proof.known_ways import longest_known_way


def reachable(graph: Graph, start: Place, within: str | None = None) -> set[Place]:
    """Return the nodes that can be reached from a node, including the ways out of endings.

    Args:
        graph: the graph.
        start: the first node.
        within: the guide that ways must not leave; by default they can.
    """
    found = {start}
    queue = [start]
    for place in queue:
        for target in neighbours(graph, place):
            if target and target not in found and within in (None, target.tree):
                found.add(target)
                queue.append(target)
    return found


def neighbours(graph: Graph, place: Place) -> list[Place | None]:
    """Return what a node leads to, in the order of its ways; for an ending, its actions and its way out."""
    # A misspelt target is reported already; the node that it meant is not unreachable as well.
    if edges := graph.edges[place] or graph.offers.get(place):
        found = [edge.target or edge.guess for edge in edges]
        return found if graph.edges[place] else [*found, graph.ways_out.get(place)]
    return [graph.ways_out.get(place)]


def can_end(graph: Graph) -> set[Place]:
    """Return the nodes from which some way leads to an ending."""
    # A way to an unknown node is reported already, and is not a dead end as well.
    back: dict[Place, list[Place]] = {}
    # Backwards from all endings at once: one pass over the edges, where a search from each node needs many.
    queue = [place for place in graph.edges if graph.is_end(place)]
    for place, edges in graph.edges.items():
        for edge in edges:
            if edge.target is None:
                queue.append(place)
            else:
                back.setdefault(edge.target, []).append(place)
    found = set(queue)
    for place in queue:
        fresh = [before for before in back.get(place, ()) if before not in found]
        found.update(fresh)
        queue += fresh
    return found


def sure_to_end(graph: Graph) -> AbstractSet[Place]:
    """Return the nodes from which some way ends, and every way does that never goes back."""
    return can_end(graph) & graph.questions_left.keys()


def edges_inside(graph: Graph, place: Place, inside: AbstractSet[Place], *, retries: bool) -> Iterator[Edge]:
    """Yield the edges from a node to some nodes, with or without retries."""
    for edge in graph.edges[place]:
        if edge.target in inside and (retries or not edge.retry):
            yield edge


_MOST_STEPS = 500
"""How many steps of a way are followed back: a message shows fewer."""
_NEVER = Met(math.inf)


def first_met(graph: Graph, places: Iterable[Place]) -> tuple[Place, tuple[Edge, ...]]:
    """Return which of some nodes is nearest to the start of its guide, and the end of the way to it."""
    # Nodes that cannot be reached come last; the place itself breaks ties.
    steps = [(graph.met_in(place.tree).get(place, _NEVER).steps, place) for place in places]
    _, first = min(steps)
    return first, graph.end_of_way(first, _MOST_STEPS)


def shortest_circle(
    graph: Graph, inside: AbstractSet[Place], start: Place, *, retries: bool
) -> tuple[Edge, ...]:
    """Return the shortest way from a node back to itself over some nodes; nothing if there is none."""
    return shortest_way(start, start, partial(edges_inside, graph, inside=inside, retries=retries))


def shortest_way(
    start: Place, end: Place, ways_on: Callable[[Place], Iterable[Edge]], most: float = math.inf
) -> tuple[Edge, ...]:
    """Return the shortest way from a node to another one, or back to itself; nothing if there is none.

    Args:
        start: the first node.
        end: the last node.
        ways_on: returns the edges to follow from a node, all with a target.
        most: how many nodes to look at.
    """
    came: dict[Place | None, Edge] = {}
    queue = [start]
    for place in queue:
        if len(queue) > most:
            break
        for edge in ways_on(place):
            if edge.target is None or edge.target in came:
                continue
            came[edge.target] = edge
            if edge.target == end:
                return _back(came, start, end)
            queue.append(edge.target)
    return ()


def _back(came: Mapping[Place | None, Edge], start: Place, end: Place) -> tuple[Edge, ...]:
    way = [came[end]]
    while way[-1].source != start:
        way.append(came[way[-1].source])
    return tuple(reversed(way))


def longest_way(graph: Graph, start: Place) -> Iterator[Edge]:
    """Yield the edges of the way through a guide that asks the most questions, to where it ends or leaves."""
    if graph.asked:
        yield from longest_known_way(graph, start)
        return
    left = graph.questions_left
    place = start
    while targets := [one for one in graph.onward[place] if one.tree == start.tree]:
        # `max` returns the first of equals, so the message is the same on every run.
        target = max(targets, key=left.__getitem__)
        yield next(edge for edge in graph.edges[place] if edge.target == target and not edge.retry)
        place = target


def written_way(way: Iterable[Edge], tree: str) -> str:
    """Return a way as messages write it: `start -> bought-elsewhere -> retailer -> start`."""
    edges = tuple(way)
    if not edges:
        return ""
    places = (edges[0].source, *(edge.target for edge in edges))
    return chained([name_in(place, tree) for place in places])


def name_in(place: Place | None, tree: str) -> str:
    """Return a node as messages in a file name it: nodes of other guides with the guide, `?` for None."""
    if place is None:
        return "?"
    return place.node if place.tree == tree else str(place)
