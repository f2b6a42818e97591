"""A picture or a video of any format, from its bytes to what a page needs of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from izeja.media import bitmaps
from izeja.media.boxes import avif, brands, mp4
from izeja.media.formats import INSTEAD, KINDS, TO_PICTURE, TO_VIDEO, Prepared, UnusableError
from izeja.media.svg import svg
from izeja.media.webm import HEAD, webm

MOST_PIXELS = 40_000_000
"""A picture with more would take hundreds of megabytes of a customer's phone."""

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
    "PNG": lambda raw: raw.startswith(bitmaps.PNG),
    "JPEG": lambda raw: raw.startswith(bitmaps.JPEG),
    "WebP": lambda raw: raw[:4] == b"RIFF" and raw[8:12] == b"WEBP",
    "WebM": lambda raw: raw.startswith(HEAD),
    "SVG": lambda raw: raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"),
}
"""How to recognize a format that is not made of boxes."""


def prepare(raw: bytes, suffix: str) -> Prepared:
    """Return a picture or a video as it is published.

    Args:
        raw: the content of its file.
        suffix: the end of its name, one of `izeja.media.formats.KINDS`.

    Raises:
        UnusableError: pages cannot show it.
    """
    found, instead = _format_of(raw)
    if found is None:
        wanted = _of_suffix(suffix).name
        message = f"this file is not {_article(wanted)} {wanted}, although its name ends with '{suffix}'"
        is_film = KINDS[suffix] == "video"
        raise UnusableError(message, TO_VIDEO if is_film and instead == TO_PICTURE else instead)
    if suffix not in found.suffixes:
        message = f"this file is {_article(found.name)} {found.name}, although its name ends with '{suffix}'"
        raise UnusableError(message, f"rename it so that it ends with '{found.suffixes[0]}'")
    done = found.prepare(raw)
    if done.size is not None and not 0 < done.size.width * done.size.height <= MOST_PIXELS:
        message = f"this picture has {done.size.width:,} x {done.size.height:,} pixels"
        raise UnusableError(message, "save it smaller: pages show no more than 1,600 pixels side by side")
    return done


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
