"""A live preview of a project, in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60.0


@dataclass(frozen=True)
class Preview:
    """A preview that runs: the folder of its project, the file with what it says, its address."""

    project: Path
    log: Path
    address: str

    def said(self) -> str:
        return self.log.read_text("utf-8")

    def shown(self, path: str = "") -> str:
        """Return a page, also one that says what is wrong; "" while there is no answer."""
        return shown_at(self.address + path)

    def edit(self, file: str, before: str, after: str) -> None:
        path = self.project / file
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), "utf-8")

    def shows(self, path: str, *parts: str) -> None:
        """Wait until a page has these parts."""

        def has_all() -> bool:
            page = self.shown(path)
            return all(part in page for part in parts)

        assert wait_for(has_all), f"{self.shown(path)}\n{self.said()}"


def shown_at(address: str) -> str:
    """Return a page of a server, also one that says what is wrong; "" while there is no answer."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        return error.read().decode()
    except urllib.error.URLError:
        return ""


def wait_for(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


@contextmanager
def previewing(project: Path, *options: str) -> Iterator[Preview]:
    """Run `mkdocs serve` for as long as the context lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = project / "log"
    with log.open("w") as out:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}", *options],
            cwd=project,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            yield Preview(project, log, f"http://127.0.0.1:{port}/")
        finally:
            process.terminate()
            process.wait(PATIENCE)
