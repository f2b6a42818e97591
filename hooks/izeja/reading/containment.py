"""Whether a path that a file names, or a link on the disk, leads out of the folder that it belongs to."""

from __future__ import annotations

from pathlib import Path


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
