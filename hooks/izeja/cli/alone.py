"""Commands that change a library, one after another."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click

from izeja.cli.output import say
from izeja.library.reader import read_library
from izeja.reading.folder import shown
from izeja.reading.journal import SinceEdited, UnfinishedError, alone, unfinished
from izeja.running.lock import BusyError


def change_alone(folder: Path) -> None:
    """Keep other commands from changing a folder until this one ends. First undo what a killed one has left.

    Whoever may not write there goes on: a command that finds nothing to change has no need to.

    Args:
        folder: that of a library, or one that will be or have a library.

    Raises:
        click.UsageError: another command is changing it, or what was left cannot be undone.
        OSError: the lock cannot be made.
    """
    try:
        undone = click.get_current_context().with_resource(alone(folder, partial(_pages, folder)))
    except (BusyError, UnfinishedError) as error:
        raise click.UsageError(str(error)) from None
    if undone is not None:
        say(f"Undid what '{undone.command}' had left half done.", err=True)
        for one in undone.edited:
            say(_about_edit(one), err=True)


def _about_edit(edited: SinceEdited) -> str:
    was = f"'{shown(edited.file)}' was edited since then"
    if edited.kept is None:
        return f"{was}, and stays as it is."
    return (
        f"{was}. Your version is now '{shown(edited.kept)}': when this has finished, make your edit again or "
        "take it over from there, and delete that file."
    )


def refuse_unfinished(folder: Path) -> None:
    """Refuse to go on where a command has begun to change a library and not finished.

    Args:
        folder: that of the library.

    Raises:
        click.UsageError: one has.
    """
    if (command := unfinished(folder)) is not None:
        message = (
            f"'{command}' is changing '{shown(folder)}', or was stopped before it had finished. If it is no "
            "longer running, run it again: that first undoes what it did"
        )
        raise click.UsageError(message)


def _pages(folder: Path) -> Iterable[Path]:
    """Return the folders of hand-written pages, which change along with what they lead to."""
    library, _, _ = read_library(folder, only=(), despite_settings=True)
    languages = library.config.languages if library is not None else ()
    return filter(None, (library.page_folder(one) for one in languages)) if library is not None else ()
