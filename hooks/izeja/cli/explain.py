"""`izeja explain`: what a problem code means, and how to fix the problem."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from izeja.cli.options import COLOUR
from izeja.cli.output import show
from izeja.language.corrections import nearest
from izeja.problems.explain import explained, explanations, listed, pages
from izeja.reading.writing import write_whole


@click.command(
    short_help="Explain a problem code, with an example.", epilog="Example: izeja explain dead-end"
)
@click.argument("code", required=False)
@click.option(
    "--write",
    "folder",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a page for each problem code to this folder. It is created if necessary.",
)
@COLOUR
def explain(code: str | None, folder: Path | None, *, colour: bool) -> None:
    """Explain a problem code: why it matters and how to fix it, with an example.

    CODE is the word in brackets after a problem, such as dead-end. Without CODE, the command lists every
    code.
    """
    known = explanations()
    if folder is not None:
        # Pages with `\n` on every platform, so that a documentation site is the same wherever it is built.
        for name, page in pages().items():
            write_whole(folder / name, page.encode())
        return
    if code is None:
        show(listed(known.values(), colour=colour), colour=colour)
        return
    if code not in known:
        close = nearest(code, known)
        hint = f"did you mean '{close}'?" if close else "'izeja explain' lists all codes"
        message = f"no problem is called '{code}': {hint}"
        raise click.BadArgumentUsage(message)
    # Longer lines are hard to read, however wide the terminal is.
    width = max(40, min(100, shutil.get_terminal_size().columns))
    show(explained(known[code], width=width, colour=colour), colour=colour)
