"""MP4: the size of a video, and the same without what phones and cameras note about it."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from izeja.reading.media.boxes import Box, boxes, emptied, inside
from izeja.reading.media.formats import (
    DATA_TRACK,
    METADATA,
    POSITION,
    Prepared,
    Size,
    UnusableError,
    damaged,
    not_played,
)

_KEPT = {
    b"": frozenset((b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"sidx", b"mfra")),
    b"moov": frozenset((b"mvhd", b"iods", b"trak", b"mvex")),
    b"moof": frozenset((b"mfhd", b"traf")),
    b"trak": frozenset((b"tkhd", b"edts", b"mdia", b"tref", b"tapt")),
    b"mdia": frozenset((b"mdhd", b"hdlr", b"minf", b"elng")),
}
"""What plays a video, by the box that it is in; all else becomes free space."""
# Each of them has the times of its creation and its last change.
_DATED = frozenset((b"mvhd", b"tkhd", b"mdhd"))
# Pictures, sound, and the time codes of cutting programs.
_TRACKS = frozenset((b"vide", b"soun", b"tmcd"))
_PLAYED = frozenset((b"avc1", b"avc3", b"av01", b"vp09"))
_PLACES = (b"\xa9xyz", b"ISO6709", b"loci", b"GPSLatitude")
"""How Apple, Android, 3GPP and XMP name where a video was taken."""


def mp4(raw: bytes) -> Prepared:
    """Prepare an MP4.

    Raises:
        UnusableError: it is damaged, or browsers cannot play it.
    """
    whole = Box(b"", 0, 0, len(raw))
    moov = inside(raw, whole).get(b"moov")
    if moov is None:
        raise damaged()
    tracks = [box for box in boxes(raw, moov.start, moov.end) if box.name == b"trak"]
    sizes = [size for track in tracks if (size := _size_of_track(raw, track))]
    content, removed = bytearray(raw), ""
    for box in _noting(raw, whole):
        if emptied(content, box):
            is_place = any(name in raw[box.start : box.end] for name in _PLACES)
            removed = POSITION if is_place else removed or METADATA
    for start, end in _notes(raw, whole):
        removed = removed or METADATA * any(content[start:end])
        content[start:end] = bytes(end - start)
    return Prepared(bytes(content), sizes[0] if sizes else None, removed)


def _noting(raw: bytes, parent: Box) -> Iterator[Box]:
    """Yield the boxes that do not play the video."""
    for box in boxes(raw, parent.start, parent.end):
        if box.name not in _KEPT[parent.name]:
            yield box
        elif box.name in _KEPT:
            yield from _noting(raw, box)


def _notes(raw: bytes, parent: Box) -> Iterator[tuple[int, int]]:
    """Yield where the boxes that play the video say when it was made, and name its tracks or the camera."""
    for box in boxes(raw, parent.start, parent.end):
        # ISO/IEC 14496-12: 8.2.2, 8.3.2, 8.4.2 (two times of 4 bytes, in version 1 of 8) and 8.4.3 (names).
        if box.name in _DATED:
            yield box.start + 4, min(box.start + (20 if raw[box.start] else 12), box.end)
        elif box.name == b"hdlr":
            yield min(box.start + 24, box.end), box.end
        elif box.name in _KEPT and box.name in _KEPT[parent.name]:
            yield from _notes(raw, box)


def _size_of_track(raw: bytes, track: Box) -> Size | None:
    """Return the size of a track of moving pictures, as it is shown; None for sound."""
    inner = inside(raw, track)
    mdia = inside(raw, inner.get(b"mdia"))
    kind = raw[mdia[b"hdlr"].start + 8 : mdia[b"hdlr"].start + 12] if b"hdlr" in mdia else b""
    # Drones write where they are as subtitles, and sports cameras in a language of their own.
    if kind not in _TRACKS:
        raise UnusableError(*DATA_TRACK)
    if kind != b"vide" or b"tkhd" not in inner:
        return None
    coded = _codec(raw, mdia)
    if coded not in _PLAYED:
        raise not_played(coded)
    # `tkhd` ends with a matrix of nine numbers and the size, with 16 bits of each after the point (8.3.2). A
    # matrix that begins with (0, b) turns the video by a quarter, as phones do.
    tkhd = inner[b"tkhd"]
    a, b = (struct.unpack_from(">i", raw, tkhd.end - 8 - 36 + at)[0] for at in (0, 4))
    width, height = (side >> 16 for side in struct.unpack_from(">II", raw, tkhd.end - 8))
    if not width or not height:
        raise damaged()
    return Size(height, width) if a == 0 and b else Size(width, height)


def _codec(raw: bytes, mdia: dict[bytes, Box]) -> bytes:
    stbl = inside(raw, inside(raw, mdia.get(b"minf")).get(b"stbl"))
    if b"stsd" not in stbl:
        raise damaged()
    first = next(boxes(raw, stbl[b"stsd"].start + 8, stbl[b"stsd"].end), None)
    return first.name if first else b"none"
