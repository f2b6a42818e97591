"""`izeja explain`: what a problem code means, and how to fix the problem."""

from __future__ import annotations

import shutil

import click

from izeja.cli.options import COLOUR
from izeja.language.validation import nearest
from izeja.problems.explain import explained, explanations, listed


@click.command(epilog="Example: izeja explain dead-end")
@click.argument("code", required=False)
@COLOUR
def explain(code: str | None, *, colour: bool) -> None:
    """Explain a problem code: why it matters and how to fix it, with an example.

    CODE is the word in brackets after a problem, such as dead-end. Without CODE, the command lists every
    code.
    """
    known = explanations()
    if code is None:
        click.echo(listed(known.values(), colour=colour), color=colour)
        return
    if code not in known:
        close = nearest(code, known)
        hint = f"did you mean '{close}'?" if close else "'izeja explain' lists all codes"
        message = f"no problem is called '{code}': {hint}"
        raise click.BadArgumentUsage(message)
    width = min(100, shutil.get_terminal_size().columns)
    click.echo(explained(known[code], width=width, colour=colour), color=colour)
