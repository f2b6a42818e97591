"""The circles of a graph: which ways close them, and the answers that say they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from izeja.library.library import Library
from izeja.problems.problem import Problem, Related
from izeja.proof.components import components
from izeja.proof.graph import Edge, Graph, Place
from izeja.proof.ways import edges_inside, first_met, name_in, neighbours, shortest_way, written_way
from izeja.reading.data import Address

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


def forward_retries(library: Library, graph: Graph) -> Iterator[Problem]:
    """`forward-retry`: an answer that says `retry: true` leads back to where its customer has been.

    A retry is no way on, so branches, questions and tests are counted without it. One that leads to
    something new would hide what comes after it. It leads back if its question comes after its target, and
    its target after a start, without any retry. In a part, it is enough that it does so in one guide.
    What only such an answer leads to is looked at when that one leads back.
    """
    found = [
        edge
        for edges in graph.edges.values()
        for edge in edges
        if edge.retry and edge.target not in (None, edge.source) and not _is_unclear(library, graph, edge)
    ]
    if not found:
        return
    back = LeadingBack(graph, found)

    def written(edge: Edge) -> tuple[str, Address]:
        return graph.placed[edge.source].file_id, edge.at

    # Sorted by where they are written, which brings the places of a part's answer together.
    for _, same in groupby(sorted(found, key=lambda edge: (written(edge), edge.source)), written):
        edges = [edge for edge in same if back.is_met(edge.source)]
        if not edges or any(back.may_lead_back(edge) for edge in edges):
            continue
        first = edges[0]
        yield Problem(
            "forward-retry",
            f"this answer has 'retry: true', but "
            f"'{name_in(first.target, first.source.tree)}' does not come before this question",
            graph.target_of(first, library),
            "delete 'retry: true', or lead the answer back to a node on the way to this question",
            concerns=graph.files_of([edge.source for edge in edges], library),
        )


def _is_unclear(library: Library, graph: Graph, edge: Edge) -> bool:
    """Return whether nodes with mistakes may hide ways of the guides that a retry is in and leads to."""
    return library.has_unclear and any(
        library.is_unclear(file_id)
        for tree in {edge.source.tree, *([edge.target.tree] if edge.target else [])}
        for file_id in {tree, *(graph.placed[place].file_id for place in graph.guides.get(tree, ()))}
    )


def _without_retries(graph: Graph, place: Place) -> list[Place | None]:
    edges = graph.edges[place]
    return (
        [edge.target or edge.guess for edge in edges if not edge.retry] if edges else neighbours(graph, place)
    )


class LeadingBack:
    """Which of some retries lead back, in a graph of any shape."""

    def __init__(self, graph: Graph, retries: Sequence[Edge]) -> None:
        self._graph = graph
        # No node has a smaller number than one that it leads to, so smaller ones need not be looked at.
        self._order = graph.order
        if not graph.has_order:
            groups = components(graph.onward, graph.onward.__getitem__)
            self._order = {place: number for number, group in enumerate(groups) for place in group}
        self._begun: dict[str | None, set[Place]] = {}
        # Many retries can lead to one node, from which one search finds the questions of all of them.
        self._last: dict[Place | None, int] = {}
        for retry in retries:
            number = self._order[retry.source]
            self._last[retry.target] = min(number, self._last.get(retry.target, number))
        # A node whose target is not known has no right place in the order.
        if any(edge.target is None for edges in graph.edges.values() for edge in edges):
            self._last = dict.fromkeys(self._last, -1)
        self._after: dict[Place, AbstractSet[Place] | None] = {}

    def may_lead_back(self, retry: Edge) -> bool:
        """Return whether a retry leads back, or would if a target was known that could not be read."""
        target = retry.target
        assert target is not None  # noqa: S101 - the caller has left out the others
        after = self._comes_after(target)
        return (after is None or retry.source in after) and self.is_met(target)

    def is_met(self, place: Place) -> bool:
        """Return whether customers come to a node without retries."""
        # Almost every node is met without leaving its guide; only the others need the whole graph.
        return place in self._reached(place.tree) or place in self._reached(None)

    def _comes_after(self, first: Place) -> AbstractSet[Place] | None:
        """Return what comes after a node without retries, as far as retries to it need; None if not known."""
        if first not in self._after:
            self._after[first] = self._search(first)
        return self._after[first]

    def _search(self, first: Place) -> AbstractSet[Place] | None:
        found, queue = {first}, [first]
        for place in queue:
            for edge in self._graph.edges[place]:
                target = edge.target or edge.guess
                if target is None:
                    return None  # reported already, and may be meant to lead there
                if edge.retry or target in found or self._order[target] < self._last[first]:
                    continue
                found.add(target)
                queue.append(target)
        return found

    def _reached(self, guide: str | None) -> AbstractSet[Place]:
        """Return what customers come to without retries: inside of a guide from its start, or anywhere."""
        if guide not in self._begun:
            starts = self._graph.starts
            queue = [*starts.values()] if guide is None else [starts[guide]] if guide in starts else []
            found = set(queue)
            for place in queue:
                for target in _without_retries(self._graph, place):
                    if target and target not in found and guide in (None, target.tree):
                        found.add(target)
                        queue.append(target)
            self._begun[guide] = found
        return self._begun[guide]
