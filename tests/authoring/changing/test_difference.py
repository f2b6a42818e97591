"""What a difference says of states that git keeps, and of two that are the same."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import get_type_hints

import pytest
from click.testing import CliRunner

import txtar
from conftest import ROOT, SMALLEST
from izeja.authoring.changing.change import NodeRenamed
from izeja.authoring.changing.difference import Difference, difference
from izeja.authoring.changing.difference_formats import as_json, as_text
from izeja.authoring.changing.plan import carry_out, plan_of
from izeja.cli.main import main
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled

NOTHING = "No guide, answer, ending, address or text differs."
TREE = "title: A\nkind: causes\nstart: one\nnodes:\n  one: {step: One, next: two}\n  two: {resolution: Two}\n"


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)  # noqa: S603, S607 - the system's own git


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a library, of which two revisions are kept and a third state is in the work tree."""
    root = tmp_path / "my help" / "koki ā"
    txtar.unpack({**SMALLEST, "a.yml": TREE, "b.yml": TREE.replace("A", "B")}, root)
    git(tmp_path, "init", "--initial-branch", "main")
    for message in ("first", "second"):
        git(tmp_path, "add", "--all")
        git(tmp_path, "commit", "--message", message)
        (root / "b.yml").unlink(missing_ok=True)
    (root / "c.yml").write_text(TREE.replace("A", "C"), "utf-8")
    monkeypatch.chdir(root.parent)
    return root


def diff(*arguments: str) -> str:
    return CliRunner().invoke(main, ["diff", *arguments]).output


def test_revisions_are_read_and_the_work_tree_is_not_touched(repository: Path) -> None:
    library = repository.name
    assert "B (b)" in diff("main~1", "main", library)
    assert "C (c)" in diff("main", library, library)
    assert sorted(file.name for file in repository.iterdir()) == ["a.yml", "c.yml", "library.yml"]


@pytest.mark.parametrize("revision", ["no-such", "--output=x", "main:a.yml", ""])
def test_what_is_no_revision_is_refused(repository: Path, revision: str) -> None:
    said = diff("--", revision, repository.name, repository.name)
    assert "is neither a folder with a library.yml nor a revision of git: " in said
    assert not (repository.parent / "x").exists()


def test_the_same_library_does_not_differ(compiled: Compiled, everything: Compiled) -> None:
    assert as_text(difference(compiled, compiled)) == NOTHING
    assert as_text(difference(everything, everything)) == NOTHING
    assert as_text(difference(compiled, everything)) != NOTHING


def test_a_rename_by_command_changes_nothing_for_anybody(compiled: Compiled, tmp_path: Path) -> None:
    root = tmp_path / "decision_trees"
    shutil.copytree(ROOT / "decision_trees", root)
    change = NodeRenamed("microsoft/no-cancel-button", "which-shop", "new-id")
    carry_out(plan_of(compile_library(root).source, change), root)
    assert as_text(difference(compiled, compile_library(root))) == NOTHING


def test_the_reference_lists_every_key_of_the_json() -> None:
    page = (ROOT / "docs" / "reference" / "diff.md").read_text("utf-8")
    rows = [row.split("|") for row in page.splitlines() if row.startswith("| `")]
    listed = {name.removesuffix("[]"): row[3] for row in rows for name in re.findall(r"`([^`]+)`", row[1])}
    assert [*listed] == [*json.loads(as_json(Difference(*((),) * len(Difference._fields))))]
    for name, hint in get_type_hints(Difference).items():
        # Translators' texts are called by what there is to do with them.
        words = listed["translate" if name == "redo" else name]
        for field in getattr(hint.__args__[0], "_fields", ()):
            assert f"`{field}`" in words, (name, field)
