"""The phases in their order: trees are read, put into a graph, proved, and translated into every language."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import click

from izeja.compiler.compiled import Compiled, LazyLanguages, worth_telling
from izeja.language.config import Config
from izeja.language.locales import is_language
from izeja.library.drafts import drafts_of, without_drafts
from izeja.library.half_understood import half_understood
from izeja.library.library import Library, with_pictures
from izeja.library.reader import read_library
from izeja.problems.problem import Problem, in_order
from izeja.proof.address_rules import prove_addresses
from izeja.proof.choice_rules import prove_choices
from izeja.proof.draft_rules import prove_drafts, prove_published
from izeja.proof.fact_rules import prove_facts
from izeja.proof.flow_rules import prove
from izeja.proof.graph import Graph, Place
from izeja.proof.graph_builder import build_graph
from izeja.proof.id_rules import prove_ids
from izeja.proof.library_rules import prove_library
from izeja.proof.picture_rules import prove_pictures
from izeja.proof.text_rules import misplaced_changes, overdue_reviews, prove_words
from izeja.reading.folder import Readings, start_reading
from izeja.reading.source import Source
from izeja.running.memo import Memory
from izeja.running.processes import start
from izeja.running.timing import phase
from izeja.translation.catalog_names import translated_languages
from izeja.translation.earlier_texts import CatalogTexts
from izeja.translation.site_words import SiteWords, read_site_words, wording_problems
from izeja.translation.translate import Translation, as_prepared, together, translate

Meanwhile = Callable[[Graph, Mapping[str, str]], None]
"""Gets where all nodes lead, and the site's own words of the page in each language that can be shown."""

Choice = Callable[[Config], Collection[str]]
"""Returns some of the languages that `library.yml` has."""


class Scope(NamedTuple):
    """What of a library is wanted: the languages, None for all, and whether drafts are part of it."""

    languages: Choice | None = None
    has_drafts: bool = True


EVERYTHING = Scope()
PUBLISHED = Scope(attrgetter("published"), has_drafts=False)
"""What customers see."""

_SECONDS_PER_TEXT = 0.000006
"""Roughly how long it takes to read a text in a catalog and to compare it with its source."""
# Sent in blocks: a task for each file would cost more in messages between processes than in work.
_FILES_AT_ONCE = 20


class EnvironmentValueError(click.ClickException):
    """An environment variable has a value that cannot be used; commands and MkDocs show the message."""

    exit_code = 2


class _Block(NamedTuple):
    """Parts of a library that one task translates into a language."""

    language: str
    parts: tuple[str, ...]


def compile_library(
    root: Path,
    today: date | None = None,
    memory: Memory | None = None,
    readings: Readings | None = None,
    meanwhile: Meanwhile | None = None,
    scope: Scope = EVERYTHING,
) -> Compiled:
    """Read, prove and translate the library in a folder.

    Args:
        root: the folder that holds `library.yml`.
        today: the day on which facts may be overdue; by default that of `SOURCE_DATE_EPOCH`, if it is set
            (https://reproducible-builds.org/specs/source-date-epoch/), else this day.
        memory: results of earlier calls for the same library, used again for whatever has not changed.
        readings: files of the library that are being read already; see `read_library`.
        meanwhile: called while other processes read the catalogs.
        scope: what of the library is wanted; by default all of it.

    Returns:
        The library in every language, and every problem in it. Mistakes of writers and translators raise
        nothing.
    """
    with no_garbage_collection():
        day = today or day_of_build()
        return compile_folder(root, day, memory, readings, meanwhile, scope)[0]


def compile_folder(
    root: Path,
    today: date,
    memory: Memory | None = None,
    readings: Readings | None = None,
    meanwhile: Meanwhile | None = None,
    scope: Scope = EVERYTHING,
) -> tuple[Compiled, tuple[Problem, ...]]:
    """Do the work of `compile_library`, with the same arguments.

    Returns:
        The library, and the problems that were found while its trees were read.
    """
    if memory is not None:
        # Results of other processes would not be remembered here, so this one reads everything.
        memory.next_round()
    elif readings is None:
        readings = start_reading(root)
    with phase("trees"):
        read = read_library(root, memory, readings=readings)
    if read[0] is None:
        return _despite_settings(root, read[2], today), read[2]
    return compile_read(read, today, memory, meanwhile, scope), read[2]


def _despite_settings(root: Path, found: tuple[Problem, ...], today: date) -> Compiled:
    """Return what is wrong with a library whose settings have mistakes, whatever these should be."""
    library, sources, _ = read = read_library(root, despite_settings=True)
    texts = {source.path: source.text for source in sources.values()}
    problems = [*found]
    if library is not None:
        compiled = compile_read(read, today, scope=Scope(lambda _: ()))
        # Settings say what is a warning, and which languages there are.
        problems += (
            one for one in compiled.problems if one.severity == "error" and one.code != "unknown-language"
        )
    return Compiled({}, Graph(), in_order(problems), texts)


def compile_read(
    read: tuple[Library | None, Mapping[str, Source], tuple[Problem, ...]],
    today: date,
    memory: Memory | None = None,
    meanwhile: Meanwhile | None = None,
    scope: Scope = EVERYTHING,
) -> Compiled:
    """Prove and translate a library that `read_library` has returned; see `compile_library`."""
    library, sources, found = read
    texts = {source.path: source.text for source in sources.values()}
    # Without settings there are no languages and no limits, so no later phase can run.
    if library is None:
        return Compiled({}, Graph(), in_order(found), texts)
    of_drafts = (*prove_drafts(library), *prove_published(library))
    left_out = () if scope.has_drafts else drafts_of(library)
    if left_out:
        library, found = _as_published(library, found, left_out)
    library, _ = with_earlier_texts(library)
    with phase("texts"):
        library = with_pictures(library)
        chosen = languages_of(library, scope.languages(library.config) if scope.languages else None)
        blocks = _blocks_to_translate(library, chosen)
    # With a memory the work stays in this process: a worker would remember nothing for the next time.
    seconds = _seconds_for(library, blocks) if memory is None else 0
    # Other processes read the catalogs while this one builds the graph, and proves it.
    translated = start(partial(_translated, library), blocks, seconds=seconds)
    with phase("graph"):
        graph, unknown = build_graph(library)
    with phase("proof"):
        problems = [*found, *of_drafts, *judged(library, graph, unknown, today)]
        problems += prove_library(library)
    words = {language: read_site_words(library, language) for language in chosen}
    word_problems = _problems_of_words(library, words)
    if meanwhile is not None:
        meanwhile(
            graph, {language: own.text for language, own in words.items() if not word_problems[language]}
        )
    with phase("translations"):
        # Workers finish in any order; going through the blocks restores the order of the library.
        found_in = dict(translated.results())
        translations = _by_language((block, found_in[block]) for block in blocks)
    texts.update(library.pictures.texts)
    for translation in translations.values():
        texts.update(translation.texts)
        problems += translation.problems
    texts.update({own.path: own.text for own in words.values()})
    problems += (one for of_language in word_problems.values() for one in of_language)
    return Compiled(
        _languages(library, translations, words),
        graph,
        in_order(worth_telling(problems, library)),
        texts,
        left_out=left_out,
    )


def _as_published(
    library: Library, found: tuple[Problem, ...], drafts: Iterable[str]
) -> tuple[Library, tuple[Problem, ...]]:
    """Return a library without its drafts, and the problems that are not in them.

    Nothing of a draft matters to customers but what leads to it.
    """
    files = {library.source_of(draft).path for draft in drafts}
    return without_drafts(library), tuple(one for one in found if one.position.path not in files)


def judged(
    library: Library,
    graph: Graph,
    unknown: Iterable[Problem],
    today: date,
    beyond: Mapping[Place, int] | None = None,
) -> Iterator[Problem]:
    """Yield the problems of a graph, and what breaks a rule, also in what was only half understood.

    Args:
        library: in its source language.
        graph: of it.
        unknown: the problems that were found while the graph was built.
        today: the day that reviews are compared with.
        beyond: what the graph was built with; see `build_graph`.
    """
    if library.has_unclear:
        library = with_pictures(half_understood(library))
        graph, unknown = build_graph(library, beyond)
    yield from unknown
    yield from proved(library, graph, today)


def proved(library: Library, graph: Graph, today: date) -> Iterator[Problem]:
    """Yield what breaks a rule that holds for some trees as it does for all of a library.

    Args:
        library: in its source language.
        graph: of it.
        today: the day that reviews are compared with.
    """
    yield from prove(library, graph)
    yield from prove_words(library)
    yield from prove_facts(library, graph)
    yield from prove_choices(library)
    yield from prove_addresses(library)
    yield from prove_ids(library)
    yield from prove_pictures(library)
    yield from overdue_reviews(library, today)
    yield from misplaced_changes(library, today)


def with_earlier_texts(library: Library) -> tuple[Library, CatalogTexts]:
    """Return a library that finds out from its catalogs what was renamed, and these catalogs."""
    texts = CatalogTexts(library.root, tuple(translated_languages(library)))
    return replace(library, earlier=texts), texts


def languages_of(library: Library, only: Collection[str] | None) -> list[str]:
    """Return the languages of a library to work on: its source language, and others if they are wanted."""
    source = library.config.source_language
    return [one for one in library.config.languages if only is None or one == source or one in only]


def _blocks_to_translate(library: Library, languages: Collection[str]) -> list[_Block]:
    parts = tuple(library.texts_of)
    # A library without texts has a block for each language too, so that each gets its translation.
    return [
        _Block(language, parts[first : first + _FILES_AT_ONCE])
        for language in languages
        if language != library.config.source_language
        for first in range(0, max(len(parts), 1), _FILES_AT_ONCE)
    ]


def _seconds_for(library: Library, blocks: Iterable[_Block]) -> float:
    return _SECONDS_PER_TEXT * sum(len(library.texts_of[one]) for block in blocks for one in block.parts)


def _translated(library: Library, block: _Block) -> Translation:
    return translate(library, block.language, block.parts)


def _by_language(done: Iterable[tuple[_Block, Translation]]) -> dict[str, Translation]:
    found: dict[str, list[Translation]] = {}
    for block, translation in done:
        found.setdefault(block.language, []).append(translation)
    return {language: together(translations) for language, translations in found.items()}


def _problems_of_words(library: Library, words: Mapping[str, SiteWords]) -> dict[str, list[Problem]]:
    """Return the problems that keep the page from being made in each language."""
    return {language: list(_wording_problems(library, language, own)) for language, own in words.items()}


def _wording_problems(library: Library, language: str, own: SiteWords) -> Iterable[Problem]:
    problems = wording_problems(language, own, library.place_of_language(language))
    found = (replace(problem, language=language) for problem in problems)
    is_prepared = library.config.states[language] == "preparing" and is_language(language)
    return as_prepared(found) if is_prepared else found


def _languages(
    library: Library, translations: Mapping[str, Translation], words: Mapping[str, SiteWords]
) -> LazyLanguages:
    return LazyLanguages(
        {
            language: partial(_in_language, library, translations.get(language), own)
            for language, own in words.items()
        }
    )


def _in_language(library: Library, translation: Translation | None, own: SiteWords) -> Library:
    translated = library if translation is None else translation.library(library)
    # A preview shows a language whose own words have mistakes in the words of this package.
    return replace(translated, page_words="" if own.problems else own.text)


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Switch the garbage collector off: most objects made here are kept, so it would search in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def day_of_build() -> date:
    """Return the day of `SOURCE_DATE_EPOCH`, if it is set, else this day."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    # UTC in both cases: a build at midnight must not depend on the time zone of the machine.
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        shown = epoch if len(epoch) < 40 else f"{epoch[:40]}..."
        message = f"SOURCE_DATE_EPOCH is '{shown}': write the seconds since 1970, or unset it"
        raise EnvironmentValueError(message) from None
