"""The addresses of other pages, from a page whose place nobody knows; see `izeja.page.addresses`."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from izeja.page.addresses import MEDIA
from izeja.site.page_files import page_file, url_of

_FOLDER = posixpath.dirname(MEDIA)


class RootAddresses(NamedTuple):
    """Addresses below `base`, the root of the site in a language, and below `assets`, a folder of files."""

    base: str
    assets: str

    @classmethod
    def of(cls, base: str, assets: str) -> RootAddresses:
        """Return the addresses for two options, of which the second one may be empty."""
        base = f"{base.rstrip('/')}/"
        return cls(base, f"{assets.rstrip('/')}/" if assets else f"{base}{_FOLDER}/")

    def guide(self, tree: str) -> str:
        """Return the address of a guide, or of a topic."""
        return self.base + url_of(page_file(tree, with_folders=True), with_folders=True)

    def page(self, path: str) -> str:
        """Return the address of a hand-written page."""
        return self.guide(posixpath.splitext(path)[0])

    def media(self, name: str) -> str:
        """Return the address of a picture, a video or captions."""
        return f"{self.assets}{posixpath.basename(MEDIA)}/{name}"

    def home(self) -> str:
        """Return the address of the home page."""
        return self.base

    def asset(self, name: str) -> str:
        """Return the address of a script or a style sheet."""
        return self.assets + name
