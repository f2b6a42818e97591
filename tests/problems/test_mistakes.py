"""What a support writer with a text editor gets wrong: each mistake, and the whole text that helps to fix it.

A case is a file in tests/problems/mistakes: a change of the library in base.txtar, and the output of
`izeja check` (`expected`). The change is the lines to find in a file and those to write in their place, or a
file to add, rename or delete. `pytest --update-goldens` writes the current output. Read it as somebody who
has never seen a program: is it clear what to type, and where?
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import txtar
from golden import read_case
from izeja.cli.main import main

FOLDER = Path(__file__).parent / "mistakes"
BASE = txtar.split((FOLDER / "base.txtar").read_text("utf-8"))
CASES = sorted(one for one in FOLDER.glob("*.txtar") if one.stem != "base")


def changed(change: dict[str, str]) -> dict[str, str]:
    """The files of the base with a change."""
    files, wanted = dict(BASE), ""
    for what, text in change.items():
        action, path = what.removeprefix("find in ").removeprefix("write in "), what.split(" ", 1)[1]
        if what.startswith("find in "):
            wanted = text
        elif what.startswith("write in "):
            assert files[action].count(wanted) == 1
            files[action] = files[action].replace(wanted, text)
        elif what.startswith("add "):
            files[path] = text
        elif what.startswith("rename "):
            files[text.strip()] = files.pop(path)
        else:
            del files[what.removeprefix("delete ")]
    return files


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_says(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    read = read_case(case, "expected")
    txtar.unpack(changed(read.given), tmp_path / "trees")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "trees"], catch_exceptions=False)
    read.compare({"expected": result.output}, update=update_goldens)
    assert "No problems found" not in result.output


def test_the_base_has_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    txtar.unpack(BASE, tmp_path / "trees")
    monkeypatch.chdir(tmp_path)
    assert "No problems found" in CliRunner().invoke(main, ["check", "trees"]).output


def test_each_problem_says_what_to_do() -> None:
    for case in CASES:
        said = txtar.split(case.read_text("utf-8"))["expected"]
        for problem in said.split("\n\n"):
            assert "\n     = " in problem or problem.count("\n") <= 1, case
