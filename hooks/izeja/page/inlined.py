"""A Jinja extension that puts one template into another when it is compiled."""

from __future__ import annotations

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser


class Inlined(Extension):
    """`{% inline "contacts.html.j2" %}` does what `include` does, which makes a new context on each page.

    It is for what most pages have: one that is included is only compiled for the first page that has it.
    What the template sets stays inside it. The name is a string, since it is read at once.
    """

    tags = {"inline"}  # noqa: RUF012 - Jinja's own declaration, which is not of a class variable

    def parse(self, parser: Parser) -> nodes.Node:
        """Read the template of that name, and put it here."""
        line = next(parser.stream).lineno
        name = parser.stream.expect("string").value
        loader = self.environment.loader
        assert loader is not None  # noqa: S101 - templates come from a folder
        source, file, _ = loader.get_source(self.environment, name)
        return nodes.Scope(self.environment.parse(source, name, file).body, lineno=line)
