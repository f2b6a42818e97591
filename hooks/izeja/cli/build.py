"""`izeja build`: a site without MkDocs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from izeja.cli.options import COLOUR
from izeja.cli.output import say, show
from izeja.hosts.plain.build import build_site
from izeja.hosts.plain.settings import Settings, read_settings
from izeja.hosts.plain.stopped import StoppedError
from izeja.problems.wording import counted
from izeja.reading.folder import shown


@click.command(epilog="Example: izeja build")
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".", metavar="[FOLDER]"
)
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the site. By default, 'site_dir' of mkdocs.yml, or 'site'.",
)
@COLOUR
def build(folder: Path, site: Path | None, *, colour: bool) -> None:
    """Build the site of a library without MkDocs, with Izeja's own theme.

    FOLDER holds mkdocs.yml, from which the site's name, its languages and its menu are read (default: the
    current folder). The pages have the same addresses as in a site that MkDocs has built. Other plugins and
    themes are not used.

    If anything is wrong, the last site stays as it is.
    """
    try:
        settings = read_settings(folder, site)
        _say_ignored(settings)
        built = build_site(settings)
    except StoppedError as error:
        raise click.UsageError(str(error)) from None
    compiled = built.compiled
    if compiled.failed:
        show(compiled.report(colour=colour), colour=colour)
        say("\nBuild stopped. Your existing site is unchanged.")
        sys.exit(1)
    if compiled.unaccepted:
        show(compiled.report(compiled.unaccepted, colour=colour), colour=colour)
    say(f"Built {counted(built.pages, 'page')} in {shown(settings.site)}: {compiled.counts()}.")


def _say_ignored(settings: Settings) -> None:
    if settings.ignored:
        names = ", ".join(settings.ignored)
        say(f"Not used: the plugins of MkDocs that mkdocs.yml names ({names}).", err=True)
