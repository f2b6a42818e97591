"""What commands print. No other module of this package prints anything; `tests/test_house.py` checks this."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

import click

from izeja.problems.terminal import visible

_Item = TypeVar("_Item")


def say(text: str, *, err: bool = False) -> None:
    """Print plain text, without control characters in what it quotes.

    Args:
        text: lines without a newline at the end.
        err: whether to print to standard error.
    """
    click.echo(visible(text), err=err)


def refusal(error: OSError) -> str:
    """Return what the system refused, and where if it says so."""
    where = f"'{error.filename}': " if error.filename else ""
    return f"{where}{error.strerror or error}"


def show(text: str, *, colour: bool) -> None:
    """Print text that may have our own colours, and whose author has made all that it quotes visible."""
    click.echo(text, color=colour)


def write(content: str, *, newline: bool = True) -> None:
    """Print for programs, which read UTF-8 whatever the encoding of the terminal."""
    click.echo(content.encode("utf-8", "backslashreplace"), nl=newline)


def progress(items: Iterator[_Item], length: int, label: str) -> AbstractContextManager[Iterable[_Item]]:
    """Show on standard error, if that is a terminal, how many items have come.

    Args:
        items: as they come.
        length: how many there will be.
        label: what is being done.
    """
    if not sys.stderr.isatty():
        return nullcontext(items)
    return click.progressbar(items, length=length, label=label, file=sys.stderr, show_pos=True)
