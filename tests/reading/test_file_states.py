"""The preview sees every file, whatever else is in its folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from izeja.reading.file_states import file_states


def dangling(folder: Path) -> None:
    (folder / ".#a.yml").symlink_to("anna@office.1234:1700000000")


def circle(folder: Path) -> None:
    (folder / "around").symlink_to(".")
    (folder / "again").symlink_to(".")
    (folder / "self").symlink_to("self")


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe.yml")


def nothing(folder: Path) -> None:
    """Leave the folder as it is."""


@pytest.mark.parametrize("add", [nothing, dangling, circle, pipe])
def test_an_edit_is_seen_beside_anything(add: Callable[[Path], None], tmp_path: Path) -> None:
    for name in ("a.yml", "sub/b.yml", "sub/c.yml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    for folder in (tmp_path, tmp_path / "sub"):
        add(folder)
    before = file_states([tmp_path])
    assert file_states([tmp_path]) == before
    for name in ("a.yml", "sub/b.yml", "sub/c.yml"):
        (tmp_path / name).write_text("longer", "utf-8")
        after = file_states([tmp_path])
        changed = {file for file in before if before[file] != after[file]}
        assert str(tmp_path / name) in changed
        before = after


def test_a_link_is_seen_when_it_leads_somewhere(tmp_path: Path) -> None:
    (tmp_path / "a.yml").symlink_to("b.txt")
    before = file_states([tmp_path])
    (tmp_path / "b.txt").write_text("x" * 100, "utf-8")
    assert file_states([tmp_path])[str(tmp_path / "a.yml")] != before[str(tmp_path / "a.yml")]


def test_files_are_named_one_by_one_too(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("x", "utf-8")
    assert file_states([tmp_path / "mkdocs.yml", tmp_path / "gone"]).keys() == {str(tmp_path / "mkdocs.yml")}


@pytest.mark.parametrize("linked", [True, False])
def test_a_linked_folder_is_looked_into(linked: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter
    (tmp_path / "docs").mkdir()
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "a.md").write_text("x", "utf-8")
    if linked:
        (tmp_path / "docs" / "shared").symlink_to(tmp_path / "shared")
    assert len(file_states([tmp_path / "docs"])) == linked
