"""Why a page cannot be made."""

from __future__ import annotations


class GuideError(Exception):
    """A guide cannot be put into a page; the message says why, and what to do."""
