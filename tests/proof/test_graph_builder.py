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
