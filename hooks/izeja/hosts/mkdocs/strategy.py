"""How the guides of a language get into a site: MkDocs builds each page, or we fill one that it has built."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from izeja.hosts.mkdocs.guide_files import new_files

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation

    from izeja.hosts.mkdocs.search import LanguageSearch
    from izeja.site.skeleton import Values


class Pages(NamedTuple):
    """The pages of a language: navigation, files, and the files of all pages, whoever builds them."""

    nav: Navigation
    files: Files
    all: Sequence[File]


class Strategy(Protocol):
    """What is done to the guides of one language, in the order of the events.

    A method that returns a reason could not go on, and has left files or pages as `PageByPage` has them.
    """

    @property
    def is_published(self) -> bool:
        """Whether all guides are written here, with search entries as a published index has them."""

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add files of guides before other plugins see the files."""

    def settle_files(self, files: Files, config: MkDocsConfig) -> str | None:
        """Make files final when other plugins have seen them; return why that failed, or None."""

    def add_pages(self, files: Files, config: MkDocsConfig) -> None:
        """Give each guide a page when the navigation is known."""

    def check_pages(
        self, pages: Pages, config: MkDocsConfig, env: Environment, search: LanguageSearch
    ) -> str | None:
        """Begin to write pages when the theme is ready; return why that failed, or None."""

    def placeholders_of(self, file: File) -> Values | None:
        """Return what goes into a page with placeholders; None for all other pages."""

    def written(self) -> Mapping[str, bytes]:
        """Wait for the pages that are written here, and return the search entries of each guide, as JSON."""

    def rewrite(self, tree_ids: Collection[str]) -> Mapping[str, bytes]:
        """Write guides once more if all `is_published`, and return the search entries of each, by address."""


class PageByPage:
    """MkDocs builds the page of each guide like any other page."""

    is_published = False

    def __init__(self, tree_ids: Collection[str], languages: Collection[str]) -> None:
        self._tree_ids = tree_ids
        self._languages = languages

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add the file of each guide in each language of the site."""
        for file in new_files(self._tree_ids, self._languages, config):
            files.append(file)

    def settle_files(self, files: Files, config: MkDocsConfig) -> None:
        """Leave the files as plugins have made them."""

    def add_pages(self, files: Files, config: MkDocsConfig) -> None:
        """Leave the pages to MkDocs."""

    def check_pages(
        self, pages: Pages, config: MkDocsConfig, env: Environment, search: LanguageSearch
    ) -> None:
        """Leave the pages to MkDocs."""

    def placeholders_of(self, file: File) -> None:
        """Return that no page has placeholders."""

    def written(self) -> Mapping[str, bytes]:
        """Return that nothing is written here: Material's search reads the pages itself."""
        return {}

    def rewrite(self, tree_ids: Collection[str]) -> Mapping[str, bytes]:
        """Write nothing."""
        return {}
