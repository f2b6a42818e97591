"""The parts of a benchmark: measured one after another, shown, and kept as soon as they are there."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import click
from playwright.sync_api import Error as BrowserError

from processes import FailedError
from results import NotThereError, Part, part_as_text

Measures = Mapping[str, Callable[[], Iterable[Part]]]
"""What measures each part of a benchmark, by its name; a part may have several tables."""


def measure(
    measures: Measures, only: Collection[str], keep: Callable[[Sequence[Part], Sequence[str]], object]
) -> bool:
    """Measure parts and print their tables; what cannot be measured becomes a part that says why.

    Args:
        measures: of all parts.
        only: the names of those that are wanted; all of them if it is empty.
        keep: is called after each part, with the tables so far and the names of the parts to come: so a run
            that is stopped keeps what it has.

    Returns:
        Whether all of them were measured.
    """
    wanted = [name for name in measures if not only or name in only]
    found: list[Part] = []
    is_whole = True
    for number, name in enumerate(wanted, 1):
        click.echo(f"Measuring: {name}, {number} of {len(wanted)}", err=True)
        began = time.monotonic()
        try:
            for part in measures[name]():
                found.append(part)
                click.echo(part_as_text(part))
        except (NotThereError, FailedError, BrowserError) as error:
            found.append(Part(f"Not measured: {name}", str(error)))
            click.echo(part_as_text(found[-1]))
            is_whole = False
        click.echo(f"Measured: {name}, in {time.monotonic() - began:.0f} s", err=True)
        keep(found, wanted[number:])
    return is_whole
