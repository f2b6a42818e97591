"""The folder beside a library for what a later run can use again. It can be deleted at any time."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from izeja.reading.containment import real
from izeja.reading.writing import write_whole

FOLDER = ".izeja_cache"
"""Beside the folder of the library."""


def cache_file(root: Path, kind: str = "") -> Path:
    """Return the file for a library in `FOLDER`; each kind of content has one of its own."""
    folder = real(root)
    name = f"{folder.name}.{kind}" if kind else folder.name
    return folder.parent / FOLDER / f"{name}.json"


def keep(file: Path, content: bytes) -> None:
    """Write a file of `FOLDER`, if that is writable.

    A reader at the same time finds the old content or all of the new one.
    """
    with suppress(OSError):
        # In a library from a stranger, the folder may be a link that makes us write somewhere else.
        if file.parent.is_symlink():
            return
        if not file.parent.is_dir():
            file.parent.mkdir()
            # This keeps the folder itself out of version control.
            (file.parent / ".gitignore").write_text("*\n", "utf-8")
        write_whole(file, content)
