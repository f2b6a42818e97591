"""Where pages are in an MkDocs site, in one language or in several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

from izeja.hosts.mkdocs import i18n_internals
from izeja.hosts.mkdocs.i18n_internals import page_path, site_languages
from izeja.hosts.mkdocs.terminal import StoppedError
from izeja.page.addresses import MEDIA

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from izeja.library.library import Library
    from izeja.page.addresses import Addresses

_HOME = "index"
_INDEXES = frozenset({"index", "readme"})


class PageAddresses:
    """The addresses of other pages, seen from a page of MkDocs; see `izeja.page.addresses.Addresses`."""

    def __init__(self, page: Page, files: Files, language: str, config: MkDocsConfig) -> None:
        self._page = page
        self._files = files
        self._language = language
        self._config = config

    def guide(self, tree: str) -> str:
        """Return the address of a guide."""
        return self.page(f"{tree}.md")

    def page(self, path: str) -> str:
        """Return the address of a hand-written page.

        Raises:
            StoppedError: it is not in the site.
        """
        file = self._file(path)
        if not file:
            # The compiler has found the file, so the site must leave it out, as with `exclude_docs`.
            message = f"{self._page.file.src_uri} links to '{path}', which is not in the site"
            raise StoppedError(message)
        return get_relative_url(file.url, self._page.url)

    def media(self, name: str) -> str:
        """Return the address of a picture, a video or captions."""
        return get_relative_url(f"{MEDIA}/{name}", self._page.url)

    def home(self) -> str | None:
        """Return the address of the home page, if there is one."""
        file = self._file(_HOME)
        return get_relative_url(file.url, self._page.url) if file else None

    def _file(self, path: str) -> File | None:
        return _file_of(path.removesuffix(".md"), self._files, self._language, self._config)


class LenientAddresses:
    """Addresses in a preview, where a link to what is not there leads nowhere, and stops nothing."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses

    def guide(self, tree: str) -> str:
        """Return the address of a guide."""
        return self._known(self._addresses.guide, tree)

    def page(self, path: str) -> str:
        """Return the address of a hand-written page."""
        return self._known(self._addresses.page, path)

    def media(self, name: str) -> str:
        """Return the address of a picture, a video or captions."""
        return self._addresses.media(name)

    def home(self) -> str | None:
        """Return the address of the home page, if there is one."""
        return self._addresses.home()

    def _known(self, address: Callable[[str], str], name: str) -> str:
        try:
            return address(name)
        except PluginError:
            return "#"


class ExpectedAddresses:
    """Addresses of pages in a language, worked out from their names before MkDocs has any.

    They lack the prefix that all addresses of the language share, which is no part of a link to another page.
    Guides can so be rendered early; `come_true` says later whether the addresses were right.
    """

    def __init__(
        self, language: str, config: MkDocsConfig, files: Files, links: Iterable[str], prefix: str | None
    ) -> None:
        """Collect the pages that guides link to.

        Args:
            language: of the pages.
            config: of the site.
            files: of the site, before static-i18n has replaced them.
            links: the paths of hand-written pages that guides of this language link to, and of topics.
            prefix: the folder of the language, with a slash, where links to pictures begin; None without any.
        """
        self.prefix = prefix
        self._language = language
        self._config = config
        self._with_folders = config.use_directory_urls
        # Every guide links to the home page.
        self._pages = {_HOME, *(link.removesuffix(".md") for link in links)}
        # The page for a missing one may come from another language or from a plugin, at any address.
        self.are_clear = all(page_path(name, language, config) in files.src_uris for name in self._pages)

    def seen_from(self, tree_id: str) -> _FromGuide:
        """Return the addresses of pages, seen from a guide."""
        return _FromGuide(self, self.of(tree_id))

    def of(self, name: str) -> str:
        """Return the address of a page or guide."""
        if is_index(name):
            # Rules for `index` and `README` have exceptions, so MkDocs itself works them out.
            return _url_of_index(name, with_folders=self._with_folders)
        return quote(f"{name}/" if self._with_folders else f"{name}.html")

    def include(self, links: Iterable[str]) -> bool:
        """Return whether these links lead to no other pages than were expected."""
        return {link.removesuffix(".md") for link in links} <= self._pages

    def come_true(self, guides: Mapping[str, File], files: Files, prefix: str) -> bool:
        """Return whether the addresses are as expected.

        Args:
            guides: the file of each guide by its id.
            files: all files of the language, as static-i18n has made them.
            prefix: the beginning that all addresses of the language share.
        """
        if self.prefix is not None and prefix != self.prefix:
            return False
        pages = {name: _file_of(name, files, self._language, self._config) for name in self._pages}
        # Compared page by page: a plugin may have moved a single one.
        return all(
            file is not None and location_of(file) == prefix + self.of(name).removeprefix("./")
            for name, file in (*pages.items(), *guides.items())
        )


class _FromGuide:
    """Expected addresses of other pages, seen from a guide; see `izeja.page.addresses.Addresses`."""

    def __init__(self, expected: ExpectedAddresses, url: str) -> None:
        self._expected = expected
        self._url = url

    def guide(self, tree: str) -> str:
        """Return the address of a guide."""
        return get_relative_url(self._expected.of(tree), self._url)

    def page(self, path: str) -> str:
        """Return the address of a hand-written page."""
        return self.guide(path.removesuffix(".md"))

    def media(self, name: str) -> str:
        """Return the address of a picture, a video or captions."""
        return get_relative_url(f"{MEDIA}/{name}", f"{self._expected.prefix or ''}{self._url}")

    def home(self) -> str | None:
        """Return the address of the home page."""
        return self.guide(_HOME)


def is_index(name: str) -> bool:
    """Return whether MkDocs may give a page the address of its folder."""
    return name.rpartition("/")[2].lower() in _INDEXES


@lru_cache
def _url_of_index(name: str, *, with_folders: bool) -> str:
    return File(f"{name}.md", "", "", with_folders).url


def _file_of(name: str, files: Files, language: str, config: MkDocsConfig) -> File | None:
    path = page_path(name, language, config)
    # static-i18n's own look-up takes as long as rendering a node.
    return files.src_uris.get(path) or files.get_file_from_path(path)


def languages_of(config: MkDocsConfig, libraries: Mapping[str, Library]) -> list[str]:
    """Return the languages of a library that the site has."""
    if not i18n_internals.is_used(config):
        return [current_language(config, libraries)]
    return [language for language in libraries if i18n_internals.has_language(config, language)]


def current_language(config: MkDocsConfig, libraries: Mapping[str, Library]) -> str:
    """Return the language of the library for the pages that are being built: its first if it lacks theirs."""
    if i18n_internals.is_used(config):
        language = site_languages(config).current
    else:
        language = str(config.theme.get("language"))
    # A site may have a language that the library lacks; a guide in another language beats none.
    return language if language in libraries else next(iter(libraries))


def location_of(file: File) -> str:
    """Return the location of a file's page in the search index."""
    return "" if file.url in (".", "./") else file.url
