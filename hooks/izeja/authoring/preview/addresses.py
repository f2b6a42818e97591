"""The addresses of a preview: the same for the pages that it sends, for links on them, and for requests."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from izeja.page.addresses import MEDIA

OWN = "_"
"""What addresses begin with that are no pages. No language is called so."""
TOGETHER = ","
"""Between the languages of a page that shows them side by side."""


class Page(NamedTuple):
    """A page: its languages, and the id of a guide, the name of a topic's page, or "" for the list of all."""

    languages: tuple[str, ...]
    name: str = ""

    @property
    def address(self) -> str:
        """Its address."""
        return quote(f"/{self.path}", safe="/,")

    @property
    def path(self) -> str:
        """Its address without the slash at the beginning, and as it is read."""
        return f"{TOGETHER.join(self.languages)}/{self.name}{'/' if self.name else ''}"


def page_at(path: str) -> Page:
    """Return the page at a path, as it is read, whether it is there or not."""
    languages, _, name = path.strip("/").partition("/")
    return Page(tuple(dict.fromkeys(languages.split(TOGETHER))), name)


class PreviewAddresses:
    """The addresses of other pages in a language; see `izeja.page.addresses.Addresses`."""

    def __init__(self, language: str) -> None:
        self._language = language

    def guide(self, tree: str) -> str:
        """Return the address of a guide or of a topic."""
        return Page((self._language,), tree).address

    def page(self, path: str) -> str:
        """Return where a hand-written page would be: the preview has none, and says so there."""
        return quote(f"/{OWN}/written/{self._language}/{path}")

    def media(self, name: str) -> str:
        """Return the address of a picture, a video or captions."""
        return quote(f"/{MEDIA}/{name}")

    def home(self) -> str | None:
        """Return the address of the list of all guides."""
        return Page((self._language,)).address
