"""Why an export cannot go on."""

from __future__ import annotations


class RefusedError(Exception):
    """Nothing was exported; the message says why, and what to do."""
