"""The command line. A command's module is imported only when that command runs.

Importing all of them takes longer than checking a library does.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from izeja import __version__
from izeja.problems.terminal import visible

_MODULES = {
    "check": "check",
    "explain": "explain",
    "merge": "site",
    "reference": "reference",
    "schema": "reference",
    "translate": "translate",
    "verify": "site",
}
"""The module of each command, in which the command's function has the command's name."""


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
        command = getattr(import_module(f"izeja.cli.{_MODULES[cmd_name]}"), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - or _MODULES is wrong, which a test would find
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; click prints its errors, which may quote a file."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            # Only for type checkers is a message final.
            vars(error)["message"] = visible(error.message)
            raise


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
