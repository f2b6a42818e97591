"""Locks, swap files and copies of editors are no part of a library or a site, wherever they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import txtar
from conftest import build
from izeja.cli.main import main
from izeja.reading.editor_files import is_of_editor

PROJECT = """
-- mkdocs.yml --
site_name: Help
plugins:
  - izeja
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true}
        - {locale: lv, name: Latviešu}
-- docs/en/index.md --
# Home

<!-- izeja:guides -->
-- docs/lv/index.md --
# Sākums

<!-- izeja:guides -->
-- decision_trees/library.yml --
source_language: en
languages: {en: required, lv: fallback}
pages: ../docs/{language}
-- decision_trees/phones/restart.yml --
title: Restart
kind: procedure
start: plug
nodes:
  plug:
    resolution: It works
"""
# What editors and systems make of the name of a file, and whether it can be a link that leads nowhere.
LEFT = {
    ".#{}": True,
    "#{}#": False,
    "{}~": False,
    ".{}.swp": False,
    ".{}.swo": False,
    ".{}.kate-swp": False,
    ".~lock.{}#": False,
    "~${}": False,
    "{}___jb_tmp___": False,
    "{}___jb_old___": False,
    "._{}": False,
}
BESIDE = (
    "decision_trees/library.yml",
    "decision_trees/phones/restart.yml",
    "decision_trees/phones/plug.png",
    "decision_trees/translations/lv/phones/restart.po",
    "docs/en/index.md",
    "docs/lv/picture.png",
)
COMMANDS = (["check"], ["translate", "update"], ["translate", "status"], ["build"], ["verify", "site"])


def said_and_published(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[object], dict[str, bytes]]:
    monkeypatch.chdir(project)
    said: list[object] = []
    for command in COMMANDS:
        ran = CliRunner().invoke(main, command, catch_exceptions=False)
        said.append((command, ran.exit_code, ran.output))
    published = {f"plain {path}": content for path, content in files_in(project / "site").items()}
    built = build(project, "--site-dir", "other")
    assert built.returncode == 0, built.stderr
    return said, published | files_in(project / "other")


def files_in(site: Path) -> dict[str, bytes]:
    return {
        file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()
    }


def test_they_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean, open_in_editors = tmp_path / "a" / "project", tmp_path / "b" / "project"
    for project in (clean, open_in_editors):
        txtar.unpack(txtar.split(PROJECT), project)
    for path in BESIDE:
        file = open_in_editors / path
        file.parent.mkdir(parents=True, exist_ok=True)
        for pattern, is_link in LEFT.items():
            left = file.with_name(pattern.format(file.name))
            assert is_of_editor(left.name)
            if is_link:
                left.symlink_to("writer@machine.1234")
            else:
                left.write_bytes(b"\x00\xff no text: [")
    expected = said_and_published(clean, monkeypatch)
    assert said_and_published(open_in_editors, monkeypatch) == expected


@pytest.mark.parametrize("name", ["restart.yml", "index.md", "a#b.md", "~a.md", "lock.yml", "swp", "_a.yml"])
def test_files_of_writers_are_none_of_them(name: str) -> None:
    assert not is_of_editor(name)
