"""Where keys and values are in a file, down to the column that a caret points at."""

from __future__ import annotations

import pytest

from izeja.problems.problem import Position
from izeja.reading.source import Source

TREE = """\
title: Restart your modem
tags: [slow, "no light"]
empty:
quoted: ""
nodes:
  online:
    step: 'It''s on'
    body: |

      First line.
      Second line.
    folded: >-
      Only line.
    answers:
    - text: Yes
      to: done
    - No
list:
  - - deep
"""

Place = tuple[int, int, int, int]


def place(position: Position) -> Place:
    assert position.path == "a.yml"
    return position.line, position.column, position.end_line, position.end_column


@pytest.mark.parametrize(
    ("address", "key", "value"),
    [
        ((), (1, 1, 20, 1), (1, 1, 20, 1)),
        (("title",), (1, 1, 1, 6), (1, 8, 1, 26)),
        (("tags",), (2, 1, 2, 5), (2, 7, 2, 25)),
        (("tags", 0), (2, 8, 2, 12), (2, 8, 2, 12)),
        (("tags", 1), (2, 14, 2, 24), (2, 14, 2, 24)),
        (("empty",), (3, 1, 3, 6), (3, 7, 3, 7)),
        (("quoted",), (4, 1, 4, 7), (4, 9, 4, 11)),
        (("nodes",), (5, 1, 5, 6), (6, 3, 18, 1)),
        (("nodes", "online"), (6, 3, 6, 9), (7, 5, 18, 1)),
        (("nodes", "online", "step"), (7, 5, 7, 9), (7, 11, 7, 21)),
        # A block is its first line with words in it.
        (("nodes", "online", "body"), (8, 5, 8, 9), (10, 7, 10, 18)),
        (("nodes", "online", "folded"), (12, 5, 12, 11), (13, 7, 13, 17)),
        (("nodes", "online", "answers", 0), (15, 7, 17, 5), (15, 7, 17, 5)),
        (("nodes", "online", "answers", 0, "to"), (16, 7, 16, 9), (16, 11, 16, 15)),
        (("nodes", "online", "answers", 1), (17, 7, 17, 9), (17, 7, 17, 9)),
        (("list", 0, 0), (19, 7, 19, 11), (19, 7, 19, 11)),
        # A missing value is at the key of the mapping or list that should hold it.
        (("kind",), (1, 1, 20, 1), (1, 1, 20, 1)),
        (("nodes", "offline"), (5, 1, 5, 6), (5, 1, 5, 6)),
        (("nodes", "online", "answers", 2), (14, 5, 14, 12), (14, 5, 14, 12)),
        (("nodes", "online", "answers", 0, "no", "such"), (15, 7, 17, 5), (15, 7, 17, 5)),
    ],
)
def test_a_key_and_a_value_are_where_they_are_written(
    address: tuple[str | int, ...], key: Place, value: Place
) -> None:
    source = Source("a.yml", TREE)
    assert place(source.key(*address)) == key
    assert place(source.value(*address)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: one\r\nb: two\r\n", (2, 4, 2, 7)),
        ("a: one\rb: two\r", (2, 4, 2, 7)),
        ("a: one\n\nb: two", (3, 4, 3, 7)),
        ("# c\nb: two # d", (2, 4, 2, 7)),
        ("ā: 🙂\nb:   two", (2, 6, 2, 9)),
        ("a: 🙂\u0304\nb: 'twö'", (2, 4, 2, 9)),
        ("b:\n  two\n  three\n", (2, 3, 3, 8)),
        ("b: |\r\n\r\n  two\r\n", (3, 3, 3, 6)),
        ("b: |2\n    two  \n", (2, 5, 2, 10)),
        ("b: |\n\n", (1, 4, 3, 1)),
        ("b: '|'", (1, 4, 1, 7)),
        ("b: one\nb: two", (1, 4, 1, 7)),
        ("b: one\nc: [", (1, 4, 1, 7)),
    ],
)
def test_lines_and_columns_count_what_a_reader_sees(text: str, value: Place) -> None:
    assert place(Source("a.yml", text).value("b")) == value


def test_places_are_known_however_deep_they_are() -> None:
    depth = 30
    text = "[" * depth + "x" + "]" * depth
    assert place(Source("a.yml", text).value(*[0] * depth)) == (1, 31, 1, 32)


def test_a_file_that_is_no_yaml_has_the_places_before_its_mistake() -> None:
    source = Source("a.yml", "title: One\nsummary: @two\n")
    assert place(source.value("title")) == (1, 8, 1, 11)
    assert place(source.key("summary")) == (1, 1, 1, 1)


@pytest.mark.parametrize("text", ["", "# a remark", "@"])
def test_a_file_without_a_value_has_its_start_as_a_place(text: str) -> None:
    assert place(Source("a.yml", text).value("title")) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("text", "wanted", "after", "found"),
    [
        ("a: x\nb: go to x now", "x", "", (2, 10, 2, 11)),
        ("a: x\r\nb: go to x now", "x", "", (2, 10, 2, 11)),
        ("a: x\u2028b: go to x now", "x", "", (2, 10, 2, 11)),
        ("b: |\n  one\n  two words\n", "two", "", (3, 3, 3, 6)),
        ("b: |\n  one\u2028  two\u2029  three\u0085  four\n", "four", "", (5, 3, 5, 7)),
        ("b: '[x](x)'", "x", "](", (1, 9, 1, 10)),
        ("b: x", "x", "", (1, 4, 1, 5)),
        # Words that are not in the value have the place of the whole value.
        ("b: one\nc: two", "two", "", (1, 4, 1, 7)),
        ("b: one\nc: one two", "one", "two ", (1, 4, 1, 7)),
        ("a: two\nb: one", "two", "", (2, 4, 2, 7)),
        ("b: onet\nc: wo", "two", "one", (1, 4, 1, 8)),
    ],
)
def test_words_are_found_inside_a_value(text: str, wanted: str, after: str, found: Place) -> None:
    assert place(Source("a.yml", text).words(("b",), wanted, after)) == found


def test_words_of_what_is_missing_are_looked_for_around_it() -> None:
    assert place(Source("a.yml", "a:\n  b: one\n").words(("a", "c"), "one")) == (2, 6, 2, 9)
    assert place(Source("a.yml", "a:\n  b: one\n").words(("a", "c"), "two")) == (1, 1, 1, 2)


@pytest.mark.parametrize(
    ("text", "start", "end", "found"),
    [
        ("ab\ncd", 0, 1, (1, 1, 1, 2)),
        ("ab\ncd", 2, 3, (1, 3, 1, 4)),
        ("ab\ncd", 3, 5, (2, 1, 2, 3)),
        ("ab\ncd", 5, 5, (2, 3, 2, 3)),
        ("\nab", 1, 2, (2, 1, 2, 2)),
    ],
)
def test_a_stretch_of_characters_has_a_place(text: str, start: int, end: int, found: Place) -> None:
    assert place(Source("a.yml", text).stretch(start, end)) == found


def test_the_rest_of_a_line_ends_with_it() -> None:
    source = Source("a.yml", "\nab\ncd")
    assert [source.rest_of_line(index) for index in (0, 1, 2, 3, 4)] == ["", "ab", "b", "", "cd"]


def test_a_whole_file_has_no_line() -> None:
    assert str(Source("a.yml", "a: b").whole()) == "a.yml"
