"""The files and addresses of pages, as every host gives them: the same library is at the same addresses."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class MovedPage(NamedTuple):
    """A page at an old address: its file in the site, its address, and the link to the guide from there."""

    uri: str
    url: str
    href: str


def page_file(name: str, *, with_folders: bool) -> str:
    """Return the file of a page, from the folder of its language.

    Args:
        name: the id of a guide, or the path of a hand-written page without its ending.
        with_folders: whether addresses are those of folders: `a/` and not `a.html`.
    """
    folder, stem = posixpath.split(name)
    if stem == "README":
        stem = "index"
    own_folder = with_folders and stem != "index"
    return (
        posixpath.join(folder, stem, "index.html") if own_folder else posixpath.join(folder, f"{stem}.html")
    )


def url_of(uri: str, *, with_folders: bool) -> str:
    """Return the address of a file of the site."""
    is_index = posixpath.basename(uri) == "index.html"
    return uri.removesuffix("index.html") if with_folders and is_index else uri


def relative(url: str, here: str) -> str:
    """Return an address of the site as a link from another one; both are as seen from the site's root."""
    there, folder = url.split("/"), here.split("/")[:-1]
    # A page has dozens of links, and `posixpath.relpath` takes ten times as long.
    common = 0
    while common < min(len(there) - 1, len(folder)) and there[common] == folder[common]:
        common += 1
    return "../" * (len(folder) - common) + "/".join(there[common:]) or "./"


def moved_pages(uri: str, name: str, aliases: Iterable[str], *, with_folders: bool) -> Iterator[MovedPage]:
    """Yield a page for each old id of a guide, or old name of a topic's page.

    Args:
        uri: the file of its page in the site.
        name: its present one.
        aliases: the old ones.
        with_folders: whether addresses are those of folders (`use_directory_urls`).
    """
    # What is left of it is the folder of the language.
    prefix = uri.removesuffix(page_file(name, with_folders=with_folders))
    for alias in aliases:
        old = prefix + page_file(alias, with_folders=with_folders)
        url = url_of(old, with_folders=with_folders)
        yield MovedPage(old, url, relative(url_of(uri, with_folders=with_folders), url))
