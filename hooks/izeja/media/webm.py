"""WebM: the size of a video, and the same without its tags and attachments (RFC 8794 and RFC 9559).

A file is made of elements, as MP4 is of boxes; what is removed becomes an empty element of the same length.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from izeja.media.bitmaps import damaged
from izeja.media.formats import METADATA, POSITION, TO_VIDEO, Prepared, Size, UnusableError

HEAD = b"\x1a\x45\xdf\xa3"
_MOST_ELEMENTS = 100_000
_SEGMENT, _TRACKS, _TRACK, _VIDEO = 0x18538067, 0x1654AE6B, 0xAE, 0xE0
_WIDTH, _HEIGHT, _DOC_TYPE, _EBML = 0xB0, 0xBA, 0x4282, 0x1A45DFA3
_INFO = 0x1549A966
_PRIVATE = frozenset((0x1254C367, 0x1941A469, 0x7BA9, 0x4461, 0x7384))
"""Tags, attachments, and what the head says: title, date and the name of the file."""
_VOID = 0xEC


class _Element(NamedTuple):
    name: int
    at: int
    start: int
    end: int


def webm(raw: bytes) -> Prepared:
    """Prepare a WebM.

    Raises:
        UnusableError: it is damaged, or another kind of Matroska.
    """
    top = list(_elements(raw, 0, len(raw)))
    kind = next((raw[one.start : one.end] for one in _below(raw, top, _EBML) if one.name == _DOC_TYPE), b"")
    if kind.rstrip(b"\0") != b"webm":
        raise UnusableError("this file is a Matroska video (MKV) with another name", TO_VIDEO)
    inside = list(_below(raw, top, _SEGMENT))
    content, removed = bytearray(raw), ""
    for one in (*inside, *_below(raw, inside, _INFO)):
        if one.name in _PRIVATE:
            is_place = b"LOCATION" in raw[one.start : one.end]
            removed = POSITION if is_place else removed or METADATA
            content[one.at : one.end] = _nothing(one.end - one.at)
    return Prepared(bytes(content), _size(raw, inside), removed)


def _size(raw: bytes, inside: list[_Element]) -> Size | None:
    tracks = list(_below(raw, inside, _TRACKS))
    for video in _below(raw, list(_below(raw, tracks, _TRACK)), _VIDEO, whole=True):
        inner = _elements(raw, video.start, video.end)
        sides = {one.name: int.from_bytes(raw[one.start : one.end]) for one in inner}
        if sides.get(_WIDTH) and sides.get(_HEIGHT):
            return Size(sides[_WIDTH], sides[_HEIGHT])
    return None


def _below(raw: bytes, some: list[_Element], name: int, *, whole: bool = False) -> Iterator[_Element]:
    """Yield what is inside the elements of a name; or the elements themselves, as a `whole`."""
    for one in some:
        if one.name == name:
            yield from (one,) if whole else _elements(raw, one.start, one.end)


def _elements(raw: bytes, at: int, end: int) -> Iterator[_Element]:
    for _ in range(_MOST_ELEMENTS):
        if at >= end:
            return
        name, start = _number(raw, at, keep_length=True)
        size, start = _number(raw, start, keep_length=False)
        stop = end if size is None else start + size
        if name is None or stop > end:
            raise damaged()
        yield _Element(name, at, start, stop)
        at = stop
    raise damaged()


def _number(raw: bytes, at: int, *, keep_length: bool) -> tuple[int | None, int]:
    """Read a number whose first bits say how many bytes it has; None for one that is all ones, unknown."""
    length = 9 - raw[at].bit_length() if at < len(raw) else 9
    if length > 8 or at + length > len(raw):
        raise damaged()
    value = int.from_bytes(raw[at : at + length])
    if keep_length:
        return value, at + length
    most = (1 << 7 * length) - 1
    value &= most
    return (None if value == most else value), at + length


def _nothing(length: int) -> bytes:
    """Return an empty element of a length, of at least two bytes."""
    size = 1 if length <= 126 else 8
    value = (length - 1 - size) | (1 << 7 * size)
    return bytes((_VOID,)) + value.to_bytes(size) + bytes(length - 1 - size)
