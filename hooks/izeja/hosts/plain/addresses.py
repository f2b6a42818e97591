"""The addresses of other pages, seen from a page of this site; see `izeja.page.addresses.Addresses`."""

from __future__ import annotations

import posixpath

from izeja.hosts.plain.plan import LanguagePlan
from izeja.hosts.plain.stopped import StoppedError
from izeja.page.addresses import MEDIA
from izeja.site.page_files import relative


class SiteAddresses:
    """The addresses of other pages in one language."""

    def __init__(self, plan: LanguagePlan, here: str) -> None:
        """Look from a page, whose address from the site's root is `here`."""
        self._plan = plan
        self._here = here

    def guide(self, tree: str) -> str:
        """Return the address of a guide, or of a topic."""
        return relative(self._plan.url(tree), self._here)

    def page(self, path: str) -> str:
        """Return the address of a hand-written page.

        Raises:
            StoppedError: it is not in the site.
        """
        name = posixpath.splitext(path)[0]
        if name not in self._plan.pages:
            # The compiler has found the file, so the site must leave it out, as with `exclude_docs`.
            message = f"a guide links to the page '{path}', which is not in the site in '{self._plan.code}'"
            raise StoppedError(message)
        return self.guide(name)

    def media(self, name: str) -> str:
        """Return the address of a picture, a video or captions."""
        return relative(f"{MEDIA}/{name}", self._here)

    def home(self) -> str:
        """Return the address of the home page."""
        return self.guide(self._plan.home)
