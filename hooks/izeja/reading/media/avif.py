"""AVIF: the size of a picture, and the same without metadata (ISO/IEC 23008-12)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from izeja.reading.media.boxes import MOST_BOXES, Box, boxes, brands, emptied, inside
from izeja.reading.media.exif import read_exif
from izeja.reading.media.formats import (
    INSTEAD,
    METADATA,
    POSITION,
    Prepared,
    Size,
    UnusableError,
    animated,
    damaged,
)

# An Exif item begins with the offset of its TIFF header, in four bytes (ISO/IEC 23008-12, A.2.1).
_UPRIGHT_EXIF = bytes(4) + b"MM\0*" + struct.pack(">IH", 8, 0) + bytes(4)
_KEPT = frozenset((b"ftyp", b"meta", b"mdat"))


def avif(raw: bytes) -> Prepared:
    """Prepare an AVIF.

    Raises:
        UnusableError: it is damaged, moves, or is the HEIC of a phone.
    """
    found = brands(raw)
    if b"avif" not in found:
        raise UnusableError("this file is a HEIC picture with another name", INSTEAD[".heic"])
    if found[0] == b"avis":
        raise animated("picture", INSTEAD[".gif"])
    # A full box (ISO/IEC 14496-12, 4.2) begins with its version and flags, in four bytes.
    meta = inside(raw, Box(b"", 0, 0, len(raw)))[b"meta"]
    inner = inside(raw, meta._replace(start=meta.start + 4))
    content, position, is_noted = bytearray(raw), False, False
    for box in boxes(raw):
        if box.name not in _KEPT:
            is_noted = emptied(content, box) or is_noted
    kinds = dict(_items(raw, inner[b"iinf"]))
    left = len(raw)
    for item, start, end in _extents(raw, inner[b"iloc"], inner.get(b"idat")):
        if kinds.get(item) not in (b"Exif", b"mime"):
            continue
        # Stretches may overlap; to write them all could take for ever.
        left -= end - start
        if start == end or end > len(raw) or left < 0:
            raise damaged()
        is_noted = True
        position = position or _has_place(kinds[item], raw[start:end])
        content[start:end] = _nothing(kinds[item], end - start)
    size = _size_of_avif(raw, inner)
    return Prepared(bytes(content), size, POSITION if position else METADATA if is_noted else "")


def _has_place(kind: bytes, data: bytes) -> bool:
    if kind == b"mime":
        return b"GPSLatitude" in data
    (offset,) = struct.unpack_from(">I", data)
    return read_exif(data[4 + offset :]).has_position


def _nothing(kind: bytes, length: int) -> bytes:
    """Return metadata of a length that says nothing."""
    if kind == b"mime":
        return b" " * length
    return (_UPRIGHT_EXIF if length >= len(_UPRIGHT_EXIF) else b"").ljust(length, b"\0")


def _size_of_avif(raw: bytes, inner: dict[bytes, Box]) -> Size:
    """Return the size on the page: that of the main picture, turned if the file says so."""
    pitm, iprp = inner[b"pitm"], inside(raw, inner[b"iprp"])
    wide = raw[pitm.start] != 0
    (main,) = struct.unpack_from(">I" if wide else ">H", raw, pitm.start + 4)
    properties = list(boxes(raw, *iprp[b"ipco"][2:]))
    size, quarters = None, 0
    for index in _associated(raw, iprp[b"ipma"])[main]:
        box = properties[index - 1]  # `ipma` counts from 1
        if box.name == b"ispe":
            size = Size(*struct.unpack_from(">II", raw, box.start + 4))
        elif box.name == b"irot":
            quarters = raw[box.start]
    if size is None:
        raise damaged()
    # `irot` counts quarters of a turn.
    return Size(size.height, size.width) if quarters % 2 else size


def _associated(raw: bytes, box: Box) -> dict[int, list[int]]:
    """Return the numbers of the properties of each item."""
    version, flags = raw[box.start], raw[box.start + 3]
    (count,) = struct.unpack_from(">I", raw, box.start + 4)
    at, found = box.start + 8, {}
    for _ in range(min(count, MOST_BOXES)):
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


def _extents(raw: bytes, box: Box, idat: Box | None) -> Iterator[tuple[int, int, int]]:
    """Yield the number of an item, and a stretch of the file that it is in, for each stretch.

    See `iloc` in ISO/IEC 14496-12, 8.11.3: the box says itself how many bytes each kind of its numbers has.
    """
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
        method = number(2) & 15 if version > 0 else 0
        if method > int(idat is not None):  # in an item of its own, or in `idat`, and there is none
            raise damaged()
        number(2)
        base = number(base_size) + (idat.start if method and idat else 0)
        for _ in range(number(2)):
            if version > 0:
                number(index_size)
            start = base + number(offset_size)
            yield item, start, start + number(length_size)
