"""The command line."""

from __future__ import annotations

import errno
import io
import sys
from pathlib import Path
from typing import Any

import click

from izeja import __version__
from izeja.cli.click_internals import complete
from izeja.cli.lazy_group import LazyGroup
from izeja.cli.output import refusal
from izeja.problems.terminal import visible

_MODULES = {
    "build": "build",
    "check": "check",
    "diff": "diff",
    "explain": "explain",
    "export": "export",
    "format": "format",
    "import": "import_tree",
    "links": "links",
    "lsp": "lsp",
    "map": "map",
    "mcp": "mcp",
    "merge": "site",
    "move": "changing",
    "new": "new",
    "preview": "preview",
    "reference": "reference",
    "rename": "changing",
    "schema": "reference",
    "stats": "stats",
    "translate": "translate",
    "verify": "site",
    "walk": "walk",
}
"""The module of each command, in which the command's function has the command's name."""
_KEYWORDS = {"import": "import_tree"}
"""The functions of commands whose names Python keeps for itself."""


class _Main(LazyGroup):
    modules = _MODULES
    functions = _KEYWORDS

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. What the system refuses, such as to write to a full disk, ends it with a message."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            complete(error)
            raise
        except OSError as error:
            # click ends quietly when nobody reads any more.
            if error.errno == errno.EPIPE:
                raise
            raise _RefusedError(visible(refusal(error))) from None


class _RefusedError(click.ClickException):
    exit_code = 2


@click.group(
    cls=_Main,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: izeja check decision_trees",
)
@click.version_option(__version__, prog_name="izeja")
def main() -> None:
    """Build guided help from decision trees, with no dead ends.

    Exit codes: 0 success, 1 problems found, 2 the command could not run.
    """
    for stream in (sys.stdout, sys.stderr):
        # A terminal may lack letters that a tree has.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        Path.cwd()
    except OSError:
        message = "the working folder no longer exists: change to another one"
        raise click.UsageError(message) from None
