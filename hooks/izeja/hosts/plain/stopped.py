"""Why a build cannot go on."""

from __future__ import annotations


class StoppedError(Exception):
    """The build cannot go on; the message says why, and what to do."""
