"""PNG, JPEG and WebP: their size, and the same picture without metadata. No pixel of it is decoded.

Each is a row of pieces with a name and a length. Those that browsers need to show the picture are copied as
they are, and all others are left out: unknown ones too, and what follows the end of the picture.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from izeja.reading.media.exif import Exif, read_exif
from izeja.reading.media.formats import METADATA, POSITION, Prepared, Size, UnusableError, animated, damaged

_STILL = "save one picture of it, or make it a video (MP4 or WebM)"

PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"bKGD", b"pHYs", b"sBIT")) | {
    *(b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI")  # its colours
}
_CRC = 4

# Markers of JPEG (ITU-T T.81, table B.1). Browsers show baseline, extended and progressive frames, and none
# of the other ten. C4, C8 and CC are among those numbers, but are no frames.
JPEG = b"\xff\xd8\xff"
_END, _SCAN, _APP0, _EXIF, _ICC, _ADOBE = 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
_FRAMES = frozenset((0xC0, 0xC1, 0xC2))
_OTHER_FRAMES = frozenset(range(0xC3, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TABLES = frozenset((0xC4, 0xCC, 0xDB, 0xDD))
_BITS = 8
_FILLERS = re.compile(b"\xff+")
# In the data of a scan, this byte is followed by a zero, or counts its restarts.
_AFTER_SCAN = re.compile(b"\xff[^\0\xd0-\xd7]", re.DOTALL)

_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"))
_WEBP_MOVES_FLAG, _WEBP_EXIF_FLAG, _WEBP_XMP_FLAG = 0x02, 0x08, 0x04


def is_png(raw: bytes) -> bool:
    """Return whether a file begins as a PNG."""
    return raw.startswith(PNG)


def is_jpeg(raw: bytes) -> bool:
    """Return whether a file begins as a JPEG."""
    return raw.startswith(JPEG)


def is_webp(raw: bytes) -> bool:
    """Return whether a file begins as a WebP."""
    return raw[:4] == b"RIFF" and raw[8:12] == b"WEBP"


def png(raw: bytes) -> Prepared:
    """Prepare a PNG.

    Raises:
        UnusableError: it is damaged, or moves.
    """
    kept, notes, exif, names = [PNG], [], Exif(), []
    for name, data, whole in _png_chunks(raw):
        if name == b"acTL":
            raise animated("picture", _STILL)
        if name in _PNG_KEPT:
            if _png_chunk(name, data) != whole:  # a wrong sum: browsers stop here
                raise damaged()
            names.append(name)
            kept.append(whole)
        else:
            notes.append(data)
            exif = read_exif(data).after(exif) if name == b"eXIf" else exif
    # The head comes first, and once: of two sizes, browsers take the first.
    if names[:1] != [b"IHDR"] or names.count(b"IHDR") > 1 or b"IDAT" not in names or names[-1] != b"IEND":
        raise damaged()
    size = Size(*struct.unpack_from(">II", kept[1], 8))
    if exif.orientation != 1:
        kept.insert(2, _png_chunk(b"eXIf", exif.as_bytes()))
    return Prepared(b"".join(kept), exif.turned(size), _removed(exif, notes))


def _png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _png_chunks(raw: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    at = len(PNG)
    while at < len(raw):
        if at + 8 > len(raw):
            raise damaged()
        length, name = struct.unpack_from(">I4s", raw, at)
        end = at + 8 + length + _CRC
        if end > len(raw):
            raise damaged()
        yield name, raw[at + 8 : end - _CRC], raw[at:end]
        if name == b"IEND":
            return
        at = end


def jpeg(raw: bytes) -> Prepared:
    """Prepare a JPEG. It keeps the way up that its camera has noted, which browsers follow.

    Raises:
        UnusableError: it is damaged, or of a kind that browsers do not show.
    """
    kept, notes, exif, frames = [], [], Exif(), []
    for marker, data, whole in _jpeg_segments(raw):
        if marker in _OTHER_FRAMES or (marker in _FRAMES and data[0] != _BITS):
            raise UnusableError("browsers cannot show this kind of JPEG", "save it again as an ordinary JPEG")
        if marker in _FRAMES:
            frames.append(struct.unpack_from(">HH", data, 1))
        if marker == _EXIF and data.startswith(b"Exif\0"):
            exif = read_exif(data[6:]).after(exif)
        shown = _shown(marker, data, whole)
        kept += [shown] if shown else []
        notes += [data] if shown != whole else []
    markers = [segment[1] for segment in kept]
    # Of two sizes, some browsers take the first and others the second.
    if len(frames) != 1 or _SCAN not in markers or markers[-1] != _END:
        raise damaged()
    size = Size(*reversed(frames[0]))
    if exif.orientation != 1:
        note = b"Exif\0\0" + exif.as_bytes()
        has_head = markers[0] == _APP0  # which comes before all else
        kept.insert(int(has_head), _jpeg_segment(_EXIF, note))
    return Prepared(b"".join((JPEG[:2], *kept)), exif.turned(size), _removed(exif, notes))


def _jpeg_segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def _shown(marker: int, data: bytes, whole: bytes) -> bytes:
    """Return what of a segment shows the picture."""
    if marker == _APP0 and data.startswith(b"JFIF\0"):
        return _jpeg_segment(marker, data[:12] + bytes(2))  # without a small copy of what it once was
    if marker == _ADOBE and data.startswith(b"Adobe"):
        return _jpeg_segment(marker, data[:12])  # how its colours are coded
    if marker == _ICC and data.startswith(b"ICC_PROFILE\0"):
        return whole
    return whole if marker in _FRAMES or marker in _TABLES or marker in (_SCAN, _END) else b""


def _jpeg_segments(raw: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield each segment: its marker, its data, and all of it, with the pixels that follow a scan's head."""
    at = 2
    while at + 2 <= len(raw):
        if raw[at] != 0xFF:
            raise damaged()
        # Any number of these may come before a marker.
        at = _FILLERS.match(raw, at).end() - 1  # type: ignore[union-attr]  # it was just looked at
        marker = raw[at + 1]
        if marker == _END:
            yield marker, b"", raw[at : at + 2]
            return
        if at + 4 > len(raw):
            raise damaged()
        (length,) = struct.unpack_from(">H", raw, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(raw):
            raise damaged()
        data = raw[at + 4 : end]
        if marker == _SCAN:
            if not (after := _AFTER_SCAN.search(raw, end)):
                raise damaged()
            end = after.start()
        yield marker, data, raw[at:end]
        at = end


def webp(raw: bytes) -> Prepared:
    """Prepare a WebP.

    Raises:
        UnusableError: it is damaged, or moves.
    """
    kept, notes, exif = [], [], Exif()
    for name, data in _webp_chunks(raw):
        if name in (b"ANIM", b"ANMF") or (name == b"VP8X" and data[0] & _WEBP_MOVES_FLAG):
            raise animated("picture", _STILL)
        if name == b"EXIF":
            exif = read_exif(data.removeprefix(b"Exif\0\0")).after(exif)
        if name in _WEBP_KEPT:
            kept.append((name, data))
        else:
            notes.append(data)
    sizes = {size for name, data in kept if (size := _size_of_webp(name, data))}
    # The canvas of a still picture is as large as the picture.
    if len(sizes) != 1 or sum(name in (b"VP8 ", b"VP8L") for name, _ in kept) != 1:
        raise damaged()
    size = sizes.pop()
    if exif.orientation != 1:
        kept.append((b"EXIF", exif.as_bytes()))
    body = b"".join(_webp_chunk(name, _without_flags(name, data, exif)) for name, data in kept)
    content = b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
    return Prepared(content, exif.turned(size), _removed(exif, notes))


def _webp_chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, end = 12, 8 + struct.unpack_from("<I", raw, 4)[0]
    if end > len(raw):
        raise damaged()
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", raw, at)
        if at + 8 + length > end:
            raise damaged()
        yield name, raw[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _webp_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack("<4sI", name, len(data)) + data + bytes(len(data) % 2)


def _without_flags(name: bytes, data: bytes, exif: Exif) -> bytes:
    if name != b"VP8X":
        return data
    left = data[0] & ~(_WEBP_EXIF_FLAG | _WEBP_XMP_FLAG)
    return bytes((left | (_WEBP_EXIF_FLAG if exif.orientation != 1 else 0),)) + data[1:]


def _size_of_webp(name: bytes, data: bytes) -> Size | None:
    # RFC 9649, and RFC 6386, 9.1: VP8X and VP8L have each side less one, and in VP8, the upper two bits of
    # each say how to scale it.
    if name == b"VP8X" and len(data) == 10:
        width, height = (int.from_bytes(data[at : at + 3], "little") for at in (4, 7))
        return Size(width + 1, height + 1)
    if name == b"VP8 " and data[3:6] == b"\x9d\x01\x2a" and len(data) >= 10:
        width, height = struct.unpack_from("<HH", data, 6)
        return Size(width & 0x3FFF, height & 0x3FFF)
    if name == b"VP8L" and data[:1] == b"\x2f" and len(data) >= 5:
        bits = int.from_bytes(data[1:5], "little")
        return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    return None


def _removed(exif: Exif, notes: list[bytes]) -> str:
    # XMP names the place in words.
    has_position = exif.has_position or any(b"GPSLatitude" in note for note in notes)
    return POSITION if has_position else METADATA if notes else ""
