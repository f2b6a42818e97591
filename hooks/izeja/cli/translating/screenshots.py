"""Pictures of each step for translators: `izeja translate screenshots`."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from izeja.cli.options import COLOUR, LIBRARY
from izeja.cli.output import progress, say
from izeja.cli.translating.catalogs import library_without_problems
from izeja.problems.wording import counted
from izeja.reading.writing import write_whole
from izeja.translation.step_messages import Step, steps_of

_LIST = "pictures.json"
_VERSION = 1


@click.command(
    short_help="Take a picture of each step of each guide.",
    epilog="Example: izeja translate screenshots pictures --site-dir site",
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@LIBRARY
@click.option(
    "--site-dir",
    metavar="FOLDER",
    type=click.Path(file_okay=False),
    default="site",
    show_default=True,
    help="The folder of the site that was built.",
)
@click.option(
    "--site",
    metavar="URL",
    help="The address of the site in the source language instead, such as that of the preview.",
)
@COLOUR
def screenshots(folder: Path, path: Path, site_dir: str, site: str | None, *, colour: bool) -> None:
    """Take a picture of each step of each guide, in the language of the trees.

    FOLDER gets the pictures, each as GUIDE/STEP.png, and pictures.json, which lists the messages that
    each shows, for programs that bring them to Weblate and the like. Older pictures are replaced.

    Build the site first. Needs Chromium, Chrome or Edge, and the extra 'screenshots':
    pip install 'izeja[screenshots]'.

    PATH is the folder that holds library.yml (default: decision_trees).
    """
    if importlib.util.find_spec("playwright") is None:
        message = "pictures need another package: pip install 'izeja[screenshots]'"
        raise click.UsageError(message)
    from izeja.site.browser import BrowserError  # noqa: PLC0415 - needs the extra
    from izeja.site.step_pictures import NoPictureError, take_pictures  # noqa: PLC0415 - needs the extra

    library = library_without_problems(path, colour=colour)
    if site and not site.startswith(("http://", "https://")):
        say("A folder is given with '--site-dir' now, and an address with '--site'.", err=True)
        site_dir, site = site, None
    where = site or Path(site_dir)
    if isinstance(where, Path) and not where.is_dir():
        message = f"there is no site in the folder '{site_dir}': build it, or name another one"
        raise click.BadParameter(message, param_hint="'--site-dir'")
    # Drafts have no pages.
    steps = {(one.guide, one.node): one for one in steps_of(library) if not library.trees[one.guide].draft}
    guides: dict[str, list[str]] = {}
    for guide, node in steps:
        guides.setdefault(guide, []).append(node)
    language = library.config.source_language
    pictures: list[Mapping[str, object]] = []
    try:
        with progress(take_pictures(where, language, guides, folder), len(steps), "Taking pictures") as taken:
            pictures += (_listed(name, steps[guide, node]) for guide, node, name in taken)
    except (BrowserError, NoPictureError) as error:
        say(str(error))
        sys.exit(1)
    content = {"version": _VERSION, "language": language, "pictures": pictures}
    write_whole(folder / _LIST, f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode())
    say(f"{folder / _LIST}: {counted(len(pictures), 'picture')} of {counted(len(guides), 'guide')}")


def _listed(name: str, step: Step) -> Mapping[str, object]:
    return {
        "file": name,
        "guide": step.guide,
        "step": step.node,
        "messages": [one._asdict() for one in step.messages],
    }
