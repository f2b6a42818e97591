"""Whole builds side by side, ours and those of our peers: `make bench`, `make bench-quick`.

Each part has a module that explains its measurements: `builds`, `previews` (after an edit), `saving` (until
an open page shows it), `reading` (translations), `weights` (of a page), `shards`. The peers' sites are made
by `peers`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from builds import can, clean_builds, growth, sites_of
from libraries import Size
from parts import Measures, measure
from peers import install_peers
from previews import checks, previews
from reading import readings
from results import Part, as_page, facts_of_this_run, versions_of_builds
from saving import SIZES, saving
from shards import shards
from weights import weights

RESULTS = Path(__file__).parent / "RESULTS.md"
PARTS = ("clean", "growth", "preview", "saving", "check", "translations", "weight", "shards")
NODES = 12


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--quick", is_flag=True, help="100 trees and fewer runs; writes no file.")
@click.option("--trees", type=int, help="Trees of the library, of 12 nodes each.  [default: 1000]")
@click.option("--runs", type=int, help="Timed runs of each kind.  [default: 7]")
@click.option("--slow-runs", type=int, help="Timed runs of what takes half a minute.  [default: 3]")
@click.option(
    "--only", multiple=True, type=click.Choice(PARTS), help="Measure this part alone; writes no file."
)
@click.option("--results", type=click.Path(dir_okay=False, path_type=Path), default=RESULTS, hidden=True)
def main(
    *,
    quick: bool,
    trees: int | None,
    runs: int | None,
    slow_runs: int | None,
    only: tuple[str, ...],
    results: Path,
) -> None:
    """Build the same guides with Izeja, Hugo, Eleventy and Zensical, and report how long each takes.

    Prints a table of medians and ratios for each part, and whether goals are met, and writes
    benchmarks/RESULTS.md. The peers are installed into folders that git ignores; one that cannot be installed
    is left out. Nothing else should run on the machine: kinds take turns, so quote the ratios.

    Exit codes: 0 everything was measured (goals may be missed), 1 something could not be.
    """
    trees, runs, slow_runs = (
        trees or (100 if quick else 1000),
        runs or (3 if quick else 7),
        slow_runs or (1 if quick else 3),
    )
    remarks = install_peers()
    facts = facts_of_this_run(versions_of_builds())
    is_whole = can("fast")
    if not is_whole:
        remarks.append("The plugin has no option 'fast' yet, so there is nothing beside page by page.")
    for said in (*(f"{name}: {fact}" for name, fact in facts.items()), *remarks):
        click.echo(said)

    def keep(parts: Sequence[Part], missing: Sequence[str]) -> None:
        if not quick and not only:
            results.write_text(as_page("make bench", facts, remarks, parts, missing), "utf-8")

    with tempfile.TemporaryDirectory() as folder:
        measures = _measures(Path(folder), Size(trees, NODES), runs, slow_runs)
        is_whole &= measure(measures, only, keep)
    sys.exit(not is_whole)


def _measures(folder: Path, size: Size, runs: int, slow_runs: int) -> Measures:
    click.echo("Writing the sites ...", err=True)
    projects = sites_of(folder / "sites", size)
    ours = projects[0]
    library = ours.folder / "decision_trees"

    return {
        "clean": lambda: [clean_builds(projects, size, runs, slow_runs)],
        "growth": lambda: [growth(folder / "growth", size, (0.1, 1, 10), slow_runs)],
        "translations": lambda: [readings(library, 3 * runs)],
        "weight": lambda: [weights(folder / "weights", Size(100, NODES))],
        "shards": lambda: [shards(folder / "shards", ours, size, slow_runs)],
        "preview": lambda: [previews(projects, library, runs, slow_runs)],
        "saving": lambda: [
            saving(folder / "saving", NODES, runs, tuple(trees for trees in SIZES if trees <= size.trees))
        ],
        "check": lambda: [checks(ours, runs)],
    }


if __name__ == "__main__":
    main()
