"""Weighs and times the customer's page in Chromium: `make bench-page`.

The parts, and how they are measured:

- `first-view`: each page of the shipped site in Izeja's own theme, with what it is shown and begins with.
- `weight`: the bytes of our scripts and style sheets that a guide's page loads, and what `gzip -9` makes of
  each; and for each guide the bytes of its page and of those of the others, compressed with gzip as a static
  host does it.
- `steps`: answers are clicked one after another with a mouse, as a customer would. The time of each step is
  read from a trace of the browser. `walking.Step` explains the figures, and why to judge by `work`. A step
  of the largest shipped guide may take 16 ms at the 95th percentile on a CPU that is slowed down 4 times,
  one of a guide of 500 nodes 50 ms, and each 1.5 times the least that a step can be on a page of the theme.
  What the host was asked for during those walks, after the pages had loaded, is shown too: nothing.
- `loads`: the same guide in the site, in our own theme, alone in a bare page, as GOV.UK asks its first
  question, with SurveyJS and with ink (`contenders` explains how they are made). The time runs from the start
  of the navigation, with nothing in the cache, to the first paint and to the frame in which the heading of
  the first step is painted. There is no network between a browser and a host on the same machine, so two of
  three conditions are a slow line.
- `lighthouse`: home, question and ending of the shipped site in both themes, the same pages of a site that
  was built before (`--before`), and the pages of the others. `audits` explains why a busy machine gets worse
  marks.

All pages are loaded and walked in turn: a busy machine slows all of them alike.

How often, was chosen so that a run ends within a quarter of an hour on a quiet machine of two cores. Paints
that Lighthouse computes, and loads over an emulated line, differ by a few percent there, so three are enough.
Steps differ more: of 60, three are beyond the 95th percentile. Pages of others have no goals, and Lighthouse
loads them once.
"""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import click
from playwright.sync_api import Browser

from audits import Aim, audits
from chrome import SLOWDOWN, launched, slowdown_of
from contenders import OWN
from loads import first_steps, first_views, own_weight, weights
from measured import Guide, floors, measured_guides
from packages import install_packages
from parts import Measures, measure
from results import NotThereError, Part, as_page, facts_of_this_run, versions_of_page
from sites import served
from steps import steps

RESULTS = Path(__file__).parent / "RESULTS-page.md"
PARTS = ("first-view", "weight", "steps", "loads", "lighthouse")
_IN_MATERIAL, _IN_OWN_THEME = Aim(99, 1500), Aim(100, 900)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--runs", default=3, show_default=True, help="Loads of each page in each condition.")
@click.option("--audits", "audited", default=3, show_default=True, help="Loads of our pages by Lighthouse.")
@click.option("--clicks", default=60, show_default=True, help="Steps of each guide at each speed.")
@click.option("--nodes", default=500, show_default=True, help="Nodes of the large guide.")
@click.option(
    "--before",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A built site, such as that of an older commit, for Lighthouse beside this one.",
)
@click.option(
    "--only", multiple=True, type=click.Choice(PARTS), help="Measure this part alone; writes no file."
)
@click.option("--results", type=click.Path(dir_okay=False, path_type=Path), default=RESULTS, hidden=True)
def main(  # noqa: PLR0913 - click passes each option
    *,
    runs: int,
    audited: int,
    clicks: int,
    nodes: int,
    before: Path | None,
    only: tuple[str, ...],
    results: Path,
) -> None:
    """Weigh and time the customer's page, beside GOV.UK's, SurveyJS and ink on the same content.

    Prints a table for each part and whether goals are met, and writes benchmarks/RESULTS-page.md after each:
    a run that is stopped keeps what it has.

    Needs Chromium, and npm for Lighthouse and the others: it installs them into a folder that git ignores.
    Nothing else should run on the machine. The figures of one run belong together; quote their ratios.

    Exit codes: 0 everything was measured (goals may be missed), 1 something could not be.
    """
    unavailable = install_packages("Lighthouse, GOV.UK's page, SurveyJS and ink are")
    facts = facts_of_this_run(versions_of_page())
    remarks = [f"{unavailable}."] if unavailable else []

    def keep(parts: Sequence[Part], missing: Sequence[str]) -> None:
        if not only:
            results.write_text(as_page("make bench-page", facts, remarks, parts, missing), "utf-8")

    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        click.echo("Building the sites ...", err=True)
        guides = list(measured_guides(Path(folder), nodes, stack, others=not unavailable))
        browser = stack.enter_context(launched())
        facts["Chromium"] = f"{browser.version} on {platform.machine()}"
        facts[f"a loop, {SLOWDOWN} times slower"] = f"{slowdown_of(browser, SLOWDOWN):.1f} times as long"
        for said in (*(f"{name}: {fact}" for name, fact in facts.items()), *remarks):
            click.echo(said)
        shipped = guides[0]
        measures: Measures = {
            "first-view": lambda: [first_views(shipped.host.folder / OWN)],
            "weight": lambda: _weights(browser, guides),
            "steps": lambda: [steps(browser, guides, floors(shipped, stack), clicks)],
            "loads": lambda: (first_steps(browser, guide, runs) for guide in guides),
            "lighthouse": lambda: _lighthouse(shipped, before, stack, audited, unavailable),
        }
        is_whole = measure(measures, only, keep)
    sys.exit(not is_whole)


def _weights(browser: Browser, guides: Sequence[Guide]) -> Iterator[Part]:
    yield own_weight(browser, guides[0])
    for guide in guides:
        yield weights(browser, guide)


def _lighthouse(
    guide: Guide, before: Path | None, stack: ExitStack, runs: int, unavailable: str | None
) -> Iterator[Part]:
    """Let Lighthouse load the pages of a customer's way in both themes, those of before, and the others."""
    if unavailable:
        raise NotThereError(unavailable)
    paths = {"home": "/", "question": guide.page.path, "ending": f"{guide.page.path}#{guide.ending}"}
    themes = {"Material": ("", _IN_MATERIAL), "own theme": (f"/{OWN}", _IN_OWN_THEME)}
    pages, aims = {}, {}
    for theme, (folder, aim) in themes.items():
        for name, path in paths.items():
            pages[f"{theme}, {name}"] = f"{guide.host.address}{folder}{path}"
            aims[f"{theme}, {name}"] = aim
    if before:
        older = stack.enter_context(served(before))
        pages |= {f"before, {name}": f"{older.address}{path}" for name, path in paths.items()}
    others = (one for one in guide.contenders if one not in (guide.page, guide.own))
    pages |= {one.name: f"{guide.host.address}{one.path}" for one in others}
    yield audits(pages, aims, runs)


if __name__ == "__main__":
    main()
