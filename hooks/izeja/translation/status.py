"""How far the translations of a library are: what customers read in their language, in messages and words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add

from izeja.language.fields import LanguageState
from izeja.library.drafts import drafts_of
from izeja.library.library import Library, Text
from izeja.problems.problem import Problem
from izeja.reading.folder import PAGE_WORDS
from izeja.translation.catalog import CatalogFile, read_catalog
from izeja.translation.catalog_names import (
    catalog_file,
    context_of,
    sources_by_context,
)
from izeja.translation.copied_pages import copies
from izeja.translation.fitting import progress_of_text
from izeja.translation.page_words import speaks, words
from izeja.translation.same_as_source import MEANT
from izeja.translation.site_words import missing_words, read_site_words
from izeja.translation.tally import Progress, Tally
from izeja.translation.translated_file import older_translation
from izeja.translation.update import languages_of_catalogs


@dataclass(frozen=True, slots=True)
class PartStatus:
    """The progress of a catalog: of a tree, `terms`, `contacts`, or `page` for the words of the page."""

    part: str
    catalog: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class LanguageStatus:
    """The progress of a language, catalog by catalog, and its hand-written pages that are still copies."""

    language: str
    state: LanguageState
    parts: tuple[PartStatus, ...]
    pages: tuple[str, ...]

    @property
    def progress(self) -> Progress:
        """The progress of all catalogs together."""
        return reduce(add, (part.progress for part in self.parts), Progress())


class UnreadableCatalogsError(Exception):
    """Nobody can say how far the translations are, with the mistakes of the catalogs that are not valid."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"catalogs that are not valid: {', '.join(one.position.path for one in problems)}")
        self.problems = problems


def status_of(library: Library) -> tuple[LanguageStatus, ...]:
    """Return the progress of each language that has catalogs.

    Args:
        library: in its source language.

    Raises:
        UnreadableCatalogsError: catalogs are not valid, so what they translate cannot be counted.
    """
    unreadable: list[Problem] = []
    statuses = tuple(
        LanguageStatus(
            language,
            library.config.states[language],
            tuple(_parts(library, language, unreadable)),
            tuple(str(at.path) for at in copies(library, language)),
        )
        for language in languages_of_catalogs(library)
        if language != library.config.source_language or not speaks(language)
    )
    if unreadable:
        raise UnreadableCatalogsError(tuple(unreadable))
    return statuses


def _parts(library: Library, language: str, unreadable: list[Problem]) -> Iterator[PartStatus]:
    is_source = language == library.config.source_language
    # What customers lack: they don't see drafts.
    drafts = drafts_of(library)
    parts = {part: texts for part, texts in library.texts_of.items() if part not in drafts}
    for part, texts in parts.items() if not is_source else ():
        sources = sources_by_context(texts)
        file, path = catalog_file(library, part, language)
        catalog, _, problems = read_catalog(file, path, library.root) if file.exists() else (None, "", ())
        unreadable += problems
        each = (_progress(library, text, catalog, language, sources) for text in texts)
        yield PartStatus(part, path, reduce(add, each, Progress()))
    # Shipped words of the page are complete; a site translates them only for a language without.
    if not speaks(language):
        own = read_site_words(library, language)
        unreadable += (one for one in own.problems if one.code == "invalid-catalog")
        missing = [word.text for word in missing_words(language, own.text)]
        translated = [text for text in words() if text not in missing]
        progress = Progress(translated=_tally(translated), missing=_tally(missing))
        yield PartStatus(PAGE_WORDS, own.path, progress)


def _progress(
    library: Library,
    text: Text,
    catalog: CatalogFile | None,
    language: str,
    sources: Mapping[str, frozenset[str]],
) -> Progress:
    tally = Tally.of(text.text)
    if catalog is None:
        return Progress(missing=tally)
    key = (context_of(text), text.text)
    translation = catalog.translation(key)
    if translation is not None:
        source_language = library.config.source_language
        return progress_of_text(
            text,
            translation,
            source_language,
            language,
            lambda: MEANT in catalog.flags(catalog.messages[key]),
        )
    stale = older_translation(text, catalog, sources) is not None
    return Progress(stale=tally) if stale else Progress(missing=tally)


def _tally(texts: Collection[str]) -> Tally:
    return reduce(add, map(Tally.of, texts), Tally())
