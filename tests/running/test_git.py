"""Folders as they were in a revision of git."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from izeja.running.git import GitError, unpack_revision

NAMES = [
    "plain",
    "with a space at its end ",
    "ķirsis",
    *([os.fsdecode(b"\xff")] if sys.platform == "linux" else []),
]


def commit(repository: Path, content: str) -> None:
    """Make a repository with one commit, in which `trees/a.yml` has some content."""
    (repository / "trees").mkdir(parents=True)
    (repository / "trees" / "a.yml").write_text(content, "utf-8")
    user = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    for arguments in (("init", "-q"), ("add", "."), (*user, "commit", "-qm", "One")):
        command = ["git", "-C", os.fspath(repository), *arguments]
        subprocess.run(command, check=True)  # noqa: S603 - fixed words


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_is_read_from_a_repository_of_any_name(tmp_path: Path, name: str) -> None:
    repository, before = tmp_path / name, tmp_path / "before"
    before.mkdir()
    commit(repository, "then")
    (repository / "trees" / "a.yml").write_text("now", "utf-8")
    unpack_revision(repository / "trees", "HEAD", before)
    assert (before / "a.yml").read_text("utf-8") == "then"


def test_a_folder_that_is_gone_is_read_as_it_was(tmp_path: Path) -> None:
    repository, before = tmp_path / "repository", tmp_path / "before"
    before.mkdir()
    commit(repository, "then")
    (repository / "trees" / "a.yml").unlink()
    (repository / "trees").rmdir()
    unpack_revision(repository / "trees", "HEAD", before)
    assert (before / "a.yml").read_text("utf-8") == "then"


@pytest.mark.parametrize(
    ("folder", "revision", "message"),
    [("trees", "--output=x", "Needed a single revision"), ("none", "HEAD", "none")],
)
def test_what_git_does_not_have_is_an_error(tmp_path: Path, folder: str, revision: str, message: str) -> None:
    commit(tmp_path / "repository", "then")
    before = tmp_path / "before"
    before.mkdir()
    with pytest.raises(GitError, match=message):
        unpack_revision(tmp_path / "repository" / folder, revision, before)
    assert not list(before.iterdir())
