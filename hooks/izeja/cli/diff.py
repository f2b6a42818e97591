"""`izeja diff`: what an edit changes for customers and translators."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from izeja.authoring.changing.difference import difference
from izeja.authoring.changing.difference_formats import as_json, as_markdown, as_text
from izeja.cli.options import format_option
from izeja.cli.output import say, write
from izeja.compiler.compile import Scope, compile_library
from izeja.compiler.compiled import Compiled
from izeja.reading.folder import CONFIG
from izeja.running.git import GitError, unpack_revision


@click.command(
    short_help="Show what an edit changes for customers and translators.", epilog="Example: izeja diff main"
)
@click.argument("old")
@click.argument("new", required=False)
@click.argument("path", type=click.Path(path_type=Path), default="decision_trees")
@format_option("markdown", "json")
def diff(old: str, new: str | None, path: Path, form: str) -> None:
    """Show what changes for customers and translators between two states of a library.

    Lists new guides, answers and endings, and those that are gone; ways that end elsewhere, and longer and
    shorter guides; addresses that would break, with the alias that keeps each; changed texts, and what is
    left to translate. Drafts are left out, since customers do not see them.

    OLD and NEW are revisions of git, such as 'main' or 'HEAD~3', or folders with a library.yml. Without NEW,
    OLD is compared with your files as they are now, which stay untouched.
    PATH is the folder that holds library.yml (default: decision_trees).
    """
    with ExitStack() as stack:
        before, now = (_state(one, path, stack) for one in (old, new or str(path)))
        found = difference(before, now)
        if form == "json":
            write(as_json(found), newline=False)
        elif form == "markdown":
            write(as_markdown(found), newline=False)
        else:
            say(as_text(found))
    for name, state in {old: before, new or str(path): now}.items():
        # What is not translated is part of the result.
        if any(one.severity == "error" and not one.language for one in state.problems):
            say(f"'{name}' has errors, so this list may be incomplete: run 'izeja check' there", err=True)


def _state(name: str, path: Path, stack: ExitStack) -> Compiled:
    folder = Path(name)
    # A branch can be named like a folder: only one that has a library is meant.
    if not (folder / CONFIG).is_file():
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        try:
            unpack_revision(path, name, folder)
        except GitError as error:
            message = f"'{name}' is neither a folder with a {CONFIG} nor a revision of git: {error}"
            raise click.UsageError(message) from None
    compiled = compile_library(folder, scope=Scope(has_drafts=False))
    if not compiled.languages:
        message = f"the {CONFIG} of '{name}' is missing or has mistakes, so nothing can be compared"
        raise click.UsageError(message)
    return compiled
