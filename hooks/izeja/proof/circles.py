"""The circles of a graph: which ways close them, and what to do about each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from izeja.library.library import Library
from izeja.problems.problem import Problem, Related
from izeja.proof.components import components
from izeja.proof.graph import Edge, Graph, Place
from izeja.proof.ways import edges_inside, first_met, name_in, shortest_way, written_way

_FAR = 2_000
"""How many nodes are looked at to find the shortest circle. Beyond that, the one that was found is shown."""


def circles(library: Library, graph: Graph) -> Iterator[Problem]:
    """`circle`: every circle is closed by an answer that says `retry: true`.

    A knot, in which each node leads to each, can have more circles than anybody can read. One is reported
    for each way that closes one: without these ways there is no circle left, and none of them can be spared.
    """
    yield from ways_to_themselves(library, graph)
    if graph.has_order:
        return
    for knot in components(graph.onward, graph.onward.__getitem__):
        if len(knot) == 1:
            continue  # a way from a node to itself is reported above
        inside = set(knot)
        first, _ = first_met(graph, knot)
        closing = closing_edges(graph, inside, first)
        for edge, found in closing.items():
            circle = _shortest_without(graph, inside, edge, closing.keys()) or found
            yield _circle(library, graph, circle, knot)


def ways_to_themselves(library: Library, graph: Graph) -> Iterator[Problem]:
    """`circle`: no way leads to the node that it is in, with `retry` or without; nor does an action."""
    for place, edges in (*graph.edges.items(), *graph.offers.items()):
        for edge in edges:
            if edge.target == place:
                what = "answer leads to its own question"
                if edge.answer is None:
                    what = "step leads to itself"
                elif place in graph.offers:
                    what = "action leads to its own ending"
                yield Problem(
                    "circle",
                    f"this {what}, so a click on it does nothing",
                    graph.target_of(edge, library),
                    "lead it to the node that comes next",
                    concerns=graph.files_of([place], library),
                )


def closing_edges(graph: Graph, inside: AbstractSet[Place], first: Place) -> dict[Edge, tuple[Edge, ...]]:
    """Return the ways that lead back in a walk through some nodes, each with the circle that it closes.

    Args:
        graph: the graph.
        inside: nodes of which each leads to each, without retries.
        first: the one to begin with.

    The walk is depth first, and takes the ways of a node in the order in which they are written. A way that
    leads to a node of the walk so far closes a circle. All others lead onward, so without these ways no
    circle is left. Each is needed: its circle has no other of them.
    """
    found: dict[Edge, tuple[Edge, ...]] = {}
    walk: list[Edge] = []
    # Where a node is in the walk: the number of ways before it. None for nodes that are done.
    step: dict[Place, int | None] = {first: 0}
    waiting = [(first, edges_inside(graph, first, inside, retries=False))]
    while waiting:
        place, edges = waiting[-1]
        for edge in edges:
            target = edge.target
            assert target is not None  # noqa: S101 - `inside` holds no None
            if target not in step:
                step[target] = len(walk) + 1
                walk.append(edge)
                waiting.append((target, edges_inside(graph, target, inside, retries=False)))
                break
            back = step[target]
            if back is not None and target != place:
                found[edge] = (*walk[back:][-_FAR:], edge)
        else:
            waiting.pop()
            step[place] = None
            if walk:
                walk.pop()
    return found


def _shortest_without(
    graph: Graph, inside: AbstractSet[Place], closing: Edge, others: AbstractSet[Edge]
) -> tuple[Edge, ...]:
    """Return the shortest circle through one closing edge and no other; nothing if it is too far to look."""
    assert closing.target is not None  # noqa: S101 - it leads back to a node

    def ways_on(place: Place) -> Iterator[Edge]:
        return (edge for edge in edges_inside(graph, place, inside, retries=False) if edge not in others)

    way = shortest_way(closing.target, closing.source, ways_on, _FAR)
    return (*way, closing) if way else ()


def _circle(library: Library, graph: Graph, circle: tuple[Edge, ...], knot: Sequence[Place]) -> Problem:
    closing = circle[-1]
    tree = closing.source.tree
    return Problem(
        "circle",
        f"this leads back to '{name_in(closing.target, tree)}', which the customer has already seen",
        graph.target_of(closing, library),
        f"the circle: {written_way(circle, tree)}\n{_way_out(closing)}",
        tuple(Related("part of the circle", graph.target_of(edge, library)) for edge in circle[:-1]),
        concerns=graph.files_of(knot, library),
    )


def _way_out(closing: Edge) -> str:
    if closing.answer is None:
        return "lead it somewhere else, or ask a question here, with an answer that has 'retry: true'"
    return "if the customer should try again, add 'retry: true' to this answer"
