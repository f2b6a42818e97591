"""A site with very many pages in very many languages, built at once and verified: `make bench-large`.

It is about what grows with the pages: time, the memory of all processes together, and the sitemaps, which
search engines take up to a size (https://www.sitemaps.org/protocol.html).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from libraries import LANGUAGES, Size
from processes import Took, run
from projects import SITE, without_mkdocs
from results import Goal, Part, facts_of_this_run, part_as_text
from sites import Settings

NODES = 12
MOST_MEMORY, MOST_TO_VERIFY, MOST_LISTED, MOST_BYTES = 4000, 500, 50_000, 50 * 1024 * 1024
_ADDRESS = "https://help.example.com/"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--pages", default=200_000, show_default=True, help="Pages of guides, in all languages together."
)
@click.option("--languages", type=click.IntRange(1, len(LANGUAGES)), default=40, show_default=True)
def main(pages: int, languages: int) -> None:
    """Build one large site with `izeja build`, verify it, and report time, memory and sitemaps.

    200,000 pages take the whole machine, and 15 GB of the folder for temporary files.
    """
    for name, fact in facts_of_this_run({}).items():
        click.echo(f"{name}: {fact}")
    with tempfile.TemporaryDirectory() as folder:
        click.echo("Writing the library ...", err=True)
        size = Size(trees=pages // languages, nodes=NODES, languages=languages)
        project = without_mkdocs("large", Path(folder, "project"), size, _with_address)
        click.echo("Building ...", err=True)
        took = run(project.build, project.folder, watch=True)
        click.echo(took.said)
        click.echo(part_as_text(_built(project.site, languages, took)))
        click.echo("Verifying ...", err=True)
        took = run((project.build[0], "verify", SITE), project.folder, watch=True)
        click.echo(took.said)
        click.echo(part_as_text(_verified(project.site, took)))


def _built(site: Path, languages: int, took: Took) -> Part:
    pages = _pages(site)
    # For each sitemap, how many pages it lists, and its size; one that lists sitemaps has none.
    listed = [(text.count(b"<url>"), len(text)) for text in map(Path.read_bytes, site.glob("sitemap*.xml"))]
    maps = [one for one in listed if one[0]]
    most, largest = max(count for count, _ in maps), max(size for _, size in maps)
    cost = (f"{took.seconds:,.1f}", f"{took.computing:,.1f}", f"{took.peak:,.0f}")
    return Part(
        "A large site",
        "One build of a new site; memory is that of all processes, and what they share counts once.",
        ("pages", "languages", "seconds", "computing, s", "memory, MB", "sitemaps", "the largest, MB"),
        [(f"{pages:,}", str(languages), *cost, str(len(maps)), f"{largest / 1024**2:.1f}")],
        [
            Goal("memory of at most 4,000 MB", took.peak, most=MOST_MEMORY),
            Goal("no page missing in the sitemaps", pages - sum(count for count, _ in maps), most=0),
            Goal("at most 50,000 pages in a sitemap", most, most=MOST_LISTED),
            Goal("at most 50 MB for a sitemap", largest / 1024**2, most=MOST_BYTES / 1024**2),
        ],
    )


def _verified(site: Path, took: Took) -> Part:
    """Say what it took to verify a site; a fault of the site would have ended the benchmark before."""
    cost = (f"{took.seconds:,.1f}", f"{took.computing:,.1f}", f"{took.peak:,.0f}")
    return Part(
        "The same site, verified",
        "Every branch of every page followed with `izeja verify`, in one process.",
        ("pages", "seconds", "computing, s", "memory, MB"),
        [(f"{_pages(site):,}", *cost)],
        [Goal("memory of at most 500 MB", took.peak, most=MOST_TO_VERIFY)],
    )


def _pages(site: Path) -> int:
    return sum(1 for _ in site.rglob("index.html"))


def _with_address(settings: Settings) -> None:
    settings["site_url"] = _ADDRESS


if __name__ == "__main__":
    main()
