"""A check of the one tree that was edited reports what the edit breaks in other trees."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import txtar
from conftest import times
from izeja.compiler.check import check_library
from izeja.proof.library_rules import WHOLE
from random_libraries import libraries, write_library

LIMITS = {"questions": 2, "nodes": 5}
LIBRARY = """
-- library.yml --
source_language: en
languages: [en]
limits: {questions: 2, nodes: 5}
-- guide.yml --
title: The guide
kind: diagnosis
start: first
nodes:
  first:
    include: outer.yml
    next: ask
  ask:
    question: And now?
    answers:
      - text: It works
        to: done
      - text: Nothing helps
        to: done
  done:
    resolution: Done
-- outer.yml --
title: It only includes another part
kind: part
start: only
nodes:
  only:
    include: inner.yml
    next: return
-- inner.yml --
title: A part
kind: part
start: look
nodes:
  look:
    step: Look at it
    next: return
"""
QUESTIONS = """\
  one:
    question: One?
    answers:
      - {text: "Yes", to: two}
      - {text: "No", to: return}
  two:
    question: Two?
    answers:
      - {text: "Yes", to: return}
      - {text: "No", to: return}
"""
STEPS = """\
  one:
    step: One
    next: two
  two:
    step: Two
    next: three
  three:
    step: Three
    next: return
"""


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("next: end\n  end:\n    resolution: Done\n", "unreachable"),
        (f"next: one\n{QUESTIONS}", "too-long"),
        (f"next: one\n{STEPS}", "too-large"),
    ],
)
@pytest.mark.parametrize("cached", [True, False])
def test_an_edit_of_a_part_breaks_a_guide(new: str, code: str, tmp_path: Path, *, cached: bool) -> None:
    txtar.unpack(txtar.split(LIBRARY), tmp_path)
    assert not check_library(tmp_path, cached=cached).problems
    part = tmp_path / "inner.yml"
    part.write_text(part.read_text("utf-8").replace("next: return\n", new), "utf-8")
    found = check_library(tmp_path, frozenset({"inner"}), cached=cached).problems
    assert [(one.code, Path(one.position.path).name) for one in found] == [(code, "guide.yml")]


def known(problems: Any) -> dict[tuple[object, ...], str]:
    # A part that nothing includes any more is left out: nothing in the edited tree names it now.
    return {
        (one.code, one.message, one.position): one.code
        for one in problems
        if one.code not in WHOLE and one.message != "no guide includes this part"
    }


@times(0.4)
@given(libraries(), libraries(), st.data())
def test_every_new_problem_is_reported(
    library: dict[str, dict[str, Any]], other: dict[str, dict[str, Any]], data: st.DataObject
) -> None:
    tree = data.draw(st.sampled_from(sorted({*library} & {*other})))
    node = data.draw(st.sampled_from(sorted(library[tree]["nodes"])))
    edited = data.draw(st.sampled_from([*other[tree]["nodes"].values()]))
    nodes = {**library[tree]["nodes"], node: edited}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, library)
        before = known(check_library(root, cached=False).problems)
        write(root, {**library, tree: {**library[tree], "nodes": nodes}})
        after = known(check_library(root, cached=False).problems)
        reported = known(check_library(root, frozenset({tree}), cached=False).problems)
    # A circle that was there before is reported at another place if it is in another knot now.
    ignored = {"circle"} & {*before.values()}
    new = {one for one, code in after.items() if one not in before and code not in ignored}
    assert new <= reported.keys()


def write(root: Path, library: dict[str, dict[str, Any]]) -> None:
    write_library(root, library)
    config = json.loads((root / "library.yml").read_text("utf-8"))
    (root / "library.yml").write_text(json.dumps({**config, "limits": LIMITS}), "utf-8")
