"""A Jinja extension that leaves the indentation of templates out of pages."""

from __future__ import annotations

import re

from jinja2.ext import Extension

_INDENTATION = re.compile(r"^ +", re.MULTILINE)


class Unindented(Extension):
    """Removes the spaces that lines of a template begin with, which only its readers need.

    Texts keep theirs, since values are put in later.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's own
        """Return a template without indentation."""
        return _INDENTATION.sub("", source)
