"""What is at which address of a site, and what would be there at the same time.

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


def collisions(files: Iterable[tuple[str, _Owner]]) -> Iterator[Collision[_Owner]]:
    """Yield what would replace something else, or could not be written.

    Args:
        files: the path of each file in the site, and what wants to be there. A pair may occur again.
    """
    known: dict[str, tuple[str, _Owner]] = {}
    for claim in files:
        first = known.setdefault(as_one(claim[0]), claim)
        if first is not claim and first != claim:
            yield Collision(first[1], claim[1], claim[0])
    folders: dict[str, _Owner] = {}
    for path, (_, owner) in known.items():
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders[folder] = owner
            folder = folder.rpartition("/")[0]
    for path in known.keys() & folders.keys():
        yield Collision(known[path][1], folders[path], known[path][0])


def as_one(path: str) -> str:
    """Return a path as systems see it that ignore case, and compose letters in one way only."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def page_of(tree_id: str) -> str:
    """Return the file of a page with the address of an id, where each page has a folder."""
    folder, slash, name = tree_id.rpartition("/")
    return f"{folder}{slash}index.html" if name == "index" else f"{tree_id}/index.html"
