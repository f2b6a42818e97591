"""Ways through a small graph: what they reach, which are shortest and longest, and which form circles."""

from __future__ import annotations

from pathlib import Path

import txtar
from izeja.compiler.compile import compile_library
from izeja.library.expansion import Placed
from izeja.proof.components import components
from izeja.proof.graph import Edge, Graph, Place
from izeja.proof.ways import (
    can_end,
    first_met,
    longest_way,
    name_in,
    reachable,
    shortest_circle,
    sure_to_end,
    written_way,
)

# a asks, and leads to b and c; c and d lead to each other, d goes back to a by a retry, and b ends.
WAYS = {"a": ("b", "c"), "b": (), "c": ("d",), "d": ("c", "a!"), "e": ("b", "?"), "f": ("f",)}


def graph() -> Graph:
    places = {name: Place("t", name) for name in WAYS}
    edges = {
        places[name]: tuple(
            Edge(
                places[name],
                places.get(target.strip("!")),
                ("nodes", name, index),
                "x" if len(targets) > 1 else None,
                target.endswith("!"),
            )
            for index, target in enumerate(targets)
        )
        for name, targets in WAYS.items()
    }
    return Graph(
        guides={"t": tuple(places.values())},
        placed={place: Placed("t", name) for name, place in places.items()},
        edges=edges,
        starts={"t": places["a"]},
        anchors={},
    )


def named(places: object) -> str:
    return "".join(sorted(place.node for place in places))  # type: ignore[attr-defined]  # any iterable


GRAPH = graph()
A, B, C, D, E, F = (Place("t", name) for name in WAYS)


def test_what_is_reached() -> None:
    assert named(reachable(GRAPH, A)) == "abcd"
    assert named(reachable(GRAPH, B)) == "b"
    assert named(reachable(GRAPH, A, within="t")) == "abcd"
    assert named(reachable(GRAPH, A, within="u")) == "a"


def test_what_can_end() -> None:
    # A way to something unknown may end there.
    assert named(can_end(GRAPH)) == "abcde"
    assert named(sure_to_end(GRAPH)) == "be"


def test_what_hangs_together() -> None:
    everything = GRAPH.edges.keys()

    def everywhere(place: Place) -> list[Place | None]:
        return [edge.target for edge in GRAPH.edges[place]]

    assert sorted(map(named, components(everything, everywhere))) == ["acd", "b", "e", "f"]
    assert sorted(map(named, components(everything, GRAPH.onward.__getitem__))) == ["a", "b", "cd", "e", "f"]
    assert sorted(map(named, components([A, B, C], everywhere))) == ["a", "b", "c"]


def test_the_shortest_circle() -> None:
    everything = GRAPH.edges.keys()
    assert written_way(shortest_circle(GRAPH, everything, A, retries=True), "t") == "a -> c -> d -> a"
    assert written_way(shortest_circle(GRAPH, everything, C, retries=False), "t") == "c -> d -> c"
    assert shortest_circle(GRAPH, everything, A, retries=False) == ()
    assert written_way(shortest_circle(GRAPH, everything, F, retries=False), "u") == "t#f -> t#f"


def test_the_node_that_is_met_first() -> None:
    place, way = first_met(GRAPH, [D, C])
    assert place == C
    assert written_way(way, "t") == "a -> c"
    assert first_met(GRAPH, [E, F]) == (E, ())


def test_the_way_from_the_start_of_a_guide() -> None:
    assert written_way(GRAPH.end_of_way(D, 2), "t") == "a -> c -> d"
    assert written_way(GRAPH.end_of_way(D, 1), "t") == "c -> d"
    assert GRAPH.end_of_way(A, 2) == ()
    assert GRAPH.end_of_way(E, 2) == ()


def test_the_longest_way() -> None:
    left = Graph(GRAPH.guides, GRAPH.placed, {**GRAPH.edges, D: GRAPH.edges[D][1:]}, GRAPH.starts, {})
    assert written_way(longest_way(left, A), "t") == "a -> c -> d"
    assert written_way(longest_way(left, E), "t") == "e -> b"


def test_names_of_nodes() -> None:
    assert name_in(A, "t") == "a"
    assert name_in(A, "u") == "t#a"
    assert name_in(None, "t") == "?"
    assert written_way((), "t") == ""


FACTS = """
-- library.yml --
source_language: en
languages: [en]
-- facts.yml --
phone: {text: Phone, values: {old: Old, new: New}}
-- a.yml --
title: A
kind: causes
start: first
nodes:
  first:
    question: Which phone?
    asks: phone
    answers: [{text: Old, to: again, is: old}, {text: New, to: extra, is: new}]
  again:
    question: Which phone is it?
    asks: phone
    answers: [{text: Old, to: done, is: old}, {text: New, to: one, is: new}]
  extra: {question: Is it on?, answers: [{text: "Yes", to: done}, {text: "No", to: done}]}
  one: {question: Is it here?, answers: [{text: "Yes", to: two}, {text: "No", to: done}]}
  two: {question: Is it charged?, answers: [{text: "Yes", to: done}, {text: "No", to: done}]}
  done: {resolution: Done}
"""


def test_the_longest_way_asks_nothing_that_is_known(tmp_path: Path) -> None:
    """Whoever said *Old* is not asked again, so no customer comes to `one` and `two`."""
    txtar.unpack(txtar.split(FACTS), tmp_path)
    graph = compile_library(tmp_path).graph
    way = longest_way(graph, graph.starts["a"])
    assert [(edge.source.node, edge.answer) for edge in way] == [("first", "New"), ("extra", "Yes")]
