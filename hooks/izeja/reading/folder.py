"""The folder of a library: which files it has, and reading many of them in several processes."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple, TypeAlias

from izeja.reading.containment import real
from izeja.reading.editor_files import is_of_editor
from izeja.reading.files import decode
from izeja.reading.parse import Reading, reading_of
from izeja.running.processes import Work, start

CONFIG, TERMS, CONTACTS, FACTS = "library.yml", "terms.yml", "contacts.yml", "facts.yml"
TRANSLATIONS = "translations"
SHARED = (CONFIG, TERMS, CONTACTS, FACTS)
"""The files that all trees share."""
PAGE_WORDS = "page"
"""The catalog of the words of the page itself, which a site may have; no tree can have this name."""

Readings: TypeAlias = Work[str, Reading]
"""The content of files by their paths from the root, which other processes have begun to read."""

# Other ways to end the name of a YAML file; Windows hides the second ending.
_TREE_BY_ANOTHER_NAME = re.compile(r"(?i:\.ya?ml(?:\.txt)?)$(?<!\.yml)")
_SECONDS_PER_FILE = 0.00025


class TreeFiles(NamedTuple):
    """The trees below a folder, by their paths from it, sorted.

    `unprintable` has those whose names no message and no catalog can hold, which are never read, and
    `unlisted` the folders that cannot be listed, with the reason.
    """

    names: list[str]
    unprintable: list[str]
    unlisted: list[tuple[str, str]]


def find_trees(root: Path) -> TreeFiles:
    """Find all tree files of a library."""
    found: set[str] = set()
    failed: list[OSError] = []
    for below, folders, files in _walk(root, failed.append):
        # A folder named like a file is read like one, which then reports that it is a folder.
        found.update(_path(below, name) for name in (*files, *folders) if name.endswith(".yml"))
    names = sorted(found.difference(SHARED))
    unlisted = [(Path(error.filename).relative_to(root).as_posix(), str(error.strerror)) for error in failed]
    return TreeFiles(
        [name for name in names if name.isprintable()],
        [name for name in names if not name.isprintable()],
        # Without the folder itself there is no library at all, which is reported as such.
        [(folder, reason) for folder, reason in unlisted if folder != "."],
    )


def tree_files(root: Path) -> list[str]:
    """Return the paths of all tree files from the root, sorted."""
    return find_trees(root).names


def printable(name: str) -> str:
    """Return a file's name for a message: bytes that are no text, and signs that nobody sees, are escaped."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def unread_files(root: Path) -> Iterator[tuple[str, str, str]]:
    """Yield what looks like a tree but is not read: its path from the root, why, and what to do."""
    for below, folders, files in _walk(root):
        for name in folders:
            if os.path.islink(root / below / name):  # noqa: PTH114 - for each folder, and faster
                hint = "move the files here, or copy them"
                yield printable(_path(below, name)), "links to folders are not followed", hint
        taken = Counter(name.casefold() for name in (*folders, *files))
        for name in files:
            right = _TREE_BY_ANOTHER_NAME.sub(".yml", name)
            if right != name:
                message = "this file is not read, since its name does not end with '.yml'"
                taken[name.casefold()] -= 1
                free = free_name(right.removesuffix(".yml"), ".yml", partial(_is_among, taken))
                # Two files may not get one name either.
                taken.update((name.casefold(), free.casefold()))
                hint = f"rename it to '{printable(free)}'"
                if right in files:
                    hint = f"if it is a copy of '{printable(right)}', delete it\n{hint}"
                yield printable(_path(below, name)), message, hint
            elif not name.endswith(".yml") and _leads_nowhere(root / below / name):
                # It may have led to a folder of trees. One that is named like a tree is read, and reported.
                yield printable(_path(below, name)), "this link leads nowhere", "correct it, or delete it"
    yield from _misplaced_trees(root)


def _is_among(names: Counter[str], name: str) -> bool:
    # Some systems ignore case.
    return names[name.casefold()] > 0


def library_above(path: Path) -> Path | None:
    """Return the nearest folder above a file or folder that is the folder of a library, if there is one.

    Args:
        path: if it is relative, the folder of a relative path is relative too.
    """
    # A relative path names some of its folders, and the working folder has the rest.
    folders = path.parents if path.is_absolute() else (*path.parents, *Path.cwd().parents)
    return next((folder for folder in folders if (folder / CONFIG).is_file()), None)


def free_name(stem: str, ending: str, is_taken: Callable[[str], bool]) -> str:
    """Return a name that nothing has: with a number if it is taken without one.

    Args:
        stem: what it begins with, without a number.
        ending: what it ends with, such as `.yml`.
        is_taken: whether something has a name already.
    """
    names = chain([f"{stem}{ending}"], (f"{stem}-{number}{ending}" for number in count(2)))
    return next(name for name in names if not is_taken(name))


def _misplaced_trees(root: Path) -> Iterator[tuple[str, str, str]]:
    for folder, folders, files in os.walk(root / TRANSLATIONS):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(filter(is_content, files)):
            if _TREE_BY_ANOTHER_NAME.sub(".yml", name).endswith(".yml"):
                path = printable((Path(folder) / name).relative_to(root).as_posix())
                message = f"this file is not read, since the folder '{TRANSLATIONS}' has only catalogs"
                hint = "move it to where trees are, under a name that none of them has; or delete it"
                yield path, message, hint


def files_of_kinds(root: Path, suffixes: Collection[str]) -> Iterator[str]:
    """Yield the files of a library whose names end in one of some ways, in small letters or capitals."""
    for below, _, files in _walk(root):
        for name in files:
            if os.path.splitext(name)[1].lower() in suffixes and name.isprintable():  # noqa: PTH122 - faster
                yield _path(below, name)


def is_content(name: str) -> bool:
    """Return whether a writer may have written a file, by its name without folders."""
    return not name.startswith(".") and not is_of_editor(name)


def _walk(
    root: Path, failed: Callable[[OSError], object] | None = None
) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Yield each folder of trees, from the root, with the names of the folders and files in it.

    Hidden files are no part of a library, nor are those of editors.
    """
    for folder, folders, files in os.walk(root, onerror=failed):
        below = Path(folder).relative_to(root)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if below == Path():
            folders[:] = [name for name in folders if name != TRANSLATIONS]
        yield below, folders, [name for name in files if is_content(name)]


def _path(below: Path, name: str) -> str:
    return (below / name).as_posix()


def _leads_nowhere(path: Path) -> bool:
    # `Path.exists` raises where it may not look.
    return path.is_symlink() and not os.path.exists(path)  # noqa: PTH110 - see above


def shown(path: Path) -> str:
    """Return a path as messages show it: relative to the working folder, if it is below it."""
    try:
        return real(path).relative_to(real(Path.cwd())).as_posix()
    # The library is elsewhere. A long relative path (`../../..`) would be harder to read.
    except ValueError:
        tidy = Path(os.path.normpath(path))
        # A '..' after a link to a folder leads elsewhere.
        return (tidy if real(tidy) == real(path) else path).as_posix()


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
    return reading_of(*decode(root / name, f"{shown_root}/{name}", within=root))
