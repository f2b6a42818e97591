"""Runs a command while something on the disk is not as it should be, and says how it ended.

Started by `test_disk_states.py`, without the rights that the administrator has on every file.
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from izeja.cli.main import main
from izeja.hosts.plain.live import LiveSite

LONGEST = 120
"""The seconds after which a command counts as one that never ends."""


def _replaced(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)


def _other_kind(path: Path) -> None:
    was_folder = path.is_dir()
    _replaced(path)
    if was_folder:
        path.write_bytes(b"no folder\n")
    else:
        path.mkdir()


def _circle(path: Path) -> None:
    _replaced(path)
    path.symlink_to(path.name)


def _nowhere(path: Path) -> None:
    _replaced(path)
    path.symlink_to("gone")


def _pipe(path: Path) -> None:
    _replaced(path)
    os.mkfifo(path)


def _vanishing(path: Path) -> None:
    """Delete something when the second file is opened from now on."""
    opened = iter((False, True))

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and str(arguments[0]).startswith(str(path.parent)) and next(opened, False):
            _replaced(path)

    sys.addaudithook(hook)


STATES: dict[str, Callable[[Path], object]] = {
    "unreadable": lambda path: path.chmod(0),
    "read-only": lambda path: path.chmod(0o500 if path.is_dir() else 0o400),
    "unlisted": lambda path: path.chmod(0o300 if path.is_dir() else 0o200),
    "not entered": lambda path: path.chmod(0o600),
    "of another kind": _other_kind,
    "a circle": _circle,
    "leads nowhere": _nowhere,
    "a pipe": _pipe,
    "gone": _replaced,
    "vanishing": _vanishing,
}


def tried(command: str, state: str, path: Path) -> str:
    """Run a command in a process of its own, and return what was wrong with its end; "" if nothing was."""
    read, write = os.pipe()
    if (process := os.fork()) == 0:
        os.close(read)
        wrong = "the process ended by itself"
        try:
            wrong = _run(command, state, path)
        except BaseException:  # noqa: BLE001 - this process is nobody else's
            wrong = traceback.format_exc()
        finally:
            os.write(write, wrong.encode()[-6000:])
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        wrong = pipe.read().decode("utf-8", "replace")
    ended = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return wrong or (f"the process ended by signal {-ended}" if ended else "")


def _ended(_site: LiveSite, _stop: threading.Event) -> None:
    """Follow no edit."""


def _run(command: str, state: str, path: Path) -> str:
    failed: list[str] = []
    threading.excepthook = lambda error: failed.append(
        "".join(traceback.format_exception(error.exc_type, error.exc_value, error.exc_traceback))
    )
    if os.path.lexists(path) or not STATES[state].__name__.startswith("<"):
        STATES[state](path)
    # A preview builds once, and then runs until somebody ends it.
    LiveSite.follow = _ended  # type: ignore[method-assign, assignment]  # in this process alone
    signal.alarm(LONGEST)
    result = CliRunner().invoke(main, shlex.split(command))
    signal.alarm(0)
    wrong = "".join(failed)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        wrong += "".join(traceback.format_exception(result.exception))
    if result.exit_code not in {0, 1, 2}:
        wrong += f"exit code {result.exit_code}"
    if "Traceback" in result.output:
        wrong += result.output
    return wrong


def _load() -> None:
    """Load what commands need, which each process would load again."""
    project = Path("loaded")
    shutil.copytree("project", project, symlinks=True)
    with contextlib.chdir(project):
        for command in ("build", "check", "translate update", "export --for hugo hugo", "format", "verify"):
            CliRunner().invoke(main, shlex.split(command))
    shutil.rmtree(project)


def _folders(project: Path) -> Iterator[Path]:
    """Yield all folders, each before it is read."""
    yield project
    for folder, names, _ in os.walk(project):
        yield from (Path(folder, name) for name in names)


def _main() -> None:
    """Try what standard input lists, each a command, a state and a path in the project of this folder."""
    home = Path.cwd()
    _load()
    for line in sys.stdin:
        command, state, name = json.loads(line)
        project = home / "tried"
        shutil.copytree(home / "project", project, symlinks=True)
        os.chdir(project)
        wrong = tried(command, state, project / name)
        os.chdir(home)
        for one in _folders(project):
            if not one.is_symlink():
                one.chmod(0o700)
        shutil.rmtree(project)
        sys.stdout.write(f"{json.dumps(wrong)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main()
