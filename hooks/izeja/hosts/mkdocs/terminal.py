"""The one way in which a build says something on a terminal: nothing that it quotes can move the cursor.

Paths, the names of guides and the settings of a site are not ours, and messages quote them.
"""

from __future__ import annotations

import logging
from collections.abc import MutableMapping
from typing import Any

import click
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from izeja.problems.terminal import visible, visible_line


class StoppedError(PluginError):
    """The build cannot go on; the message says why, and what to do."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(map(visible_line, lines)))


class _VisibleLog(logging.LoggerAdapter[Any]):
    def process(self, msg: Any, kwargs: MutableMapping[str, Any]) -> tuple[str, MutableMapping[str, Any]]:
        return visible(str(msg)), kwargs


log = _VisibleLog(get_plugin_logger("izeja"), {})
"""The log of MkDocs, in which our lines begin with `izeja:`."""


def say(text: str) -> None:
    """Print what belongs in no log, since a warning in the log would end a strict preview."""
    click.echo(visible(text), err=True)
