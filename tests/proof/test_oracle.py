"""The proof against the oracle, on random libraries: trees, parts, jumps, circles, dates."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given

from conftest import times
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
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
def test_every_unreachable_node_is_named(library: dict[str, dict[str, Any]]) -> None:
    oracle = Oracle(library, LIMIT)
    if "unknown-target" in oracle.broken():
        return
    found = [problem for problem in compiled(library).problems if problem.code == "unreachable"]
    named = {(Path(one.position.path).stem, *one.message.split("'")[1:2]) for one in found}
    lost = {(tree, name) if name else (tree,) for tree, name in oracle.unreachable()}
    assert named == lost
