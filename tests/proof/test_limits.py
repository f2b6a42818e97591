"""A limit is the largest number that is allowed: only more is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import txtar
from izeja.compiler.compile import compile_library

FILES = """
-- library.yml --
source_language: en
languages: [en]
limits: {{nodes: {nodes}}}
-- a.yml --
title: A
kind: procedure
start: one
nodes:
  one:
    step: One
    next: two
  two:
    resolution: Two
"""


@pytest.mark.parametrize(("nodes", "codes"), [(1, ["too-large"]), (2, []), (3, [])])
def test_as_many_nodes_as_the_limit_are_allowed(nodes: int, codes: list[str], tmp_path: Path) -> None:
    txtar.unpack(txtar.split(FILES.format(nodes=nodes)), tmp_path)
    assert [problem.code for problem in compile_library(tmp_path).problems] == codes
