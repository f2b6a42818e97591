"""`izeja rename` and `izeja move`: other ids and places, with every reference to them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from izeja.authoring.changing.change import Change, ChangeError
from izeja.authoring.changing.plan import Plan, carry_out, plan_of
from izeja.authoring.changing.sameness import differences
from izeja.authoring.changing.wanted import moving, renaming
from izeja.cli.alone import change_alone, refuse_unfinished
from izeja.cli.options import LIBRARY
from izeja.cli.output import say, write
from izeja.library.library import Library
from izeja.library.reader import read_library
from izeja.problems.report import as_text
from izeja.problems.wording import counted
from izeja.reading.files import TooLargeError
from izeja.reading.folder import shown

_DRY_RUN = click.option(
    "--dry-run", is_flag=True, help="Show what would change as a diff, and change nothing."
)


@click.command(
    short_help="Give a node, a term or the like another id.",
    epilog="Example: izeja rename microsoft/get-refund#another-shop other-shop",
)
@click.argument("old")
@click.argument("new")
@LIBRARY
@_DRY_RUN
def rename(old: str, new: str, path: Path, *, dry_run: bool) -> None:
    """Give something another id, with every reference to it, in trees, catalogs and pages.

    \b
    OLD is one of:
      TREE#NODE           a node
      terms#TERM          a term
      contacts#CONTACT    a contact
      facts#FACT          a fact
      facts#FACT=VALUE    a value of a fact
      library#TOPIC       a topic

    NEW is the new id. A node or a topic keeps its old id under 'aliases', so that old links lead to it.
    Translations stay as they are, and nothing but the references changes. Before any file is written, a
    copy of the library is proved: it has the same problems and the same ways with the new id.

    PATH is the folder that holds library.yml (default: decision_trees).
    """  # noqa: D301 - click reads \b as: keep these lines
    _change(path, lambda library: renaming(library, old, new), dry_run=dry_run)


@click.command(
    short_help="Give a tree or a folder another path.",
    epilog="Example: izeja move microsoft/get-refund billing/refund",
)
@click.argument("old")
@click.argument("new")
@LIBRARY
@_DRY_RUN
def move(old: str, new: str, path: Path, *, dry_run: bool) -> None:
    """Give a tree another id, or a folder another path, with every reference to it.

    OLD is a tree or a folder of trees, as seen from the folder of the library, and NEW is what it will be.
    Catalogs move with their trees, and all files in a folder with it. A guide keeps its old id under
    'aliases', so that old links lead to it. Links between files are relative, and are changed where they
    have to be. Before any file is written, a copy of the library is proved: it has the same problems and the
    same ways.

    PATH is the folder that holds library.yml (default: decision_trees).
    """
    _change(path, lambda library: moving(library, old, new), dry_run=dry_run)


def _change(path: Path, wanted: Callable[[Library], Change], *, dry_run: bool) -> None:
    if dry_run:
        refuse_unfinished(path)
    change_alone(path)
    library = _readable(path)
    try:
        change = wanted(library)
        plan = plan_of(library, change)
        found = differences(path, change, plan)
    except (ChangeError, TooLargeError) as error:
        raise click.UsageError(str(error)) from None
    if found:
        say("\n\n".join((*found, "Nothing was changed.")))
        sys.exit(1)
    if dry_run:
        write(plan.as_diff(), newline=False)
        return
    carry_out(plan, path)
    _report(plan)


def _readable(path: Path) -> Library:
    library, sources, problems = read_library(path)
    errors = tuple(problem for problem in problems if problem.severity == "error")
    if errors or library is None:
        say(as_text(errors, {source.path: source.text for source in sources.values()}))
        say("\nFix these first: what a file refers to is only known if all of it is understood.")
        sys.exit(1)
    return library


def _report(plan: Plan) -> None:
    for old, new in plan.moves:
        say(f"{shown(old)} -> {shown(new)}")
    for one in plan.edits:
        say(shown(one.now))
    say(f"{counted(len(plan.edits), 'file')} changed. The library proves the same as before.")
