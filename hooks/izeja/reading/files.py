"""Files to text: UTF-8 and nothing else, up to a size."""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from izeja.problems.problem import Position, Problem
from izeja.reading.containment import leads_outside
from izeja.reading.source import Source


@dataclass(frozen=True, slots=True)
class Bounds:
    """Upper bounds for a file: its size in bytes, and how deep lists and mappings may be nested."""

    size: int = 1_000_000
    nesting: int = 20


DEFAULT_BOUNDS = Bounds()
SPLIT_OR_RAISE = "split it, or raise 'limits: file_size' in library.yml"
"""What to do about a file that is larger than its library allows."""


class NotAFileError(OSError):
    """What should be a file is something else, such as a pipe."""


class OutsideError(OSError):
    """A link leads out of the folder that a file belongs to."""


class TooLargeError(ValueError):
    """A file has more bytes than it may have."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"this file has {size:,} bytes; the limit is {limit:,}")


def read_bytes(file: Path, limit: int, within: Path | None = None) -> bytes:
    """Read a file of at most so many bytes. Nothing else is ever read, or waited for.

    Args:
        file: the file to read.
        limit: how many bytes it may have.
        within: the folder that it must be in, also through links; by default it can be anywhere.

    Raises:
        TooLargeError: it is larger.
        NotAFileError: it is no file.
        OutsideError: it is not in the folder.
        OSError: it cannot be read.
    """
    # Messages quote what was read, so a link could show any file of this machine.
    if within is not None and leads_outside(within, file):
        raise OutsideError(file)
    with opened(file, limit) as content:
        # Files of the system, such as those in /proc, say that they are empty.
        found = content.read(limit + 1)
        if len(found) > limit:
            raise TooLargeError(limit + 1, limit)
        return found


@contextmanager
def opened(file: Path, limit: int) -> Iterator[BinaryIO]:
    """Open a file of at most so many bytes, to be read piece by piece; raises as `read_bytes` does."""
    with open(file, "rb", buffering=0, opener=_at_once) as content:
        state = os.fstat(content.fileno())
        if not stat.S_ISREG(state.st_mode):
            message = "it is a pipe or a device"
            raise NotAFileError(message)
        if state.st_size > limit:
            raise TooLargeError(state.st_size, limit)
        # Large pieces need no buffer.
        yield cast("BinaryIO", content)


def _at_once(path: str, flags: int) -> int:
    # A pipe would wait for its other end. Windows has neither pipes in folders nor the flag.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def decode(
    file: Path,
    shown_as: str,
    size: int = DEFAULT_BOUNDS.size,
    hint: str = SPLIT_OR_RAISE,
    within: Path | None = None,
) -> tuple[Source, Problem | None]:
    """Read a file as UTF-8 text.

    Args:
        file: the file to read.
        shown_as: its path in messages.
        size: how many bytes it may have.
        hint: what to do if it has more.
        within: the folder that it must be in, as in `read_bytes`.

    Returns:
        The file, and None; or the file without text, and the problem that keeps it from being read.
    """
    place, unread = Position(shown_as), Source(shown_as, "")
    try:
        return decode_bytes(read_bytes(file, size, within), shown_as, size)
    except TooLargeError as error:
        return unread, Problem("too-large", str(error), place, hint)
    except OSError as error:
        return unread, _unreadable(error, file, place)


def _unreadable(error: OSError, file: Path, place: Position) -> Problem:
    if isinstance(error, IsADirectoryError):
        # A folder called `x.yml` is a mistake of its own, with its own advice.
        return Problem("not-a-file", "this is a folder, but a file was expected", place)
    if isinstance(error, NotAFileError):
        message = "this is a pipe or a device, but a file was expected"
        return Problem("not-a-file", message, place, "delete it, or put the file itself here")
    if isinstance(error, OutsideError):
        return outside(place.path)
    if isinstance(error, FileNotFoundError) and file.is_symlink():
        message = f"this is a link to '{os.readlink(file)}', which does not exist"  # noqa: PTH115 - as written
        return Problem("unreadable-file", message, place, "delete it, or put the file there")
    hint = "check that it exists and that you have permission to open it"
    return Problem("unreadable-file", f"this file cannot be read: {error.strerror}", place, hint)


def outside(shown_as: str) -> Problem:
    """Return the problem of a file that is not in the folder of its library, by its path in messages."""
    message = "this file is outside of the library: it, or a folder above it, is a link"
    return Problem("unreadable-file", message, Position(shown_as), "put the file itself here")


def decode_bytes(raw: bytes, shown_as: str, size: int) -> tuple[Source, Problem | None]:
    """Read the bytes of a file as UTF-8 text; see `decode`."""
    place, unread = Position(shown_as), Source(shown_as, "")
    if len(raw) > size:
        return unread, Problem("too-large", str(TooLargeError(len(raw), size)), place, SPLIT_OR_RAISE)
    try:
        # Windows editors put a byte-order mark before UTF-8; it says nothing and does no harm.
        return Source(shown_as, raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")), None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        hint = "save the file as UTF-8 (in most editors: Save with Encoding)"
        return unread, Problem("not-utf-8", f"line {line} is not UTF-8 text", place, hint)
