"""The folder of a library: which files it has, and reading many of them in several processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from izeja.reading.files import decode
from izeja.reading.parse import Reading, reading_of
from izeja.running.processes import Crew, News

CONFIG, TERMS, CONTACTS, TRANSLATIONS = "library.yml", "terms.yml", "contacts.yml", "translations"
PAGE_WORDS = "page"
"""The name of the catalog that rewords the page itself; no tree can have it."""

Readings = Callable[[], Iterator[tuple[str, Reading]]]
"""Yields the path of each file from the root, and what was read in it, as soon as it is read."""

_TREES = "trees"
_MANY_FILES = 200
"""Above this number, reading the files takes longer than starting processes that read them."""


def tree_files(root: Path) -> list[str]:
    """Return the paths from the root of all tree files, sorted."""
    found = []
    for folder, folders, files in os.walk(root):
        below = Path(folder).relative_to(root)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if below == Path():
            folders[:] = [name for name in folders if name != TRANSLATIONS]
        # A folder whose name ends like a tree is listed too: reading it reports the mistake.
        found += [(below / name).as_posix() for name in (*files, *folders) if name.endswith(".yml")]
    return sorted(set(found) - {CONFIG, TERMS, CONTACTS})


def shown(path: Path) -> str:
    """Return a path as messages show it: relative to the working folder if the file is in there."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def start_reading(root: Path) -> Readings:
    """Start reading the trees of a large library in other processes, without waiting for them.

    Args:
        root: the folder that holds `library.yml`.

    Returns:
        A function that yields what was read, within the default bounds; call it once. It yields nothing if
        the library is too small to gain from it.
    """
    names = tree_files(root)
    many = names if len(names) > _MANY_FILES else []
    crew = Crew(partial(_readings, root, shown(root)), {_TREES: many}, pays=True)
    return partial(crew.each, _TREES)


def _readings(
    root: Path, shown_root: str, _batch: str, names: Iterable[str], _news: News | None
) -> Iterator[tuple[str, Reading]]:
    for name in names:
        yield name, reading_of(*decode(root / name, f"{shown_root}/{name}"))
