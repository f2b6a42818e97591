"""A limit is the largest number that is allowed: only more is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import txtar
from izeja.compiler.compile import compile_library
from izeja.reading import careful_reader, fast_reader
from izeja.reading.parse import parse
from izeja.reading.source import Source

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


COLLECTIONS = {
    "a list": ("a:\n{}", "  - b{}\n"),
    "a list of mappings": ("a:\n{}", "  - b{}: c\n    d: e\n"),
    "a list in brackets": ("a: [{}]\n", "b{}, "),
    "a mapping": ("a:\n{}", "  b{}: c\n"),
    "a mapping in braces": ("a: {{{}}}\n", "b{}: c, "),
    "a whole file": ("{}", "b{}:\n  text: c\n"),
}


@pytest.mark.parametrize("reader", ["fast", "careful"])
@pytest.mark.parametrize("kind", COLLECTIONS)
def test_lists_and_mappings_have_as_many_entries_as_the_limit(
    kind: str, reader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (fast_reader, careful_reader):
        monkeypatch.setattr(module, "MOST_ENTRIES", 3)
    whole, entry = COLLECTIONS[kind]
    if reader == "careful":
        monkeypatch.setattr(fast_reader, "read", lambda _text, _nesting: None)
    for entries in (1, 3, 4, 9):
        text = whole.format("".join(entry.format(index) for index in range(entries)))
        problems = parse(Source("a.yml", text)).problems
        assert [one.code for one in problems] == ["too-large"] * (entries > 3), text
        assert all(one.position.line for one in problems)
