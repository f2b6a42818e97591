"""The folder of a library: which files there are, and reading those of a large one in several processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from izeja.reading.source import Reading, decode, reading_of
from izeja.running.processes import Crew, News

CONFIG, TERMS, CONTACTS, TRANSLATIONS = "library.yml", "terms.yml", "contacts.yml", "translations"
PAGE_WORDS = "page"
"""The catalog of the words of the page itself, which a site may have; no tree can be called so."""

Readings = Callable[[], Iterator[tuple[str, Reading]]]
"""Yields what stands in files, with their paths from the root, as it is read."""

_TREES = "trees"
_MANY_FILES = 200
"""With so many files, reading them takes longer than starting a process for it."""


def tree_files(root: Path) -> list[str]:
    """Return the paths of all tree files from the root, sorted."""
    found = []
    for folder, folders, files in os.walk(root):
        below = Path(folder).relative_to(root)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if below == Path():
            folders[:] = [name for name in folders if name != TRANSLATIONS]
        # A folder with the name of a file is read like one, which tells what is wrong with it.
        found += [(below / name).as_posix() for name in (*files, *folders) if name.endswith(".yml")]
    return sorted(set(found) - {CONFIG, TERMS, CONTACTS})


def shown(path: Path) -> str:
    """Return a path as messages show it: from the working folder, if it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def start_reading(root: Path) -> Readings:
    """Begin to read the trees of a library in other processes, if there are many, and go on meanwhile.

    Args:
        root: the folder that holds `library.yml`.

    Returns:
        A function that yields what stands in the files, to be called once; it yields nothing if there are
        few. They are read within the usual bounds.
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
