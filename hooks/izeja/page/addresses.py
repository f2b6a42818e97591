"""The addresses of other pages, which a page asks its host for."""

from __future__ import annotations

from typing import Protocol

MEDIA = "assets/izeja/media"
"""The folder of pictures, videos and captions, from the root of a site."""


class Addresses(Protocol):
    """The addresses of other pages, relative to the page that asks. A host implements it."""

    def guide(self, tree: str) -> str:
        """Return the address of a tree's page in the same language, or of a topic's by its name."""

    def page(self, path: str) -> str:
        """Return the address of a hand-written page in the same language, by its path."""

    def media(self, name: str) -> str:
        """Return the address of a picture, a video or captions, by its name in the site."""

    def home(self) -> str | None:
        """Return the address of the page that lists all guides, if there is one."""


class BareAddresses:
    """Ids and paths as addresses, for a page that no host publishes."""

    def guide(self, tree: str) -> str:
        """Return the tree's id as an address."""
        return f"/{tree}/"

    def page(self, path: str) -> str:
        """Return the path as an address."""
        return f"/{path}"

    def media(self, name: str) -> str:
        """Return the name as an address."""
        return f"/{MEDIA}/{name}"

    def home(self) -> str | None:
        """Return no address."""
        return None
