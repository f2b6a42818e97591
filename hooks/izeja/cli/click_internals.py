"""The details of click's errors that it does not document and Izeja relies on.

1. The message of an error is read from `message` when it is shown. Only for type checkers is it final.
2. The error of an argument too many has no class of its own: its message begins with `_ONE_MORE`.

`tests/cli/test_commands.py` tries both.
"""

from __future__ import annotations

import click

from izeja.problems.terminal import visible

_ONE_MORE = "Got unexpected extra argument"


def complete(error: click.ClickException) -> None:
    """Make the message of an error fit for a terminal, which may quote a file, and add an example to it.

    The example is that of the command's help, where it got other arguments than it takes or in another order.
    """
    vars(error)["message"] = visible(error.message) + _example(error)


def _example(error: click.ClickException) -> str:
    if not isinstance(error, click.UsageError) or error.ctx is None or not error.ctx.command.epilog:
        return ""
    is_argument = isinstance(getattr(error, "param", None), click.Argument)
    return f"\n\n{error.ctx.command.epilog}" if is_argument or error.message.startswith(_ONE_MORE) else ""
