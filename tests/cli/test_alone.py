"""Commands that change a library: one after another, and none before what was left half done is undone."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from izeja.cli.main import main
from izeja.reading.journal import CHANGES, alone

LIBRARY = {
    "library.yml": "source_language: en\nlanguages: {en: required, lv: preparing}\n",
    "terms.yml": "ok:\n  text: OK\n",
    "devices/modem.yml": (
        "title: Restart your modem\nkind: procedure\nstart: press\nnodes:\n"
        "  press:\n    step: Press {ok}\n    next: done\n\n  done:\n    resolution: It works\n"
    ),
}
BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.getuid() == 0 else []
"""Runs a command as a user whom the modes of files bind, which they do not bind root."""

IZEJA = "from izeja.cli.main import main; main()"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path, text in LIBRARY.items():
        file = tmp_path / "decision_trees" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("translate update").exit_code == 0
    assert run("translate export lv lv.xlf").exit_code == 0
    (tmp_path / "words.csv").write_text("en,lv\nOK,Labi\n", "utf-8")
    (tmp_path / "story.twee").write_text(":: Start\nDoes it light?\n[[Yes->End]]\n\n:: End\nGood.\n", "utf-8")
    return tmp_path


def run(command: str) -> Result:
    return CliRunner().invoke(main, shlex.split(command))


def run_bound(command: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user whom the modes of files bind, which they do not bind root."""
    return subprocess.run(  # noqa: S603 - our own program
        [*BOUND, sys.executable, "-c", IZEJA, *shlex.split(command)],
        capture_output=True,
        text=True,
        check=False,
    )


def left_half_done(project: Path) -> Path:
    """Leave the library as `izeja move devices phone` does that is killed when it has moved the folder."""
    library = project / "decision_trees"
    (library / "devices").rename(library / "phone")
    written = {
        "command": "izeja move devices phone",
        "moves": [["devices", "phone"]],
        "files": [],
        "made": [],
    }
    (library / CHANGES).mkdir()
    (library / CHANGES / "journal.json").write_text(json.dumps(written), "utf-8")
    return library


CHANGING = (
    "format",
    "format decision_trees/devices",
    "import story.twee",
    "move devices phone",
    "move devices phone --dry-run",
    "new tree shop/return",
    "rename terms#ok fine",
    "translate add de",
    "translate fill lv",
    "translate glossary lv --from words.csv",
    "translate import lv.xlf",
    "translate update",
)


@pytest.mark.parametrize("command", CHANGING)
def test_only_one_changes_a_library(command: str) -> None:
    with alone(Path("decision_trees")):
        result = run(command)
    assert (result.exit_code, "is being written by another process" in result.output) == (2, True)


def test_an_undo_is_said(project: Path) -> None:
    library = left_half_done(project)
    result = run("format")
    assert (result.exit_code, result.stderr) == (
        0,
        "Undid what 'izeja move devices phone' had left half done.\n",
    )
    assert [one.name for one in sorted(library.iterdir())] == [
        "devices",
        "library.yml",
        "terms.yml",
        "translations",
    ]


def left_half_renamed(project: Path) -> Path:
    """Leave the library and a page as `izeja rename` does that is killed when it has written everything."""
    library, page = project / "decision_trees", project / "docs" / "index.md"
    (library / "library.yml").write_text(f"{LIBRARY['library.yml']}pages: ../docs\n", "utf-8")
    page.parent.mkdir()
    page.write_text("[Modem](guides/devices/modem.md#press)\n", "utf-8")
    texts = {file: file.read_bytes() for file in (library / "devices" / "modem.yml", page)}
    files = [
        [
            os.path.relpath(file, library),
            base64.b64encode(text).decode(),
            hashlib.sha256(text.replace(b"press", b"push")).hexdigest(),
        ]
        for file, text in texts.items()
    ]
    written = {"command": "izeja rename devices/modem#press push", "moves": [], "files": files, "made": []}
    (library / CHANGES).mkdir()
    (library / CHANGES / "journal.json").write_text(json.dumps(written), "utf-8")
    for file, text in texts.items():
        file.write_bytes(text.replace(b"press", b"push"))
    return library


def test_an_edit_since_then_is_kept_and_the_same_command_works(project: Path) -> None:
    library, page = left_half_renamed(project), project / "docs" / "index.md"
    modem = library / "devices" / "modem.yml"
    edited = modem.read_text("utf-8").replace("Press", "Please press")
    modem.write_text(edited, "utf-8")
    page.write_text(f"{page.read_text('utf-8')}Mine\n", "utf-8")
    result = run("rename devices/modem#press push")
    assert result.exit_code == 0, result.output
    assert result.stderr == (
        "Undid what 'izeja rename devices/modem#press push' had left half done.\n"
        "'decision_trees/devices/modem.yml' was edited since then. Your version is now "
        "'decision_trees/modem.yml.edited': when this has finished, make your edit again or take it over "
        "from there, and delete that file.\n"
        "'docs/index.md' was edited since then, and stays as it is.\n"
    )
    assert "  push:\n" in modem.read_text("utf-8")
    kept = library / "modem.yml.edited"
    assert kept.read_text("utf-8") == edited
    assert page.read_text("utf-8") == "[Modem](guides/devices/modem.md#push)\nMine\n"
    # What the message says to do.
    kept.replace(modem)
    assert "error" not in run("check").output


REFUSALS = {
    "there again": (
        "'izeja move devices phone' was stopped before it had finished in 'decision_trees', and cannot be "
        "undone: 'decision_trees/devices' is there again, beside 'decision_trees/phone'. Move "
        "'decision_trees/devices' out of the library, keep 'decision_trees/.izeja-changes/journal.json', and "
        "run this again"
    ),
    "unreadable": (
        "'decision_trees/.izeja-changes/journal.json' cannot be read (it is no journal of Izeja), so the "
        "command that was stopped cannot be undone. Put all files of the library back as they were, from a "
        "backup or with git, and then delete this one"
    ),
    "foreign": (
        "'izeja move devices phone' was stopped before it had finished in 'decision_trees', and cannot be "
        "undone: it names 'PROJECT/other', which is no part of it. Put all files of the library back as they "
        "were, from a backup or with git, and then delete 'decision_trees/.izeja-changes/journal.json'"
    ),
}


@pytest.mark.parametrize("why", REFUSALS)
def test_what_cannot_be_undone_says_what_to_do(why: str, project: Path) -> None:
    library = left_half_done(project)
    journal = library / CHANGES / "journal.json"
    if why == "there again":
        shutil.copytree(library / "phone", library / "devices")
    elif why == "foreign":
        journal.write_text(
            journal.read_text("utf-8").replace('"devices", "phone"', '"../other", "phone"'), "utf-8"
        )
    else:
        journal.write_text("{}", "utf-8")
    result = run("format")
    said = result.output.splitlines()[-1].replace(str(project), "PROJECT")
    assert (result.exit_code, said) == (2, f"Error: {REFUSALS[why]}")
    if why == "there again":
        (library / "devices").rename(project / "mine")
        assert run("format").exit_code == 0
        assert (library / "devices" / "modem.yml").exists()


@pytest.mark.parametrize(
    "command",
    ["move phone other --dry-run", "format decision_trees/phone", "format decision_trees/phone/modem.yml"],
)
def test_what_is_not_for_the_whole_library_undoes_nothing(command: str, project: Path) -> None:
    library = left_half_done(project)
    result = run(command)
    assert result.exit_code == 2
    assert result.output.splitlines()[-1] == (
        "Error: 'izeja move devices phone' is changing 'decision_trees', or was stopped before it had "
        "finished. If it is no longer running, run it again: that first undoes what it did"
    )
    assert (library / "phone" / "modem.yml").exists()
    assert (library / CHANGES / "journal.json").exists()


@pytest.mark.parametrize(
    ("command", "code"),
    [("format", 0), ("translate update", 0), ("translate fill lv", 0), ("new tree shop/return", 2)],
)
def test_a_library_that_nobody_may_write_to(command: str, code: int, project: Path) -> None:
    library = project / "decision_trees"
    folders = [library, *(one for one in library.rglob("*") if one.is_dir())]
    for one in folders:
        one.chmod(0o500)
    try:
        ended = run_bound(command)
    finally:
        for one in folders:
            one.chmod(0o700)
    assert (ended.returncode, "Permission denied" in ended.stderr) == (code, code == 2), ended


def test_a_copy_that_a_killed_command_has_left_is_deleted_whatever_its_modes(project: Path) -> None:
    copy = project / ".decision_trees.izeja-copy"
    shutil.copytree(project / "decision_trees", copy)
    for one in (copy / "devices", copy):
        one.chmod(0o500)
    ended = run_bound("rename terms#ok fine")
    assert (ended.returncode, copy.exists()) == (0, False), ended
