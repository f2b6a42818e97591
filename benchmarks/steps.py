"""Steps of guides beside the floor: all of them are walked in turn, so a busy machine slows all alike."""

from __future__ import annotations

import math
import statistics
import sys
from collections.abc import Iterator, Sequence

import click
from playwright.sync_api import Browser

from chrome import SLOWDOWN
from measured import Guide
from results import Goal, Part
from tables import Row
from walking import Step, Walk, walk_guide

MOST_OF_FLOOR = 1.5
"""A step takes at most so many times what the least one takes on the same page of the theme."""
_FIGURES = ("script", "work", "shown", "computing")


def steps(browser: Browser, guides: Sequence[Guide], least: tuple[Guide, Guide], clicks: int) -> Part:
    """Walk through guides and through the pages with the least steps, at full speed and slowed down.

    Args:
        browser: to walk in.
        guides: the guides.
        least: the floor without a theme, and inside the theme.
        clicks: how many answers to click in each, at each speed.
    """
    every = [*guides, *least]
    rows: list[Row] = []
    asked: list[str] = []
    taken: dict[tuple[str, int], list[Step]] = {}
    for slowdown in (1, SLOWDOWN):
        walks = _in_turn(browser, every, clicks, slowdown)
        for guide in every:
            found = [step for walk in walks[guide.name] for step in walk.steps]
            longest = max(walk.trail for walk in walks[guide.name])
            spreads = [_spread([getattr(step, figure) for step in found]) for figure in _FIGURES]
            rows.append((guide.name, f"{slowdown} x", str(len(found)), str(longest), *spreads))
            taken[guide.name, slowdown] = found
            asked += [path for walk in walks[guide.name] for path in walk.requests]
    paths = " ".join(dict.fromkeys(asked))
    return Part(
        "A step, from the click, in ms: median / 95th percentile",
        f"`walking.Step` explains the figures. Requests after load, all walks: {len(asked)} {paths}".strip(),
        ("guide", "slower", "clicks", "trail", *_FIGURES),
        rows,
        [goal for guide in guides for goal in _goals(guide, least[1], taken)],
    )


def _in_turn(
    browser: Browser, guides: Sequence[Guide], clicks: int, slowdown: float
) -> dict[str, list[Walk]]:
    found: dict[str, list[Walk]] = {guide.name: [] for guide in guides}
    going = {
        guide.name: walk_guide(browser, guide.host, guide.page.path, clicks, slowdown) for guide in guides
    }
    with click.progressbar(length=clicks * len(guides), label=f"Steps, {slowdown} x", file=sys.stderr) as bar:
        while going:
            for name, walks in [*going.items()]:
                if walk := next(walks, None):
                    found[name].append(walk)
                    bar.update(len(walk.steps))
                else:
                    del going[name]
    return found


def _goals(guide: Guide, floor: Guide, taken: dict[tuple[str, int], list[Step]]) -> Iterator[Goal]:
    quiet = SLOWDOWN * _p95([step.computing for step in taken[guide.name, 1]])
    work, least = (_p95([step.work for step in taken[name, SLOWDOWN]]) for name in (guide.name, floor.name))
    if guide.goal is not None:
        at_p95 = f"of at most {guide.goal:.0f} ms at the 95th percentile"
        yield Goal(f"{guide.name}, {SLOWDOWN} x: work {at_p95}", work, most=guide.goal)
        yield Goal(f"{guide.name}: {SLOWDOWN} times the computing at 1 x {at_p95}", quiet, most=guide.goal)
    yield Goal(
        f"{guide.name}, {SLOWDOWN} x: work at most {MOST_OF_FLOOR} times the floor inside the theme, "
        "both at the 95th percentile",
        work / least,
        most=MOST_OF_FLOOR,
    )


def _spread(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.1f} / {_p95(values):.1f}"


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[math.ceil(len(values) * 0.95) - 1]
