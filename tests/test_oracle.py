"""The proof against the oracle, on random libraries: trees, parts, jumps, circles, dates."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from izeja.compiler import Compiled, compile_library
from oracle import Oracle

LIMIT = 4
DAYS = st.one_of(
    st.builds("{} {}".format, st.sampled_from(["<", "<=", ">", ">="]), st.integers(-3, 3)),
    st.integers(-3, 3).map(str),
    st.tuples(st.integers(-3, 3), st.integers(0, 3)).map(lambda days: f"{days[0]} to {days[0] + days[1]}"),
)


@st.composite
def libraries(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Draw one to three guides and up to two parts, of up to four nodes each."""
    guides = [f"g{number}" for number in range(draw(st.integers(1, 3)))]
    parts = [f"p{number}" for number in range(draw(st.integers(0, 2)))]
    sizes = {tree: draw(st.integers(1, 4)) for tree in (*guides, *parts)}
    return {
        tree: {
            "title": tree,
            "kind": "causes" if tree in guides else "part",
            "start": "n0",
            "nodes": {f"n{number}": draw(nodes(tree, sizes, guides, parts)) for number in range(sizes[tree])},
        }
        for tree in (*guides, *parts)
    }


@st.composite
def nodes(
    draw: st.DrawFn, tree: str, sizes: dict[str, int], guides: list[str], parts: list[str]
) -> dict[str, Any]:
    own = [f"n{number}" for number in range(sizes[tree])]
    others = [f"{guide}.yml#n{number}" for guide in guides if guide != tree for number in range(sizes[guide])]
    back = ["return"] if tree in parts else []
    target = st.sampled_from([*own, *own, *others, *back, *back])
    # A part includes only later ones here: one that includes itself is a golden.
    later = [part for part in parts if tree not in parts or part > tree]
    kinds = ["question", "question", "step", "resolution", "resolution", *(["include"] if later else [])]
    kind = draw(st.sampled_from(kinds))
    if kind == "resolution":
        unsolved = {"unsolved": draw(target)} if draw(st.integers(0, 3)) == 0 else {}
        return {"resolution": "Done", **unsolved}
    if kind == "step":
        return {"step": "Do", "next": draw(target)}
    if kind == "include":
        return {"include": f"{draw(st.sampled_from(later))}.yml", "next": draw(target)}
    dated = draw(st.integers(0, 3)) == 0
    answers = [
        {
            "text": f"Answer {number}",
            "to": draw(target),
            **({"retry": "true"} if draw(st.booleans()) else {}),
            **({"days": draw(DAYS)} if dated and draw(st.integers(0, 4)) else {}),
        }
        for number in range(draw(st.integers(2, 3)))
    ]
    dates = {"dates": {"since": "Then", "until": "Now"}} if dated else {}
    return {"question": "What?", **dates, "answers": answers}


def write_library(root: Path, library: dict[str, dict[str, Any]]) -> None:
    config = {"source_language": "en", "languages": ["en"], "limits": {"questions": str(LIMIT)}}
    # JSON is YAML too, and written by other hands than those that read it.
    for name, data in {"library": config, **library}.items():
        (root / f"{name}.yml").write_text(json.dumps(data), "utf-8")


def compiled(library: dict[str, dict[str, Any]]) -> Compiled:
    with tempfile.TemporaryDirectory() as folder:
        write_library(Path(folder), library)
        return compile_library(Path(folder))


@settings(max_examples=400)
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


@settings(max_examples=200)
@given(libraries())
def test_every_unreachable_node_is_named(library: dict[str, dict[str, Any]]) -> None:
    oracle = Oracle(library, LIMIT)
    if "unknown-target" in oracle.broken():
        return
    found = [problem for problem in compiled(library).problems if problem.code == "unreachable"]
    named = {(Path(one.position.path).stem, *one.message.split("'")[1:2]) for one in found}
    lost = {(tree, name) if name else (tree,) for tree, name in oracle.unreachable()}
    assert named == lost
