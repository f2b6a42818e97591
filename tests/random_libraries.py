"""Random libraries for property tests: trees, parts, jumps, circles, dates and ways out."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from oracle import Oracle, UnknownError

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
def libraries(draw: st.DrawFn, *, sound: bool = False, most: int = 4) -> dict[str, dict[str, Any]]:
    """Draw one to three guides and up to two parts.

    Args:
        draw: given by Hypothesis.
        sound: whether every way leads to a later node, so that it ends. Few of the others are without a
            circle, so they hardly ever test the numbers counted along ways.
        most: how many nodes each of them has at most.
    """
    guides = [f"g{number}" for number in range(draw(st.integers(1, 3)))]
    parts = [f"p{number}" for number in range(draw(st.integers(0, 2)))]
    sizes = {tree: draw(st.integers(1, most)) for tree in (*guides, *parts)}
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


FACTS = {"f": ["a", "b", "c"], "g": ["x", "y"]}


@st.composite
def libraries_with_facts(
    draw: st.DrawFn, facts: dict[str, list[str]], *, sound: bool = False, faulty: bool = False, most: int = 4
) -> dict[str, dict[str, Any]]:
    """Draw a library in which some questions ask for facts, and some texts differ by them.

    Args:
        draw: given by Hypothesis.
        facts: the values of each fact.
        sound: see `libraries`.
        faulty: whether to make mistakes in values, too.
        most: see `libraries`.
    """
    library = draw(libraries(sound=sound, most=most))
    for tree in library.values():
        for node in tree["nodes"].values():
            plain = "answers" in node and not {"dates", "number", "several"} & node.keys()
            if plain and draw(st.integers(0, 3)):
                draw(asking(node, facts, faulty=faulty))
            if "include" not in node and draw(st.integers(0, 3)) == 0:
                node["body"] = draw(varied(facts, faulty=faulty))
    return library


@st.composite
def libraries_to_walk(draw: st.DrawFn, facts: dict[str, list[str]]) -> dict[str, dict[str, Any]]:
    """Draw a library with facts and plain choices, whose only mistakes are nodes that nothing leads to."""
    library = draw(libraries_with_facts(facts, sound=True, most=6))
    for tree in library.values():
        for name, node in tree["nodes"].items():
            for key in ("dates", "number", "several"):
                node.pop(key, None)
            for answer in node.get("answers", ()):
                for key in ("days", "range", "none"):
                    answer.pop(key, None)
            if "answers" in node and "asks" not in node and draw(st.integers(0, 3)):
                draw(asking(node, facts, faulty=False))
            # What is no way on may lead back.
            others = [one for one in tree["nodes"] if one != name]
            for one in node.get("actions", ()) if others else ():
                one["to"] = draw(st.sampled_from(others))
            if "resolution" in node and draw(st.booleans()):
                node["unsolved"] = draw(st.sampled_from([*tree["nodes"]]))
    draw(led_back(library))
    return library


@st.composite
def led_back(draw: st.DrawFn, library: dict[str, dict[str, Any]]) -> None:
    """Let answers with `retry` lead to nodes of their tree; those that then do not lead back lead on."""
    retried = [
        (answer, draw(st.sampled_from(list(tree["nodes"]))))
        for tree in library.values()
        for node in tree["nodes"].values()
        for answer in node.get("answers", ())
        if answer.pop("retry", None)
    ]
    for answer, target in retried:
        onward = answer["to"]
        answer.update(to=target, retry="true")
        with suppress(UnknownError):
            oracle = Oracle(library, LIMIT)
            if not (any(True for _ in oracle.forward_retries()) or oracle.has_circle()):
                continue
        answer["to"] = onward
        del answer["retry"]


@st.composite
def asking(draw: st.DrawFn, node: dict[str, Any], facts: dict[str, list[str]], *, faulty: bool) -> None:
    """Let a question ask for a fact: each value gets an answer."""
    node["asks"] = draw(st.sampled_from([*facts, "h"] if faulty else [*facts]))
    values = facts.get(node["asks"], ["a"])
    for value in [*values, *(draw(st.lists(st.sampled_from([*values, "z"]), max_size=1)) if faulty else ())]:
        if not faulty or draw(st.integers(0, 9)):
            answer = draw(st.sampled_from(node["answers"]))
            answer["is"] = [*answer.get("is", ()), value]
    for answer in node["answers"]:
        if "is" in answer and not (faulty and draw(st.booleans())):
            answer.pop("retry", None)
        if len(answer.get("is", ())) == 1 and draw(st.booleans()):
            (answer["is"],) = answer["is"]
    if faulty and draw(st.integers(0, 9)) == 0:
        del node["asks"]


@st.composite
def varied(draw: st.DrawFn, facts: dict[str, list[str]], *, faulty: bool) -> dict[str, str]:
    """Draw a text that differs by a fact."""
    fact = draw(st.sampled_from([*facts]))
    values = draw(
        st.lists(st.sampled_from([*facts[fact], *(["z"] if faulty else [])]), unique=True, min_size=1)
    )
    texts = {"by": fact, **{value: f"Text {value}" for value in values}}
    is_whole = len(values) == len(facts[fact]) if not faulty else draw(st.booleans())
    return texts if is_whole else {**texts, "otherwise": "Another text"}


def write_library(
    root: Path,
    library: dict[str, dict[str, Any]],
    unsolved: str | None = None,
    facts: dict[str, list[str]] | None = None,
) -> None:
    config = {"source_language": "en", "languages": ["en"], "limits": {"questions": str(LIMIT)}}
    config |= {"unsolved": unsolved} if unsolved else {}
    # JSON is YAML too, and its writer shares no code with our readers.
    shared = (
        {
            "facts": {
                fact: {"text": fact, "values": dict(zip(values, values, strict=True))}
                for fact, values in facts.items()
            }
        }
        if facts
        else {}
    )
    for name, data in {"library": config, **shared, **library}.items():
        (root / f"{name}.yml").write_text(json.dumps(data), "utf-8")
