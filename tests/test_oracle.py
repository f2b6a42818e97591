"""The proof against a walker of a few lines, which is written from the definitions and not from the code."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from izeja.compiler import Compiled, compile_library

Node = tuple[int, int]
NODES = st.tuples(st.integers(0, 2), st.integers(0, 4))
ENDING: None = None


@st.composite
def libraries(draw: st.DrawFn) -> dict[Node, list[tuple[Node, bool]]]:
    """Draw up to three trees of up to five nodes: for each node its targets, and whether each is a retry."""
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=3))
    nodes = [(tree, node) for tree, size in enumerate(sizes) for node in range(size)]
    way = st.tuples(st.sampled_from(nodes), st.booleans())
    return {node: draw(st.one_of(st.just([]), st.lists(way, min_size=1, max_size=3))) for node in nodes}


def written(node: Node, origin: Node) -> str:
    return f"n{node[1]}" if node[0] == origin[0] else f"t{node[0]}.yml#n{node[1]}"


def as_node(origin: Node, ways: list[tuple[Node, bool]]) -> dict[str, Any]:
    if not ways:
        return {"resolution": "Done"}
    if len(ways) == 1 and not ways[0][1]:
        return {"step": "Do", "next": written(ways[0][0], origin)}
    doubled = ways if len(ways) > 1 else ways * 2
    answers = [
        {"text": f"Answer {number}", "to": written(target, origin), **({"retry": "true"} if retry else {})}
        for number, (target, retry) in enumerate(doubled)
    ]
    return {"question": "What?", "answers": answers}


def compiled(library: dict[Node, list[tuple[Node, bool]]]) -> Compiled:
    trees: dict[int, dict[str, Any]] = {}
    for node, ways in library.items():
        trees.setdefault(node[0], {})[f"n{node[1]}"] = as_node(node, ways)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "library.yml").write_text("source_language: en\nlanguages: [en]\n", "utf-8")
        for tree, nodes in trees.items():
            data = {"title": f"T{tree}", "kind": "causes", "start": "n0", "nodes": nodes}
            (root / f"t{tree}.yml").write_text(yaml.safe_dump(data, sort_keys=False), "utf-8")
        return compile_library(root)


def reached(library: dict[Node, list[tuple[Node, bool]]], start: Node) -> set[Node]:
    found = {start}
    while more := {target for node in found for target, _ in library[node]} - found:
        found |= more
    return found


def ways_round(library: dict[Node, list[tuple[Node, bool]]], way: tuple[Node, ...]) -> bool:
    """Tell whether going on without a retry leads back to where one has been."""
    onward = [target for target, retry in library[way[-1]] if not retry]
    return any(target in way or ways_round(library, (*way, target)) for target in onward)


@given(libraries())
def test_the_proof_agrees(library: dict[Node, list[tuple[Node, bool]]]) -> None:
    found = compiled(library)
    said: dict[str, list[str]] = {}
    for problem in found.problems:
        said.setdefault(problem.code, []).append(problem.message)
    lost = {node for node in library if node not in reached(library, (node[0], 0))}
    stuck = {node for node in library if all(library[end] for end in reached(library, node))}
    assert set(said) <= {"unreachable", "dead-end", "circle"}
    assert len(said.get("unreachable", [])) == len(lost)
    assert bool(said.get("dead-end")) == bool(stuck)
    assert bool(said.get("circle")) == any(ways_round(library, (node,)) for node in library)
    if not found.problems:
        assert found.branches == sum(count(library, (tree, 0)) for tree, node in library if node == 0)


def count(library: dict[Node, list[tuple[Node, bool]]], node: Node) -> int:
    ways = library[node]
    if len(ways) == 1 and ways[0][1]:
        ways = ways * 2
    onward = [target for target, retry in ways if not retry]
    return sum(count(library, target) for target in onward) if onward else 1
