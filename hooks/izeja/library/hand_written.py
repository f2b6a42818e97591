"""The hand-written pages of a site, found where `pages` of `library.yml` says that they are."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from izeja.library.library import Library
from izeja.library.likeness import nearest_first, typing_error_of
from izeja.problems.wording import listed
from izeja.reading.folder import is_content

COPIED = "<!-- izeja: translate this page, then delete this line. It was copied from "
"""The beginning of the line that marks a page as a copy that is still to be translated."""
CARDS = re.compile(r"<!--\s*izeja:guides(?:\s+only:\s*([^<>]*?))?\s*-->")
"""Where a page lists guides; the group has the topics, if it wants only some."""
GUIDE = re.compile(r"<!--\s*izeja:guide\s+(\S+?)\s*-->")
"""Where a page shows a guide; the group has its id, or the path of its file."""

EXPORTED = "# Written by 'izeja export', which will write it again: edits here are lost."
"""The line with which the front matter of a page begins that was made from a guide."""

_EXPORTED_BYTES = f"---\n{EXPORTED}".encode()
_INDEXES = frozenset({"index", "readme"})
_UNKNOWN = (
    "library.yml does not say where the pages are: add 'pages: ../docs', or, if each language has a "
    "folder of its own, 'pages: ../docs/{language}'"
)


def pages_of(folder: Path) -> Iterator[str]:
    """Yield the hand-written pages in a folder and below it, by their paths from it."""
    for below, folders, files in os.walk(folder):
        # MkDocs leaves hidden files out, too.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.endswith(".md") and is_content(name):
                yield (Path(below) / name).relative_to(folder).as_posix()


def is_exported(page: Path) -> bool:
    """Return whether a page was made from a guide for another generator."""
    with page.open("rb") as file:
        return file.read(len(_EXPORTED_BYTES)) == _EXPORTED_BYTES


def id_of_page(path: str, languages: frozenset[str]) -> str:
    """Return the id that a guide at the address of a page would have.

    Args:
        path: of the page, from the folder of the pages.
        languages: what can be before the ending, as in `about.lv.md`.
    """
    folder, slash, name = path.removesuffix(".md").rpartition("/")
    stem, _, language = name.rpartition(".")
    name = stem if stem and language in languages else name
    return f"{folder}{slash}{'index' if name.lower() in _INDEXES else name}"


def page_hint(library: Library, path: str) -> str:
    """Return what to write in place of a link to a page that the site does not have."""
    folder = library.page_folder(library.language)
    if folder is None:
        return _UNKNOWN
    if not folder.is_dir():
        return f"library.yml says 'pages: {library.config.pages}': {_of_missing(folder, library)}"
    where = f"Izeja looks for pages in '{library.config.pages}', relative to the folder of library.yml"
    known = list(pages_of(folder))
    name = posixpath.basename(path)
    same = [one for one in known if posixpath.basename(one) == name]
    if close := same[0] if len(same) == 1 else typing_error_of(path, known):
        return f"did you mean '{close}'?"
    return f"use one of: {listed(nearest_first(path, known))}\n{where}" if known else where


def _of_missing(folder: Path, library: Library) -> str:
    """Return what is wrong with the folder of the pages, which does not exist."""
    pages = library.config.pages or ""
    # The outermost folder of the path that is missing is the one with the mistake.
    wanted = [one for one in (folder, *folder.parents) if not one.is_dir()][-1]
    beside = [one.name for one in wanted.parent.iterdir() if one.is_dir()]
    if close := typing_error_of(wanted.name, beside):
        written = "/".join(close if part == wanted.name else part for part in pages.split("/"))
        return f"did you mean '{written}'?"
    if "{language}" in pages and wanted == folder:
        shared = posixpath.dirname(pages)
        return f"there is no such folder for '{library.language}'; if languages share one, write '{shared}'"
    return "there is no such folder, as seen from the folder of library.yml"
