"""The folder of a library: which files it has, and reading many of them in several processes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TypeAlias

from izeja.reading.files import decode
from izeja.reading.parse import Reading, reading_of
from izeja.running.processes import Work, start

CONFIG, TERMS, CONTACTS, TRANSLATIONS = "library.yml", "terms.yml", "contacts.yml", "translations"
PAGE_WORDS = "page"
"""The catalog of the words of the page itself, which a site may have; no tree can have this name."""

Readings: TypeAlias = Work[str, Reading]
"""The content of files by their paths from the root, which other processes have begun to read."""

# Other ways to end the name of a YAML file; Windows hides the second ending.
_TREE_BY_ANOTHER_NAME = re.compile(r"(?i:\.ya?ml(?:\.txt)?)$(?<!\.yml)")
_SECONDS_PER_FILE = 0.00025


def tree_files(root: Path) -> list[str]:
    """Return the paths of all tree files from the root, sorted."""
    found = []
    for folder, folders, files in os.walk(root):
        below = Path(folder).relative_to(root)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if below == Path():
            folders[:] = [name for name in folders if name != TRANSLATIONS]
        # A folder named like a file is read like one, which then reports that it is a folder.
        found += [(below / name).as_posix() for name in (*files, *folders) if name.endswith(".yml")]
    return sorted(set(found) - {CONFIG, TERMS, CONTACTS})


def unread_files(root: Path) -> Iterator[tuple[str, str, str]]:
    """Yield what looks like a tree but is not read: its path from the root, why, and what to do."""
    for folder, folders, files in os.walk(root):
        below = Path(folder).relative_to(root)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if below == Path():
            folders[:] = [name for name in folders if name != TRANSLATIONS]
        for name in folders:
            if os.path.islink(os.path.join(folder, name)):  # noqa: PTH114, PTH118 - for each folder, and faster
                hint = "move the files here, or copy them"
                yield (below / name).as_posix(), "links to folders are not followed", hint
        for name in files:
            right = _TREE_BY_ANOTHER_NAME.sub(".yml", name)
            if right != name and not name.startswith("."):
                message = "this file is not read, since its name does not end with '.yml'"
                yield (below / name).as_posix(), message, f"rename it to '{right}'"


def shown(path: Path) -> str:
    """Return a path as messages show it: from the working folder, if it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    # The library lies elsewhere. A long relative path (`../../..`) would be harder to read.
    except ValueError:
        return path.as_posix()


def start_reading(root: Path) -> Readings:
    """Begin to read the trees of a library, those of a large one in other processes, and go on meanwhile.

    Args:
        root: the folder that holds `library.yml`.

    Returns:
        What has begun. The files are read within the usual bounds.
    """
    # library.yml is not among them: its limits are checked when the readings are used.
    names = tree_files(root)
    seconds = len(names) * _SECONDS_PER_FILE
    return start(partial(_read, root, shown(root)), names, seconds=seconds, may_be_sent=True)


def _read(root: Path, shown_root: str, name: str) -> Reading:
    return reading_of(*decode(root / name, f"{shown_root}/{name}"))
