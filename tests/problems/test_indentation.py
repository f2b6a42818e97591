"""A line with a wrong indentation is named, whichever line of a tree it is and however far in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import txtar
from izeja.compiler.compile import compile_library
from izeja.problems.problem import Problem

LIBRARY = """\
-- library.yml --
source_language: en
languages: [en]
-- contacts.yml --
shop:
  text: Ask the shop
  url: https://example.org
"""
TREE = """\
title: Modem
summary: What to do
kind: diagnosis
start: look
nodes:
  look:
    question: Is the light on?
    hint: It is in front
    answers:
      - text: "Yes"
        to: works
      - text: "No"
        to: press
  press:
    step: Press the button
    body: |
      Press it for long.

      - Wait for a minute
      - Look again
    next: again
  again:
    question: Is it on now?
    answers:
      - text: "Yes"
        to: works
      - text: "No"
        to: phone
  works:
    resolution: It works
  phone:
    support: shop
"""
LINES = TREE.splitlines()
AMBIGUOUS = {
    # A text after '|' goes on as long as lines are as far in, so this key is a part of it.
    *(("next: again", spaces) for spaces in range(6, 11)),
    # To move another line would do as well.
    *(("body: |", 0), ("body: |", 2), ("hint: It is in front", 2)),
    *(("question: Is it on now?", 2), ("question: Is it on now?", 3)),
    *(("works:", 0), ("resolution: It works", 0)),
}
"""Lines that are not named with so many spaces: what is named instead can be the mistake, too."""


def shifted() -> Iterator[tuple[int, int]]:
    for number, line in enumerate(LINES):
        own = len(line) - len(line.lstrip())
        yield from ((number, spaces) for spaces in range(own + 7) if line and spaces != own)


def names(problem: Problem, line: int) -> bool:
    places = [problem.position, *(one.position for one in problem.related)]
    return any(place.line == line for place in places) or f"line {line}" in (problem.hint or "")


@pytest.mark.parametrize("number", range(len(LINES)), ids=lambda number: f"{number + 1}")
def test_the_line_with_a_wrong_indentation_is_named(number: int, tmp_path: Path) -> None:
    unnamed = set()
    for line, spaces in shifted():
        if line != number:
            continue
        text = LINES[number].lstrip()
        changed = [*LINES[:number], f"{' ' * spaces}{text}", *LINES[number + 1 :]]
        txtar.unpack({**txtar.split(LIBRARY), "a.yml": "\n".join([*changed, ""])}, tmp_path)
        problems = compile_library(tmp_path).problems
        # Some indentations mean the same.
        if problems and not any(names(one, number + 1) for one in problems):
            unnamed.add((text, spaces))
    assert unnamed == {one for one in AMBIGUOUS if one[0] == LINES[number].lstrip()}
