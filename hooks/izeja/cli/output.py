"""What commands print. No other module of this package prints anything; `tests/test_house.py` checks this."""

from __future__ import annotations

import click

from izeja.problems.terminal import visible


def say(text: str, *, err: bool = False) -> None:
    """Print plain text, without control characters in what it quotes.

    Args:
        text: lines without a newline at the end.
        err: whether to print to standard error.
    """
    click.echo(visible(text), err=err)


def show(text: str, *, colour: bool) -> None:
    """Print text that may have our own colours, and whose author has made all that it quotes visible."""
    click.echo(text, color=colour)


def write(content: str, *, newline: bool = True) -> None:
    """Print for programs, which read UTF-8 whatever the encoding of the terminal."""
    click.echo(content.encode("utf-8", "backslashreplace"), nl=newline)
