"""Mistakes in YAML: at which place, and in which words. The whole output is in tests/problems/messages."""

from __future__ import annotations

from contextlib import suppress

import pytest
import yaml

from izeja.problems.problem import Position, Problem, Related
from izeja.reading import pyyaml
from izeja.reading.parse import parse
from izeja.reading.source import Source
from izeja.reading.yaml_errors import forbidden_character, yaml_problem, yaml_words
from without_libyaml import without_libyaml

TAB = "tabs cannot be used for indentation"
INDENTATION = "this line's indentation doesn't match the lines above"
BRACKET = "this bracket is never closed"
QUOTE = "this quote is never closed"
COLON = "text with a colon and a space in it must be quoted"
STAR = "text that begins with '*' or '&' must be quoted"
TAG = "text that begins with '!' must be quoted"
DASH = "a list cannot start in the middle of a line"
BLOCK = "text after '|' or '>' must start on the next line"
CHARACTER = "text that begins with this character must be quoted"
LINE = "this line is neither 'key: value' nor part of the text above it"
REST = "the content has ended above, and more text follows"
BACKSLASH = "a backslash has a special meaning in double quotes"

IN_DOUBLE_QUOTES = "put the whole text in double quotes"
HINTS = {
    TAB: "use two spaces for each level; most editors can convert tabs to spaces",
    INDENTATION: "start lines that belong together in the same column, and indent each level by two spaces",
    BRACKET: "close it, or put the text in double quotes if the bracket is part of it",
    QUOTE: "add the closing quote at the end of the text",
    COLON: "put the whole text in double quotes, or indent the line like its neighbours",
    STAR: IN_DOUBLE_QUOTES,
    TAG: IN_DOUBLE_QUOTES,
    CHARACTER: IN_DOUBLE_QUOTES,
    DASH: "for a list within a text, write '|' here, and start the list on the next line\n"
    "or put the text in double quotes if '-' is part of it",
    BLOCK: "start it there, or put the text in double quotes if it begins with '|' or '>'",
    LINE: "add a colon and a space after the key, or indent the line to continue the text above",
    REST: "delete the bracket, the quote or the line '...' that ends it, or delete the rest",
    BACKSLASH: "write the backslash twice, or put the text in single quotes",
}
MISTAKES = [
    ("a: *b*", STAR, (1, 4)),
    ("a:\n  - &b*", STAR, (2, 5)),
    ("a: !b!c d", TAG, (1, 4)),
    ("a:\n  - !b! c", TAG, (2, 5)),
    ("a: @b", CHARACTER, (1, 4)),
    ("a: ? b", CHARACTER, (1, 4)),
    ("a: - b", DASH, (1, 4)),
    ("a: b\n- c", INDENTATION, (2, 1)),
    ("a: b\n-\tc", INDENTATION, (2, 1)),
    ("a: | b", BLOCK, (1, 4)),
    ("a:\n  - > b", BLOCK, (2, 5)),
    ("a: |0\n b", BLOCK, (1, 4)),
    ("a: |12\n b", BLOCK, (1, 4)),
    ("a: b: c", COLON, (1, 5)),
    ("a: b\nc d\ne: f", LINE, (2, 1)),
    ("a: b\nc d", LINE, (2, 1)),
    ("a:\n  b: c\n d: e", INDENTATION, (3, 2)),
    ("a:\n  - b\n  c: d", INDENTATION, (3, 3)),
    ("a: [b\nc: d", BRACKET, (1, 4)),
    ("a: {b\nc: d", BRACKET, (1, 4)),
    ("a: [b", BRACKET, (1, 4)),
    ('x: y\na: "b\nc: d', QUOTE, (2, 4)),
    ("a: 'b", QUOTE, (1, 4)),
    ("a: 'b\n---\nc", QUOTE, (1, 4)),
    ("a: b\n...\nc: d", REST, (3, 1)),
    ("[a]\nb: c", REST, (2, 1)),
    ('a: "\\h"', BACKSLASH, (1, 5)),
    ('a: "C:\\Users"', BACKSLASH, (1, 7)),
    ('a: "\\h \\\\"', BACKSLASH, (1, 5)),
    ("a:\n\tb: c", TAB, (2, 1)),
    ("\ta: b", TAB, (1, 1)),
    ("a: b\n \tc: d", TAB, (2, 4)),
    ("-\t- @b", TAB, (1, 2)),
    ("a: \t@b", CHARACTER, (1, 5)),
]


@pytest.mark.parametrize("libyaml", [True, False], ids=["libyaml", "pure"])
@pytest.mark.parametrize(("text", "message", "place"), MISTAKES)
def test_a_mistake_is_shown_where_it_is(
    text: str, message: str, place: tuple[int, int], monkeypatch: pytest.MonkeyPatch, *, libyaml: bool
) -> None:
    if not libyaml:
        without_libyaml(monkeypatch)
    (problem,) = parse(Source("a.yml", text)).problems
    line, column = place
    assert (problem.code, problem.message) == ("invalid-yaml", message)
    if libyaml or "\t" not in text:  # the pure parser notices tabs a character earlier
        assert problem.position == Position("a.yml", line, column, line, column + 1)
    assert message == INDENTATION or problem.hint == HINTS[message]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a: b\n- c", "delete the '- ', and begin the line in the first column, like line 1"),
        (
            "a:\n  b: c\n d: e",
            "begin it with 2 spaces, like line 2; each level is indented by two more spaces",
        ),
        (
            "a:\n  - b\n  c: d",
            "begin it with 4 spaces if it belongs to the item above, or with '- ' if it is another item",
        ),
        ("a:\n  - b: c\n    - d", "begin it with 2 spaces, like the item in line 2"),
        (
            "- - a\n b",
            "begin it in the first column, like line 1; each level is indented by two more spaces",
        ),
    ],
)
def test_a_line_in_the_wrong_column_is_told_the_right_one(text: str, hint: str) -> None:
    (problem,) = parse(Source("a.yml", text)).problems
    assert problem.hint == hint


def test_the_block_around_a_mistake_is_shown_if_it_starts_on_another_line() -> None:
    (problem,) = parse(Source("a.yml", "x: y\na:\n  b: c\n d: e")).problems
    around = Position("a.yml", 1, 1, 1, 2)
    assert problem.related == (Related("the block it belongs to starts here", around),)
    (problem,) = parse(Source("a.yml", "a: @b")).problems
    assert problem.related == ()
    (problem,) = parse(Source("a.yml", '"a": "\\h"')).problems
    assert problem.related == ()


def test_a_mistake_in_the_last_line_is_not_shown_behind_it() -> None:
    error = yaml.MarkedYAMLError(problem="did not find expected key", problem_mark=mark(2, 0))
    problem = yaml_problem(Source("a.yml", "a: b\n"), error)
    assert problem.position == Position("a.yml", 1, 1, 1, 2)
    assert yaml_problem(Source("a.yml", ""), error).position == Position("a.yml", 1, 1, 1, 2)


UNKNOWN = "YAML cannot be read beyond this place"
LOOK = "compare quotes, brackets and indentation of this line, and of the line above, with their neighbours"


def test_an_unknown_mistake_is_shown_without_the_words_of_the_parser() -> None:
    error = yaml.MarkedYAMLError(context="while dreaming", problem="woke up", problem_mark=mark(1, 2))
    problem = yaml_problem(Source("a.yml", "a\nb: c\n"), error)
    assert problem == Problem("invalid-yaml", UNKNOWN, Position("a.yml", 2, 3, 2, 4), LOOK)


def test_an_unknown_mistake_may_have_no_place() -> None:
    problem = yaml_problem(Source("a.yml", "a"), yaml.MarkedYAMLError(problem="woke up"))
    assert problem == Problem("invalid-yaml", UNKNOWN, Position("a.yml"), LOOK)


def test_a_mistake_without_a_place_of_its_own_is_where_its_context_is() -> None:
    error = yaml.MarkedYAMLError(problem="unknown escape", context_mark=mark(0, 1))
    problem = yaml_problem(Source("a.yml", "abc"), error)
    assert (problem.position, problem.related) == (Position("a.yml", 1, 2, 1, 3), ())


def mark(line: int, column: int) -> pyyaml.Mark:
    return yaml.Mark("", 0, line, column, None, 0)


@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        ("\x07", (1, 1), "U+0007"),
        ("a: b\x7f", (1, 5), "U+007F"),
        ("a: b\r\nc: \x1fd", (2, 4), "U+001F"),
        ("a: \u0084", (1, 4), "U+0084"),
        ("a: \u0086", (1, 4), "U+0086"),
        ("a: \u009f", (1, 4), "U+009F"),
        ("a: \uffff", (1, 4), "U+FFFF"),
        ("a: \0", (1, 4), "U+0000"),
    ],
)
def test_a_character_that_yaml_forbids_is_shown(text: str, place: tuple[int, int], name: str) -> None:
    (problem,) = parse(Source("a.yml", text)).problems
    line, column = place
    found = Position("a.yml", line, column, line, column + 1)
    message = f"there is an invisible character here ({name})"
    assert problem == Problem("invalid-yaml", message, found, "delete it")


@pytest.mark.parametrize("character", "\t\x20\x7e\x85\xa0\ud7ff\ue000\ufffd\U00010000\U0010ffff")
def test_all_other_characters_are_read(character: str) -> None:
    assert parse(Source("a.yml", f'a: "b{character}c"')).problems == ()


def test_another_reader_error_is_of_the_whole_file() -> None:
    problem = forbidden_character(Source("a.yml", "a: b"))
    message = "there is an invisible character here"
    assert problem == Problem("invalid-yaml", message, Position("a.yml"), "delete it")


ELSEWHERE = {
    "a: b\nc: [*d]": (
        2,
        (
            "the alias '*d' has no anchor '&d' above it: write '&d' before the value that is meant, or put "
            "the text in double quotes if '*' begins it"
        ),
    ),
    "a: !!str &b c\nd: !!str &b e": (
        2,
        "line 1 has the anchor '&b' already: give each anchor a name of its own",
    ),
    "a: b\n---\n": (
        2,
        (
            "a second document starts here, and a file has only one: put it in a file of its own, or delete "
            "the line '---' if both belong together"
        ),
    ),
}


@pytest.mark.parametrize("libyaml", [True, False], ids=["libyaml", "pure"])
@pytest.mark.parametrize("text", ELSEWHERE)
def test_a_file_outside_of_a_library_may_have_aliases_that_fit(text: str, *, libyaml: bool) -> None:
    if libyaml and not yaml.__with_libyaml__:
        pytest.skip("PyYAML has no libyaml here")
    with pytest.raises(yaml.MarkedYAMLError) as raised:
        yaml.compose(text, yaml.CSafeLoader if libyaml else yaml.SafeLoader)
    assert yaml_words(text, raised.value) == ELSEWHERE[text]


@pytest.mark.parametrize("digits", ["FFFFFFFF", "00110000"])
def test_a_character_that_unicode_lacks_has_a_place(digits: str) -> None:
    text = f'a: b\nc: "\\U{digits}"'
    with pytest.raises(pyyaml.UNREADABLE) as raised:
        yaml.compose(text, yaml.SafeLoader)
    assert yaml_words(text, raised.value) == (2, f"{BACKSLASH}: {HINTS[BACKSLASH]}")


@pytest.mark.parametrize(
    "kind", ["bool", "int", "float", "timestamp", "null", "binary", "omap", "pairs", "set"]
)
@pytest.mark.parametrize("value", ["x", "[x]", "{x: x}", "\u0101", "''"])
def test_all_that_a_loader_raises_is_known(kind: str, value: str) -> None:
    with suppress(*pyyaml.UNREADABLE):
        yaml.safe_load(f"a: !!{kind} {value}")
