"""The writer of a site: guides are rendered before MkDocs knows where their pages will be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from izeja.hosts.mkdocs.addresses import (
    ExpectedAddresses,
    PageAddresses,
    current_language,
    languages_of,
)
from izeja.hosts.mkdocs.guide_files import can_be_printed, prefix_of
from izeja.hosts.mkdocs.i18n_internals import site_languages
from izeja.hosts.mkdocs.material_internals import has_instant_navigation
from izeja.hosts.mkdocs.theme import as_printed
from izeja.library.references import page_links
from izeja.library.topics import page_name
from izeja.page.render import Fragment, Head, guide_head
from izeja.page.search import also_called
from izeja.site.writer import GuideWriter, ParallelWriter

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

    from izeja.hosts.mkdocs.guide_files import GuideFiles
    from izeja.hosts.mkdocs.library import SiteLibrary
    from izeja.hosts.mkdocs.shards import Part
    from izeja.library.library import Library


class SiteWriter:
    """Renders and writes the guides of a site in all its languages, during one build.

    Each language is in the queue of a `ParallelWriter`: first all languages are in that of one, and a
    language whose pages are not where they were expected gets another one.
    """

    def __init__(
        self,
        library: SiteLibrary,
        part: Part,
        shown: Callable[[str], str],
        config: MkDocsConfig,
        files: Files,
    ) -> None:
        """Begin to render the guides, those of the language that is built first before others.

        Args:
            library: the library of the site.
            part: which guides are wanted.
            shown: applies the changes that the site's plugins make to the HTML of any page.
            config: of the site.
            files: of the site, as they are before static-i18n.
        """
        self._library = library
        self._part = part
        self._theme = config.theme.name
        self._described = not has_instant_navigation(config)
        languages = languages_of(config, library.languages)
        source = library.compiled.source
        links = {*page_links(source), *map(page_name, source.shelves.shelves)}
        has_pictures = source.pictures.are_used
        self._expected = {
            one: ExpectedAddresses(
                one, config, files, links, prefix_of(one, config) if has_pictures else None
            )
            for one in languages
        }
        self._guides = tuple(library.guides)
        self.writers = {
            language: GuideWriter(
                cache(partial(self._heads, language)),
                partial(self._rendered, language),
                shown,
                partial(self._also_called, language),
            )
            for language in languages
        }
        # Each language once, the one that MkDocs builds first in front.
        built = dict.fromkeys((current_language(config, library.languages), *site_languages(config)[0]))
        self._started: dict[str, ParallelWriter] = {}
        self._queued: set[str] = set()
        self._written: dict[str, dict[str, bytes]] = {}
        self._start([one for one in built if one in languages and self._expected[one].are_clear])

    def make_ready(self, printing: GuideFiles, config: MkDocsConfig, files: Files) -> None:
        """Go on with a language, or start again if its pages are not where they were expected.

        Args:
            printing: the guides of the language that is being built, with their files and pages.
            config: of the site.
            files: of the site in this language.
        """
        language, expected = printing.language, self._expected[printing.language]
        # static-i18n builds the default language twice if it is not the first one in mkdocs.yml.
        is_new = language in self._started and language not in self._queued
        if is_new and expected.come_true(printing.files, files, printing.prefix):
            return
        # The guess was wrong for this language: drop its pages, and render with the real addresses.
        if writer := self._started.get(language):
            writer.stop()
            # Languages already queued are still written.
            self._started = {
                one: other
                for one, other in self._started.items()
                if other is not writer or one in self._queued
            }
        self.writers[language].render = partial(self._rendered_there, printing, config, files)
        self.writers[language].rendered.clear()
        self._start([language])

    def queue(self, language: str) -> None:
        """Begin to write the guides of a language, whose writer has its layout."""
        self._queued.add(language)
        self._written.pop(language, None)
        self._started[language].queue(language)

    def stop(self) -> None:
        """Write no other languages than those in the queue."""
        for writer in set(self._started.values()):
            writer.stop()

    def written(self, language: str) -> dict[str, bytes]:
        """Wait for the pages of a language, and return the search entries of each guide, as JSON."""
        # Both Material's index and the published one may ask, and the writer can be asked once.
        if language not in self._written:
            self._written[language] = self._started[language].written(language)
        return self._written[language]

    def has_other_links(self) -> bool:
        """Return whether an edit has made guides link to pages that they did not link to."""
        links = page_links(self._library.compiled.source)
        return not all(expected.include(links) for expected in self._expected.values())

    def _start(self, languages: Sequence[str]) -> None:
        wanted = {
            one: [
                tree_id
                for tree_id in filter(can_be_printed, self._guides)
                if self._part.is_wanted(one, tree_id)
            ]
            for one in languages
        }
        self._started |= dict.fromkeys(languages, ParallelWriter(self.writers, wanted))

    def _heads(self, language: str) -> dict[str, Head]:
        library = self._library.languages[language]
        return {tree_id: html_head(library, tree_id, self._theme) for tree_id in self._guides}

    def _rendered(self, language: str, tree_id: str) -> Fragment:
        addresses = self._expected[language].seen_from(tree_id)
        return self._library.render(language, tree_id, addresses, described=self._described)

    def _rendered_there(
        self, printing: GuideFiles, config: MkDocsConfig, files: Files, tree_id: str
    ) -> Fragment:
        file = printing.files[tree_id]
        return render_where_it_is(self._library, printing.language, tree_id, file, config, files)

    def _also_called(self, language: str, tree_id: str) -> tuple[str, ...]:
        return also_called(self._library.languages[language], tree_id)


def render_where_it_is(
    library: SiteLibrary, language: str, tree_id: str, file: File, config: MkDocsConfig, files: Files
) -> Fragment:
    """Render a guide for the page that MkDocs has given its file, with the addresses that all files have."""
    assert file.page is not None  # noqa: S101 - every guide has a page when it is rendered
    addresses = PageAddresses(file.page, files, language, config)
    return library.render(language, tree_id, addresses, described=not has_instant_navigation(config))


def html_head(library: Library, tree_id: str, theme: str | None) -> Head:
    """Return title and description as a theme prints them, which takes them for HTML."""
    return as_printed(guide_head(library, tree_id), theme)
