"""Pages of one guide side by side: their weight, and the time until the first step is seen."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Mapping
from pathlib import Path

import click
from playwright.sync_api import Browser

from first_view import weight_of
from izeja.page.assets import SCRIPT, STYLE
from loading import CONDITIONS, ON_SLOW_3G, Condition, Paints, first_paints, weigh
from measured import Guide
from results import Goal, Part
from sites import zipped

MOST_BYTES = 10_240
"""Of the script and the style sheet that every guide loads, gzipped."""
MOST_OF_FIRST_VIEW, MOST_OF_HOME = 14, 20
"""KB of a guide, as a new connection carries in one round trip, and of a list; see `docs/decisions/0074`."""
FIRST_PAINT = 1500
"""Milliseconds to the first paint of a guide in our own theme, on a phone with a slow 3G line."""
_KINDS = ("html", "js", "css", "other")


def own_weight(browser: Browser, guide: Guide) -> Part:
    """Weigh our scripts and style sheets that the page of a guide loads."""
    weigh(browser, guide.host, guide.page)
    paths = sorted({sent.path for sent in guide.host.sent if "/assets/izeja/" in sent.path})
    files = {Path(path).name: (guide.host.folder / path.lstrip("/")).read_bytes() for path in paths}
    sizes = [(name, len(data), len(zipped(data))) for name, data in files.items()]
    rows = [(name, f"{raw:,}", f"{size:,}") for name, raw, size in sizes]
    rows.append(
        ("together", f"{sum(raw for _, raw, _ in sizes):,}", f"{sum(size for _, _, size in sizes):,}")
    )
    core = sum(size for name, _, size in sizes if name in (SCRIPT, STYLE))
    return Part(
        "Our scripts and style sheets",
        f"What the page of {guide.name} loads of them, with the parts that this guide needs.",
        ("", "bytes", "gzip -9"),
        rows,
        [Goal(f"{SCRIPT} and {STYLE} of at most {MOST_BYTES:,} bytes", core, most=MOST_BYTES)],
    )


def first_views(site: Path) -> Part:
    """Weigh the pages of a site in our own theme: what each is shown with, and what its guide begins with.

    Args:
        site: the built site.
    """
    pages = site.rglob("index.html")
    weighed = [(page.parent.relative_to(site).as_posix(), weight_of(page)) for page in pages]
    weighed.sort(key=lambda one: -sum(one[1].values()))
    kinds = ("page", ".css", ".js", "")
    rows = [(name, *(f"{_of_kind(found, kind):,}" for kind in kinds)) for name, found in weighed]
    how = (
        "The shipped site as `izeja build` makes it. Bytes after `gzip -9`: the page, the style sheets that "
        "it waits for, and its scripts, without the parts that these load."
    )
    goals = [_first_view_goal(name, found) for name, found in weighed]
    return Part("First view in Izeja's own theme", how, ("", "html", "css", "js", "all"), rows, goals)


def _first_view_goal(name: str, found: Mapping[str, int]) -> Goal:
    most = MOST_OF_FIRST_VIEW if any(file.endswith(SCRIPT) for file in found) else MOST_OF_HOME
    return Goal(f"first view of {name} of at most {most} KB", _of_kind(found, "") / 1024, most=most)


def _of_kind(found: Mapping[str, int], kind: str) -> int:
    return sum(size for name, size in found.items() if name.endswith(kind))


def weights(browser: Browser, guide: Guide) -> Part:
    """Weigh the pages of a guide: everything that a host sends for them, compressed."""
    found = {contender.name: weigh(browser, guide.host, contender) for contender in guide.contenders}
    ours = found[guide.page.name].total
    return Part(
        f"{guide.name}: bytes sent, compressed",
        "All that the host is asked for until the page asks for nothing more.",
        ("page", "requests", *_KINDS, "all", "ratio"),
        [
            (
                name,
                str(weight.requests),
                *(f"{weight.bytes.get(kind, 0):,}" for kind in _KINDS),
                f"{weight.total:,}",
                f"{weight.total / ours:.2f}",
            )
            for name, weight in found.items()
        ],
    )


def first_steps(browser: Browser, guide: Guide, runs: int) -> Part:
    """Load the pages of a guide in turn, and time the first paint and that of the first step."""
    found: dict[tuple[str, str], list[Paints]] = {}
    turns = [(contender, at) for _ in range(runs) for at in CONDITIONS for contender in guide.contenders]
    with click.progressbar(turns, label=f"{guide.name}, loads", file=sys.stderr) as bar:
        for contender, condition in bar:
            paints = first_paints(browser, guide.host, contender, guide.heading, condition)
            found.setdefault((contender.name, condition.name), []).append(paints)

    def content(name: str, condition: Condition) -> float:
        return statistics.median(paints.content for paints in found[name, condition.name])

    def step(name: str, condition: Condition) -> float:
        return statistics.median(paints.step for paints in found[name, condition.name])

    def cell(name: str, condition: Condition) -> str:
        took, ours = step(name, condition), step(guide.page.name, condition)
        return f"{content(name, condition):,.0f} / {took:,.0f} ({took / ours:.2f})"

    return Part(
        f"{guide.name}: first paint / first step seen",
        f"Milliseconds from the start of the navigation: the medians of {runs} loads in turn, and the ratio "
        "of the first step's to that of our page in the site.",
        ("page", *(condition.name for condition in CONDITIONS)),
        [(one.name, *(cell(one.name, condition) for condition in CONDITIONS)) for one in guide.contenders],
        [
            Goal(
                f"{guide.own.name}: first paint within {FIRST_PAINT:,} ms on slow 3G",
                content(guide.own.name, ON_SLOW_3G),
                most=FIRST_PAINT,
            )
        ],
    )
