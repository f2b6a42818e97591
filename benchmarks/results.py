"""The measurements, as a terminal shows them, and as `RESULTS.md` keeps them."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from izeja import __version__
from packages import packages_of
from peers import command_of
from tables import Row, as_markdown, as_text, judged


class NotThereError(Exception):
    """Something to be measured is missing; the message names it."""


@dataclass(frozen=True)
class Goal:
    """What a figure should be, in words that name its limit, and what it is."""

    wanted: str
    found: float
    most: float | None = None
    least: float | None = None

    def __str__(self) -> str:
        return f"Goal, {self.wanted}: {judged(self.found, most=self.most, least=self.least)}"


@dataclass(frozen=True)
class Part:
    """A table of measurements, with a sentence that says how they were made, and with its goals."""

    title: str
    how: str
    head: Row = ()
    rows: Sequence[Row] = ()
    goals: Sequence[Goal] = ()


def part_as_text(part: Part) -> str:
    """Return a part for a terminal."""
    table = as_text(part.title, part.head, part.rows) if part.rows else f"\n{part.title}\n\n  {part.how}\n"
    return "\n".join([table, *map(str, part.goals)])


def part_as_markdown(part: Part) -> str:
    """Return a part for `RESULTS.md`."""
    blocks = [f"## {part.title}", part.how]
    if part.rows:
        blocks.append(as_markdown(part.head, part.rows))
    if part.goals:
        blocks.append("\n".join(f"- {goal}" for goal in part.goals))
    return "\n\n".join(blocks)


_ABOUT = """Written by `{}`; [README.md](README.md) explains what is measured, and how. Figures of one
run belong together: quote their ratios."""


def as_page(
    command: str,
    facts: Mapping[str, str],
    remarks: Sequence[str],
    parts: Sequence[Part],
    missing: Sequence[str] = (),
) -> str:
    """Return the text of `RESULTS.md`, or of a file like it.

    Args:
        command: what wrote it.
        facts: about the machine, the versions and the run, by their names.
        remarks: the parts that were left out, and why.
        parts: the tables.
        missing: the names of the parts that are still to be measured.
    """
    stopped = [f"The run did not get to: {', '.join(missing)}."] if missing else []
    blocks = [
        "# Results",
        _ABOUT.format(command),
        as_markdown(("", ""), list(facts.items())),
        *remarks,
        *stopped,
        *map(part_as_markdown, parts),
    ]
    return "\n\n".join(blocks) + "\n"


def facts_of_this_run(versions: Mapping[str, str]) -> dict[str, str]:
    """Return what figures depend on: the machine, and the versions of all that is measured."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "command": f"`{' '.join([f'benchmarks/{Path(sys.argv[0]).name}', *sys.argv[1:]])}`",
        "machine": f"{_processor()}, {os.cpu_count()} cores, {_memory():.0f} GB",
        "system": f"{_system()}, {platform.system()} {platform.release()} {platform.machine()}",
        "load at the start": f"{os.getloadavg()[0]:.1f}",
        "Izeja": f"{__version__}, commit {_said('git', 'describe', '--always', '--dirty')}",
        "Python": platform.python_version(),
        **{name: version(name) for name in ("mkdocs", "mkdocs-material", "mkdocs-static-i18n")},
        **versions,
    }


def versions_of_builds() -> dict[str, str]:
    """Return the versions of what our builds are compared with."""
    return {
        "Hugo": _version_of("Hugo", "version"),
        "Eleventy": f"{_version_of('Eleventy', '--version')}, Node.js {_said('node', '--version')}",
        "Zensical": _version_of("Zensical", "--version"),
    }


def versions_of_page() -> dict[str, str]:
    """Return the versions of what the customer's page is compared with and measured by."""
    return packages_of(("lighthouse", "govuk-frontend", "survey-core", "inkjs"))


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return model or platform.processor() or platform.machine()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.platform()


def _version_of(peer: str, option: str) -> str:
    command = command_of(peer)
    return _said(*command, option).removeprefix("hugo ").split(" ")[0] if command else "not installed"


def _said(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - asked for a version
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()
