"""A picture or a video of any format, from its bytes to what a page needs of it."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import NamedTuple

from izeja.reading.media import bitmaps
from izeja.reading.media.avif import avif
from izeja.reading.media.boxes import brands
from izeja.reading.media.formats import (
    INSTEAD,
    KINDS,
    TO_PICTURE,
    TO_VIDEO,
    Prepared,
    UnusableError,
    damaged,
    of_bearable_size,
)
from izeja.reading.media.mp4 import mp4
from izeja.reading.media.svg import is_svg, svg
from izeja.reading.media.webm import HEAD, webm

_HEIC = frozenset((b"heic", b"heix", b"hevc", b"mif1", b"msf1"))


class _Format(NamedTuple):
    name: str
    suffixes: tuple[str, ...]
    prepare: Callable[[bytes], Prepared]


_FORMATS = {
    "PNG": _Format("PNG", (".png",), bitmaps.png),
    "JPEG": _Format("JPEG", (".jpg", ".jpeg"), bitmaps.jpeg),
    "WebP": _Format("WebP", (".webp",), bitmaps.webp),
    "AVIF": _Format("AVIF", (".avif",), avif),
    "SVG": _Format("SVG", (".svg",), svg),
    "MP4": _Format("MP4", (".mp4",), mp4),
    "WebM": _Format("WebM", (".webm",), webm),
}

_CONTENT: dict[str, Callable[[bytes], bool]] = {
    "PNG": bitmaps.is_png,
    "JPEG": bitmaps.is_jpeg,
    "WebP": bitmaps.is_webp,
    "WebM": lambda raw: raw.startswith(HEAD),
    "SVG": is_svg,
}
"""How to recognize a format that is not made of boxes."""


def prepare(raw: bytes, suffix: str) -> Prepared:
    """Return a picture or a video as it is published.

    Args:
        raw: the content of its file.
        suffix: the end of its name, one of `izeja.reading.media.formats.KINDS`.

    Raises:
        UnusableError: pages cannot show it.
    """
    found, instead = _format_of(raw)
    if found is None:
        wanted = _of_suffix(suffix).name
        message = f"this file is not {_article(wanted)} {wanted}, although its name ends with '{suffix}'"
        is_video = KINDS[suffix] == "video"
        raise UnusableError(message, TO_VIDEO if is_video and instead == TO_PICTURE else instead)
    if suffix not in found.suffixes:
        message = f"this file is {_article(found.name)} {found.name}, although its name ends with '{suffix}'"
        raise UnusableError(
            message, f"rename it so that it ends with '{found.suffixes[0]}', and replace no other file"
        )
    try:
        return of_bearable_size(found.prepare(raw))
    except (struct.error, IndexError, KeyError):  # lengths, numbers and names that lead nowhere
        raise damaged() from None


def _format_of(raw: bytes) -> tuple[_Format | None, str]:
    """Return the format of a file, as its content says, and what to do if pages show none like it."""
    if found := brands(raw):
        return _format_of_boxes(found)
    for name, is_it in _CONTENT.items():
        if is_it(raw):
            return _FORMATS[name], ""
    return None, INSTEAD[".gif"] if raw.startswith(b"GIF8") else TO_PICTURE


def _format_of_boxes(found: tuple[bytes, ...]) -> tuple[_Format | None, str]:
    if b"avif" in found:
        return _FORMATS["AVIF"], ""
    if _HEIC.intersection(found):
        return None, INSTEAD[".heic"]
    return (None, INSTEAD[".mov"]) if found[0] == b"qt  " else (_FORMATS["MP4"], "")


def _of_suffix(suffix: str) -> _Format:
    return next(one for one in _FORMATS.values() if suffix in one.suffixes)


def _article(name: str) -> str:
    return "an" if name[0] in "AMS" else "a"
