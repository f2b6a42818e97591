"""The command line. A command's module is imported only when that command runs.

Importing all of them takes longer than checking a library does.
"""

from __future__ import annotations

import errno
import io
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from izeja import __version__
from izeja.problems.terminal import visible

_MODULES = {
    "check": "check",
    "diff": "diff",
    "explain": "explain",
    "format": "format",
    "import": "import_tree",
    "links": "links",
    "lsp": "lsp",
    "map": "map",
    "merge": "site",
    "move": "changing",
    "new": "new",
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


class _LazyGroup(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands."""
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return a command, or None if there is none of this name."""
        if cmd_name not in _MODULES:
            return None
        # `izeja --help` imports all of them for their summaries; every other call imports one.
        module = import_module(f"izeja.cli.{_MODULES[cmd_name]}")
        command = getattr(module, _KEYWORDS.get(cmd_name, cmd_name))
        assert isinstance(command, click.Command)  # noqa: S101 - or _MODULES is wrong, which a test would find
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. What the system refuses, such as to write to a full disk, ends it with a message."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            # It may quote a file. Only for type checkers is a message final.
            vars(error)["message"] = visible(error.message)
            raise
        except OSError as error:
            # click ends quietly when nobody reads any more.
            if error.errno == errno.EPIPE:
                raise
            where = f"'{error.filename}': " if error.filename else ""
            message = f"{where}{error.strerror or error}"
            raise _RefusedError(visible(message)) from None


class _RefusedError(click.ClickException):
    exit_code = 2


@click.group(
    cls=_LazyGroup,
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
        message = "the working folder does not exist any more: change to another one"
        raise click.UsageError(message) from None
