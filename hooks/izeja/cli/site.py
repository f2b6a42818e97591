"""`izeja merge` and `izeja verify`: a site that has been built."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from izeja.cli.output import progress, say
from izeja.problems.wording import counted
from izeja.site.completeness import missing, not_compared
from izeja.site.crawler import crawl
from izeja.site.loaded_files import missing_files
from izeja.site.merge import merge as merge_shards
from izeja.site.shard import MergeError


@click.command(
    short_help="Merge shards of a site, each built separately.",
    epilog="Example: izeja merge shard-1 shard-2 --into site",
)
@click.argument(
    "shards",
    metavar="SHARD...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option(
    "--into",
    "target",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    default="site",
    show_default=True,
    help="The folder for the site. It must be new or empty.",
)
def merge(shards: tuple[Path, ...], target: Path) -> None:
    """Merge shards of a site, each built separately, into the whole site.

    SHARD is a folder that MkDocs has built with the option 'only' (folders of trees) or 'only_languages'.
    Build all shards from the same sources. The result is byte for byte what a single build writes.
    """
    try:
        files = merge_shards(shards, target)
    except MergeError as error:
        # Exit code 2: the command could not do its work, as opposed to problems in a library.
        raise click.UsageError(str(error)) from None
    say(f"Merged {counted(len(shards), 'shard')} into {target}: {counted(files, 'file')}.")


@click.command(
    short_help="Follow every branch of a built site to its end.", epilog="Example: izeja verify site"
)
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path), default="site")
def verify(site: Path) -> None:
    """Verify a built site: follow every branch of every guide to its end.

    In every language and without JavaScript, every answer must lead to an element that exists, and every
    branch to a resolution or a support link. What the build lists in izeja-site.json must be there: every
    guide with all its steps, in every language, a page at each old address, and all files of Izeja. So must
    every file that a page with a guide loads: style sheets, scripts, fonts and pictures. Apart from that
    list, the command reads only HTML and CSS, so you can also verify a site that other programs have changed.

    SITE is the folder of the built site (default: site).
    """
    found = crawl(site, lambda files: progress(iter(files), len(files), "Reading pages"))
    doubt = not_compared(site)
    loaded = list(missing_files(site, found.pages))
    # What a page loads is said with the page.
    known = {one.spot for one in loaded}
    listed = [one for one in (() if doubt else missing(site, found.pages)) if one.spot not in known]
    findings = [*found.findings, *listed, *loaded]
    for finding in findings:
        say(f"{finding}\n")
    # An empty crawl must not pass: most likely the path is wrong, or the plugin is missing from mkdocs.yml.
    if not found.guides:
        say(f"No guides found in '{site}': no page has a <guided-help> element.")
        if found.generator.lower().startswith("zensical"):
            say("Zensical has built this site, and runs no plugins of MkDocs. Build it with 'mkdocs build'.")
        sys.exit(2)
    if findings:
        say(f"{counted(len(findings), 'fault')} in {counted(found.guides, 'guide')}")
    else:
        say(f"No faults found: {counted(found.guides, 'guide')}, {counted(found.nodes, 'node')}.")
    if doubt:
        say(doubt)
    sys.exit(1 if findings else 0)
