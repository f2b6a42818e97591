"""Which files of a folder are trees, and how their paths are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

import txtar
from izeja.reading.files import decode
from izeja.reading.folder import shown, start_reading, tree_files
from izeja.reading.parse import reading_of


def test_every_yml_file_is_a_tree_but_those_of_the_library(tmp_path: Path) -> None:
    names = (
        *("library.yml", "terms.yml", "contacts.yml", "b.yml", "a/z.yml", "a/terms.yml"),
        *("a/translations/c.yml", "translations/lv/b.yml", ".hidden/d.yml", "a/.hidden/d.yml"),
        *("b.yaml", "notes.txt", "e.yml/f.yml"),
    )
    txtar.unpack(dict.fromkeys(names, ""), tmp_path)
    found = ["a/terms.yml", "a/translations/c.yml", "a/z.yml", "b.yml", "e.yml", "e.yml/f.yml"]
    assert tree_files(tmp_path) == found


def test_an_empty_or_missing_folder_has_no_trees(tmp_path: Path) -> None:
    assert tree_files(tmp_path) == []
    assert tree_files(tmp_path / "gone") == []


def test_paths_are_shown_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert shown(tmp_path / "here" / "trees" / "a.yml") == "trees/a.yml"
    assert shown(Path("trees")) == "trees"
    assert shown(tmp_path / "there") == (tmp_path / "there").as_posix()


@pytest.mark.parametrize("trees", [1, 201])
def test_trees_are_read_ahead_within_the_usual_bounds(trees: int, tmp_path: Path) -> None:
    for number in range(trees):
        (tmp_path / f"t{number}.yml").write_text(f"title: Tree {number}\n", "utf-8")
    found = dict(start_reading(tmp_path).results())
    assert found.keys() == {f"t{number}.yml" for number in range(trees)}
    for name, reading in found.items():
        path = f"{tmp_path.as_posix()}/{name}"
        assert reading == reading_of(*decode(tmp_path / name, path))
