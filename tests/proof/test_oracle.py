"""The proof against the oracle, on random libraries: trees, parts, jumps, circles, dates."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import given

from conftest import times
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.problems.problem import Position
from oracle import Oracle
from random_libraries import LIMIT, libraries, write_library


def compiled(library: dict[str, dict[str, Any]]) -> Compiled:
    with tempfile.TemporaryDirectory() as folder:
        write_library(Path(folder), library)
        return compile_library(Path(folder))


@times(4)
@given(libraries())
def test_the_proof_agrees_with_the_oracle(library: dict[str, dict[str, Any]]) -> None:
    oracle = Oracle(library, LIMIT)
    found = compiled(library)
    codes = {problem.code for problem in found.problems}
    broken = oracle.broken()
    if "circle" in broken:
        codes.discard("too-long")
    assert codes == broken
    if not broken:
        assert found.branches == oracle.branches()


@times(2)
@given(libraries())
def test_every_island_is_named_by_the_nodes_that_lead_to_all_of_it(
    library: dict[str, dict[str, Any]],
) -> None:
    oracle = Oracle(library, LIMIT)
    if "unknown-target" in oracle.broken():
        return
    everything = compiled(library)
    found = [problem for problem in everything.problems if problem.code == "unreachable"]
    unused = {(tree_of(one.position), "") for one in found if one.message == "no guide includes this part"}
    entries = [
        place
        for one in found
        if one.message != "no guide includes this part"
        for place in (one.position, *(related.position for related in one.related))
    ]
    named = {(tree_of(place), words_at(place, everything.texts)) for place in entries}
    assert unused == {(tree, name) for tree, name in oracle.unreachable() if not name}
    lost = list(oracle.lost())
    # An island that begins with a part is named by the include.
    assert named <= {frame for spot in lost for frame in spot}
    entered = [spot for spot in lost if not named.isdisjoint(spot)]
    assert {end[-1] for spot in entered for end in oracle.reached(spot)} >= {spot[-1] for spot in lost}


def tree_of(place: Position) -> str:
    return Path(place.path).stem


def words_at(place: Position, texts: Mapping[str, str]) -> str:
    line = texts[place.path].splitlines()[place.line - 1]
    return line[place.column - 1 : place.end_column - 1].strip('"')
