"""`izeja map`: what it writes where, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import txtar
from conftest import SMALLEST
from izeja.cli import map as map_command
from izeja.cli.main import main

FOLDER = "Mani koki ā"
TREE = "title: Modems\nkind: procedure\nstart: done\nnodes:\n  done:\n    resolution: Done\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    txtar.unpack({**SMALLEST, "modem.yml": TREE}, tmp_path / FOLDER)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["map", *arguments])


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        ((), "flowchart TD\n  accTitle: Modems\n"),
        (("--format", "dot"), 'digraph "Modems" {\n'),
        (("--format", "svg"), '<svg xmlns="http://www.w3.org/2000/svg"'),
    ],
)
def test_a_map_is_printed_and_nothing_else(options: tuple[str, ...], begins: str) -> None:
    result = run(f"{FOLDER}/modem.yml", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(begins)


@pytest.mark.parametrize(
    ("file", "begins"), [("new/Karte ā.svg", "<svg"), ("a.mmd", "flowchart"), ("a.gv", "digraph")]
)
def test_the_ending_of_a_file_chooses_the_format(folder: Path, file: str, begins: str) -> None:
    result = run(FOLDER, "--write", file)
    assert (result.exit_code, result.output) == (0, "")
    assert (folder / file).read_text("utf-8").startswith(begins)


def test_a_map_with_problems_says_where_to_read_about_them(folder: Path) -> None:
    (folder / FOLDER / "modem.yml").write_text(TREE.replace("Done", '"{gone}"'), "utf-8")
    result = run(f"{FOLDER}/modem.yml")
    assert result.exit_code == 0
    assert result.stderr == f"1 box on the map has problems: 'izeja check {FOLDER}/modem.yml' shows them.\n"


@pytest.mark.parametrize(
    ("files", "options", "said"),
    [
        ({}, ("--language", "fr"), "library.yml does not list the language 'fr'; use one of: en"),
        ({}, ("--site", "javascript:alert(1)"), "'javascript:alert(1)' is not the address of a site"),
        ({}, ("--site", "https://a.example/{language}"), "is not the address of a site, such as "),
        ({"modem.yml": "title: ["}, (), "this tree cannot be read, so it has no map"),
        ({"library.yml": "colour: red"}, (), "library.yml cannot be read"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    folder: Path, files: dict[str, str], options: tuple[str, ...], said: str
) -> None:
    for name, text in files.items():
        (folder / FOLDER / name).write_text(text, "utf-8")
    result = run(f"{FOLDER}/modem.yml", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_pictures_without_the_extra_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_command, "can_lay_out", lambda: False)
    result = run(FOLDER, "--format", "svg")
    assert result.exit_code == 2
    assert "pip install 'izeja[map]'" in result.stderr


def test_a_tangle_is_refused_as_a_picture_only(folder: Path) -> None:
    for number in range(30):
        ways = "".join(f"      - {{text: To {to}, to: t{to}.yml}}\n" for to in range(30) if to != number)
        tree = TREE.replace("resolution: Done", f"question: Where to?\n    answers:\n{ways.rstrip()}")
        (folder / FOLDER / f"t{number}.yml").write_text(tree.replace("Modems", f"Tree {number}"), "utf-8")
    refused = run(FOLDER, "--format", "svg")
    assert refused.exit_code == 2
    assert "870 arrows between 31 boxes are too many to follow in a picture" in refused.stderr
    assert run(FOLDER, "--format", "dot").exit_code == 0
