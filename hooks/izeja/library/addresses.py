"""What is at which address of a site, and which addresses two things claim.

The one place that compares addresses: a check does it for what a library alone knows, and a host for every
file that it will write. The last one to be written would silently replace the other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

_Owner = TypeVar("_Owner")

RESERVED = frozenset(
    {
        *("404", "search", "sitemap"),
        *("assets", "assets/images", "assets/izeja", "assets/javascripts", "assets/stylesheets"),
    }
)
"""Addresses of files and folders that sites have beside their pages."""


class Collision(NamedTuple, Generic[_Owner]):
    """Two things that cannot both be in a site: two files at one path, or a file where a folder has to be."""

    first: _Owner
    second: _Owner
    path: str


class Addresses(Generic[_Owner]):
    """The files of a site, each with what claims it."""

    def __init__(self) -> None:
        """Begin with an empty site."""
        self._files: dict[str, tuple[str, _Owner]] = {}
        self._folders: dict[str, _Owner] = {}

    def add(self, files: Iterable[tuple[str, _Owner]]) -> Iterator[Collision[_Owner]]:
        """Add files, and yield what would replace something, or could not be written.

        Args:
            files: the path of each file in the site, and what claims it. A pair may occur again.
        """
        for claim in files:
            path, owner = claim
            key = as_one(path)
            first = self._files.setdefault(key, claim)
            if first is not claim and first != claim:
                yield Collision(first[1], owner, path)
            elif first is claim:
                yield from self._misplaced(key, claim)

    def _misplaced(self, key: str, claim: tuple[str, _Owner]) -> Iterator[Collision[_Owner]]:
        """Yield a folder where this file has to be, and files where its folders have to be."""
        path, owner = claim
        if key in self._folders:
            yield Collision(self._folders[key], owner, path)
        folder = key.rpartition("/")[0]
        # Folders that are known have been compared, and so have those around them.
        while folder and folder not in self._folders:
            self._folders[folder] = owner
            if folder in self._files:
                yield Collision(self._files[folder][1], owner, self._files[folder][0])
            folder = folder.rpartition("/")[0]


def collisions(files: Iterable[tuple[str, _Owner]]) -> Iterator[Collision[_Owner]]:
    """Yield what would be replaced or could not be written in a site of these files; see `Addresses.add`."""
    return Addresses[_Owner]().add(files)


def as_one(path: str) -> str:
    """Return a path as systems see it that ignore case, and compose letters in one way only."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def page_of(tree_id: str) -> str:
    """Return the file of a page with the address of an id, where each page has a folder."""
    folder, slash, name = tree_id.rpartition("/")
    return f"{folder}{slash}index.html" if name == "index" else f"{tree_id}/index.html"
