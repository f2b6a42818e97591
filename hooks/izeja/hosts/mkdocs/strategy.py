"""How the guides of a language get into a site: MkDocs builds each page, or we fill one that it has built.

`PageByPage` is here, and defines the methods for each event; `FromSkeletons` is in `skeletons.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation

    from izeja.hosts.mkdocs.search import LanguageSearch
    from izeja.site.skeleton import Values


class Pages(NamedTuple):
    """The pages of a language: navigation, files, and the files of all pages, no matter who builds them."""

    nav: Navigation
    files: Files
    all: Sequence[File]


class PageByPage:
    """MkDocs builds the page of each guide, like any other page.

    A method that returns a reason could not go on, and has left files or pages as they are needed here.
    """

    is_published = False
    """Whether all guides are written by us, with search entries as a published index has them."""

    def seen_by_plugins(self, tree_ids: Sequence[str]) -> Sequence[str]:
        """Return the guides whose files are added before other plugins see the files of the site."""
        return tree_ids

    def settle_files(self, files: Files, config: MkDocsConfig) -> str | None:
        """Make files final when other plugins have seen them; return why that failed, or None."""

    def add_pages(self, files: Files, config: MkDocsConfig) -> None:
        """Give each guide a page when the navigation is known."""

    def check_pages(
        self, pages: Pages, config: MkDocsConfig, env: Environment, search: LanguageSearch
    ) -> str | None:
        """Begin to write pages when the theme is ready; return why that failed, or None."""

    def placeholders_of(self, file: File) -> Values | None:
        """Return the values for a page with placeholders; None for all other pages."""

    def written(self) -> Mapping[str, bytes]:
        """Wait for the pages that we write, and return the search entries of each guide, as JSON."""
        return {}

    def rewrite(self, tree_ids: Collection[str]) -> Mapping[str, bytes]:
        """Write guides once more if all `is_published`, and return the search entries of each, by address."""
        return dict.fromkeys(tree_ids, b"")
