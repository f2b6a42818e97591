"""Old addresses of guides: a page at each leads on to where the guide is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mkdocs.utils import get_relative_url


class MovedPage(NamedTuple):
    """A page at an old address: its file in the site, its address, and the link to the guide from there."""

    uri: str
    url: str
    href: str


def moved_pages(uri: str, tree_id: str, aliases: Iterable[str], *, with_folders: bool) -> Iterator[MovedPage]:
    """Yield a page for each old id of a guide.

    Args:
        uri: the file of the guide's page in the site.
        tree_id: the guide.
        aliases: its old ids.
        with_folders: whether addresses are those of folders (`use_directory_urls`).
    """
    for alias in aliases:
        old = _uri_at(alias, uri, tree_id)
        url = url_of(old, with_folders=with_folders)
        yield MovedPage(old, url, get_relative_url(url_of(uri, with_folders=with_folders), url))


def url_of(uri: str, *, with_folders: bool) -> str:
    """Return the address of a file of the site."""
    return uri.removesuffix("index.html") if with_folders else uri


def _uri_at(alias: str, uri: str, tree_id: str) -> str:
    # The id may occur elsewhere too: as the language's folder, or in 'index.html'.
    name = "/index.html" if uri.endswith(f"{tree_id}/index.html") else ".html"
    return uri.removesuffix(f"{tree_id}{name}") + alias + name
