"""WebM: the size of a video, and the same without its tags and attachments (RFC 8794 and RFC 9559).

A file is made of elements, as MP4 is of boxes; what is removed becomes an empty element of the same length.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from izeja.reading.media.formats import (
    DATA_TRACK,
    METADATA,
    POSITION,
    TO_VIDEO,
    Prepared,
    Size,
    UnusableError,
    damaged,
    not_played,
)

# Ids of elements, as RFC 8794 (11) and RFC 9559 (5) list them.
HEAD = b"\x1a\x45\xdf\xa3"
_MOST_ELEMENTS = 100_000
_SEGMENT, _TRACKS, _TRACK, _VIDEO = 0x18538067, 0x1654AE6B, 0xAE, 0xE0
_WIDTH, _HEIGHT, _DOC_TYPE, _EBML = 0xB0, 0xBA, 0x4282, 0x1A45DFA3
_TYPE, _NAME, _CODEC = 0x83, 0x536E, 0x86
_INFO, _CLUSTER, _CUES, _SEEK, _SUM = 0x1549A966, 0x1F43B675, 0x1C53BB6B, 0x114D9B74, 0xBF
_SCALE, _DURATION, _MUXER, _WRITER = 0x2AD7B1, 0x4489, 0x4D80, 0x5741
_KEPT_OF_SEGMENT = frozenset((_TRACKS, _INFO, _CLUSTER, _CUES, _SEEK, _SUM))
_KEPT_OF_INFO = frozenset((_SCALE, _DURATION, _SUM))
_PROGRAMS = frozenset((_MUXER, _WRITER))
"""The names of the programs that made it, which have to be there, and can be empty."""
_PICTURES_AND_SOUND = (1, 2)
_CODECS = (b"V_VP8", b"V_VP9", b"V_AV1", b"A_OPUS", b"A_VORBIS")
_LONGEST_NUMBER = 8
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
    info = list(_below(raw, inside, _INFO))
    tracks = list(_below(raw, list(_below(raw, inside, _TRACKS)), _TRACK))
    _check_tracks(raw, tracks)
    content, removed = bytearray(raw), ""
    for one in (
        *(one for one in inside if one.name not in _KEPT_OF_SEGMENT),
        *(one for one in info if one.name not in _KEPT_OF_INFO | _PROGRAMS),
        *(one for one in tracks if one.name == _NAME),
    ):
        is_place = b"LOCATION" in raw[one.start : one.end]
        is_noted = any(raw[one.start : one.end])
        removed = POSITION if is_place else removed or METADATA * is_noted
        content[one.at : one.end] = _nothing(one.end - one.at)
    for one in info:
        if one.name in _PROGRAMS:
            removed = removed or METADATA * any(raw[one.start : one.end])
            content[one.start : one.end] = bytes(one.end - one.start)
    return Prepared(bytes(content), _size(raw, tracks), removed)


def _check_tracks(raw: bytes, tracks: list[_Element]) -> None:
    """Refuse what browsers cannot play, and tracks beside picture and sound, which can hold anything."""
    for one in tracks:
        if one.name == _TYPE and _value(raw, one) not in _PICTURES_AND_SOUND:
            raise UnusableError(*DATA_TRACK)
        if one.name == _CODEC and (coded := raw[one.start : one.end].rstrip(b"\0")) not in _CODECS:
            raise not_played(coded[:40])


def _size(raw: bytes, tracks: list[_Element]) -> Size | None:
    for video in _below(raw, tracks, _VIDEO, whole=True):
        inner = _elements(raw, video.start, video.end)
        sides = {one.name: _value(raw, one) for one in inner if one.name in (_WIDTH, _HEIGHT)}
        if sides.get(_WIDTH) and sides.get(_HEIGHT):
            return Size(sides[_WIDTH], sides[_HEIGHT])
    return None


def _value(raw: bytes, one: _Element) -> int:
    if one.end - one.start > _LONGEST_NUMBER:
        raise damaged()
    return int.from_bytes(raw[one.start : one.end])


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
    # The bit that ends the length is no part of the number.
    most = (1 << 7 * length) - 1
    value &= most
    return (None if value == most else value), at + length


def _nothing(length: int) -> bytes:
    """Return an empty element of a length, of at least two bytes."""
    # A size of one byte can say up to 126; 127 means unknown.
    size = 1 if length <= 126 else 8
    value = (length - 1 - size) | (1 << 7 * size)
    return bytes((_VOID,)) + value.to_bytes(size) + bytes(length - 1 - size)
