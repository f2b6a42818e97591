"""A site that is built in two parts and merged, beside the same site built at once.

Each part is either half of the folders of trees (`extra: izeja: only`), or one of two languages
(`extra: izeja: only_languages`).
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from builds import OURS, needs
from izeja.reading.folder import tree_files
from libraries import Size, languages_of
from processes import FailedError, apart, run
from projects import Project, files_of, our_project, put_aside
from results import NotThereError, Part
from sites import Settings
from tables import spread

_IZEJA = Path(sys.executable).with_name("izeja")


def shards(folder: Path, whole: Project, size: Size, runs: int) -> Part:
    """Build a site in two parts, merge them, and build it whole, in turn."""
    needs("only")
    tops = sorted(
        {name.partition("/")[0] for name in tree_files(whole.folder / "decision_trees") if "/" in name}
    )
    if len(tops) < 2:
        raise NotThereError("a library in one folder cannot be divided by folders: it takes more trees")
    half = len(tops) // 2
    kinds: dict[str, Sequence[Callable[[Settings], None]]] = {
        "folders": [partial(_only, folders=part) for part in (tops[:half], tops[half:])],
        "languages": [partial(_in_language, language=one) for one in languages_of(size)],
    }
    projects = {
        kind: [
            apart(our_project, f"{kind}, {number}", folder / kind / str(number), size, change)
            for number, change in enumerate(changes, 1)
        ]
        for kind, changes in kinds.items()
    }
    at_once = []
    parted: dict[str, list[tuple[float, float]]] = {kind: [] for kind in kinds}
    for _ in range(runs):
        at_once.append(_build(whole))
        for kind, parts in projects.items():
            slowest = max(_build(project) for project in parts)
            parted[kind].append((slowest, _merge(parts, folder / kind / "merged")))
    rows = [(OURS, *spread(at_once), "", "", "1.00", "")]
    for kind, found in parted.items():
        sums = [sum(one) for one in found]
        rows.append(
            (
                f"two parts: {kind}",
                *spread(sums),
                spread([slowest for slowest, _ in found])[0],
                spread([merge for _, merge in found])[0],
                f"{statistics.median(sums) / statistics.median(at_once):.2f}",
                str(_differing(whole.site, folder / kind / "merged")),
            )
        )
    head = ("", "median, s", "min-max, s", "slowest part", "merge", "to whole", "files that differ")
    return Part("Built in two parts", _HOW.format(runs=runs), head, rows)


_HOW = (
    "Parts are built one after another; what counts is the slowest and the merge, as on two machines. "
    "{runs} runs, in turn with the whole. The last column compares all files of both sites."
)


def _only(settings: Settings, folders: list[str]) -> None:
    settings["extra"]["izeja"] = {"only": folders}


def _in_language(settings: Settings, language: str) -> None:
    settings["extra"]["izeja"] = {"only_languages": [language]}


def _build(project: Project) -> float:
    project.clean()
    seconds = run(project.build, project.folder).seconds
    click.echo(f"  building {project.name}: {seconds:.2f} s", err=True)
    return seconds


def _merge(parts: Sequence[Project], target: Path) -> float:
    put_aside(target)
    command = [str(_IZEJA), "merge", *(str(project.site) for project in parts), "--into", str(target)]
    try:
        return run(command, target.parent).seconds
    except FailedError as error:
        message = f"'izeja merge' is not there yet, or failed: {error}"
        raise NotThereError(message) from error


def _differing(site: Path, other: Path) -> int:
    names = {file.relative_to(folder) for folder in (site, other) for file in files_of(folder)}
    return sum(_bytes(site / name) != _bytes(other / name) for name in names)


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
