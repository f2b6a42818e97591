"""`izeja walk` in a real terminal, and for programs."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import txtar
from conftest import ROOT, SMALLEST
from izeja.cli.main import main

GUIDE = """\
title: Modema gaismiņas
kind: diagnosis
start: light
nodes:
  light:
    question: Vai gaismiņa deg?
    answers:
      - {text: Jā, to: done}
      - {text: Nē, to: press}
  press:
    step: Nospiediet pogu
    next: done
  done:
    resolution: Viss kārtībā
"""
BROKEN = GUIDE.replace("next: done", "next: gone")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    txtar.unpack({**SMALLEST, "modem.yml": GUIDE}, tmp_path / "Mani koki")
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Terminal:
    """A terminal with `izeja walk` in it."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._ours, theirs = pty.openpty()
        izeja = Path(sys.executable).with_name("izeja")
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [izeja, "walk", *arguments],
            cwd=folder,
            env={**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT / "hooks")},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        self.text = ""

    def wait_for(self, wanted: str) -> str:
        """Return what the terminal shows up to some text that was not there before."""
        while wanted not in self.text:
            assert select.select([self._ours], [], [], 30)[0], self.text
            self.text += os.read(self._ours, 4096).decode("utf-8", "replace")
        shown, _, self.text = self.text.partition(wanted)
        return shown

    def type(self, line: str) -> None:
        os.write(self._ours, f"{line}\r".encode())

    def close(self) -> int:
        try:
            return self.process.wait(30)
        finally:
            os.close(self._ours)


def test_a_walk_in_a_terminal(folder: Path) -> None:
    terminal = Terminal(folder, "Mani koki/modem.yml")
    assert "\x1b[1m" in terminal.wait_for("Vai gaismiņa deg?")
    terminal.wait_for("> ")
    terminal.type("7")
    # A person may try again.
    terminal.wait_for("'7' is not an answer: type a number from 1 to 2, or ? for help")
    terminal.type("?")
    terminal.wait_for("change the second answer")
    terminal.type("2")
    terminal.wait_for("Nospiediet pogu")
    terminal.type("b")
    terminal.wait_for("Vai gaismiņa deg?")
    terminal.wait_for("> ")
    terminal.type("1")
    terminal.wait_for("Viss kārtībā")
    terminal.wait_for("> ")
    terminal.type("q")
    terminal.wait_for("1. Vai gaismiņa deg? Jā")
    assert terminal.close() == 0


def test_the_end_of_input_ends_a_walk(folder: Path) -> None:
    terminal = Terminal(folder, "Mani koki/modem.yml", "--no-color")
    assert "\x1b[1m" not in terminal.wait_for("> ")
    terminal.type("\x04")
    terminal.wait_for("modem#light")
    assert terminal.close() == 0


def test_programs_get_a_line_of_json_for_each_step() -> None:
    run = CliRunner().invoke(main, ["walk", "Mani koki", "--format", "json"], input="2\n\n")
    events = [json.loads(line) for line in run.stdout.splitlines()]
    assert [one["event"] for one in events] == ["step", "step", "step", "summary"]
    assert events[1] == {
        "event": "step",
        "tree": "modem",
        "node": "press",
        "kind": "step",
        "file": "Mani koki/modem.yml",
        "line": 10,
        "heading": "Nospiediet pogu",
        "body": "",
        "hint": "",
        "outcome": None,
        "asks_for": None,
        "choices": [
            {"text": "Done", "note": events[2]["heading"], "kind": "next", "to": "modem#done"},
        ],
        "contacts": [],
        "actions": [],
        "prepare": [],
        "known": {},
        "trail": [{"at": "modem#light", "text": "Vai gaismiņa deg? Nē", "known": False}],
    }
    assert (run.exit_code, run.stderr) == (0, "")


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("2\n9\n", "'9' is not an answer: type 1, or ? for help"),
        ("2\n", "the answers end before the guide does"),
    ],
)
def test_wrong_lines_of_a_pipe_end_the_walk(typed: str, error: str) -> None:
    run = CliRunner().invoke(main, ["walk", "Mani koki", "--format", "json"], input=typed)
    assert json.loads(run.stdout.splitlines()[-1]) == {"event": "error", "message": error}
    assert run.exit_code == 1


def test_help_stays_out_of_what_programs_read() -> None:
    run = CliRunner().invoke(main, ["walk", "Mani koki", "--format", "json"], input="?\n1\n")
    assert [json.loads(line)["event"] for line in run.stdout.splitlines()] == ["step", "step", "summary"]
    assert "back to the last step" in run.stderr


def test_guides_to_choose_from_have_the_names_of_terms(folder: Path) -> None:
    trees = folder / "Mani koki"
    (trees / "terms.yml").write_text("modem: {text: modems}\n", "utf-8")
    (trees / "router.yml").write_text(GUIDE.replace("Modema gaismiņas", "'Mans {modem}'"), "utf-8")
    run = CliRunner().invoke(main, ["walk", "Mani koki"], input="q\n")
    assert "Mans modems  (router)" in run.stdout


def test_a_guide_with_mistakes_is_walked_as_far_as_it_goes(folder: Path) -> None:
    (folder / "Mani koki" / "modem.yml").write_text(BROKEN, "utf-8")
    run = CliRunner().invoke(main, ["walk", "Mani koki"], input="1\n")
    assert run.exit_code == 0
    assert run.stderr == "The library has 1 error: 'izeja check Mani koki' shows them.\n"


def test_a_part_is_refused(folder: Path) -> None:
    part = GUIDE.replace("diagnosis", "part")
    (folder / "Mani koki" / "part.yml").write_text(part, "utf-8")
    run = CliRunner().invoke(main, ["walk", "Mani koki/part.yml"])
    assert run.exit_code == 2
    assert "customers meet a part only in the guides that include it" in run.stderr
