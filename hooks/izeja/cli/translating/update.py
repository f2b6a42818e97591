"""The command that brings catalogs up to date: `izeja translate update`."""

from __future__ import annotations

from functools import reduce
from operator import add
from pathlib import Path

import click

from izeja.cli.alone import change_alone
from izeja.cli.options import COLOUR, LIBRARY, site_address
from izeja.cli.output import say
from izeja.cli.translating.catalogs import library_without_problems, progress_in_words, report_updates
from izeja.translation.update import (
    Updated,
    update_catalogs,
)


@click.command(
    short_help="Bring the catalogs up to date with the trees.",
    epilog="Example: izeja translate update --site http://127.0.0.1:8000",
)
@LIBRARY
@click.option(
    "--site",
    metavar="URL",
    callback=site_address(),
    help="Link each text to its step on this site, such as that of the preview, http://127.0.0.1:8000. Write "
    "{language} into the address if all languages, even the first one, have folders. Later updates keep the "
    "links; an empty address removes them.",
)
@COLOUR
def update(path: Path, site: str | None, *, colour: bool) -> None:
    """Bring the translators' catalogs up to date with the trees.

    Creates translations/LANGUAGE/TREE.po for every language of library.yml, or adds what is new to it.
    Translations are kept: that of a changed text is marked as fuzzy, that of a removed text goes to the end,
    and a renamed tree or node keeps its translation if its old id is among its aliases.
    Running it again changes nothing.

    PATH is the folder that holds library.yml (default: decision_trees).
    """
    change_alone(path)
    library = library_without_problems(path, colour=colour)
    updates = list(update_catalogs(library, site))
    report_updates(updates, colour=colour)
    done = [one for one in updates if isinstance(one, Updated)]
    if not any(one.changed or one.progress.left.messages for one in done):
        say("All catalogs are up to date and complete.")
        return
    say("")
    for language in dict.fromkeys(one.language for one in done):
        progress = reduce(add, (one.progress for one in done if one.language == language))
        say(progress_in_words(library, language, progress))
