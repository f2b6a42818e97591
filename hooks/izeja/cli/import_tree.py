"""`izeja import`: a tree of a library from one that another program has."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from izeja.cli.alone import change_alone
from izeja.cli.importing.foreign import UnreadableError
from izeja.cli.importing.names import FIELDS, Names
from izeja.cli.importing.reader import FORMS, Form, read_foreign
from izeja.cli.importing.tree_writer import Written, write_tree
from izeja.cli.options import COLOUR
from izeja.cli.output import say, show
from izeja.cli.starter.all_or_nothing import InTheWayError, write_all
from izeja.cli.starter.tree import UnusableIdError, title_of, usable_id
from izeja.compiler.check import check_library
from izeja.language.names import suggested
from izeja.library.reader import read_library
from izeja.problems.wording import counted
from izeja.reading.folder import CONFIG, shown


def _names(_context: click.Context, _option: click.Parameter, given: Sequence[str]) -> Names:
    said: dict[str, list[str]] = {}
    for one in given:
        field, sign, key = one.partition("=")
        if not sign or field not in FIELDS or not key:
            message = f"'{one}' is not NAME=FIELD with one of these names: {', '.join(FIELDS)}"
            raise click.BadParameter(message)
        said.setdefault(field, []).append(key)
    return Names(said)


@click.command(
    name="import",
    short_help="Import a tree: YAML, JSON, CSV, Mermaid or Twee.",
    epilog="Example: izeja import flowchart.mmd --id no-sound --title 'I hear nothing'",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument(
    "path", type=click.Path(file_okay=False, path_type=Path), default="decision_trees", metavar="[PATH]"
)
@click.option("--as", "form", type=click.Choice(FORMS), help="What FILE is.  [default: what its name says]")
@click.option("--id", "tree_id", metavar="ID", help="The id of the tree.  [default: the name of FILE]")
@click.option(
    "--title", metavar="TITLE", help="The title of the tree.  [default: that in FILE, or made of its id]"
)
@click.option(
    "--field",
    "names",
    metavar="NAME=FIELD",
    multiple=True,
    callback=_names,
    help="What FILE calls a field, such as text=frage or to=weiter. Repeat it, also for one name. "
    f"The names are {', '.join(FIELDS)}; what files usually call them is understood without it.",
)
@COLOUR
def import_tree(  # noqa: PLR0913 - an argument for each option
    file: Path,
    path: Path,
    form: Form | None,
    tree_id: str | None,
    title: str | None,
    names: Names,
    *,
    colour: bool,
) -> None:
    """Import a tree: YAML, JSON, CSV, a Mermaid flowchart or a Twine story (Twee).

    Writes one tree, and a library around it if there is none. What cannot be taken over is listed with its
    line; texts that somebody has to write begin with 'To be written', and make the tree a draft. At the end,
    the tree is checked: problems that are left were in FILE before.

    FILE is the file; a flowchart can be in Markdown, too.
    PATH is the folder that holds library.yml, or will hold it (default: decision_trees).
    """
    try:
        foreign = read_foreign(file, form, names)
        tree_id = usable_id(tree_id or suggested(file.stem) or "imported")
    except UnreadableError as error:
        say(f"{shown(file)}{f':{error.line}' if error.line else ''}: {error}")
        sys.exit(1)
    except UnusableIdError as error:
        raise click.BadParameter(str(error), param_hint="'--id'") from None
    foreign.title = title or foreign.title
    change_alone(path)
    # Settings and contacts alone: trees that are there already have nothing to do with the new one.
    library, _, _ = read_library(path, only=()) if (path / CONFIG).exists() else (None, None, None)
    # Its translations are missing at first, and a draft may lack them.
    is_translated = library is not None and len(library.config.languages) > 1
    contacts = library.contacts if library is not None else ()
    written = write_tree(foreign, title_of(tree_id), contacts=contacts, is_draft=is_translated)
    files = {f"{tree_id}.yml": written.text}
    if not (path / CONFIG).exists():
        files[CONFIG] = "source_language: en\nlanguages: [en]\n"
    try:
        write_all(path, {name: text.encode() for name, text in files.items()})
    except InTheWayError as error:
        found = ", ".join(shown(path / one) for one in error.paths)
        message = f"nothing was written, since this is in the way: {found}"
        raise click.UsageError(message) from None
    for name in files:
        say(f"created {shown(path / name)}")
    _report_losses(file, written)
    compiled = check_library(path, frozenset({tree_id}), cached=False)
    if compiled.problems:
        say("\nThe check finds these problems, which the file had before:\n")
        show(compiled.report(colour=colour), colour=colour)
    else:
        say(f"\nNo problems found: {compiled.counts()}.")
    sys.exit(1 if compiled.failed else 0)


def _report_losses(file: Path, written: Written) -> None:
    if not written.losses:
        say("\nEverything was taken over.")
    else:
        _list_losses(file, written)
    if written.is_draft:
        say("\nThe tree is a draft until you delete 'draft: true'. Write or translate what is missing first.")


def _list_losses(file: Path, written: Written) -> None:
    say(f"\n{counted(len(written.losses), 'thing')} to look at, since the tree does not have it as it was:\n")
    for line, what in written.losses:
        say(f"{shown(file)}{f':{line}' if line else ''}: {' '.join(what.split())}")
