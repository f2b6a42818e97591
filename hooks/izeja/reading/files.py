"""Files to text: UTF-8 and nothing else, up to a size."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from izeja.problems.problem import Position, Problem
from izeja.reading.source import Source


@dataclass(frozen=True, slots=True)
class Bounds:
    """Upper bounds for a file: its size in bytes, and how deep lists and mappings may be nested."""

    size: int = 1_000_000
    nesting: int = 20


DEFAULT_BOUNDS = Bounds()


def decode(file: Path, shown_as: str, size: int = DEFAULT_BOUNDS.size) -> tuple[Source, Problem | None]:
    """Read a file as UTF-8 text.

    Args:
        file: the file to read.
        shown_as: its path in messages.
        size: how many bytes it may have.

    Returns:
        The file, and None; or the file without text, and the problem that keeps it from being read.
    """
    place, unread = Position(shown_as), Source(shown_as, "")
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - Path.open takes as long again as reading the file
            return decode_bytes(opened.read(), shown_as, size)
    except IsADirectoryError:
        # A folder called `x.yml` is a mistake of its own, with its own advice.
        return unread, Problem("not-a-file", "this is a folder, but a file was expected", place)
    except OSError as error:
        hint = "check that it exists and that you have permission to open it"
        return unread, Problem("unreadable-file", f"this file cannot be read: {error.strerror}", place, hint)


def decode_bytes(raw: bytes, shown_as: str, size: int) -> tuple[Source, Problem | None]:
    """Read the bytes of a file as UTF-8 text; see `decode`."""
    place, unread = Position(shown_as), Source(shown_as, "")
    if len(raw) > size:
        message = f"this file has {len(raw):,} bytes; the limit is {size:,}"
        hint = "split it, or raise 'limits: file_size' in library.yml"
        return unread, Problem("too-large", message, place, hint)
    try:
        # Windows editors put a byte-order mark before UTF-8; it says nothing and does no harm.
        return Source(shown_as, raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")), None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        hint = "save the file as UTF-8 (in most editors: Save with Encoding)"
        return unread, Problem("not-utf-8", f"line {line} is not UTF-8 text", place, hint)
