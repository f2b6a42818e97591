"""The addresses of other pages, seen from a page of a generator; see `izeja.page.addresses.Addresses`."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from izeja.hosts.generators.generator import Generator
from izeja.page.addresses import MEDIA
from izeja.site.page_files import relative

_THEME = "assets/izeja"


def in_site(name: str) -> str:
    """Return where a script or a style sheet is, from the root of the site."""
    return f"{_THEME}/{name}"


class PageAddresses(NamedTuple):
    """The addresses from the page `name`, in the language with this folder and this home page."""

    generator: Generator
    folder: str
    home_name: str
    name: str

    def guide(self, tree: str) -> str:
        """Return the address of a guide, or of a topic."""
        if self.generator.links_to_files:
            return relative(f"{self.folder}{tree}.md", self._here)
        return relative(self.generator.url(tree, self.folder), self._here)

    def page(self, path: str) -> str:
        """Return the address of a hand-written page."""
        return self.guide(posixpath.splitext(path)[0])

    def media(self, name: str) -> str:
        """Return the address of a picture, a video or captions."""
        return self.asset(f"{MEDIA}/{name}")

    def home(self) -> str:
        """Return the address of the page that lists all guides."""
        return self.guide(self.home_name)

    def asset(self, path: str) -> str:
        """Return the address of a file, by its path from the root of the site."""
        return relative(path, self._here)

    @property
    def _here(self) -> str:
        if self.generator.links_to_files:
            return f"{self.folder}{self.name}.md"
        return self.generator.url(self.name, self.folder)
