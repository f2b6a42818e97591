"""How far the translations of a library are: what is translated, stale or missing, in messages and words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from html import escape
from operator import add
from pathlib import Path

from izeja.library.library import Library, Text
from izeja.problems.problem import Position, Problem
from izeja.reading.folder import PAGE_WORDS, shown
from izeja.translation.catalog import CatalogFile, read_catalog, whole_line
from izeja.translation.page_words import missing_words, read_site_words, speaks, words
from izeja.translation.translate import (
    catalog_file,
    context_of,
    older_translation,
    sources_by_context,
    translated_languages,
)

VERSION = 1
"""The version of the JSON: raised when a reader of it would have to change."""

STILL_A_COPY = "<!-- izeja: translate this page, then delete this line. It was copied from "
"""How the line begins that marks a hand-written page which nobody has translated yet."""

_GOOD, _FAIR, _POOR = "#2e7d32", "#9a6700", "#b3261e"


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of messages, and of the words in their source texts."""

    messages: int = 0
    words: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.messages + other.messages, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of some texts is translated, how much of an older source text, and how much not at all."""

    translated: Tally = Tally()
    stale: Tally = Tally()
    missing: Tally = Tally()

    def __add__(self, other: Progress) -> Progress:
        return Progress(
            self.translated + other.translated, self.stale + other.stale, self.missing + other.missing
        )

    @property
    def total(self) -> Tally:
        """All of it."""
        return self.translated + self.stale + self.missing

    @property
    def percent(self) -> int:
        """How many of a hundred words are translated: 100 only if nothing is left."""
        return 100 * self.translated.words // self.total.words if self.total.words else 100


@dataclass(frozen=True, slots=True)
class PartStatus:
    """How far the catalog of one part is: a tree, `terms`, `contacts`, or `page` for the page's own words."""

    part: str
    catalog: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class LanguageStatus:
    """How far a language is, catalog by catalog, and which hand-written pages are still copies."""

    language: str
    parts: tuple[PartStatus, ...]
    pages: tuple[str, ...]

    @property
    def progress(self) -> Progress:
        """That of all catalogs together."""
        return reduce(add, (part.progress for part in self.parts), Progress())


def status_of(library: Library) -> tuple[LanguageStatus, ...]:
    """Return how far each language of a library is that has catalogs.

    Args:
        library: in its source language. A catalog that cannot be read counts as missing.
    """
    return tuple(
        LanguageStatus(
            language,
            tuple(_parts(library, language)),
            tuple(str(at.path) for at in copies(library, language)),
        )
        for language in translated_languages(library)
    )


def copies(library: Library, language: str) -> Iterator[Position]:
    """Yield where hand-written pages of a language say that they are still copies of another one's."""
    folder = pages_folder(library, language)
    for file in sorted(folder.rglob("*.md")) if folder else ():
        lines = file.read_text("utf-8", "replace").splitlines()
        number = next((number for number, line in enumerate(lines, 1) if line.startswith(STILL_A_COPY)), 0)
        if number:
            yield whole_line(shown(file), lines, number)


def copy_problems(library: Library, language: str) -> Iterator[Problem]:
    """Yield an `untranslated` for each page that is still a copy."""
    for place in copies(library, language):
        message = f"this page is not translated into '{language}'"
        yield Problem("untranslated", message, place, "translate it, then delete this line")


def pages_folder(library: Library, language: str) -> Path | None:
    """Return the folder of a language's hand-written pages; None if the languages have no folders."""
    pages = library.config.pages
    return library.root / pages.replace("{language}", language) if pages and "{language}" in pages else None


def as_json(library: Library, statuses: Sequence[LanguageStatus]) -> str:
    """Write the status for programs; docs/translating.md tells what is in it."""
    told = [
        {
            "language": one.language,
            "percent": one.progress.percent,
            **asdict(one.progress),
            "parts": [
                {"part": part.part, "catalog": part.catalog, **asdict(part.progress)} for part in one.parts
            ],
            "pages": list(one.pages),
        }
        for one in statuses
    ]
    content = {"version": VERSION, "source_language": library.config.source_language, "languages": told}
    return json.dumps(content, indent=2, ensure_ascii=False)


def as_table(statuses: Iterable[LanguageStatus]) -> str:
    """Write the status for people: a table for each language."""
    return "\n\n".join("\n".join(_table(one)) for one in statuses)


def _table(status: LanguageStatus) -> Iterator[str]:
    rows = [(part.part, part.progress) for part in status.parts]
    rows.append((f"all ({status.progress.percent} %)", status.progress))
    width = max(len(status.language), *(len(name) for name, _ in rows))
    yield f"{'':{width}}  {'messages':<27}  words"
    yield f"{status.language:{width}}  " + "  ".join(["translated", "  stale", "missing"] * 2)
    for name, progress in rows:
        tallies = (progress.translated, progress.stale, progress.missing)
        numbers = [one.messages for one in tallies] + [one.words for one in tallies]
        cells = (f"{number:>{size},}" for number, size in zip(numbers, (10, 7, 7) * 2, strict=True))
        yield f"{name:{width}}  " + "  ".join(cells)
    yield from (f"not translated: {page}" for page in status.pages)


def badge(statuses: Sequence[LanguageStatus]) -> str:
    """Draw the status as an SVG badge: how many of a hundred words each language has."""
    label = "translations"
    value = " · ".join(f"{one.language} {one.progress.percent} %" for one in statuses) or "none"
    least = min((one.progress.percent for one in statuses), default=100)
    colour = _GOOD if least == 100 else _FAIR if least >= 50 else _POOR
    left, right = (7 * len(text) + 12 for text in (label, value))
    title = escape(f"{label}: {value}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img"'
        f' aria-label="{title}"><title>{title}</title>'
        f'<rect width="{left}" height="20" rx="3" fill="#444"/>'
        f'<rect x="{left - 3}" width="{right + 3}" height="20" rx="3" fill="{colour}"/>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">'
        f'<text x="{left / 2:g}" y="14" textLength="{left - 12}">{label}</text>'
        f'<text x="{left + right / 2:g}" y="14" textLength="{right - 12}">{escape(value)}</text>'
        "</g></svg>\n"
    )


def _parts(library: Library, language: str) -> Iterator[PartStatus]:
    for part, texts in library.texts_of.items():
        sources = sources_by_context(texts)
        file, path = catalog_file(library, part, language)
        catalog = read_catalog(file, path)[0] if file.exists() else None
        progress = reduce(add, (_progress(text, catalog, sources) for text in texts), Progress())
        yield PartStatus(part, path, progress)
    if not speaks(language):
        own = read_site_words(library, language)
        missing = [word.text for word in missing_words(language, own.text)]
        said = [text for text in words() if text not in missing]
        yield PartStatus(PAGE_WORDS, own.path, Progress(translated=_tally(said), missing=_tally(missing)))


def _progress(text: Text, catalog: CatalogFile | None, sources: Mapping[str, frozenset[str]]) -> Progress:
    tally = _tally([text.text])
    if catalog is None:
        return Progress(missing=tally)
    if catalog.translation((context_of(text), text.text)) is not None:
        return Progress(translated=tally)
    stale = older_translation(text, catalog, sources) is not None
    return Progress(stale=tally) if stale else Progress(missing=tally)


def _tally(texts: Sequence[str]) -> Tally:
    return Tally(len(texts), sum(len(text.split()) for text in texts))
