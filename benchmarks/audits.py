"""Lighthouse's marks for pages, as a phone on a slow 4G line that is four times slower than this machine.

Lighthouse loads a page as fast as the machine can, and computes from the trace what it would be on the
phone. A busy machine makes the tasks of the trace longer, and Lighthouse multiplies that by four: so pages
take turns, the median and the best run are printed, and the benchmark index says how fast Lighthouse found
the machine (1,000 to 2,000 is a desktop; below that, first paints are late for no fault of the page).
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from browser import chromium
from packages import PACKAGES
from processes import FailedError
from results import Goal, Part

_LIGHTHOUSE = PACKAGES / "lighthouse/cli/index.js"
_MARKS = ("performance", "accessibility", "best-practices", "seo")
_TIMES = {
    "first paint": "first-contentful-paint",
    "largest": "largest-contentful-paint",
    "blocked": "total-blocking-time",
    "main thread": "mainthread-work-breakdown",
}
_OTHER_MARKS = 100
_OWN_WORK = 50


@dataclass(frozen=True, slots=True)
class Aim:
    """The mark for performance that a page of ours should get, and the milliseconds to its first paint."""

    performance: int
    first_paint: int


@dataclass(frozen=True, slots=True)
class Audit:
    """What Lighthouse found in one load: marks of 100, and milliseconds; `own` is the work of our scripts."""

    marks: Mapping[str, int]
    times: Mapping[str, float]
    shift: float
    own: float
    index: float


def audits(pages: Mapping[str, str], aims: Mapping[str, Aim], runs: int) -> Part:
    """Let Lighthouse load some pages in turn.

    Args:
        pages: their addresses, by their names in the table.
        aims: the goals of those that are ours, by the same names.
        runs: of each that is ours; the others are loaded once.

    Raises:
        FailedError: Lighthouse could not load a page.
    """
    ours = [(name, pages[name]) for name in aims]
    turns = [*pages.items(), *ours * (runs - 1)]
    found: dict[str, list[Audit]] = {name: [] for name in pages}
    with click.progressbar(turns, label="Lighthouse", file=sys.stderr) as bar:
        for name, address in bar:
            found[name].append(_audit(address))
    index = statistics.median(one.index for every in found.values() for one in every)
    return Part(
        "Lighthouse, mobile",
        f"Medians of {runs} loads in turn, with the best in brackets; the pages of others are loaded once. "
        "Times are in ms; `own` is what our scripts take of the main thread. The benchmark index of this "
        f"machine was {index:.0f}; below 1,000 it is busy, and times are too long.",
        ("page", *_MARKS, *_TIMES, "shift", "own"),
        [(name, *_cells(every)) for name, every in found.items()],
        [goal for name, aim in aims.items() for goal in _goals(name, aim, found[name])],
    )


def _cells(every: Sequence[Audit]) -> list[str]:
    performance = [one.marks["performance"] for one in every]
    return [
        f"{statistics.median(performance):.0f} ({max(performance)})",
        *(f"{statistics.median(one.marks[mark] for one in every):.0f}" for mark in _MARKS[1:]),
        *(_with_best([one.times[name] for one in every]) for name in _TIMES),
        f"{statistics.median(one.shift for one in every):.3f}",
        _with_best([one.own for one in every]),
    ]


def _with_best(values: Sequence[float]) -> str:
    return f"{statistics.median(values):,.0f} ({min(values):,.0f})"


def _goals(name: str, aim: Aim, every: Sequence[Audit]) -> list[Goal]:
    return [
        Goal(
            f"{name}: performance at least {aim.performance}",
            statistics.median(one.marks["performance"] for one in every),
            least=aim.performance,
        ),
        Goal(
            f"{name}: {_OTHER_MARKS} for the rest, the least of the marks",
            min(statistics.median(one.marks[mark] for one in every) for mark in _MARKS[1:]),
            least=_OTHER_MARKS,
        ),
        Goal(
            f"{name}: first paint within {aim.first_paint:,} ms",
            statistics.median(one.times["first paint"] for one in every),
            most=aim.first_paint,
        ),
        Goal(
            f"{name}: our work of at most {_OWN_WORK} ms",
            statistics.median(one.own for one in every),
            most=_OWN_WORK,
        ),
    ]


def _audit(address: str) -> Audit:
    node, browser = shutil.which("node"), chromium.find()
    assert node  # noqa: S101 - install_packages has seen it
    assert browser  # noqa: S101 - so has `launched`
    flags = "--headless=new" if os.geteuid() else "--headless=new --no-sandbox"
    command = [node, str(_LIGHTHOUSE), address, "--output=json", "--quiet", f"--chrome-flags={flags}"]
    done = subprocess.run(  # noqa: S603 - Lighthouse, as installed
        command, env={**os.environ, "CHROME_PATH": browser}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        message = f"Lighthouse could not load {address}:\n{done.stderr}"
        raise FailedError(message)
    return _read(json.loads(done.stdout))


def _read(report: dict[str, Any]) -> Audit:
    found = report["audits"]
    # Scripts that take less than 50 ms are left out there.
    scripts = found["bootup-time"]["details"]["items"]
    return Audit(
        marks={mark: round(100 * report["categories"][mark]["score"]) for mark in _MARKS},
        times={name: found[audit]["numericValue"] for name, audit in _TIMES.items()},
        shift=found["cumulative-layout-shift"]["numericValue"],
        own=sum(script["total"] for script in scripts if "/assets/izeja/" in script["url"]),
        index=report["environment"]["benchmarkIndex"],
    )
