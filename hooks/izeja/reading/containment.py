"""Whether a path that a file names, or a link on the disk, leads out of the folder that it belongs to."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path


def real(path: Path) -> Path:
    """Return where a path leads when all links are followed: to itself where they run in a circle.

    `Path.resolve` raises a `RuntimeError` for a circle before Python 3.13. Reading says so as an `OSError`.
    """
    return Path(os.path.realpath(path))


def stays_inside(folder: Path, path: Path) -> bool:
    """Return whether a path is below a folder, also when all links on the way are followed.

    Args:
        folder: it may be a link itself.
        path: need not exist. Join it to the folder first: a relative path is one from the working folder.
    """
    try:
        found = path.resolve()
        return found.is_relative_to(folder.resolve()) and found != folder.resolve()
    # A circle of links, or a character that no path can have.
    except (OSError, RuntimeError, ValueError):
        return False


def leads_outside(folder: Path, path: Path) -> bool:
    """Return whether a link leads out of a folder: the path itself, or a folder on the way to it.

    Args:
        folder: it may be a link itself.
        path: below it, and made of names without `..`. It need not exist.
    """
    # Nearly no library has links, and following them takes ten times as long as looking for one.
    if not os.path.islink(path) and not _has_link(os.path.abspath(folder), os.path.abspath(path.parent)):  # noqa: PTH100, PTH114 - for each file, and faster
        return False
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    # A circle of links leads nowhere.
    except (OSError, RuntimeError):
        return False


# Most files of a library are beside others. Only the writer can make a folder a link while a preview runs.
@lru_cache(maxsize=4096)
def _has_link(top: str, folder: str) -> bool:
    """Return whether a folder below another one, or one on the way to it, is a link."""
    while folder not in (top, "", os.sep):
        if os.path.islink(folder):  # noqa: PTH114 - as above
            return True
        folder = os.path.dirname(folder)  # noqa: PTH120 - as above
    return False
