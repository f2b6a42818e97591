"""The options for events of the page, which `izeja stats` and `izeja map` share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from izeja.authoring.visits.figures import Visits, visits_of
from izeja.authoring.visits.files import FIELDS, EventsError, can_read
from izeja.authoring.visits.visits_text import remarks
from izeja.cli.output import say
from izeja.compiler.compiled import Compiled
from izeja.problems.wording import listed

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _columns(_context: click.Context, _option: click.Parameter, given: Sequence[str]) -> Mapping[str, str]:
    columns = {}
    for one in given:
        name, equals, column = one.partition("=")
        if name not in FIELDS or not equals or not column:
            message = f"'{one}' is not NAME=FIELD, with one of these names: {listed(list(FIELDS))}"
            raise click.BadParameter(message)
        columns[name] = column
    return columns


def events_options(command: _Command) -> _Command:
    """Add `--events` and `--field` to a command."""
    field = click.option(
        "--field",
        "columns",
        metavar="NAME=FIELD",
        multiple=True,
        callback=_columns,
        help=f"What a column of these files is called, such as tree=guide. Names: {', '.join(FIELDS)}.",
    )
    events = click.option(
        "--events",
        metavar="FILE",
        multiple=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Events of the page: CSV, JSON lines or Parquet. You can give it several times.",
    )
    # As with decorators, the outer one is first in the help.
    return events(field(command))


def counted_visits(compiled: Compiled, events: Sequence[Path], columns: Mapping[str, str]) -> Visits:
    """Count the events of files, and report on standard error what could not be counted.

    Raises:
        click.UsageError: a file cannot be read, or what reads it is not installed.
    """
    if not events:
        message = "--field is about the files of --events, and there are none"
        raise click.UsageError(message)
    if not can_read():
        message = "--events needs another package: pip install 'izeja[events]'"
        raise click.UsageError(message)
    try:
        visits = visits_of(compiled.source, compiled.graph, events, columns)
    except EventsError as error:
        raise click.UsageError(str(error)) from None
    if said := remarks(visits):
        say(said, err=True)
    return visits
