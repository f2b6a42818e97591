"""`izeja build`: a site without MkDocs."""

from __future__ import annotations

import gc
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from izeja.cli.options import COLOUR, formerly, refuse_without_effect
from izeja.cli.output import refusal, say, show
from izeja.hosts.plain.settings import Settings, never_offline, read_settings
from izeja.hosts.plain.stopped import StoppedError
from izeja.problems.wording import counted
from izeja.reading.folder import Readings, shown, start_reading
from izeja.site.replacement import what_stays

if TYPE_CHECKING:
    from izeja.hosts.plain.build import Built
    from izeja.hosts.plain.last_site import Past


@click.command(
    short_help="Build the site without MkDocs, with Izeja's own theme.", epilog="Example: izeja build"
)
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".", metavar="[FOLDER]"
)
@click.option(
    "--site-dir",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the site. By default, 'site_dir' of mkdocs.yml, or 'site'.",
)
@click.option(
    "--site",
    "former_site_dir",
    type=click.Path(file_okay=False, path_type=Path),
    hidden=True,
    callback=formerly("--site-dir"),
)
@click.option(
    "--serve", is_flag=True, help="Then show the site on this machine, and build it again after each edit."
)
@click.option(
    "--port",
    metavar="NUMBER",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="For --serve.",
)
@COLOUR
def build(
    folder: Path,
    site_dir: Path | None,
    former_site_dir: Path | None,
    *,
    serve: bool,
    port: int,
    colour: bool,
) -> None:
    """Build the site of a library without MkDocs, with Izeja's own theme.

    FOLDER holds mkdocs.yml, from which the site's name, its languages and its menu are read (default: the
    current folder). The pages have the same addresses as in a site that MkDocs has built. Other plugins and
    themes are not used.

    If anything is wrong, the last site stays as it is. With --serve, the pages then show what is wrong, until
    it is corrected.
    """
    if not serve:
        refuse_without_effect("without --serve", "port")
    try:
        settings = read_settings(folder, site_dir or former_site_dir)
        if settings.not_used:
            say(f"Not used of mkdocs.yml: {'; '.join(settings.not_used)}.", err=True)
        if serve:
            _serve(folder, settings, port, colour=colour)
        elif _build(settings, start_reading(settings.library), colour=colour):
            sys.exit(1)
    except StoppedError as error:
        raise click.UsageError(str(error)) from None


def _build(
    settings: Settings, readings: Readings | None = None, *, colour: bool, past: Past | None = None
) -> str:
    """Build a site and say so; return the problems that stopped it, "" if it was built."""
    # Loaded while another process has begun to read the trees.
    from izeja.compiler.compile import no_garbage_collection  # noqa: PLC0415 - see above
    from izeja.hosts.plain.build import build_site  # noqa: PLC0415 - see above

    # Until all of the site is free again, or the collector would go through it once.
    with no_garbage_collection():
        problems = _said(build_site(settings, readings, past), settings.site, colour=colour)
        if past is None:
            # The program ends now, and the collector would go through all that is left, here and at its end.
            gc.freeze()
        return problems


def _said(built: Built, site: Path, *, colour: bool) -> str:
    compiled = built.compiled
    if compiled.failed:
        show(compiled.report(colour=colour), colour=colour)
        say(f"\nBuild stopped. {what_stays(site)}")
        return compiled.report()
    if compiled.unaccepted:
        show(compiled.report(compiled.unaccepted, colour=colour), colour=colour)
    for remark in built.remarks:
        say(f"Note: {remark}.", err=True)
    say(f"Built {counted(built.pages, 'page')} in {shown(site)}: {compiled.counts()}.")
    return ""


def _serve(folder: Path, settings: Settings, port: int, *, colour: bool) -> None:
    # A web server takes a tenth of the time to load, and few builds need one.
    from izeja.hosts.plain.last_site import Past  # noqa: PLC0415 - see above
    from izeja.hosts.plain.live import LiveSite  # noqa: PLC0415 - see above
    from izeja.hosts.plain.open_pages import OpenPages  # noqa: PLC0415 - see above
    from izeja.hosts.plain.serve import serving  # noqa: PLC0415 - see above

    past = Past()
    pages = OpenPages(past.page_now)

    def build(settings: Settings) -> tuple[Settings, str]:
        try:
            # Pages that are edited must not stay on the device.
            settings = never_offline(read_settings(folder, settings.site))
            return settings, _build(settings, colour=colour, past=past)
        except (StoppedError, OSError) as error:
            # A preview goes on with the last settings until the file is right again.
            why = f"Error: {refusal(error) if isinstance(error, OSError) else error}"
            say(why, err=True)
            return settings, why

    site = LiveSite(settings, pages, build)
    try:
        site.bring_up_to_date()
        with serving(settings.site, port, pages) as address:
            say(f"The site is at {address} until you press Ctrl+C. Open pages show your edits by themselves.")
            site.follow(threading.Event())
    except KeyboardInterrupt:
        pass
