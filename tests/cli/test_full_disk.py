"""A disk that is full: a command says so, and what was there stays as it was."""

from __future__ import annotations

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT
from izeja.cli.main import main


@contextmanager
def most_bytes_of_a_file(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(
    "command",
    [
        "translate update",
        "translate add fr",
        "translate export lv lv.xlf",
        "translate glossary lv --write words.csv",
        "translate status --badge badge.svg",
        "stats --ics reviews.ics",
        "map decision_trees/microsoft/get-refund.yml --format mermaid --write map.mmd",
        "schema --write schema",
        "explain --write codes",
        "reference --write language.md",
    ],
)
def test_everything_stays_as_it_was(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "decision_trees", "decision_trees")
    for name in ("lv.xlf", "words.csv", "badge.svg", "reviews.ics", "map.mmd", "language.md"):
        Path(name).write_bytes(b"kept")
    for tree in Path().rglob("cancel*.yml"):
        # So that a catalog of each is to be written.
        tree.write_text(tree.read_text("utf-8").replace("title: ", "title: New, ", 1), "utf-8")
    # A lock says who has it, and that does not fit either.
    monkeypatch.setattr("sys.argv", ["izeja", *command.split(), "x" * 100])
    before = {file: file.read_bytes() for file in Path().rglob("*") if file.is_file()}
    with most_bytes_of_a_file(64):
        run = CliRunner().invoke(main, command.split())
    assert (run.exit_code, "File too large" in run.output) == (2, True), run.output
    assert {file: file.read_bytes() for file in Path().rglob("*") if file.is_file()} == before
