"""AVIF and MP4, which are made of boxes (ISO/IEC 14496-12): their size, and the same without metadata.

Boxes point to one another by their distance from the start of the file. So what is removed is overwritten,
and nothing moves.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from izeja.media.bitmaps import damaged
from izeja.media.exif import Exif, read_exif
from izeja.media.formats import INSTEAD, METADATA, POSITION, TO_VIDEO, Prepared, Size, UnusableError

_MOST_BOXES = 10_000
_UPRIGHT_EXIF = bytes(4) + b"MM\0*" + struct.pack(">IH", 8, 0) + bytes(4)
_PRIVATE = frozenset((b"udta", b"meta", b"uuid"))
_PLAYED = frozenset((b"avc1", b"avc3", b"av01", b"vp09", b"encv"))


class Box(NamedTuple):
    """A box: its name, where it begins, and where its content begins and ends."""

    name: bytes
    at: int
    start: int
    end: int


def boxes(raw: bytes | bytearray, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """Yield the boxes in a stretch of a file.

    Raises:
        UnusableError: a box ends behind the stretch.
    """
    end = len(raw) if end is None else end
    for _ in range(_MOST_BOXES):
        if start + 8 > end:
            return
        size, name = struct.unpack_from(">I4s", raw, start)
        content = start + 8
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


def avif(raw: bytes) -> Prepared:
    """Prepare an AVIF.

    Raises:
        UnusableError: it is damaged, moves, or is the HEIC of a phone.
    """
    found = brands(raw)
    if b"avif" not in found:
        raise UnusableError("this file is a HEIC picture with another name", INSTEAD[".heic"])
    if found[0] == b"avis":
        raise UnusableError("this picture moves, and customers cannot stop it", INSTEAD[".gif"])
    try:
        return _avif(raw)
    except (struct.error, KeyError, IndexError):
        raise damaged() from None


def _avif(raw: bytes) -> Prepared:
    meta = next(box for box in [*boxes(raw), *[Box(b"meta", 0, 0, 0)]] if box.name == b"meta")
    inner = {box.name: box for box in boxes(raw, meta.start + 4, meta.end)}
    size = _size_of_avif(raw, inner)
    content, position, metadata = bytearray(raw), False, False
    kinds = dict(_items(raw, inner[b"iinf"]))
    for item, pieces in _extents(raw, inner[b"iloc"], inner.get(b"idat")):
        if kinds.get(item) not in (b"Exif", b"mime"):
            continue
        metadata = True
        for start, end in pieces:
            if end > len(raw):
                raise damaged()
            if kinds[item] == b"Exif":
                position = position or _exif_of_item(raw[start:end]).has_position
            filler = _UPRIGHT_EXIF if kinds[item] == b"Exif" and end - start >= len(_UPRIGHT_EXIF) else b""
            content[start:end] = filler.ljust(end - start, b"\0" if kinds[item] == b"Exif" else b" ")
    return Prepared(bytes(content), size, POSITION if position else METADATA if metadata else "")


def _exif_of_item(data: bytes) -> Exif:
    (offset,) = struct.unpack_from(">I", data)
    return read_exif(data[4 + offset :])


def _size_of_avif(raw: bytes, inner: dict[bytes, Box]) -> Size:
    """Return the size on the page: that of the main picture, turned if the file says so."""
    pitm, iprp = inner[b"pitm"], {box.name: box for box in boxes(raw, *inner[b"iprp"][2:])}
    wide = raw[pitm.start] != 0
    (main,) = struct.unpack_from(">I" if wide else ">H", raw, pitm.start + 4)
    properties = list(boxes(raw, *iprp[b"ipco"][2:]))
    size, quarters = None, 0
    for index in _associated(raw, iprp[b"ipma"])[main]:
        box = properties[index - 1]
        if box.name == b"ispe":
            size = Size(*struct.unpack_from(">II", raw, box.start + 4))
        elif box.name == b"irot":
            quarters = raw[box.start]
    if size is None:
        raise damaged()
    return Size(size.height, size.width) if quarters % 2 else size


def _associated(raw: bytes, box: Box) -> dict[int, list[int]]:
    """Return the numbers of the properties of each item."""
    version, flags = raw[box.start], raw[box.start + 3]
    (count,) = struct.unpack_from(">I", raw, box.start + 4)
    at, found = box.start + 8, {}
    for _ in range(min(count, _MOST_BOXES)):
        (item,) = struct.unpack_from(">I" if version else ">H", raw, at)
        at += 4 if version else 2
        width, most = (2, 0x7FFF) if flags & 1 else (1, 0x7F)
        numbers = [
            int.from_bytes(raw[at + 1 + index * width : at + 1 + (index + 1) * width]) & most
            for index in range(raw[at])
        ]
        at += 1 + len(numbers) * width
        found[item] = [number for number in numbers if number]
    return found


def _items(raw: bytes, box: Box) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the kind of each item."""
    for item in boxes(raw, box.start + (8 if raw[box.start] else 6), box.end):
        version = raw[item.start]
        (number,) = struct.unpack_from(">I" if version == 3 else ">H", raw, item.start + 4)
        kind = item.start + (10 if version == 3 else 8)
        yield number, raw[kind : kind + 4]


def _extents(raw: bytes, box: Box, idat: Box | None) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield the number of each item, and the stretches of the file that it is in."""
    version = raw[box.start]
    offset_size, length_size = divmod(raw[box.start + 4], 16)
    base_size, index_size = divmod(raw[box.start + 5], 16)
    at, id_size = box.start + 6, 4 if version == 2 else 2

    def number(size: int) -> int:
        nonlocal at
        at += size
        if at > box.end:
            raise damaged()
        return int.from_bytes(raw[at - size : at])

    for _ in range(number(id_size)):
        item = number(id_size)
        is_inside = version > 0 and number(2) & 15 == 1
        number(2)
        base = number(base_size) + (idat.start if is_inside and idat else 0)
        pieces = []
        for _ in range(number(2)):
            if version > 0:
                number(index_size)
            start = base + number(offset_size)
            pieces.append((start, start + number(length_size)))
        yield item, pieces


def mp4(raw: bytes) -> Prepared:
    """Prepare an MP4.

    Raises:
        UnusableError: it is damaged, or browsers cannot play it.
    """
    try:
        return _mp4(raw)
    except struct.error:
        raise damaged() from None


def _mp4(raw: bytes) -> Prepared:
    top = list(boxes(raw))
    moov = next((box for box in top if box.name == b"moov"), None)
    if moov is None:
        raise damaged()
    inside = list(boxes(raw, moov.start, moov.end))
    tracks = [box for box in inside if box.name == b"trak"]
    sizes = [size for track in tracks if (size := _size_of_track(raw, track))]
    private = [*top, *inside, *(box for track in tracks for box in boxes(raw, track.start, track.end))]
    content, removed = bytearray(raw), ""
    for box in private:
        if box.name in _PRIVATE:
            # Apple and Android name the place by keys that end like this.
            is_place = b"\xa9xyz" in raw[box.start : box.end] or b"ISO6709" in raw[box.start : box.end]
            removed = POSITION if is_place else removed or METADATA
            content[box.at + 4 : box.at + 8] = b"free"
            content[box.start : box.end] = bytes(box.end - box.start)
    return Prepared(bytes(content), sizes[0] if sizes else None, removed)


def _size_of_track(raw: bytes, track: Box) -> Size | None:
    """Return the size of a track of moving pictures, as it is shown; None for sound."""
    inner = {box.name: box for box in boxes(raw, track.start, track.end)}
    mdia = _inside(raw, inner.get(b"mdia"))
    kind = raw[mdia[b"hdlr"].start + 8 : mdia[b"hdlr"].start + 12] if b"hdlr" in mdia else b""
    if kind in (b"meta", b"camm"):
        message = "this video has a track of data beside picture and sound, which can hold places and names"
        raise UnusableError(message, "export it with its picture and its sound alone")
    if kind != b"vide" or b"tkhd" not in inner:
        return None
    coded = _codec(raw, mdia)
    if coded not in _PLAYED:
        message = f"many browsers cannot play this video: it is coded as '{coded.decode('ascii', 'replace')}'"
        raise UnusableError(message, TO_VIDEO)
    tkhd = inner[b"tkhd"]
    a, b = (struct.unpack_from(">i", raw, tkhd.end - 8 - 36 + at)[0] for at in (0, 4))
    width, height = (side >> 16 for side in struct.unpack_from(">II", raw, tkhd.end - 8))
    if not width or not height:
        raise damaged()
    return Size(height, width) if a == 0 and b else Size(width, height)


def _codec(raw: bytes, mdia: dict[bytes, Box]) -> bytes:
    stbl = _inside(raw, _inside(raw, mdia.get(b"minf")).get(b"stbl"))
    if b"stsd" not in stbl:
        raise damaged()
    first = next(boxes(raw, stbl[b"stsd"].start + 8, stbl[b"stsd"].end), None)
    return first.name if first else b"none"


def _inside(raw: bytes, box: Box | None) -> dict[bytes, Box]:
    return {one.name: one for one in boxes(raw, box.start, box.end)} if box else {}
