"""Weighs and times the customer's page in Chromium: `make bench-page`.

The measurements, and how they are made:

- *Weight*: the bytes of our scripts and style sheets that a guide's page loads, and what `gzip -9` makes of
  each.
- *First view*: each page of the shipped site in Izeja's own theme, with what it is shown and begins with.
- *Steps*: answers are clicked one after another with a mouse, as a customer would. The time of each step is
  read from a trace of the browser. `walking.Step` explains the figures, and why to judge by `work`. A step
  of the largest shipped guide may take 16 ms at the 95th percentile on a CPU that is slowed down 4 times,
  one of a guide of 500 nodes 50 ms, and each 1.5 times the least that a step can be on a page of the theme.
- *Requests*: what the host was asked for during those walks, after the pages had loaded: nothing.
- *Side by side*: the same guide in the site, alone in a bare page, as GOV.UK asks its first question, with
  SurveyJS and with ink (`contenders` explains how they are made). Bytes are those of all bodies, compressed
  with gzip as a static host does it. The time runs from the start of the navigation, with nothing in the
  cache, to the frame in which the heading of the first step is painted. There is no network between a browser
  and a host on the same machine, so one of three conditions is a slow 4G line.
- *Lighthouse*: home, question and ending of the shipped site, the same pages of a site that was built before
  (`--before`), and the pages of the others. `audits` explains why a busy machine gets worse marks.

All pages are loaded and walked in turn: a busy machine slows all of them alike.
"""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click
from playwright.sync_api import Browser

from audits import audits
from chrome import SLOWDOWN, launched, slowdown_of
from loads import first_steps, first_views, own_weight, weights
from measured import Guide, floors, measured_guides
from packages import install_packages
from results import Part, as_page, facts_of_this_run, part_as_text, versions_of_page
from sites import ROOT, build_own_site, served
from steps import steps

RESULTS = Path(__file__).parent / "RESULTS-page.md"


@click.command()
@click.option("--runs", default=5, show_default=True, help="Loads of each page in each condition.")
@click.option("--clicks", default=100, show_default=True, help="Steps of each guide at each speed.")
@click.option("--nodes", default=500, show_default=True, help="Nodes of the large guide.")
@click.option(
    "--before",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A built site, such as that of an older commit, for Lighthouse beside this one.",
)
@click.option("--results", type=click.Path(dir_okay=False, path_type=Path), default=RESULTS, hidden=True)
def main(*, runs: int, clicks: int, nodes: int, before: Path | None, results: Path) -> None:
    """Weigh and time the customer's page, beside GOV.UK's, SurveyJS and ink on the same content.

    Prints a table for each part and whether goals are met, and writes benchmarks/RESULTS-page.md.

    Needs Chromium, and npm for Lighthouse and the others: it installs them into a folder that git ignores.
    Nothing else should run on the machine. The figures of one run belong together; quote their ratios.
    """
    missing = install_packages("Lighthouse, GOV.UK's page, SurveyJS and ink are")
    facts = facts_of_this_run(versions_of_page())
    remarks = [f"{missing}."] if missing else []
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        click.echo("Building the sites ...", err=True)
        guides = list(measured_guides(Path(folder), nodes, stack, others=not missing))
        browser = stack.enter_context(launched())
        facts["Chromium"] = f"{browser.version} on {platform.machine()}"
        facts[f"a loop, {SLOWDOWN} times slower"] = f"{slowdown_of(browser, SLOWDOWN):.1f} times as long"
        for said in (*(f"{name}: {fact}" for name, fact in facts.items()), *remarks):
            click.echo(said)
        parts = [first_views(build_own_site(ROOT, Path(folder) / "own"))]
        click.echo(part_as_text(parts[0]))
        for part in _parts(browser, guides, stack, runs, clicks):
            click.echo(part_as_text(part))
            parts.append(part)
        if not missing:
            parts.append(_lighthouse(guides[0], before, stack, runs))
            click.echo(part_as_text(parts[-1]))
    results.write_text(as_page("make bench-page", facts, remarks, parts), "utf-8")


def _parts(browser: Browser, guides: list[Guide], stack: ExitStack, runs: int, clicks: int) -> Iterator[Part]:
    yield own_weight(browser, guides[0])
    yield steps(browser, guides, floors(guides[0], stack), clicks)
    for guide in guides:
        yield weights(browser, guide)
        yield first_steps(browser, guide, runs)


def _lighthouse(guide: Guide, before: Path | None, stack: ExitStack, runs: int) -> Part:
    """Let Lighthouse load the pages of a customer's way, now and before, and those of the others."""
    paths = {"home": "/", "question": guide.page.path, "ending": f"{guide.page.path}#{guide.ending}"}
    ours = {name: f"{guide.host.address}{path}" for name, path in paths.items()}
    others = {one.name: f"{guide.host.address}{one.path}" for one in guide.contenders[1:]}
    if before:
        older = stack.enter_context(served(before))
        others = {f"{name}, before": f"{older.address}{path}" for name, path in paths.items()} | others
    return audits(ours, others, runs)


if __name__ == "__main__":
    main()
