"""Facts against the oracle, which walks random libraries with everything that can be known."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given

from conftest import times
from fact_oracle import FactOracle
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.problems.problem import Position
from izeja.proof.graph import Place
from oracle import Spot, UnknownError
from random_libraries import FACTS, LIMIT, libraries_with_facts, write_library

ONE = {"f": FACTS["f"]}
OF_FACTS = {"uncovered-value", "overlapping-values", "unknown-key", "unknown-target", "circle"}

Library = dict[str, dict[str, Any]]


def compiled(library: Library, facts: dict[str, list[str]]) -> Compiled:
    with tempfile.TemporaryDirectory() as folder:
        write_library(Path(folder), library, facts=facts)
        return compile_library(Path(folder))


def reported(found: Compiled) -> set[Position]:
    return {problem.position for problem in found.problems if problem.code == "never-chosen"}


def never_chosen(oracle: FactOracle, found: Compiled) -> set[Position]:
    """Return where the answers and variants are that no walk meets."""
    positions: set[Position] = set()
    for tree, node, key, what in oracle.never_chosen():
        source = found.source.source_of(tree)
        if key == "answers":
            positions.add(source.value("nodes", node, key, what, "text"))
        else:
            positions.add(source.key("nodes", node, key, what))
    return positions


def has_unknown(oracle: FactOracle) -> bool:
    return "unknown-target" in oracle.broken()


@times(4)
@given(libraries_with_facts(FACTS, faulty=True))
def test_the_rules_for_values_agree_with_the_oracle(library: Library) -> None:
    oracle = FactOracle(library, FACTS, LIMIT)
    if has_unknown(oracle):
        return
    codes = {problem.code for problem in compiled(library, FACTS).problems}
    assert codes & OF_FACTS == oracle.faults() | (oracle.broken() & OF_FACTS)


@times(4)
@given(libraries_with_facts(ONE))
def test_with_one_fact_exactly_what_no_walk_meets_is_reported(library: Library) -> None:
    oracle = FactOracle(library, ONE, LIMIT)
    if not has_unknown(oracle):
        found = compiled(library, ONE)
        assert reported(found) == never_chosen(oracle, found)


@times(2)
@given(libraries_with_facts(FACTS))
def test_with_several_facts_nothing_is_reported_that_a_walk_meets(library: Library) -> None:
    oracle = FactOracle(library, FACTS, LIMIT)
    if not has_unknown(oracle):
        found = compiled(library, FACTS)
        assert reported(found) <= never_chosen(oracle, found)


@times(4)
@given(libraries_with_facts(FACTS, sound=True))
def test_questions_are_counted_as_the_longest_walk_asks_them(library: Library) -> None:
    oracle = FactOracle(library, FACTS, LIMIT)
    if has_unknown(oracle) or oracle.has_circle():
        return
    graph = compiled(library, FACTS).graph
    for spot in oracle.spots:
        assert graph.questions_left[place_of(spot)] == oracle.most_questions(spot)


@times(2)
@given(libraries_with_facts(FACTS))
def test_whoever_walks_with_facts_walks_ways_that_are_written(library: Library) -> None:
    """Decision 28: customers walk a subset of the ways, and are never led on and on without a click."""
    oracle = FactOracle(library, FACTS, LIMIT)
    try:
        walks = oracle.walks()
    except UnknownError:
        return
    if oracle.broken() or oracle.faults():
        return
    for one in walks:
        ways = {target for target, _ in oracle.onward(one.spot)} | {*oracle.after(one.spot)}
        assert {after.spot for _, after in oracle.steps(one)} <= ways
        # A row of questions that answer themselves ends before it is longer than there are nodes.
        here = one
        for _ in oracle.spots:
            if oracle.own_answer(here) is None:
                break
            ((_, here),) = oracle.steps(here)
        assert oracle.own_answer(here) is None


def place_of(spot: Spot) -> Place:
    return Place(spot[0][0], ".".join(name for _, name in spot))
