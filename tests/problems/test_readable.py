"""What holds for every message, whatever the input: short lines, carets in the right place, plain words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import txtar
from conftest import MESSAGES, SMALLEST, only_some_quick, times
from izeja.cli.main import main
from izeja.compiler.compile import compile_library
from izeja.language.config import Config
from izeja.language.entries import Contacts, Terms
from izeja.language.validation import validate, validate_tree
from izeja.problems.problem import Problem
from izeja.problems.wording import LINE, chained, listed
from izeja.reading.parse import parse
from izeja.reading.source import Source

MISTAKES = Path(__file__).parent / "mistakes"
GOLDENS = sorted([*MESSAGES.rglob("*.txtar"), *MISTAKES.glob("*.txtar")])
AROUND = 80
"""The path, the place, the severity and the code around a message, and the gutter before a line."""
BASE = txtar.split((MISTAKES / "base.txtar").read_text("utf-8"))

_NAMED = {"unknown-key", "duplicate-key", "unused-entry", "unreachable", "ambiguous-id", "unknown-target"}
_NOT_UNDER_CARET = re.compile(
    r"^(?:no guide includes|a part is not a guide|only a |there is no file|a tree in the library)"
)
_OF_LIBRARIES = re.compile(
    r"pydantic|pyyaml|libyaml|\bscalar\b|block mapping|flow |token|\bparsing\b|scanning|found character|"
    r"<block|Input should|Field required|Extra inputs|validator|NoneType|\bdict\b|\btuple\b|\bstr\b|\bint\b|"
    r"document start|simple key|\bNone\b|\bTrue\b|Traceback",
    re.IGNORECASE,
)
_SIGNS = "\t:'\"-#{}[]|>&*!%@`,? \n\\\u00a0\u201c\u2013=~0aZ.\u00e9\x07\u200b"


def test_no_line_of_a_golden_is_too_long() -> None:
    for golden in GOLDENS:
        said = txtar.split(golden.read_text("utf-8")).get("expected", "")
        assert max(map(len, said.splitlines() or [""])) <= LINE + AROUND, golden


@pytest.mark.parametrize(
    "golden", only_some_quick(sorted(MESSAGES.rglob("*.txtar"))), ids=lambda path: path.stem
)
def test_the_caret_is_under_what_the_message_names(
    golden: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = txtar.split(golden.read_text("utf-8"))
    files.pop("expected")
    txtar.unpack({**SMALLEST, **files}, tmp_path / "trees")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "trees", "--format", "json"])
    for problem in json.loads(result.stdout)["problems"]:
        named = re.findall("'([^']*)'", problem["message"])
        if problem["code"] not in _NAMED or _NOT_UNDER_CARET.match(problem["message"]) or not problem["line"]:
            continue
        marked = text_under(problem, Path(problem["path"]).read_bytes().decode("utf-8"))
        assert any(name in marked or marked.strip("\"'") in name for name in named), problem


def text_under(problem: dict[str, Any], text: str) -> str:
    line: str = re.split("\r\n|[\n\r\x85\u2028\u2029]", text)[problem["line"] - 1]
    same_line = problem["end"]["line"] == problem["line"]
    return line[problem["column"] - 1 : problem["end"]["column"] - 1 if same_line else None]


@pytest.mark.slow
def test_a_large_library_with_many_mistakes_is_readable(tmp_path: Path) -> None:
    ids = [f"a-node-with-a-long-name-{number}" for number in range(245)]
    nodes = {
        # Each leads to the next, back to the first, and to nothing; each has markup and an odd value.
        name: {
            "question": "<b>Which one?</b> " * 40,
            "body": "<i>Look</i> <u>here</u> " * 5,
            "answers": [
                {"text": "Yes", "to": ids[(number + 1) % len(ids)]},
                {"text": "No", "to": ids[0]},
                {"text": "Perhaps", "to": f"nothing-{number}"},
            ],
        }
        for number, name in enumerate(ids)
    }
    island = {f"island-{number}": {"step": "Go", "next": f"island-{number + 1}"} for number in range(60)}
    tree = {
        "title": "T" * 3000,
        "kind": "K" * 3000,
        "start": ids[0],
        "nodes": {**nodes, **island, "island-60": {"resolution": "Done"}},
    }
    (tmp_path / "library.yml").write_text(json.dumps({"source_language": "en", "languages": ["en"]}), "utf-8")
    (tmp_path / "a.yml").write_text(json.dumps(tree, indent=1), "utf-8")
    report = compile_library(tmp_path).report().replace(str(tmp_path), "trees")
    assert max(map(len, report.splitlines())) <= LINE + AROUND
    assert "more times in this file" in report


def test_an_island_is_one_problem(tmp_path: Path) -> None:
    island = {f"i{number}": {"step": "Go", "next": f"i{number + 1}"} for number in range(17)}
    nodes = {"a": {"resolution": "Done"}, **island, "i17": {"resolution": "Done"}}
    tree = {"title": "T", "kind": "causes", "start": "a", "nodes": nodes}
    (tmp_path / "library.yml").write_text(json.dumps({"source_language": "en", "languages": ["en"]}), "utf-8")
    (tmp_path / "a.yml").write_text(json.dumps(tree, indent=1), "utf-8")
    (problem,) = compile_library(tmp_path).problems
    assert problem.message.startswith("'i0' cannot be reached")
    assert "17 nodes after it" in str(problem.hint)


@given(st.lists(st.text("ab-", min_size=1, max_size=60), max_size=200))
def test_lists_and_ways_are_cut(names: list[str]) -> None:
    assert len(listed(names)) <= LINE
    assert len(chained(names)) <= LINE
    if names:
        assert listed(names).startswith(names[0])
        assert chained(names).startswith(names[0])
        assert chained(names).endswith(names[-1])


def changed(random: Any, text: str) -> str:
    """A text after one slip of somebody who edits it."""
    lines = text.split("\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    at = random.randrange(len(text) + 1)
    choices = (
        lambda: text[:at] + random.choice(_SIGNS) + text[at:],
        lambda: text[:at] + text[at + 1 :],
        lambda: text[:at] + random.choice(_SIGNS) + text[at + 1 :],
        lambda: "\n".join([*lines[:one], *lines[one + 1 :]]),
        lambda: "\n".join([*lines[:one], lines[other], *lines[one:]]),
        lambda: "\n".join([*lines[:one], " " * random.randrange(9) + lines[one].lstrip(), *lines[one + 1 :]]),
        lambda: "\n".join([*lines[:one], lines[one] + random.choice(_SIGNS), *lines[one + 1 :]]),
        lambda: "\n".join([*lines[:one], " ".join(map(str.strip, lines[one : one + 2])), *lines[one + 2 :]]),
    )
    return str(random.choice(choices)())


def problems_of(name: str, text: str) -> tuple[Problem, ...]:
    source = Source(name, text)
    reading = parse(source)
    if reading.data is None:
        return reading.problems
    if name == "library.yml":
        return (*reading.problems, *validate(Config, reading.data, source)[1])
    if name in ("terms.yml", "contacts.yml"):
        model = Terms if name == "terms.yml" else Contacts
        return (*reading.problems, *validate(model, reading.data, source, under="entries")[1])
    return (*reading.problems, *validate_tree(reading.data, source)[2])


@times(3)
@given(
    st.sampled_from(sorted(name for name in BASE if name.endswith(".yml"))),
    st.randoms(use_true_random=False),
    st.integers(1, 3),
)
def test_each_slip_is_told_in_plain_words_with_what_to_do(name: str, random: Any, slips: int) -> None:
    text = BASE[name]
    for _ in range(slips):
        text = changed(random, text)
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", text)
    for problem in problems_of(name, text):
        assert problem.hint, problem
        # What is quoted is the writer's own.
        words = re.sub("'[^']*'", "''", f"{problem.message}\n{problem.hint}")
        assert not _OF_LIBRARIES.search(words), problem
        place = problem.position
        if place.line:
            assert place.line <= len(lines)
            assert place.column <= len(lines[place.line - 1]) + 1
