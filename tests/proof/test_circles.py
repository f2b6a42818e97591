"""The circles of random graphs: without the ways that are reported none is left, and each is needed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from hypothesis import given
from hypothesis import strategies as st

from izeja.proof.circles import LeadingBack, closing_edges
from izeja.proof.components import components
from izeja.proof.graph import Edge, Graph, Place
from izeja.proof.ways import first_met, shortest_circle


def graph_of(ways: Mapping[int, Collection[int]]) -> Graph:
    places = {number: Place("t", f"n{number:02}") for number in ways}
    edges = {
        places[source]: tuple(
            Edge(places[source], places[target], ("answers", index, "to"), "Yes", retry=False)
            for index, target in enumerate(targets)
        )
        for source, targets in ways.items()
    }
    return Graph({"t": tuple(places.values())}, {}, edges, {"t": places[0]}, {})


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    size = draw(st.integers(2, 9))
    targets = st.lists(st.integers(0, size - 1), max_size=4)
    # Ways from a node to itself are another problem.
    return graph_of({source: [to for to in draw(targets) if to != source] for source in range(size)})


def has_circle(edges: Collection[Edge]) -> bool:
    left = set(edges)
    while found := {edge for edge in left if edge.target not in {other.source for other in left}}:
        left -= found
    return bool(left)


@given(graphs())
def test_without_the_closing_ways_no_circle_is_left_and_each_closes_one(graph: Graph) -> None:
    everything = {edge for edges in graph.edges.values() for edge in edges}
    closing: set[Edge] = set()
    for knot in components(graph.onward, graph.onward.__getitem__):
        for edge, circle in closing_edges(graph, set(knot), first_met(graph, knot)[0]).items():
            assert circle[-1] == edge
            assert all(
                one.target == other.source
                for one, other in zip(circle, (*circle[1:], circle[0]), strict=True)
            )
            closing.add(edge)
    assert not has_circle(everything - closing)
    for edge in closing:
        assert has_circle(everything - closing | {edge})


@given(graphs())
def test_the_closing_ways_are_the_same_in_every_run(graph: Graph) -> None:
    for knot in components(graph.onward, graph.onward.__getitem__):
        first, _ = first_met(graph, knot)
        assert first == first_met(graph, knot[::-1])[0]
        assert list(closing_edges(graph, set(knot), first)) == list(
            closing_edges(graph, {*knot[::-1]}, first)
        )


def test_a_large_knot_is_untied_at_once() -> None:
    # Each node leads to the next two and back to the first: 2,000 closing ways, and more circles than atoms.
    size = 2_000
    graph = graph_of(
        {
            number: [to for to in (number + 1, number + 2, 0) if to < size and (to or number)]
            for number in range(size)
        }
    )
    (knot,) = components(graph.onward, graph.onward.__getitem__)
    first, _ = first_met(graph, [knot[0], graph.starts["t"]])
    assert len(closing_edges(graph, set(knot), first)) == size - 1
    assert shortest_circle(graph, set(knot), first, retries=False)


class Counted(dict[Place, tuple[Edge, ...]]):
    """The edges of a graph, and how many times they were asked for."""

    asked = 0

    def __getitem__(self, place: Place) -> tuple[Edge, ...]:
        self.asked += 1
        return super().__getitem__(place)


def test_many_retries_to_one_node_are_found_in_one_search() -> None:
    size = 500
    onward = graph_of({number: [number + 1] if number + 1 < size else [] for number in range(size)})
    start, *others = onward.guides["t"]
    again = {place: Edge(place, start, ("answers", 1, "to"), "Again", retry=True) for place in others}
    edges = Counted(
        {place: (*ways, again[place]) if place in again else ways for place, ways in onward.edges.items()}
    )
    graph = Graph(onward.guides, {}, edges, onward.starts, {})
    back = LeadingBack(graph, [*again.values()])
    assert all(back.may_lead_back(retry) for retry in again.values())
    assert edges.asked < 10 * size
