"""Clean builds, whole processes: ours, page by page and of our peers; and how ours grows with a library.

Before each build everything is deleted that the project did not consist of, caches too. The first round is
not timed: it warms the file system, has its memory watched, and its pages are compared with the library.
"""

from __future__ import annotations

import re
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from izeja.hosts.mkdocs.options import Options
from libraries import Size
from peers import MARKDOWN, peer_projects
from processes import FailedError, Took, apart, run
from projects import Project, missing_from, our_project, page_by_page, without_mkdocs
from results import Goal, NotThereError, Part
from tables import spread

OURS, PLAIN, SLOW, ZENSICAL = "Izeja", "Izeja, without MkDocs", "Izeja, page by page", "Zensical"
TAKE_LONG = (SLOW, ZENSICAL, MARKDOWN)
MOST_MB = 400
_TREES_OF_GOALS = 1000
"""Below this, the measurement is mostly the time that a program takes to start."""


def sites_of(folder: Path, size: Size) -> list[Project]:
    """Write the same library as a site of each kind."""
    ours = apart(our_project, OURS, folder / "ours", size)
    plain = apart(without_mkdocs, PLAIN, folder / "plain", size)
    others = apart(peer_projects, folder, ours.folder / "decision_trees")
    slow = [apart(our_project, SLOW, folder / "slow", size, page_by_page)] if can("fast") else []
    for project in (ours, plain, *slow):
        fall_back(project.folder / "decision_trees")
    return [ours, plain, *slow, *others]


def fall_back(library: Path) -> None:
    """Let a library have texts without a translation, as it has after an edit."""
    config = library / "library.yml"
    listed = re.compile(r"^languages: \[(.*)\]", re.MULTILINE)
    text = listed.sub(
        lambda found: f"languages: {{{found[1].replace(',', ': fallback,')}: fallback}}",
        config.read_text("utf-8"),
    )
    config.write_text(text, "utf-8")


def can(option: str) -> bool:
    """Return whether the plugin has an option."""
    return hasattr(Options, option)


def clean_builds(projects: Sequence[Project], size: Size, runs: int, slow_runs: int) -> Part:
    """Build each site again and again, all kinds in turn."""
    library = projects[0].folder / "decision_trees"
    watched = {project.name: _build(project, watch=True) for project in projects}
    for project in projects:
        if missing := apart(missing_from, project, library):
            message = f"{project.name} made a site without {len(missing)} headings, as {missing[0]}"
            raise FailedError(message)
    took: dict[str, list[Took]] = {project.name: [] for project in projects}
    for number in range(runs):
        for project in projects:
            if number < (slow_runs if project.name in TAKE_LONG else runs):
                took[project.name].append(_build(project))
    medians = {name: statistics.median([one.seconds for one in all_]) for name, all_ in took.items()}
    peaks = {name: max(one.peak for one in [watched[name], *all_]) for name, all_ in took.items()}
    rows = [
        (
            name,
            *spread([one.seconds for one in all_]),
            _ratio(medians[name], medians.get("Hugo")),
            _ratio(medians[name], medians.get(SLOW)),
            spread([one.computing for one in all_])[0],
            f"{peaks[name]:.0f}",
            str(len(all_)),
        )
        for name, all_ in took.items()
    ]
    head = ("", "median, s", "min-max, s", "to Hugo", "to page by page", "CPU, s", "peak, MB", "runs")
    if size.trees < _TREES_OF_GOALS:
        return Part(_title(size), f"{_HOW} The goals are for {_TREES_OF_GOALS:,} trees.", head, rows, [])
    return Part(_title(size), _HOW, head, rows, _goals(medians, peaks[OURS]))


_HOW = (
    "Whole processes, from start to end, into an empty folder and without a cache; kinds in turn. "
    "CPU is that of all cores. The peak is that of all processes of a build together; what they share counts "
    "once. Hugo and Eleventy have a theme of a few lines and an index of plain JSON, so they do less than we "
    "do: no navigation, no divided search, no links checked. Zensical has its own theme, whose pages are "
    "about as large as ours. The last row is our site as MkDocs builds it without us, of pages in Markdown."
)


def _title(size: Size) -> str:
    library = f"{size.trees:,} trees of {size.nodes} nodes, {size.languages} languages"
    return f"Clean build, {library}: {size.trees * size.languages:,} pages"


def _goals(medians: dict[str, float], peak: float) -> list[Goal]:
    goals = [Goal("without MkDocs / ours at most 1.0", medians[PLAIN] / medians[OURS], most=1.0)]
    if "Hugo" in medians:
        goals.append(Goal("ours / Hugo at most 1.0", medians[OURS] / medians["Hugo"], most=1.0))
    if SLOW in medians:
        goals.append(Goal("page by page / ours at least 8", medians[SLOW] / medians[OURS], least=8))
    if MARKDOWN in medians:
        goals.append(
            Goal("MkDocs, from Markdown / ours at least 8", medians[MARKDOWN] / medians[OURS], least=8)
        )
    return [*goals, Goal(f"peak of at most {MOST_MB} MB", peak, most=MOST_MB)]


def growth(folder: Path, size: Size, factors: Sequence[float], runs: int) -> Part:
    """Build libraries of several sizes, in turn.

    Args:
        folder: where to write their sites.
        size: the one that others are compared with.
        factors: how many times as many trees they have, the greatest last.
        runs: how many builds of each are timed.
    """
    sizes = [Size(int(size.trees * factor), size.nodes, languages=size.languages) for factor in factors]
    projects = [apart(our_project, f"{one.trees:,} trees", folder / str(one.trees), one) for one in sizes]
    watched = [_build(project, watch=True).peak for project in projects]
    took: list[list[float]] = [[] for _ in projects]
    for _ in range(runs):
        for project, seconds in zip(projects, took, strict=True):
            seconds.append(_build(project).seconds)
    base = statistics.median(took[factors.index(1)])
    rows = [
        (
            project.name,
            *spread(seconds),
            f"{statistics.median(seconds) / base:.2f}",
            f"{1000 * statistics.median(seconds) / one.trees / one.languages:.2f}",
            f"{peak:.0f}",
        )
        for project, seconds, one, peak in zip(projects, took, sizes, watched, strict=True)
    ]
    head = ("", "median, s", "min-max, s", f"to {size.trees:,}", "ms a page", "peak, MB")
    how = f"Our clean build, as above, of libraries that differ in size alone; {runs} runs of each, in turn."
    wanted = f"{sizes[-1].trees:,} trees at most 11 times as long as {size.trees:,}"
    goal = Goal(wanted, statistics.median(took[-1]) / base, most=11)
    return Part("The build grows with the library, and not faster", how, head, rows, [goal])


def needs(option: str) -> None:
    """Raise `NotThereError` if the plugin lacks an option to measure."""
    if not can(option):
        message = f"the plugin has no option '{option}' yet"
        raise NotThereError(message)


def _build(project: Project, *, watch: bool = False) -> Took:
    project.clean()
    click.echo(f"  building {project.name} ...", nl=False, err=True)
    took = run(project.build, project.folder, watch=watch)
    click.echo(f" {took.seconds:.2f} s{', not timed' if watch else ''}", err=True)
    sys.stderr.flush()
    return took


def _ratio(seconds: float, other: float | None) -> str:
    return f"{seconds / other:.2f}" if other else "-"
