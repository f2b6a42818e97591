"""Every problem code is explained, by examples that have this problem and no other, and none once mended."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import txtar
from conftest import MESSAGES, ROOT, SMALLEST
from izeja.cli.main import main
from izeja.compiler import compile_library
from izeja.problems.explain import FOLDER, explained, explanations, read

# What a text cannot show is made by a test of its own.
NOT_IN_TEXT = {"unreadable-file"}
SHOWN = sorted(explanations().keys() - NOT_IN_TEXT)


def codes_in_sources() -> set[str]:
    """Every code that the compiler can report: the first argument of what makes a problem."""
    found = set()
    for file in (ROOT / "hooks" / "izeja").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not call.args:
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            first = call.args[0]
            if name in ("Problem", "problem", "_refuse") and isinstance(first, ast.Constant):
                found.add(str(first.value))
    return found


def codes_of(code: str, example: str, folder: Path) -> set[str]:
    """The codes of the problems that an example of an explanation has."""
    files = txtar.split(example)
    # In an explanation, the sign for an unreadable letter stands for one.
    raw = {f"{path}.raw": text.replace("\N{REPLACEMENT CHARACTER}", r"\xe9") for path, text in files.items()}
    txtar.unpack(raw, folder)
    if code != "missing-file":
        txtar.unpack({path: text for path, text in SMALLEST.items() if path not in files}, folder)
    return {problem.code for problem in compile_library(folder).problems}


def test_every_code_is_explained_and_no_other() -> None:
    assert explanations().keys() == codes_in_sources()


def test_every_code_with_an_example_of_its_messages_is_explained() -> None:
    assert {folder.name for folder in MESSAGES.iterdir()} - {"ok"} <= explanations().keys()


@pytest.mark.parametrize("code", SHOWN)
def test_what_is_wrong_has_this_problem_alone(code: str, tmp_path: Path) -> None:
    assert codes_of(code, explanations()[code].wrong, tmp_path) == {code}


@pytest.mark.parametrize("code", SHOWN)
def test_what_is_mended_has_no_problem(code: str, tmp_path: Path) -> None:
    assert codes_of("", explanations()[code].mended, tmp_path) == set()


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    txtar.unpack(SMALLEST, tmp_path)
    (tmp_path / "modem.yml").symlink_to("gone.yml")
    assert [problem.code for problem in compile_library(tmp_path).problems] == ["unreadable-file"]


@pytest.mark.parametrize("code", explanations())
def test_an_explanation_reads_well(code: str) -> None:
    one = explanations()[code]
    lines = explained(one, width=72).splitlines()
    assert len(one.summary) <= 80
    assert one.summary.endswith(".")
    assert 1 <= len(one.paragraphs) <= 3
    assert max(len(line) for line in lines if not line.startswith("    ")) <= 72
    assert not re.search(r"`|^#|^```", "\n".join(lines), re.MULTILINE)
    assert max(map(len, (FOLDER / f"{code}.md").read_text("utf-8").splitlines())) <= 110


def test_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        read("circle", "Only a sentence.\n")


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (["dead-end"], 0, "dead-end: From one page on, no answer ever leads to an ending.\n\n"),
        ([], 0, "circle               An answer or a step leads back to where the customer has been.\n"),
        (["ded-end"], 2, "Error: no problem is called 'ded-end': did you mean 'dead-end'?\n"),
        (["qqq"], 2, "Error: no problem is called 'qqq': 'izeja explain' lists all codes\n"),
        (["circle", "--color"], 0, "\n\n\x1b[1mWrong\x1b[0m\n\n    \x1b[1m-- modem.yml --\x1b[0m\n"),
    ],
)
def test_the_command_says(arguments: list[str], exit_code: int, said: str) -> None:
    result = CliRunner().invoke(main, ["explain", *arguments])
    assert (result.exit_code, said in result.output) == (exit_code, True), result.output
