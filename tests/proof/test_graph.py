"""The graph agrees with the oracle on each node: where endings lead, and how many questions are left."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from conftest import times
from izeja.compiler.compile import compile_library
from izeja.proof.graph import Graph, Place
from izeja.proof.questions_ahead import Ahead, QuestionsAhead
from oracle import Oracle, Spot
from random_libraries import LIMIT, libraries, write_library

UNSOLVED = st.sampled_from([None, "g0.yml", "g0.yml#n0"])


def judged(library: dict[str, dict[str, Any]], unsolved: str | None = None) -> tuple[Oracle, Graph, set[str]]:
    with tempfile.TemporaryDirectory() as folder:
        write_library(Path(folder), library, unsolved)
        found = compile_library(Path(folder))
    return Oracle(library, LIMIT, unsolved), found.graph, {problem.code for problem in found.problems}


def place_of(spot: Spot) -> Place:
    return Place(spot[0][0], ".".join(name for _, name in spot))


@times(2)
@given(st.booleans().flatmap(lambda sound: libraries(sound=sound)), UNSOLVED)
def test_endings_lead_where_their_node_their_guide_or_the_library_says(
    library: dict[str, dict[str, Any]], unsolved: str | None
) -> None:
    oracle, graph, codes = judged(library, unsolved)
    if "unknown-target" not in codes:
        ways_out = {place_of(spot): [*map(place_of, oracle.way_out(spot))] for spot in oracle.spots}
        assert {place: [graph.ways_out[place]] for place in graph.ways_out} == {
            place: targets for place, targets in ways_out.items() if targets
        }


@times(3)
@given(libraries(sound=True))
def test_questions_are_counted_in_the_guide_alone(library: dict[str, dict[str, Any]]) -> None:
    oracle, graph, codes = judged(library)
    if "unknown-target" not in codes:
        assert not oracle.has_circle()
        for spot in oracle.spots:
            assert graph.questions_left[place_of(spot)] == oracle.questions_left(spot)


@times(3)
@given(libraries(sound=True), UNSOLVED)
def test_questions_after_an_ending_count_unless_it_leads_back(
    library: dict[str, dict[str, Any]], unsolved: str | None
) -> None:
    oracle, graph, codes = judged(library, unsolved)
    if not {"unknown-target", "circle"} & codes:
        for spot in oracle.spots:
            place = place_of(spot)
            counted = Ahead(oracle.fewest_questions(spot), oracle.questions_ahead(spot))
            assert QuestionsAhead(graph, place.tree).from_[place] == counted


@times(2)
@given(st.booleans().flatmap(lambda sound: libraries(sound=sound)))
def test_actions_offer_the_ways_that_are_written(library: dict[str, dict[str, Any]]) -> None:
    oracle, graph, codes = judged(library)
    if "unknown-target" not in codes:
        offered = {place_of(spot): [*map(place_of, oracle.offered(spot))] for spot in oracle.spots}
        assert {place: [edge.target for edge in edges] for place, edges in graph.offers.items()} == {
            place: targets for place, targets in offered.items() if targets
        }


@times(3)
@given(libraries(sound=True))
def test_sound_libraries_agree_with_the_oracle(library: dict[str, dict[str, Any]]) -> None:
    oracle, _, codes = judged(library)
    assert codes == oracle.broken()
