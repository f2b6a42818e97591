"""Every problem code is explained, with an example of this problem alone, and the same example fixed."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import txtar
from conftest import MESSAGES, ROOT, SMALLEST
from izeja import HOME
from izeja.cli.main import main
from izeja.compiler.compile import compile_library
from izeja.problems.explain import FOLDER, explained, explanations, pages, read

# Problems that a text file cannot show have tests of their own.
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
            if name in ("Problem", "Refusal", "problem", "_refuse") and isinstance(first, ast.Constant):
                found.add(str(first.value))
    return found


def codes_of(code: str, example: str, folder: Path) -> set[str]:
    """The codes of the problems that an example of an explanation has."""
    files = txtar.split(example)
    # In an explanation, the replacement character takes the place of an unreadable letter.
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
def test_an_incorrect_example_has_this_problem_alone(code: str, tmp_path: Path) -> None:
    assert codes_of(code, explanations()[code].incorrect, tmp_path) == {code}


@pytest.mark.parametrize("code", SHOWN)
def test_a_fixed_example_has_no_problem(code: str, tmp_path: Path) -> None:
    assert codes_of("", explanations()[code].fixed, tmp_path) == set()


def test_a_file_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
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
    assert lines[-1] == one.url
    assert max(len(line) for line in lines[:-1] if not line.startswith("    ")) <= 72
    assert not re.search(r"`|^#|^```", "\n".join(lines), re.MULTILINE)
    assert max(map(len, (FOLDER / f"{code}.md").read_text("utf-8").splitlines())) <= 110


PAGES = ROOT / "docs" / "problems"


def test_the_pages_are_of_today() -> None:
    written = {file.name: file.read_text("utf-8") for file in PAGES.iterdir()}
    assert written == pages(), "run make schema, and delete pages of codes that are gone"


def test_the_index_leads_to_the_page_of_every_code() -> None:
    rows = re.findall(r"^\| \[`(.+)`\]\((.+)\.md\) \| (.+) \|$", pages()["README.md"], re.MULTILINE)
    assert [(code, page) for code, page, _ in rows] == [(code, code) for code in explanations()]
    assert all(pages()[f"{code}.md"].split("\n\n")[1:3] == [f"# {code}", said] for code, _, said in rows)


def test_the_command_writes_the_pages(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "problems"
    assert CliRunner().invoke(main, ["explain", "--write", str(folder)]).output == ""
    assert {file.name: file.read_text("utf-8") for file in folder.iterdir()} == pages()


@pytest.mark.parametrize("code", explanations())
def test_the_address_of_a_page_is_that_of_its_file(code: str) -> None:
    url = explanations()[code].url
    assert (ROOT / url.removeprefix(f"{HOME}/blob/main/")) == PAGES / f"{code}.md"


def test_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        read("circle", "Only a sentence.\n")


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (["dead-end"], 0, "dead-end: From one page on, no answer ever leads to an ending.\n\n"),
        (
            [],
            0,
            "\nempty-file           A file is empty.\n",
        ),
        (["ded-end"], 2, "Error: no problem is called 'ded-end': did you mean 'dead-end'?\n"),
        (["qqq"], 2, "Error: no problem is called 'qqq': 'izeja explain' lists all codes\n"),
        (["circle", "--color"], 0, "\n\n\x1b[1mIncorrect\x1b[0m\n\n    \x1b[1m-- modem.yml --\x1b[0m\n"),
        (["circle"], 0, f"    resolution: You are online\n\n{HOME}/blob/main/docs/problems/circle.md\n"),
    ],
)
def test_the_command_says(arguments: list[str], exit_code: int, said: str) -> None:
    result = CliRunner().invoke(main, ["explain", *arguments])
    assert (result.exit_code, said in result.output) == (exit_code, True), result.output
