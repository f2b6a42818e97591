"""`izeja format`: one layout for the files of a library."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from izeja.authoring.changing.formatting import files_of, formatted
from izeja.cli.alone import change_alone, refuse_unfinished
from izeja.cli.options import no_library
from izeja.cli.output import say
from izeja.problems.report import as_text
from izeja.problems.wording import counted
from izeja.reading.containment import real
from izeja.reading.folder import CONFIG, library_above, shown
from izeja.reading.writing import write_whole


@click.command(name="format", epilog="Example: izeja format --check decision_trees")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--check", is_flag=True, help="Change nothing. List unformatted files, and fail if there are any."
)
def format(paths: tuple[Path, ...], *, check: bool) -> None:  # noqa: A001 - the name of the command
    """Format the files of a library, without changing a word.

    Levels and the items of lists are indented by two spaces. Nodes have one empty line between them, and
    there are never two in a row. One space follows ':', '-' and ','. Comments, quotes, line breaks
    and the order of keys stay. A file whose YAML has a mistake stays as it is, and the mistake is shown.

    PATH is the folder that holds library.yml (default: decision_trees), or one or more files.
    """
    chosen = paths or (Path("decision_trees"),)
    if missing := next((path for path in chosen if not path.exists()), None):
        raise no_library(missing)
    if not check:
        _wait_for_turn(chosen)
    files = [file for path in chosen for file in (files_of(path) if path.is_dir() else [path])]
    found = list(formatted(files))
    others = [one for one in found if one.before != one.after]
    for one in others:
        if not check:
            write_whole(one.file, one.after)
        say(shown(one.file))
    problems = [problem for one in found for problem in one.problems]
    if problems:
        say(as_text(problems, {one.source.path: one.source.text for one in found}))
        say("")
    what = "in another layout: run 'izeja format'" if check else "changed"
    wrong = sum(bool(one.problems) for one in found)
    if others:
        say(f"{counted(len(others), 'file')} of {len(found):,} {what}.")
    elif len(found) > wrong:
        say(f"{counted(len(found) - wrong, 'file')} in the one layout.")
    if wrong:
        say(f"{counted(wrong, 'file')} not formatted: fix the mistakes first.")
    sys.exit(1 if problems or (check and others) else 0)


def _wait_for_turn(paths: Sequence[Path]) -> None:
    libraries = {path: _library_of(path) for path in paths}
    for path, library in libraries.items():
        # What is undone could move a part of the library that was asked for.
        if library is not None and library != real(path):
            refuse_unfinished(library)
    # Editors and hooks format several files of a library at once, each by itself.
    for folder in dict.fromkeys(libraries[path] or real(path) for path in paths if path.is_dir()):
        change_alone(folder)


def _library_of(path: Path) -> Path | None:
    """Return the folder of the library that a file or folder is in, or that it is."""
    found = library_above(path.absolute() / CONFIG)
    return real(found) if found else None
