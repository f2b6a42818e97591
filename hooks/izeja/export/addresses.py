"""The addresses in an exported text: of nodes, hand-written pages, and pictures."""

from __future__ import annotations

import posixpath
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field

from izeja.export.document import Document
from izeja.reading.media.formats import TYPES

NODE = "izeja:"
"""Begins the address of a guide or a node, `izeja:guide#node`, which a program has to know.

Where the site is not known, it also begins that of a hand-written page, `izeja:page.md`.
"""
MEDIA = "media"
"""The folder of pictures, videos and captions, beside the exported files."""


class NoAddressError(Exception):
    """A guide leads to a hand-written page, and nobody has said where the site is. `path` is that page."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def inside(name: str, content: bytes) -> str:
    """Return the address of a picture, a video or captions that is its content."""
    return f"data:{TYPES[posixpath.splitext(name)[1]]};base64,{b64encode(content).decode()}"


@dataclass(frozen=True)
class DataAddresses:
    """Addresses for a program. `site` is where the site in this language is, if it is known."""

    site: str | None = None

    def guide(self, tree: str) -> str:
        """Return the id of a guide as an address."""
        return f"{NODE}{tree}"

    def page(self, path: str) -> str:
        """Return the address of a hand-written page: on the site, or else `izeja:` and its path."""
        if self.site is None:
            return f"{NODE}{path}"
        name = path.removesuffix(".md")
        # Each page has a folder of its own, but for the page of a folder: MkDocs also knows it as README.md.
        folder = posixpath.dirname(name) if posixpath.basename(name) in ("index", "README") else name
        return f"{self.site}{folder}/" if folder else self.site

    def media(self, name: str) -> str:
        """Return the path of a picture, a video or captions."""
        return f"{MEDIA}/{name}"

    def home(self) -> str | None:
        """Return where the site is."""
        return self.site


@dataclass(frozen=True)
class InsideAddresses(DataAddresses):
    """Addresses in a file that has all inside that it shows: `media_files` by their names in a site."""

    media_files: Mapping[str, bytes] = field(default_factory=dict)

    def page(self, path: str) -> str:
        """Return the address of a hand-written page on the site.

        Raises:
            NoAddressError: nobody has said where the site is.
        """
        if self.site is None:
            raise NoAddressError(path)
        return super().page(path)

    def media(self, name: str) -> str:
        """Return the content of a picture, a video or captions as an address."""
        return inside(name, self.media_files[name])


@dataclass(frozen=True)
class FileAddresses:
    """Addresses in an exported file of Markdown, relative to it.

    `folder` is that of the language, and `guide_id` the guide that the file is about, if it is about one.
    """

    document: Document
    folder: str
    guide_id: str | None = None

    def node(self, to: str) -> str:
        """Return the address of a guide, a node or a hand-written page: `guide`, `guide#node`, `page.md`."""
        guide, _, node = to.partition("#")
        if guide == self.guide_id and node:
            return f"#{node}"
        if guide not in self.document.guides:
            return posixpath.relpath(to, posixpath.dirname(self.guide_id or ""))
        path = posixpath.relpath(f"{guide}.md", posixpath.dirname(self.guide_id or ""))
        # Without a fragment, the file opens at its top, with the title of the guide.
        is_start = not node or to == self.document.guides[guide].start
        return path if is_start else f"{path}#{node}"

    def media(self, path: str) -> str:
        """Return the address of a picture, which is beside the folders of languages."""
        return posixpath.relpath(path, posixpath.join(self.folder, posixpath.dirname(self.guide_id or "")))
