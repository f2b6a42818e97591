"""Every problem that a writer or a translator can meet, each with the whole text that they read.

A case is a file in tests/problems/messages: small libraries, and the output of `izeja check` (`expected`).
`pytest --update-goldens` writes the current output. Read the diff as a writer would.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import txtar
from conftest import MESSAGES, SMALLEST
from golden import read_case
from izeja.cli.main import main

CASES = sorted(MESSAGES.rglob("*.txtar"))


def _name(case: Path) -> str:
    return str(case.relative_to(MESSAGES).with_suffix(""))


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_says(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    read = read_case(case, "expected")
    defaults = {} if "without library.yml" in read.comment else SMALLEST
    txtar.unpack({**defaults, **read.given}, tmp_path / "trees")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "trees"])
    said = f"{result.output}exit {result.exit_code}\n"
    read.compare({"expected": said}, update=update_goldens)
    assert result.exception is None or isinstance(result.exception, SystemExit)


# Processes return problems of files, of texts and of translations, and sound content too.
SHARED_OUT = (
    "duplicate-key/twice",
    "invalid-catalog/syntax",
    "lost-in-translation/term-link-item",
    "not-utf-8/latin-1",
    "ok/include",
    "unknown-target/twenty-trees",
    "unsupported-markup/everything",
    "untranslated/new-text",
)


@pytest.mark.parametrize("name", SHARED_OUT)
def test_says_the_same_from_several_processes(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("izeja.running.processes._START_UP", {"fork": 1e-9, "spawn": 1e-9})
    test_says(MESSAGES / f"{name}.txtar", tmp_path, monkeypatch, update_goldens=False)
