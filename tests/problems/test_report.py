"""How a problem looks: its caret is under the right words, in colour on a terminal."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from izeja.problems.problem import Position, Problem, Related, in_order
from izeja.problems.report import as_text
from izeja.problems.wording import counted


def problem(line: int, column: int, end: int) -> Problem:
    return Problem("circle", "round and round", Position("a.yml", line, column, line, end))


@pytest.mark.parametrize(
    ("text", "column", "end", "caret"),
    [
        ("to: start", 5, 10, "          ^^^^^"),
        ("\tto: start", 6, 11, "      \t    ^^^^^"),
        ("名前: start", 5, 10, "            ^^^^^"),
        ("a\u0304b: start", 6, 11, "          ^^^^^"),
        ("to: 名前", 5, 7, "          ^^^^"),
        ("to:", 4, 4, "         ^"),
    ],
)
def test_the_caret_stands_under_what_is_meant(text: str, column: int, end: int, caret: str) -> None:
    shown = as_text([problem(1, column, end)], {"a.yml": text}).splitlines()[2]
    assert shown.replace("      | ", "      ", 1) == caret


def test_a_stretch_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    place = Position("a.yml", 1, 4, 2, 3)
    shown = as_text([Problem("circle", "round", place)], {"a.yml": "to: one\n  two"})
    assert shown.splitlines()[2].count("^") == 4


def test_colours_change_nothing_but_colours() -> None:
    related = (Related("here", Position("a.yml", 1, 1, 1, 3)),)
    one = Problem("circle", "round", Position("a.yml", 1, 1, 1, 3), "fix it", related)
    coloured = as_text([one], {"a.yml": "to: x"}, colour=True)
    assert "\x1b[31m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == as_text([one], {"a.yml": "to: x"})


def test_problems_are_told_once_and_in_the_order_of_the_files() -> None:
    places = [problem(2, 1, 2), problem(1, 5, 6), problem(1, 5, 6), problem(1, 2, 3)]
    assert [(p.position.line, p.position.column) for p in in_order(places)] == [(1, 2), (1, 5), (2, 1)]


def test_a_problem_that_is_found_twice_concerns_the_files_of_both() -> None:
    twice = [replace(problem(1, 2, 3), concerns=frozenset({file})) for file in ("one.yml", "two.yml")]
    (found,) = in_order(twice)
    assert found.concerns == {"one.yml", "two.yml"}


def test_problems_that_differ_only_in_their_proof_have_an_order() -> None:
    related = [(), (Related("here", Position("a.yml", 1)),), (Related("here", Position("b.yml", 1)),)]
    hinted = [replace(problem(1, 2, 3), hint=hint) for hint in (None, "a -> b", "b -> a")]
    expected = [replace(one, related=shown) for one in hinted for shown in related]
    assert list(in_order(expected)) == list(in_order(expected[::-1])) == expected


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (1, "branch", "1 branch"),
        (0, "branch", "0 branches"),
        (2, "library", "2 libraries"),
        (1000, "tree", "1,000 trees"),
    ],
)
def test_counts_read_well(number: int, noun: str, said: str) -> None:
    assert counted(number, noun) == said
