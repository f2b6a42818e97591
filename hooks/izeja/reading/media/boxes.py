"""The boxes that AVIF and MP4 are made of (ISO/IEC 14496-12).

Boxes point to one another by their distance from the start of the file. So what is removed is overwritten,
and nothing moves.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from izeja.reading.media.formats import damaged

MOST_BOXES = 10_000
"""A file with more is taken for damaged."""


class Box(NamedTuple):
    """A box: its name, where it begins, and where its content begins and ends."""

    name: bytes
    at: int
    start: int
    end: int


def boxes(raw: bytes | bytearray, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """Yield the boxes in a stretch of a file.

    Raises:
        UnusableError: a box ends after the stretch.
    """
    end = len(raw) if end is None else end
    for _ in range(MOST_BOXES):
        if start + 8 > end:
            return
        size, name = struct.unpack_from(">I4s", raw, start)
        content = start + 8
        # Size 1 says that the size follows in 64 bits, and size 0 that the box goes on to the end.
        if size == 1 and start + 16 <= end:
            (size,) = struct.unpack_from(">Q", raw, start + 8)
            content += 8
        stop = end if size == 0 else start + size
        if stop > end or stop < content:
            raise damaged()
        yield Box(name, start, content, stop)
        start = stop
    raise damaged()


def brands(raw: bytes) -> tuple[bytes, ...]:
    """Return what a file says it is, the main brand first; nothing if it is not made of boxes."""
    if raw[4:8] != b"ftyp":
        return ()
    end = min(struct.unpack_from(">I", raw)[0], len(raw), 256)
    return (raw[8:12], *(raw[at : at + 4] for at in range(16, end - 3, 4)))


def inside(raw: bytes, box: Box | None) -> dict[bytes, Box]:
    """Return the boxes in a box, by their names; of two, the first, which is what browsers take."""
    return {one.name: one for one in reversed([*boxes(raw, box.start, box.end)])} if box else {}


def emptied(content: bytearray, box: Box) -> bool:
    """Make free space of a box; return whether there was anything in it."""
    was_there = any(content[box.start : box.end])
    content[box.at + 4 : box.at + 8] = b"free"
    content[box.start : box.end] = bytes(box.end - box.start)
    return was_there
