"""Pictures and videos in the texts of a page."""

from __future__ import annotations

import re
from typing import NamedTuple

from markupsafe import Markup

from izeja.language.locales import direction_of, name_of
from izeja.language.picture_html import ShownPicture
from izeja.library.library import Library
from izeja.library.pictures import PictureFile, Shown
from izeja.page.addresses import Addresses
from izeja.page.environment import template
from izeja.reading.media.formats import Size

_TEMPLATE = "picture.html.j2"
_WIDE = 320
"""A wider picture is made smaller on a phone, and can be enlarged."""
_BETWEEN = re.compile(r">\n+(?=<)")
_USUAL = Size(16, 9)


class Picture(NamedTuple):
    """A picture. `is_block` says whether it is a paragraph of its own."""

    src: str
    alt: str
    size: Size
    is_block: bool
    is_wide: bool


class Captions(NamedTuple):
    """Captions of a video, with their language, its own name of it, and what they say."""

    src: str
    language: str
    direction: str
    name: str
    says: tuple[str, ...]


class Video(NamedTuple):
    """A video. `size` is that of its pictures, or else has their proportions."""

    src: str
    title: str
    size: Size
    poster: str | None
    captions: Captions | None


class PicturesOfPage:
    """Makes the HTML of the pictures and videos on a page.

    `has_foreign` says whether one of them is in the source language, for lack of one in that of the page.
    """

    def __init__(self, library: Library, addresses: Addresses) -> None:
        self._library = library
        self._addresses = addresses
        self.has_foreign = False

    def html(self, file_id: str, picture: ShownPicture) -> Markup:
        """Return the HTML of a picture or a video in a text of a file."""
        path = picture.link.path_from(file_id)
        shown = self._library.pictures.shown(path, self._library.language) if path else None
        made: Picture | Video | None = None
        if shown is not None:
            self.has_foreign |= shown.is_foreign or shown.are_captions_foreign
            made = (
                self._video(shown, picture.alt)
                if picture.link.kind == "video"
                else self._picture(shown, picture)
            )
        # The text around it may be in another language than the page's own words within it.
        own_language = self._library.language if self._library.foreign else None
        # Without either, the template shows the words in its place: only a preview lacks the file.
        values = {
            "picture": made if isinstance(made, Picture) else None,
            "video": made if isinstance(made, Video) else None,
            "alt": picture.alt,
            "own_language": own_language,
        }
        html = template(self._library.language, self._library.page_words, _TEMPLATE).render(values)
        # Search engines see spaces between elements as words do, and here are none.
        html = _BETWEEN.sub(">", html.strip())
        return Markup(html)  # noqa: S704 - the template escapes all text

    def _picture(self, shown: Shown, picture: ShownPicture) -> Picture:
        size = shown.file.size or _USUAL
        return Picture(
            self._address(shown.file),
            picture.alt,
            size,
            picture.is_block,
            picture.is_block and size.width > _WIDE,
        )

    def _video(self, shown: Shown, title: str) -> Video:
        size = shown.file.size or (shown.poster.size if shown.poster else None) or _USUAL
        poster = self._address(shown.poster) if shown.poster else None
        return Video(self._address(shown.file), title, size, poster, self._captions(shown))

    def _captions(self, shown: Shown) -> Captions | None:
        if shown.captions is None:
            return None
        spoken = self._library.language
        if shown.are_captions_foreign:
            spoken = self._library.config.source_language
        address = self._address(shown.captions)
        return Captions(address, spoken, direction_of(spoken), name_of(spoken, spoken), shown.captions.says)

    def _address(self, file: PictureFile) -> str:
        return self._addresses.media(file.name)
