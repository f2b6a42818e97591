"""Random libraries for property tests: trees, parts, jumps, circles, dates and ways out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

LIMIT = 4
DAYS = st.one_of(
    st.builds("{} {}".format, st.sampled_from(["<", "<=", ">", ">="]), st.integers(-3, 3)),
    st.integers(-3, 3).map(str),
    st.tuples(st.integers(-3, 3), st.integers(0, 3)).map(lambda days: f"{days[0]} to {days[0] + days[1]}"),
)
TENTHS = st.integers(-11, 11).map(lambda tenths: f"{tenths / 10:g}")
NUMBERS = st.one_of(
    st.builds("{} {}".format, st.sampled_from(["<", "<=", ">", ">="]), TENTHS),
    TENTHS,
    st.tuples(st.integers(-10, 10), st.integers(0, 9)).map(
        lambda tenths: f"{tenths[0] / 10:g} to {min(10, sum(tenths)) / 10:g}"
    ),
)
FORMS: list[tuple[str, dict[str, Any]]] = [
    ("dates", {"dates": {"since": "Then", "until": "Now"}}),
    ("dates", {"dates": {"since": "Then", "until": "today"}}),
    ("number", {"number": {"label": "How much?", "least": "-1", "most": "1", "decimals": "1"}}),
    ("several", {"several": "true"}),
]
"""What a question asks for: which of its keys says so, and its keys."""
OF_ANSWERS = {
    "dates": st.fixed_dictionaries({"days": DAYS}),
    "number": st.fixed_dictionaries({"range": NUMBERS}),
    "several": st.sampled_from([{}, {}, {"none": "true"}]),
}


@st.composite
def libraries(draw: st.DrawFn, *, sound: bool = False) -> dict[str, dict[str, Any]]:
    """Draw one to three guides and up to two parts, of up to four nodes each.

    Args:
        draw: given by Hypothesis.
        sound: whether every way leads to a later node, so that it ends. Few of the others are without a
            circle, so they hardly ever test the numbers counted along ways.
    """
    guides = [f"g{number}" for number in range(draw(st.integers(1, 3)))]
    parts = [f"p{number}" for number in range(draw(st.integers(0, 2)))]
    sizes = {tree: draw(st.integers(1, 4)) for tree in (*guides, *parts)}
    return {
        tree: {
            "title": tree,
            "kind": "causes" if tree in guides else "part",
            "start": "n0",
            **(draw(ways_out(sizes[tree], guides)) if tree in guides else {}),
            "nodes": {
                f"n{number}": draw(nodes(tree, number if sound else -1, sizes, guides, parts))
                for number in range(sizes[tree])
            },
        }
        for tree in (*guides, *parts)
    }


@st.composite
def ways_out(draw: st.DrawFn, size: int, guides: list[str]) -> dict[str, str]:
    """Draw the `unsolved` of a guide: mostly none."""
    target = st.sampled_from(
        [*(f"n{number}" for number in range(size)), *(f"{guide}.yml" for guide in guides)]
    )
    return {"unsolved": draw(target)} if draw(st.integers(0, 2)) == 0 else {}


@st.composite
def nodes(
    draw: st.DrawFn, tree: str, after: int, sizes: dict[str, int], guides: list[str], parts: list[str]
) -> dict[str, Any]:
    own = [f"n{number}" for number in range(after + 1, sizes[tree])]
    others = [
        f"{guide}.yml#n{number}"
        for guide in guides
        if guide != tree and (after < 0 or (tree in guides and guide > tree))
        for number in range(sizes[guide])
    ]
    back = ["return"] if tree in parts else []
    targets = [*own, *own, *others, *back, *back]
    if not targets:
        return {"resolution": "Done"}
    target = st.sampled_from(targets)
    # A part includes only later ones here: one that includes itself is a golden.
    later = [part for part in parts if tree not in parts or part > tree]
    kinds = ["question", "question", "step", "resolution", "resolution", *(["include"] if later else [])]
    kind = draw(st.sampled_from(kinds))
    if kind == "resolution":
        unsolved = {"unsolved": draw(target)} if draw(st.integers(0, 3)) == 0 else {}
        offered = draw(st.lists(target, max_size=2)) if draw(st.integers(0, 3)) == 0 else []
        actions = [{"text": f"Action {number}", "to": one} for number, one in enumerate(offered)]
        return {"resolution": "Done", **unsolved, **({"actions": actions} if actions else {})}
    if kind == "step":
        return {"step": "Do", "next": draw(target)}
    if kind == "include":
        return {"include": f"{draw(st.sampled_from(later))}.yml", "next": draw(target)}
    form, keys = draw(st.sampled_from([*FORMS, *[("", {})] * 4]))
    answers = [
        {
            "text": f"Answer {number}",
            "to": draw(target),
            **({"retry": "true"} if draw(st.booleans()) else {}),
            **(draw(OF_ANSWERS[form]) if form and draw(st.integers(0, 4)) else {}),
        }
        for number in range(draw(st.integers(2, 3)))
    ]
    return {"question": "What?", **keys, "answers": answers}


def write_library(root: Path, library: dict[str, dict[str, Any]], unsolved: str | None = None) -> None:
    config = {"source_language": "en", "languages": ["en"], "limits": {"questions": str(LIMIT)}}
    config |= {"unsolved": unsolved} if unsolved else {}
    # JSON is YAML too, and its writer shares no code with our readers.
    for name, data in {"library": config, **library}.items():
        (root / f"{name}.yml").write_text(json.dumps(data), "utf-8")
