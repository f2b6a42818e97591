"""The formats of pictures and videos that pages show, and what to do about others."""

from __future__ import annotations

import posixpath
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["picture", "video", "captions"]

KINDS: dict[str, Kind] = {
    **dict.fromkeys((".avif", ".jpeg", ".jpg", ".png", ".svg", ".webp"), "picture"),
    **dict.fromkeys((".mp4", ".webm"), "video"),
    ".vtt": "captions",
}
"""What a file is, by the end of its name in small letters."""

# Not `mimetypes`: it also knows what the machine and other packages say, and answers would differ.
TYPES = {
    ".avif": "image/avif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".vtt": "text/vtt",
    ".webm": "video/webm",
    ".webp": "image/webp",
}
"""The media type of each of `KINDS`."""


def kind_of(path: str) -> Kind | None:
    """Return what a file is, by the end of its name; None for a file of another kind."""
    return KINDS.get(posixpath.splitext(path)[1].lower())


TO_PICTURE = "save it as PNG, JPEG, WebP, AVIF or SVG"
TO_VIDEO = "save it as MP4 (with H.264) or WebM"
_STILL = "customers cannot stop an animated picture: save it as PNG, or make it a video (MP4 or WebM)"

INSTEAD = {
    **dict.fromkeys((".bmp", ".ico", ".jfif", ".jp2", ".jxl", ".pdf", ".psd", ".tif", ".tiff"), TO_PICTURE),
    **dict.fromkeys((".heic", ".heif"), "most browsers cannot show it: save it as JPEG"),
    **dict.fromkeys((".apng", ".gif"), _STILL),
    **dict.fromkeys((".avi", ".m4v", ".mkv", ".mov", ".mpeg", ".mpg", ".ogv", ".wmv"), TO_VIDEO),
}
"""What to do about files in other formats, by the end of their names."""


class Size(NamedTuple):
    """The size of a picture or a video, in pixels."""

    width: int
    height: int


class Prepared(NamedTuple):
    """A picture or a video as it is published, without what it says about where and how it was made.

    `size` is None for a video that does not say it. `removed` names the worst of what is left out.
    """

    content: bytes
    size: Size | None
    removed: str = ""


class UnusableError(ValueError):
    """Pages cannot show a file: what is wrong, and what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


MOST_PIXELS = 40_000_000
"""A picture with more would take hundreds of megabytes of a customer's phone."""


def damaged() -> UnusableError:
    """Return the error for a file that ends too early, or has nonsense inside."""
    return UnusableError("this file is damaged or cut off", "save it again in the program that made it")


def animated(noun: str, hint: str) -> UnusableError:
    """Return the error for a picture or a drawing that moves, against success criterion 2.2.2 of WCAG."""
    return UnusableError(f"this {noun} is animated, and customers cannot stop it", hint)


def not_played(codec: bytes) -> UnusableError:
    """Return the error for a video in a codec that many browsers lack."""
    message = f"many browsers cannot play this video: it is coded as '{codec.decode('ascii', 'replace')}'"
    return UnusableError(message, TO_VIDEO)


DATA_TRACK = (
    "this video has a track of data beside picture and sound, which can hold places and names",
    "export it with its picture and its sound alone",
)
"""The message and the hint for a video with anything else to play."""


def of_bearable_size(done: Prepared) -> Prepared:
    """Return a picture or a video, if customers' devices can show as many pixels.

    Raises:
        UnusableError: they cannot, or there are none.
    """
    pixels = done.size.width * done.size.height if done.size else 1
    if not pixels:
        raise damaged()
    if done.size and pixels > MOST_PIXELS:
        message = f"this picture has {done.size.width:,} x {done.size.height:,} pixels"
        raise UnusableError(message, "save it smaller: pages show no more than 1,600 pixels across")
    return done


POSITION = "the place where it was taken (GPS)"
METADATA = "metadata"
"""What `Prepared.removed` names."""
