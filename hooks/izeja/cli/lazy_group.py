"""Groups of commands that import a command's module only when that command runs.

Importing all of them takes longer than checking a library does.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import ClassVar

import click


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for."""

    modules: ClassVar[Mapping[str, str]]
    """The module of each command below `izeja.cli`, in which the command's function has its name."""
    functions: ClassVar[Mapping[str, str]] = {}
    """The functions that have another name than their command."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands."""
        return sorted(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return a command, or None if there is none of this name."""
        if cmd_name not in self.modules:
            return None
        # The group's `--help` imports all of them for their summaries; every other call imports one.
        module = import_module(f"izeja.cli.{self.modules[cmd_name]}")
        command = getattr(module, self.functions.get(cmd_name, cmd_name))
        assert isinstance(command, click.Command)  # noqa: S101 - or `modules` is wrong, which a test would find
        return command
