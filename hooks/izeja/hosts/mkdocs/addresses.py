"""Where pages are in a site of MkDocs, in one language or in several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from izeja.library.library import Library

_HOME = "index"
_INDEXES = frozenset({"index", "readme"})


class PageAddresses:
    """Where other pages are, seen from a page; see `izeja.page.addresses.Addresses`."""

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
            PluginError: it is not in the site.
        """
        file = self._file(path)
        if not file:
            message = f"{self._page.file.src_uri} links to '{path}', which is not in the site"
            raise PluginError(message)
        return get_relative_url(file.url, self._page.url)

    def home(self) -> str | None:
        """Return the address of the home page, if there is one."""
        file = self._file(_HOME)
        return get_relative_url(file.url, self._page.url) if file else None

    def _file(self, path: str) -> File | None:
        return _file_of(path.removesuffix(".md"), self._files, self._language, self._config)


class ExpectedAddresses:
    """Where pages in a language will be, worked out from their names before MkDocs and its plugins have.

    They begin where the pages of the language begin. Seen from one another they are what they will be, if
    `come_true` says so: what all addresses have in common is no part of the way between two of them.
    """

    def __init__(self, language: str, config: MkDocsConfig, files: Files, links: Iterable[str]) -> None:
        """Take note of the pages that guides lead to.

        Args:
            language: of the pages.
            config: of the site.
            files: of the site, before static-i18n has made them anew.
            links: the paths of hand-written pages that guides of this language link to.
        """
        self._language = language
        self._config = config
        self._with_folders = config.use_directory_urls
        self._pages = {_HOME, *(link.removesuffix(".md") for link in links)}
        # A page that is missing in the language may be that of another language, or come from a plugin.
        self.are_clear = all(page_path(name, language, config) in files.src_uris for name in self._pages)

    def seen_from(self, tree_id: str) -> _FromGuide:
        """Return where pages are, seen from a guide."""
        return _FromGuide(self, self.of(tree_id))

    def of(self, name: str) -> str:
        """Return the address of a page or guide."""
        if is_index(name):
            return _url_of_index(name, with_folders=self._with_folders)
        return quote(f"{name}/" if self._with_folders else f"{name}.html")

    def include(self, links: Iterable[str]) -> bool:
        """Tell whether there are no other pages that guides lead to."""
        return {link.removesuffix(".md") for link in links} <= self._pages

    def come_true(self, guides: Mapping[str, File], files: Files, prefix: str) -> bool:
        """Tell whether the addresses are what was expected.

        Args:
            guides: the files of the guides by their ids.
            files: all files of the language, as static-i18n has made them.
            prefix: what the addresses of the language begin with.
        """
        pages = {name: _file_of(name, files, self._language, self._config) for name in self._pages}
        return all(
            file is not None and location_of(file) == prefix + self.of(name).removeprefix("./")
            for name, file in (*pages.items(), *guides.items())
        )


class _FromGuide:
    """Where other pages are, seen from a guide; see `izeja.page.addresses.Addresses`."""

    def __init__(self, expected: ExpectedAddresses, url: str) -> None:
        self._expected = expected
        self._url = url

    def guide(self, tree: str) -> str:
        """Return the address of a guide."""
        return get_relative_url(self._expected.of(tree), self._url)

    def page(self, path: str) -> str:
        """Return the address of a hand-written page."""
        return self.guide(path.removesuffix(".md"))

    def home(self) -> str | None:
        """Return the address of the home page."""
        return self.guide(_HOME)


def is_index(name: str) -> bool:
    """Tell whether MkDocs may give a page the address of its folder."""
    return name.rpartition("/")[2].lower() in _INDEXES


@lru_cache
def _url_of_index(name: str, *, with_folders: bool) -> str:
    return File(f"{name}.md", "", "", with_folders).url


def _file_of(name: str, files: Files, language: str, config: MkDocsConfig) -> File | None:
    path = page_path(name, language, config)
    # static-i18n's own way takes as long as rendering a node.
    return files.src_uris.get(path) or files.get_file_from_path(path)


def page_path(name: str, language: str, config: MkDocsConfig) -> str:
    """Return the path that the file of a page in a language has."""
    i18n = config.plugins.get("i18n")
    if i18n is None:
        return f"{name}.md"
    return f"{name}.{language}.md" if i18n.config.docs_structure == "suffix" else f"{language}/{name}.md"


def languages_of(config: MkDocsConfig, libraries: Mapping[str, Library]) -> list[str]:
    """Return the languages of a library that the site has."""
    i18n = config.plugins.get("i18n")
    if i18n is None:
        return [current_language(config, libraries)]
    return [language for language in libraries if language in i18n.all_languages]


def current_language(config: MkDocsConfig, libraries: Mapping[str, Library]) -> str:
    """Return the language of the library for the pages that are being built."""
    i18n = config.plugins.get("i18n")
    language = str(i18n.current_language if i18n else config.theme.get("language"))
    return language if language in libraries else next(iter(libraries))


def site_languages(config: MkDocsConfig) -> tuple[tuple[str, ...], str, str]:
    """Return the languages of a site, its default, and the one that is being built."""
    i18n = config.plugins.get("i18n")
    if i18n is None:
        language = str(config.theme.get("language") or "en")
        return (language,), language, language
    return tuple(i18n.build_languages), str(i18n.default_language), str(i18n.current_language)


def location_of(file: File) -> str:
    """Return what a search calls the page of a file."""
    return "" if file.url in (".", "./") else file.url


def url_of(uri: str, config: MkDocsConfig) -> str:
    """Return the address of a file of the site."""
    return uri.removesuffix("index.html") if config.use_directory_urls else uri


def at_alias(uri: str, tree_id: str, alias: str) -> str:
    """Return the file for an old id of a guide, whose page is in another file."""
    # The id may stand in the address by chance once more: as a language, or in 'index.html'.
    name = "/index.html" if uri.endswith(f"{tree_id}/index.html") else ".html"
    return uri.removesuffix(f"{tree_id}{name}") + alias + name
