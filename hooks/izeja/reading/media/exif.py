"""What cameras write into pictures (Exif): the orientation of a picture stays, and everything else goes."""

from __future__ import annotations

import struct
from typing import NamedTuple

from izeja.reading.media.formats import Size

_ORIENTATION, _GPS = 0x0112, 0x8825
_SHORT = 3
_ENTRY = 12
# Orientations 5 to 8 turn the picture by a quarter (TIFF 6.0, tag 274).
_TURNED = range(5, 9)


class Exif(NamedTuple):
    """The orientation of a picture (from 5 on, its sides are exchanged), and whether it has a place."""

    orientation: int = 1
    has_position: bool = False

    def after(self, earlier: Exif) -> Exif:
        """Return what both say, if a file has two."""
        return Exif(self.orientation, self.has_position or earlier.has_position)

    def turned(self, size: Size) -> Size:
        """Return the size that a picture has on the page."""
        return Size(size.height, size.width) if self.orientation in _TURNED else size

    def as_bytes(self) -> bytes:
        """Return the orientation alone, as TIFF."""
        entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, self.orientation, 0)
        return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + bytes(4)


def read_exif(tiff: bytes) -> Exif:
    """Read the first directory of TIFF data. What is damaged says nothing."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    try:
        if order is None:
            return Exif()
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        orientation, has_position = 1, False
        for index in range(count):
            entry = first + 2 + index * _ENTRY
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, entry)
            has_position = has_position or tag == _GPS
            if tag == _ORIENTATION and 1 <= value <= _TURNED[-1]:
                orientation = value
    except struct.error:
        return Exif()
    return Exif(orientation, has_position)
