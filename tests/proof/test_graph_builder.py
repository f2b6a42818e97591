"""The graph of a library: its anchors, the order of nodes, and what follows from a node with mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

import txtar
from izeja.library.library import Library
from izeja.library.reader import read_library
from izeja.proof.graph import Place
from izeja.proof.graph_builder import build_graph
from izeja.proof.islands import unreachable
from izeja.proof.text_rules import prove_words

CONFIG = """
-- library.yml --
source_language: en
languages: [en]
"""
ANCHORS = """
-- a.yml --
title: A
kind: procedure
start: look
nodes:
  done:
    resolution: Done
    aliases: [finished, end]
  look:
    include: p.yml
    next: done
    aliases: [search]
-- p.yml --
title: P
kind: part
start: first
nodes:
  first:
    include: q.yml
    next: return
-- q.yml --
title: Q
kind: part
start: ask
nodes:
  ask:
    step: Ask
    next: return
    aliases: [question]
"""
ALIKE = """
-- a.yml --
title: A
kind: procedure
start: x
nodes:
  x:
    include: p.yml
    next: on
  on:
    step: Go on
    next: x.yml
-- p.yml --
title: P
kind: part
start: yml
nodes:
  yml:
    step: Ask
    next: return
-- x.yml --
title: X
kind: procedure
start: done
nodes:
  done:
    resolution: Done
"""
UNCLEAR = """
-- terms.yml --
wrong:
  txt: Wrong
-- a.yml --
title: A
kind: procedure
start: one
nodes:
  one:
    step: Press {wrong}
    next: two
  two:
    nothing: Two
    next: three
  three:
    resolution: Three
"""
UNKNOWN = """
-- a.yml --
title: A
kind: causes
start: ask
nodes:
  ask:
    question: Which?
    answers:
      - text: One
        to: far
      - text: Two
        to: look
      - text: Other
        to: b.yml#on
  far:
    step: Far
    next: on
  look:
    include: p.yml
    next: on
  on:
    resolution: On
-- b.yml --
title: B
kind: causes
start: on
nodes:
  on:
    resolution: On
-- p.yml --
title: P
kind: part
start: restart
nodes:
  restart:
    step: Restart
    next: wait-for-it
  wait-for:
    step: Wait
    next: return
"""


@pytest.fixture
def library(tmp_path: Path, request: pytest.FixtureRequest) -> Library:
    txtar.unpack(txtar.split(CONFIG + request.param), tmp_path)
    found, _, _ = read_library(tmp_path)
    assert found is not None
    return found


@pytest.mark.parametrize("library", [ANCHORS], indirect=True)
def test_a_node_has_the_ids_of_includes_that_lead_to_it_and_all_former_ids(library: Library) -> None:
    graph, problems = build_graph(library)
    assert not problems
    assert {place: set(ids) for place, ids in graph.anchors.items()} == {
        Place("a", "look.first.ask"): {"look", "look.first", "look.first.question", "search"},
        Place("a", "done"): {"finished", "end"},
    }


@pytest.mark.parametrize("library", [ANCHORS], indirect=True)
def test_the_start_of_a_guide_is_its_first_node(library: Library) -> None:
    graph, _ = build_graph(library)
    assert [place.node for place in graph.guides["a"]] == ["look.first.ask", "done"]


@pytest.mark.parametrize("library", [ALIKE], indirect=True)
def test_a_way_to_a_tree_does_not_lead_to_a_node_with_the_name_of_its_file(library: Library) -> None:
    graph, problems = build_graph(library)
    assert not problems
    assert Place("a", "x.yml") in graph.edges
    assert [edge.target for edge in graph.edges[Place("a", "on")]] == [Place("x", "done")]


@pytest.mark.parametrize("library", [UNCLEAR], indirect=True)
def test_nothing_follows_from_what_was_not_understood(library: Library) -> None:
    assert library.is_unclear("a", "two")
    assert library.is_unclear("terms.yml", "wrong")
    graph, problems = build_graph(library)
    assert [*problems, *unreachable(library, graph), *prove_words(library)] == []


# A typing error, and the old id of the only node that nothing leads to.
@pytest.mark.parametrize(
    "library",
    [UNKNOWN.replace("wait-for-it", "wiat-for"), UNKNOWN.replace("wait-for-it", "pause")],
    indirect=True,
)
def test_a_node_that_a_part_lacks_is_looked_for_in_the_part(library: Library) -> None:
    graph, (problem,) = build_graph(library)
    path = library.source_of("p").path
    assert (problem.code, problem.position.path, problem.position.line) == ("unknown-target", path, 7)
    assert problem.message.endswith("' in this tree")
    assert [(one.position.path, one.position.line) for one in problem.related] == [(path, 8)]
    assert problem.concerns == {path}
    # What was meant is not reported as a node that nothing leads to.
    assert [*unreachable(library, graph)] == []


@pytest.mark.parametrize("library", [UNKNOWN], indirect=True)
def test_nothing_is_guessed_after_many_unknown_names(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("izeja.proof.targets.MOST_GUESSES", 0)
    (problem,) = build_graph(library)[1]
    assert (problem.hint, problem.related) == (None, ())
    assert problem.concerns == {library.source_of("p").path}


@pytest.mark.parametrize("library", [UNKNOWN.replace("wait-for-it", "wait-for")], indirect=True)
def test_a_customer_meets_each_node_first_on_a_shortest_way_inside_the_guide(library: Library) -> None:
    graph, problems = build_graph(library)
    assert not problems
    met = {
        place.node: (one.steps, one.edge and one.edge.source.node) for place, one in graph.met_in("a").items()
    }
    assert met == {
        "ask": (0, None),
        "far": (1, "ask"),
        "look.restart": (1, "ask"),
        "on": (2, "far"),
        "look.wait-for": (2, "look.restart"),
    }
    assert graph.met_in("p") == {}
    way = graph.end_of_way(Place("a", "look.wait-for"), 1)
    assert [edge.source.node for edge in way] == ["look.restart"]
