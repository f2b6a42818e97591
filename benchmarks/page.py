"""Weighs and times the customer's page in Chromium: `make bench-page`.

The measurements, and how they are made:

- *Weight*: the bytes of our scripts and style sheets that a guide's page loads, and what `gzip -9` makes of
  each. 8 KB are 8,192 bytes.
- *Steps*: answers are clicked one after another with a mouse, as a customer would. The time of each step is
  read from a trace of the browser. `walking.Step` explains the figures, and why to judge by `work`. A step
  of the largest shipped guide may take 16 ms at the 95th percentile on a CPU that is slowed down 4 times,
  one of a guide of 500 nodes 50 ms.
- *Requests*: what the host was asked for during those walks, after the pages had loaded: nothing.
- *Side by side*: the same guide in the site, alone in a bare page, with SurveyJS and with ink (`contenders`
  explains how they are made). Bytes are those of all bodies, compressed with gzip as a static host does it.
  The time runs from the start of the navigation, with nothing in the cache, to the frame in which the heading
  of the first step is painted. There is no network between a browser and a host on the same machine, so one
  of three conditions is a slow 4G line. All pages are loaded in turn: a busy machine slows all of them alike.
"""

from __future__ import annotations

import math
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click
from playwright.sync_api import Browser

from chrome import launched, slowdown_of
from contenders import FLOOR_HEADING, Contender, Pages
from izeja.compiler.compile import compile_library
from libraries import Size
from loading import CONDITIONS, Condition, first_step, weigh
from packages import install_packages
from sites import ROOT, Host, build_site, served, write_site, zipped
from tables import Row, as_text, judged
from walking import Step, Walk, walk_guide

MOST_BYTES = 8 * 1024
SLOWDOWN = 4


@dataclass(frozen=True)
class Guide:
    """A guide to measure: where it is served, and how long a step of it may take, if there is a goal."""

    name: str
    host: Host
    nodes: int
    heading: str
    contenders: tuple[Contender, ...]
    floor: Contender
    goal: float | None

    @property
    def page(self) -> Contender:
        """The guide in the site that MkDocs has built."""
        return self.contenders[0]


@click.command()
@click.option("--runs", default=5, show_default=True, help="Loads of each page in each condition.")
@click.option("--clicks", default=100, show_default=True, help="Steps of each guide at each speed.")
@click.option("--nodes", default=500, show_default=True, help="Nodes of the large guide.")
def main(runs: int, clicks: int, nodes: int) -> None:
    """Weigh and time the customer's page, beside SurveyJS and ink on the same content.

    Needs Chromium, and npm for the other two: it installs them into a folder that git ignores. Nothing else
    should run on the machine. The figures of one run belong together; quote their ratios.
    """
    missing = install_packages("SurveyJS and ink are")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        guides = list(_guides(Path(folder), nodes, stack, others=not missing))
        browser = stack.enter_context(launched())
        _tell_machine(browser)
        if missing:
            click.echo(f"\n{missing}", err=True)
        _weight(browser, guides[0])
        _steps(browser, [*guides, *_floors(guides[0], stack)], clicks)
        for guide in guides:
            _side_by_side(browser, guide, runs)


def _guides(folder: Path, nodes: int, stack: ExitStack, *, others: bool) -> Iterator[Guide]:
    click.echo("Building the sites ...", err=True)
    large = write_site(folder / "large", Size(trees=1, nodes=nodes))
    for config, name, goal in ((ROOT / "mkdocs.yml", "shipped", 16), (large, "large", 50)):
        site = build_site(config, folder / f"site-{name}")
        compiled = compile_library(config.parent / "decision_trees")
        tree = max(compiled.graph.guides, key=lambda tree: len(compiled.graph.guides[tree]))
        pages = Pages(compiled, next(iter(compiled.languages)), tree, site)
        contenders = [pages.in_site(), pages.bare(), *([pages.survey(), pages.ink()] if others else [])]
        yield Guide(
            name=f"{tree.rpartition('/')[2]}, {len(compiled.graph.guides[tree])} nodes",
            host=stack.enter_context(served(site)),
            nodes=len(compiled.graph.guides[tree]),
            heading=pages.first_heading,
            contenders=tuple(contenders),
            floor=pages.floor(),
            goal=goal,
        )


def _floors(guide: Guide, stack: ExitStack) -> Iterator[Guide]:
    """Yield pages with the least that a step can do: their time is that of the machine, or of the theme."""
    page = Contender("floor", "/floor.html", FLOOR_HEADING)
    host = stack.enter_context(served(Path(__file__).parent / "pages"))
    yield Guide("the least that a step can be", host, 14, "", (page,), page, None)
    yield Guide("the same inside the theme", guide.host, 14, "", (guide.floor,), guide.floor, None)


def _tell_machine(browser: Browser) -> None:
    click.echo(
        f"Chromium {browser.version}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}; asked for {SLOWDOWN} times slower, a loop takes "
        f"{slowdown_of(browser, SLOWDOWN):.1f} times as long"
    )


def _weight(browser: Browser, guide: Guide) -> None:
    weigh(browser, guide.host, guide.page)
    paths = sorted({sent.path for sent in guide.host.sent if "/assets/izeja/" in sent.path})
    files = {Path(path).name: (guide.host.folder / path.lstrip("/")).read_bytes() for path in paths}
    sizes = [(name, len(data), len(zipped(data))) for name, data in files.items()]
    total = sum(size for _, _, size in sizes)
    rows = [(name, f"{raw:,}", f"{size:,}") for name, raw, size in sizes]
    rows.append(("together", f"{sum(raw for _, raw, _ in sizes):,}", f"{total:,}"))
    _table("Our scripts and style sheets", ("", "bytes", "gzip -9"), rows)
    click.echo(f"Goal, at most {MOST_BYTES:,} bytes compressed: {judged(total, most=MOST_BYTES)}")


def _steps(browser: Browser, guides: Sequence[Guide], clicks: int) -> None:
    rows, goals, asked = [], [], []
    for guide in guides:
        quiet = 0.0
        for slowdown in (1, SLOWDOWN):
            walks = list(_walks(browser, guide, clicks, slowdown))
            steps = [step for walk in walks for step in walk.steps]
            asked += [path for walk in walks for path in walk.requests]
            quiet = quiet or SLOWDOWN * _percentile([step.computing for step in steps], 95)
            longest = max(walk.trail for walk in walks)
            rows.append((guide.name, f"{slowdown} x", str(len(steps)), str(longest), *_figures(steps)))
        if guide.goal is None:
            continue
        goals.append(
            f"Goal, {guide.name}, {SLOWDOWN} x: work of at most {guide.goal:.0f} ms at the 95th percentile: "
            f"{judged(_percentile([step.work for step in steps], 95), most=guide.goal)}; "
            f"{SLOWDOWN} times the computing at 1 x: {judged(quiet, most=guide.goal)}"
        )
    head = ("guide", "slower", "clicks", "trail", "script", "work", "shown", "computing")
    _table("A step, from the click, in ms: median / 95th percentile", head, rows)
    for goal in goals:
        click.echo(goal)
    click.echo(f"Requests after load, all walks: {len(asked)} {' '.join(dict.fromkeys(asked))}")


def _figures(steps: Sequence[Step]) -> Iterator[str]:
    for figure in ("script", "work", "shown", "computing"):
        yield _spread([getattr(step, figure) for step in steps])


def _walks(browser: Browser, guide: Guide, clicks: int, slowdown: float) -> Iterator[Walk]:
    walks = walk_guide(browser, guide.host, guide.page.path, clicks, slowdown)
    with click.progressbar(length=clicks, label=f"{guide.name}, {slowdown} x", file=sys.stderr) as bar:
        for walk in walks:
            bar.update(len(walk.steps))
            yield walk


def _side_by_side(browser: Browser, guide: Guide, runs: int) -> None:
    weights = [weigh(browser, guide.host, contender) for contender in guide.contenders]
    ours = weights[0].total
    _table(
        f"{guide.name}: bytes sent, compressed",
        ("page", "requests", "html", "js", "css", "other", "all", "ratio"),
        [
            (
                contender.name,
                str(weight.requests),
                *(f"{weight.bytes.get(kind, 0):,}" for kind in ("html", "js", "css", "other")),
                f"{weight.total:,}",
                f"{weight.total / ours:.2f}",
            )
            for contender, weight in zip(guide.contenders, weights, strict=True)
        ],
    )
    times = _times(browser, guide, runs)
    _table(
        f"{guide.name}: first step seen, ms from the start of the navigation, median of {runs}, and ratio",
        ("page", *(condition.name for condition in CONDITIONS)),
        [
            (contender.name, *(_with_ratio(times, guide, contender, condition) for condition in CONDITIONS))
            for contender in guide.contenders
        ],
    )


def _times(browser: Browser, guide: Guide, runs: int) -> dict[tuple[str, str], list[float]]:
    times: dict[tuple[str, str], list[float]] = {}
    turns = [
        (contender, condition)
        for _ in range(runs)
        for condition in CONDITIONS
        for contender in guide.contenders
    ]
    with click.progressbar(turns, label=f"{guide.name}, loads", file=sys.stderr) as bar:
        for contender, condition in bar:
            took = first_step(browser, guide.host, contender, guide.heading, condition)
            times.setdefault((contender.name, condition.name), []).append(took)
    return times


def _with_ratio(
    times: dict[tuple[str, str], list[float]], guide: Guide, contender: Contender, condition: Condition
) -> str:
    took = statistics.median(times[contender.name, condition.name])
    ours = statistics.median(times[guide.page.name, condition.name])
    return f"{took:,.0f}  {took / ours:5.2f}"


def _spread(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.1f} / {_percentile(values, 95):.1f}"


def _percentile(values: Sequence[float], percent: int) -> float:
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1]


def _table(title: str, head: Row, rows: Sequence[Row]) -> None:
    click.echo(as_text(title, head, rows))


if __name__ == "__main__":
    main()
