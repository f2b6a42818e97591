"""The arguments and options that several commands share."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

LIBRARY = click.argument(
    "path", type=click.Path(exists=True, file_okay=False, path_type=Path), default="decision_trees"
)


def _colour(_context: click.Context, _option: click.Parameter, wanted: bool | None) -> bool:  # noqa: FBT001 - click's signature
    if wanted is not None:
        return wanted
    # Any value counts, as https://no-color.org asks, except an empty one.
    return sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


COLOUR = click.option(
    "--color/--no-color",
    "colour",
    default=None,
    callback=_colour,
    help="Use colours, or don't. By default, only terminals get colours, unless NO_COLOR is set.",
)
