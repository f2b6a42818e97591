"""YAML becomes data, some of it is refused, and the fast reader and the careful one agree."""

from __future__ import annotations

import pickle
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from izeja.language.validation import validate_tree
from izeja.problems.problem import Position, Problem, Related
from izeja.problems.report import as_text
from izeja.reading import fast_reader
from izeja.reading.careful_reader import CarefulReader
from izeja.reading.data import NOTHING
from izeja.reading.files import DEFAULT_BOUNDS, Bounds, decode
from izeja.reading.folder import start_reading
from izeja.reading.parse import Reading, parse, reading_of
from izeja.reading.source import Source
from izeja.running import processes
from without_libyaml import without_libyaml

NESTING = DEFAULT_BOUNDS.nesting


def carefully(text: str, nesting: int = NESTING) -> tuple[Any, list[Problem]]:
    reader = CarefulReader("a.yml", text, nesting)
    return reader.read(), reader.problems


def said(text: str, nesting: int = NESTING) -> list[tuple[str, str, str]]:
    """The code, message and place of each problem."""
    problems = parse(Source("a.yml", text), Bounds(nesting=nesting)).problems
    return [(one.code, one.message, str(one.position).removeprefix("a.yml:")) for one in problems]


DATA = [
    ("a: b", {"a": "b"}),
    ("a: no\nb: 1\nc: 2026-11-26\nd: ~", {"a": "no", "b": "1", "c": "2026-11-26", "d": "~"}),
    ("a:", {"a": NOTHING}),
    ("a:\nb: ''\nc: \"\"", {"a": NOTHING, "b": "", "c": ""}),
    ("- a\n-\n- b", ["a", NOTHING, "b"]),
    ("a:\n- b\n- c", {"a": ["b", "c"]}),
    ("a: {b: c, d: }", {"a": {"b": "c", "d": NOTHING}}),
    ("a: []\nb: {}", {"a": [], "b": {}}),
    ("a: |\n  b\n  c\n", {"a": "b\nc\n"}),
    ("a: >-\n  b\n  c\n", {"a": "b c"}),
    ("a: b\n  c", {"a": "b c"}),
    ("a: Select {term} *now* & then!", {"a": "Select {term} *now* & then!"}),
    ("a: 5 * 3, a &b, no !c", {"a": "5 * 3, a &b, no !c"}),
    ("a: b # c", {"a": "b"}),
    ("a b: c", {"a b": "c"}),
    ("'': b", {"": "b"}),
    ("a: Why? Because", {"a": "Why? Because"}),
    ("text", "text"),
    ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "data"), DATA)
def test_every_scalar_is_text(text: str, data: object) -> None:
    assert parse(Source("a.yml", text)) == Reading(Source("a.yml", text), data, ())


@pytest.mark.parametrize(("text", "data"), DATA)
def test_both_readers_read_the_same(text: str, data: object) -> None:
    assert fast_reader.read(text, NESTING) == data
    assert carefully(text) == (data, [])


@pytest.mark.parametrize(("text", "data"), DATA)
def test_the_same_is_read_without_libyaml(text: str, data: object, monkeypatch: pytest.MonkeyPatch) -> None:
    without_libyaml(monkeypatch)
    assert fast_reader.read(text, NESTING) == data
    assert carefully(text) == (data, [])


UNUSUAL = [
    *("a: &b c", "a: &b c\nd: *b", "a: !b c", "a: !!str c", "&a b: c", "[&a b]", "{&a b: c}"),
    *("a: {b: c, &d e: f}",),
    *("- &a b", "- !a b", "-   *a", "a: [b,*c]", "  &a b", "a: -&b", "a:\n  &b c"),
    *("--- a", "%YAML 1.1\n--- a", "a: b\n---\nc: d", "a: b\n...\nc: d", "a: b\n..."),
    *("? a\n: b", "- ? a", "a: b\n? c"),
    *("a: [[[b]]]", "a: {b: {c: {d: e}}}", "a: [{b: [c]}]", "- - - a", "a: b\na: c"),
    *("<<: {a: b}", "a: b\n<<: c"),
    *("[a]: b", "{a: b}: c", "", "# a", "a: @b", "a: \x07", "a: 'b\n...\n'"),
]  # fmt: skip


@pytest.mark.parametrize("text", UNUSUAL)
def test_what_is_unusual_is_left_to_the_careful_reader(text: str) -> None:
    assert fast_reader.read(text, NESTING) is None


@pytest.mark.parametrize(
    "text",
    [
        *("a: b --- c", "a: b ... c", "a: --- ", "a: 50%", "a: Why? Oh", "a: [b] [c]", "a-? b: c"),
        *("a: {b} {c} {d}", "a: '[b] {c} {d}'", "a: [b, {c: d}]", "a: x&y", "a: x *y*", "a: & b"),
    ],
)
def test_what_only_looks_unusual_is_read_fast(text: str) -> None:
    try:
        data = carefully(text)
    except Exception:  # noqa: BLE001 - some are no YAML at all, which both readers leave to others
        assert fast_reader.read(text, NESTING) is None
    else:
        assert (fast_reader.read(text, NESTING), []) == data


@pytest.mark.parametrize(
    ("text", "levels"),
    [("a", 0), ("a: b", 1), ("[a]", 1), ("a:\n  b: c", 2), ("a:\n- b: c", 3), ("- - a", 2), ("[[[a]]]", 3)],
)
def test_nesting_is_allowed_up_to_its_bound(text: str, levels: int) -> None:
    assert said(text, levels) == []
    if levels:
        (problem,) = said(text, levels - 1)
        assert problem[:2] == ("too-deep", f"this is nested more than {levels - 1} levels deep")


def test_a_decoded_file_is_parsed_within_its_bounds() -> None:
    source = Source("a.yml", "a: {b: c}")
    assert reading_of(source, None, Bounds(nesting=2)) == Reading(source, {"a": {"b": "c"}}, ())
    (problem,) = reading_of(source, None, Bounds(nesting=1)).problems
    assert problem.code == "too-deep"


def test_an_ordinary_text_does_not_need_the_careful_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("izeja.reading.parse.CarefulReader", None)
    assert parse(Source("a.yml", "a: [b, c]")).data == {"a": ["b", "c"]}


def test_files_can_be_read_by_processes_that_start_from_scratch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = []

    def none_are_worth_it(_seconds: float, *, may_be_sent: bool) -> int:
        sent.append(may_be_sent)
        return 0

    monkeypatch.setattr(processes, "_worth_starting", none_are_worth_it)
    start_reading(tmp_path)
    assert sent == [True]


def test_twenty_levels_are_allowed() -> None:
    assert said("[" * 20 + "]" * 20) == []
    assert [one[::2] for one in said("[" * 21 + "]" * 21)] == [("too-deep", "1:21")]
    assert said("\n".join("  " * level + "a:" for level in range(20))) == []
    assert [one[::2] for one in said("\n".join("  " * level + "a:" for level in range(21)))] == [
        ("too-deep", "21:41")
    ]


REFUSED = [
    ("a: &b c", [("unsupported-yaml", "the anchor '&b' is not supported", "1:4")]),
    ("a: &b [c]", [("unsupported-yaml", "the anchor '&b' is not supported", "1:4")]),
    ("a: !b c", [("unsupported-yaml", "the tag '!b' is not supported", "1:4")]),
    ("a: !!str c", [("unsupported-yaml", "the tag '!!str' is not supported", "1:4")]),
    ("a: !!map {b: c}", [("unsupported-yaml", "the tag '!!map' is not supported", "1:4")]),
    ("a: !<x> c", [("unsupported-yaml", "the tag 'x' is not supported", "1:4")]),
    ("!b a: c", [("unsupported-yaml", "the tag '!b' is not supported", "1:1")]),
    ("a: ! b", []),
    ("<<: a", [("unsupported-yaml", "merge keys ('<<') are not supported", "1:1")]),
    ("'<<': a", []),
    ("a: <<", []),
    ("[a, b]: c", [("unsupported-yaml", "a key must be a plain word", "1:1")]),
    ("? {a: b}\n: c", [("unsupported-yaml", "a key must be a plain word", "1:3")]),
    ("a: b\n---\nc: d", [("invalid-yaml", "a second document starts here", "2:1")]),
    ("a: b\n...\n--- c", [("invalid-yaml", "a second document starts here", "3:1")]),
    ("--- a", []),
    ("a: b\na: c", [("duplicate-key", "'a' appears twice", "2:1")]),
    ("a: b\na: c\na: d", [("duplicate-key", "'a' appears twice", f"{line}:1") for line in (2, 3)]),
    ("a: {a: b}\nb: {a: c}", []),
    ("- a: b\n- a: c", []),
    ("[a]: b\na: c",
     [("unsupported-yaml", "a key must be a plain word", "1:1"),
      ("duplicate-key", "'a' appears twice", "2:1")]),
    ("", [("empty-file", "this file is empty", "a.yml")]),
    ("# a", [("empty-file", "this file is empty", "a.yml")]),
    ("---\n", [("empty-file", "this file is empty", "a.yml")]),
    ("''", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "problems"), REFUSED)
def test_what_surprises_people_is_refused(text: str, problems: list[tuple[str, str, str]]) -> None:
    assert said(text) == problems


def test_an_alias_is_refused_as_a_value_and_as_a_key() -> None:
    message = "the alias '*b' is not supported"
    for text, place in (("a: &b c\nd: *b", "2:4"), ("a: &b c\n*b : d", "2:1"), ("- &b c\n- *b", "2:3")):
        assert said(text)[1:] == [("unsupported-yaml", message, place)]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: &b c\nd: *b\ne: f", {"a": "c", "d": None, "e": "f"}),
        ("a: &b c\n*b : d\ne: f", {"a": "c", "?": "d", "e": "f"}),
        ("a: !b c", {"a": "c"}),
        ("a: b\na: c\nd: e", {"a": "b", "d": "e"}),
        ("a: b\na: {c: d}\nd: e", {"a": "b", "d": "e"}),
        ("[a, b]: c\nd: e", {"a": "c", "d": "e"}),
        ("[[a], b]: c", {"b": "c"}),
        ("[]: c", {"?": "c"}),
        ("{a: b}: c", {"a": "c"}),
        ("a: b\n---\nc: d", {"a": "b"}),
        ("[[[[a]]]]", None),
    ],
)
def test_the_rest_of_what_was_refused_is_read(text: str, data: object) -> None:
    reading = parse(Source("a.yml", text), Bounds(nesting=3))
    assert reading.data == data
    assert reading.problems


def test_a_key_that_appears_twice_shows_the_first_one_beside_it() -> None:
    text = "x: {a: 1}\nx: {a: 2, a: 3, a: 4}\n"
    problems = {str(one.position): one for one in parse(Source("a.yml", text)).problems}
    firsts = {place: one.related for place, one in problems.items()}
    assert firsts == {
        "a.yml:2:1": (Related("first used here", Position("a.yml", 1, 1, 1, 2)),),
        "a.yml:2:11": (Related("first used here", Position("a.yml", 2, 5, 2, 6)),),
        "a.yml:2:17": (Related("first used here", Position("a.yml", 2, 5, 2, 6)),),
    }


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a: &b c", "delete it; if the text begins with '&', put it in double quotes"),
        ("a: !b c", "delete it; if the text begins with '!', put it in double quotes"),
        ("a: *b", "write the text out in full; if it begins with '*', put it in double quotes"),
        ("<<: a", "copy the keys here in full"),
        ("[a]: b", "remove the brackets"),
        ("a: b\n---\nc: d", "put each tree in a file of its own, and delete the line '---'"),
        ("a: b\na: c", "keep one of them, or rename one"),
        ("[[[[[a]]]]]", "a tree needs six levels at most"),
        ("", "add its first key, or delete the file"),
    ],
)
def test_every_refusal_says_what_to_do(text: str, hint: str) -> None:
    (problem,) = parse(Source("a.yml", text), Bounds(nesting=4)).problems
    assert problem.hint == hint


def test_a_mistake_does_not_hide_the_problems_before_it() -> None:
    assert [one[::2] for one in said("a: &b c\nd: @e")] == [
        ("unsupported-yaml", "1:4"),
        ("invalid-yaml", "2:4"),
    ]
    assert parse(Source("a.yml", "a: &b c\nd: @e")).data is None


def test_an_alias_that_would_grow_without_bounds_is_not_followed() -> None:
    lines = ["a0: &a0 x", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    problems = parse(Source("a.yml", "\n".join(lines))).problems
    assert {problem.code for problem in problems} == {"unsupported-yaml"}


@pytest.mark.parametrize("data", [{"a": ["b", {"c": "d"}]}, {"a": NOTHING}, None, "a"])
def test_a_reading_comes_out_of_another_process_as_it_went_in(data: object) -> None:
    problems = (Problem("circle", "round", Position("a.yml", 1, 2, 3, 4)),)
    reading = Reading(Source("a.yml", "a:"), data, problems)
    assert pickle.loads(pickle.dumps(reading)) == reading  # noqa: S301 - just written


def test_there_is_one_nothing_in_every_process() -> None:
    assert pickle.loads(pickle.dumps(NOTHING)) is NOTHING  # noqa: S301 - just written


# -- Whatever the text ------------------------------------------------------------------------------

YAML_PIECES = (
    *("title: ", "nodes:\n", "  a:\n", "    step: ", "question: ", "answers:\n", "- ", ": ", "|\n"),
    *("[", "]", "{", "}", "&a ", "*a", "!t ", "<<: ", "---\n", "\n", "\t", '"', "'", "#"),
    *("ā", "🙂", "\u2028", "\x00", "\ufeff"),
)
SIMPLE_PIECES = (
    *("title: ", "nodes:", "  a: ", "    - ", "  - ", "- ", "x", "no", "1", "~", "'a b'", '"a\\n"', "|"),
    *(">-", "{b: c}", "[d, e]", "? ", ": ", "# e", "--- ", "...", "{term}", "*x*", "&", "!", "  ", "ā"),
    *("\r\n", "\ufeff", "\n", "\n", "\n"),
)


def texts_of(pieces: tuple[str, ...]) -> st.SearchStrategy[str]:
    piece = st.one_of(st.sampled_from(pieces), st.text(max_size=6))
    return st.lists(piece, max_size=30).map("".join)


@given(texts_of(SIMPLE_PIECES))
@example("a: !b c")
@example("a: b\n\u2028--- c")
@example("a: b\r---\rc: d")
def test_what_is_read_fast_is_read_carefully_to_the_same(text: str) -> None:
    fast = fast_reader.read(text, NESTING)
    assert fast is None or carefully(text) == (fast, [])


@given(texts_of(YAML_PIECES))
def test_any_text_is_read_or_refused_at_places_that_are_in_it(text: str) -> None:
    source = Source("a.yml", text)
    reading = parse(source)
    problems = list(reading.problems)
    if reading.data is not None:
        problems += validate_tree(reading.data, source)[2]
    assert all(lies_in(text, problem.position) for problem in problems)
    assert as_text(problems, {"a.yml": text}).count("error:") >= len(problems)


def lies_in(text: str, place: Position) -> bool:
    return 0 <= place.line <= len(text.splitlines()) + 1 and place.column >= 0


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.yml")
        file.write_bytes(raw)
        source, problem = decode(file, "a.yml")
        assert problem is not None or parse(source)


PLAIN = st.recursive(
    st.sampled_from(["x", "no", "1", "", "ā b", "{term}"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
)


@given(PLAIN)
def test_each_value_has_a_place_of_its_own(data: object) -> None:
    text = "\n".join(_written(data, 0))
    source = Source("a.yml", text)
    assert parse(source).data == data
    for address, value in _leaves(data, ()):
        place = source.value(*address)
        line = text.splitlines()[place.line - 1]
        assert line[place.column - 1 : place.end_column - 1] == f'"{value}"'


def _written(data: object, indent: int) -> list[str]:
    space = " " * indent
    if isinstance(data, dict) and data:
        return [
            one for key, value in data.items() for one in (f"{space}{key}:", *_written(value, indent + 2))
        ]
    if isinstance(data, list) and data:
        return [one for value in data for one in (f"{space}-", *_written(value, indent + 2))]
    return [f'{space}"{data}"' if isinstance(data, str) else f"{space}{data}"]


def _leaves(data: object, address: tuple[str | int, ...]) -> list[tuple[tuple[str | int, ...], str]]:
    if isinstance(data, str):
        return [(address, data)]
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [leaf for key, value in items for leaf in _leaves(value, (*address, key))]
