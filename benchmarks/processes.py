"""Runs a command to its end, and measures its time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from typing import TypeVar

_Result = TypeVar("_Result")

_EVERY = 0.02
_REST = 20
"""How many times as long as a look at the memory nothing is looked at, so that the build has the machine."""
_MB = 1024 * 1024


class FailedError(Exception):
    """A command has failed; its output is the message."""


@dataclass(frozen=True, slots=True)
class Took:
    """The cost of a command: seconds by the clock, seconds of all cores, and its largest memory in MB.

    `peak` is that of its largest process. Where `run` has watched it, it is that of all its processes
    together, in which what they share counts once (PSS).
    """

    seconds: float
    computing: float
    peak: float
    said: str


def run(command: Sequence[str], folder: Path, *, watch: bool = False, expected: Sequence[int] = (0,)) -> Took:
    """Run a command from its start to its end.

    Args:
        command: what to run.
        folder: where to run it.
        watch: whether to add up the memory of all its processes meanwhile, which costs them some time.
        expected: the exit codes with which all is well.

    Raises:
        FailedError: it ended with another one.
    """
    with tempfile.TemporaryFile("w+") as said:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own commands
            command, cwd=folder, env=environment(folder), stdout=said, stderr=subprocess.STDOUT
        )
        with _watched(process.pid if watch else None) as seen:
            _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        output = said.read()
    if process.returncode not in expected:
        message = f"'{' '.join(command)}' ended with {process.returncode}:\n{output}"
        raise FailedError(message)
    largest = usage.ru_maxrss / (_MB if sys.platform == "darwin" else 1024)
    return Took(seconds, usage.ru_utime + usage.ru_stime, max(largest, *seen, 0), output)


def environment(folder: Path) -> dict[str, str]:
    """Return the environment for commands in a folder, with the caches that they would keep for a user.

    Python keeps its own modules compiled, as it does by itself, whatever the machine says of it.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "XDG_CACHE_HOME": str(folder / ".cache")}


def apart(work: Callable[..., _Result], *arguments: object) -> _Result:
    """Call a function in a process of its own, and return its result.

    What a process has in memory counts for the peak of those that it starts, so the one that measures has to
    stay small.
    """
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


@contextmanager
def _watched(pid: int | None) -> Iterator[list[float]]:
    """Note again and again how much memory a process and those below it have; None is not watched."""
    seen = [0.0]
    done = Event()

    def watch(pid: int) -> None:
        pause = _EVERY
        while not done.wait(pause):
            start = time.perf_counter()
            seen.append(sum(_shares(pid)))
            # The system goes through all pages of a process, of which a large one has many.
            pause = max(_EVERY, _REST * (time.perf_counter() - start))

    thread = Thread(target=watch, args=(pid,))
    if pid is not None and Path("/proc/self/smaps_rollup").exists():
        thread.start()
    try:
        yield seen
    finally:
        done.set()
        if thread.is_alive():
            thread.join()


def _shares(pid: int) -> Iterator[float]:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for thread in threads for child in (thread / "children").read_text("ascii").split()]
    except (OSError, ValueError):  # it has just ended
        return
    yield next((int(line.split()[1]) / 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    for child in children:
        yield from _shares(int(child))
