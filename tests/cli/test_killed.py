"""A command that is killed at any moment: running it again gives what it would have given at once."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conftest import only_some_quick
from izeja.cli.main import main

LIBRARY = {
    "library.yml": "source_language: en\nlanguages: {en: required, lv: preparing}\n"
    "pages: ../docs/{language}\n",
    "terms.yml": "ok:\n  text: OK\n",
    "contacts.yml": "shop:\n  text: The shop\n  url: https://example.com/\n",
    "devices/modem.yml": (
        "title: Restart your modem\nkind: procedure\nstart: press\nnodes:\n"
        "  press:\n    step: Press {ok}\n    next: done\n  done:\n    resolution: It works\n"
    ),
    "devices/phone.yml": (
        "title: Restart your phone\nkind: procedure\nstart: press\nnodes:\n"
        "  press:\n    step: Press\n    body: See [here](modem.yml#press)\n    next: modem.yml\n"
    ),
    "other.yml": (
        "title: No light\nkind: procedure\nstart: look\nnodes:\n"
        "  look:\n    step: Look\n    body: It is the [modem](devices/modem.yml)\n    next: help\n"
        "  help:\n    support: shop\n"
    ),
}
COMMANDS = {
    "move": "move devices new/place",
    "move back": "move devices/modem modem",
    "rename": "rename devices/modem#press push",
    "format": "format",
    "update": "translate update",
    "add": "translate add de",
    "import": "translate import lv.xlf",
    "fill": "translate fill lv --from memory.po",
    "new tree": "new tree shop/return",
    "new library": "import story.twee stories",
    "new site": "new site --name Help --language en --language lv",
    "export for hugo": "export --for hugo hugo",
    "export": "export --for markdown texts",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    for path, text in LIBRARY.items():
        file = folder / "decision_trees" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    page = folder / "docs" / "en" / "index.md"
    page.parent.mkdir(parents=True)
    page.write_text("[Modem](devices/modem.md#press), [another](devices/phone.md)\n", "utf-8")
    (folder / "docs" / "lv").mkdir()
    (folder / "story.twee").write_text(":: Start\nDoes it light?\n[[Yes->End]]\n\n:: End\nGood.\n", "utf-8")
    (folder / "memory.po").write_text('msgid "It works"\nmsgstr "Viss kārtībā"\n', "utf-8")
    monkeypatch.chdir(folder)
    assert run("translate update") == 0
    assert run("translate export lv lv.xlf") == 0
    document = (folder / "lv.xlf").read_text("utf-8")
    (folder / "lv.xlf").write_text(document.replace("</source>", "</source><target>Jauns</target>"), "utf-8")
    (folder / "decision_trees" / "other.yml").write_text(
        LIBRARY["other.yml"].replace("    ", "     ").replace("No", "Not a")
    )
    return folder


def run(command: str) -> int:
    return CliRunner().invoke(main, shlex.split(command)).exit_code


def content(folder: Path) -> dict[str, bytes]:
    """All files, but for locks that nobody holds, and what is deleted some time later."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not (path.name == "lock" or path.suffix == ".tmp" or path.parent.name == ".izeja_cache")
    }


def killed(command: str, moment: int) -> int:
    """Run a command in a process of its own that is killed before its Nth change of files.

    Returns its exit code, which is that of the command if it makes fewer changes.
    """
    if (process := os.fork()) == 0:
        code = 99
        try:
            sys.addaudithook(killing(moment))
            code = run(command)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def killing(moment: int) -> Callable[[str, tuple[Any, ...]], None]:
    changes = iter(range(moment))
    here = str(Path.cwd())

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            is_change = bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        else:
            is_change = event in {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate"}
        # A file can be open already, and what is in a temporary folder is nobody's.
        if not is_change or isinstance(arguments[0], int):
            return
        if Path(here, os.fsdecode(arguments[0])).is_relative_to(here) and next(changes, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    return hook


def moments(command: str, code: int, again: Callable[[], None]) -> Iterator[int]:
    moment = 0
    while (ended := killed(command, moment)) == -signal.SIGKILL:
        yield moment
        again()
        # All of the first ones; of many alike, some.
        moment += 1 + moment // 3
    assert ended == code


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that is like this one")
@pytest.mark.parametrize("name", only_some_quick([*COMMANDS], "move", "new tree"))
def test_running_it_again_finishes_it(name: str, project: Path) -> None:
    command, kept = COMMANDS[name], project.with_name("kept")
    shutil.copytree(project, kept)

    def as_at_first() -> None:
        for one in project.iterdir():
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        shutil.copytree(kept, project, dirs_exist_ok=True)

    code, before = run(command), content(kept)
    whole = content(project)
    assert (code in {0, 1}, whole != before) == (True, True)
    as_at_first()
    tried = 0
    for moment in moments(command, code, as_at_first):
        tried += 1
        # It may have been killed when all was done, and can then find nothing of the old name.
        if content(project) != whole:
            assert run(command) == code, moment
        assert content(project) == whole, moment
    assert tried > 2
