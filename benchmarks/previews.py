"""After an edit of one tree: when a live preview shows it, and when `izeja check` answers.

The edit is another heading of a guide's first step, in the language that the library is written in. Our
library falls back on that language where a translation is missing, as that of the edited text then is.
"""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

import click

from articles import headings
from builds import OURS, TAKE_LONG
from izeja.compiler.compile import compile_library
from processes import FailedError, apart, environment, run
from projects import Project
from results import Goal, NotThereError, Part
from tables import spread

PATIENCE = 300.0
_EVERY = 0.02
_IZEJA = Path(sys.executable).with_name("izeja")


@dataclass
class Edit:
    """The heading of one guide's first step, in a file, and what it says at the moment."""

    file: Path
    tree_id: str
    heading: str
    number: int = 0

    @property
    def text(self) -> str:
        """What the heading says after the last edit."""
        return f"{self.heading} edited{self.number}" if self.number else self.heading

    def save(self) -> str:
        """Save the file with the next text, and return that."""
        before = self.text
        self.number += 1
        text = self.file.read_text("utf-8")
        if before not in text:
            message = f"{self.file} does not say '{before}'"
            raise FailedError(message)
        self.file.write_text(text.replace(before, self.text), "utf-8")
        return self.text


def middle(library: Path) -> tuple[str, str]:
    """Return the tree in the middle of a library, and the heading of its first step."""
    compiled = compile_library(library)
    tree_id = list(compiled.graph.guides)[len(compiled.graph.guides) // 2]
    source = compiled.languages[next(iter(compiled.languages))]
    return tree_id, next(headings(source, compiled.graph, tree_id))


def previews(projects: Sequence[Project], library: Path, runs: int, slow_runs: int) -> Part:
    """Edit a file of each site while its preview runs, one preview after another."""
    rows, goals = [], []
    tree_id, heading = apart(middle, library)
    for project in projects:
        edit = Edit(project.folder / project.sources.format(tree=tree_id), tree_id, heading)
        started, seconds = _preview(project, edit, slow_runs if project.name in TAKE_LONG else runs)
        rows.append((project.name, *spread(seconds), f"{started:.1f}", str(len(seconds))))
        if project.name == OURS:
            goals.append(Goal("shown within 1 s of saving", statistics.median(seconds), most=1.0))
    head = ("", "median, s", "min-max, s", "first shown, s", "runs")
    how = (
        "From saving the file of one guide to the moment at which its page, asked for every 20 ms, has the "
        "new text; 'first shown' runs from the start of the preview. One preview after another, that of "
        "Eleventy with --incremental."
    )
    return Part("After an edit: the live preview", how, head, rows, goals)


def _preview(project: Project, edit: Edit, runs: int) -> tuple[float, list[float]]:
    project.clean()
    seconds = []
    start = time.perf_counter()
    with serving(project) as address:
        page = f"{address}/{edit.tree_id}/"
        started = _wait(page, edit.text, start)
        for number in range(runs):
            # Some watch in intervals; an edit comes at any moment of them.
            time.sleep(1 + number * 0.37 % 1)
            wanted = edit.save()
            seconds.append(_wait(page, wanted, time.perf_counter()))
            click.echo(f"  {project.name} shows an edit after {seconds[-1]:.2f} s", err=True)
    return started, seconds


@contextmanager
def serving(project: Project) -> Iterator[str]:
    """Run the preview of a project, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(  # noqa: S603 - our own commands
            [part.format(port=port) for part in project.serve],
            cwd=project.folder,
            env=environment(project.folder),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield f"http://127.0.0.1:{port}"
        except TimeoutError as error:
            log.seek(0)
            message = f"{project.name}: {error}; its preview said:\n{log.read()}"
            raise FailedError(message) from error
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait(page: str, wanted: str, start: float) -> float:
    while wanted not in shown_at(page):
        if time.perf_counter() - start > PATIENCE:
            message = f"{page} does not show '{wanted}'"
            raise TimeoutError(message)
        time.sleep(_EVERY)
    return time.perf_counter() - start


def shown_at(page: str) -> str:
    """Return the page at an address; nothing while there is none, or only a part of it."""
    try:
        with urllib.request.urlopen(page, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode(errors="replace"))
    except (urllib.error.URLError, ConnectionError, HTTPException):
        return ""


def checks(project: Project, runs: int) -> Part:
    """Check one tree after an edit of it, and the whole library, in turn."""
    library = project.folder / "decision_trees"
    tree_id, heading = apart(middle, library)
    edit = Edit(library / f"{tree_id}.yml", tree_id, heading)
    kinds = ("izeja check TREE.yml", "izeja check, with a cache", "izeja check, without a cache")
    took: dict[str, list[float]] = {kind: [] for kind in kinds}
    whole = (str(_IZEJA), "check", str(library))
    for _ in range(runs):
        project.clean()
        took[kinds[2]].append(run(whole, project.folder).seconds)
        for kind, command in ((kinds[0], (*whole[:2], str(edit.file))), (kinds[1], whole)):
            took[kind].append(_check(command, project, edit))
    rows = [(kind, *spread(seconds, 3)) for kind, seconds in took.items()]
    how = (
        f"Whole processes, in turn, {runs} runs: a check of the library without a cache, an edit of one "
        "tree, a check of that tree, another edit of it, a check of the library."
    )
    goal = Goal("one tree within 0.3 s", statistics.median(took[kinds[0]]), most=0.3)
    return Part("After an edit: the check", how, ("", "median, s", "min-max, s"), rows, [goal])


def _check(command: Sequence[str], project: Project, edit: Edit) -> float:
    edit.save()
    took = run(command, project.folder, expected=(0, 1, 2))
    # The edited text has no translation any more, so a check without this problem has not read it.
    if "[stale]" not in took.said and "[untranslated]" not in took.said:
        message = f"'izeja {' '.join(command[1:])}' is not there yet, or did not see an edit:\n{took.said}"
        raise NotThereError(message)
    return took.seconds
