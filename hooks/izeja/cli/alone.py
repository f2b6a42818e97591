"""Commands that change a library, one after another."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click

from izeja.library.reader import read_library
from izeja.reading.journal import UnfinishedError, alone
from izeja.running.lock import BusyError


def change_alone(folder: Path) -> None:
    """Keep other commands from changing a folder until this one ends. First undo what a killed one has left.

    Args:
        folder: that of a library, or one that will be or have a library.

    Raises:
        click.UsageError: another command is changing it, or what was left cannot be undone.
        OSError: nobody may write there.
    """
    try:
        click.get_current_context().with_resource(alone(folder, partial(_pages, folder)))
    except (BusyError, UnfinishedError) as error:
        raise click.UsageError(str(error)) from None


def _pages(folder: Path) -> Iterable[Path]:
    """Return the folders of hand-written pages, which change along with what they lead to."""
    library, _, _ = read_library(folder, only=(), despite_settings=True)
    languages = library.config.languages if library is not None else ()
    return filter(None, (library.page_folder(one) for one in languages)) if library is not None else ()
