"""From a folder of trees to a proved library in every language: all phases, in their order."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache, cached_property, partial
from pathlib import Path
from typing import NamedTuple

from izeja.incremental.cache import recall, remember
from izeja.incremental.outline import outlines_of
from izeja.incremental.selection import is_certain, select
from izeja.library.library import Library, read_library
from izeja.problems.formats import Counts
from izeja.problems.problem import Problem, in_order
from izeja.problems.report import as_text, counted, summary
from izeja.proof.graph import Graph, build_graph
from izeja.proof.rules import overdue_reviews, prove, prove_words
from izeja.reading.folder import CONFIG, CONTACTS, TERMS, Readings, shown, start_reading
from izeja.running.memo import Memory
from izeja.running.processes import start
from izeja.running.timing import phase
from izeja.translation.page_words import SiteWords, read_site_words, wording_problems
from izeja.translation.translate import Translation, catalog_file, together, translate

Meanwhile = Callable[[Graph, Mapping[str, str]], None]
"""Gets where all nodes lead, and the site's own words of the page in each language that can be shown."""

_FALLBACKS = frozenset({"untranslated", "stale"})

_SECONDS_PER_TEXT = 0.000006
"""About so long it takes to read a text in a catalog and to compare it with its source."""
_PARTS_AT_ONCE = 20


@dataclass(frozen=True)
class Compiled:
    """What became of a library.

    `languages` has the library once for each language, in the order of `library.yml`; `texts` has every
    file that problems name, by the path that they name; `chosen` has the trees that were checked, if it was
    not all. Publish nothing while there are problems.
    """

    languages: Mapping[str, Library]
    graph: Graph
    problems: tuple[Problem, ...]
    texts: Mapping[str, str]
    chosen: AbstractSet[str] = frozenset()

    @property
    def source(self) -> Library:
        """The library in the language that it is written in."""
        return self.languages[next(iter(self.languages.values())).config.source_language]

    @property
    def failed(self) -> bool:
        """Tell whether anything is wrong with the library."""
        return any(problem.severity == "error" for problem in self.problems)

    @cached_property
    def branches_of(self) -> Mapping[str, int]:
        """Count the branches of each guide: the ways from its start to an end, retries left out.

        None is counted while there are problems, since a way may then lead nowhere.
        """
        if self.failed:
            return {}
        left = self.graph.branches_left
        # A tree that was not chosen may still lead into a circle.
        return {tree: left[start] for tree, start in self.graph.starts.items() if start in left}

    @property
    def branches(self) -> int:
        """Count the branches of all guides that were checked."""
        return sum(
            count for tree, count in self.branches_of.items() if not self.chosen or tree in self.chosen
        )

    @property
    def unchosen(self) -> tuple[Problem, ...]:
        """The problems without those that `untranslated: fallback` of library.yml has said are none."""
        return tuple(one for one in self.problems if one.severity == "error" or one.code not in _FALLBACKS)

    def report(self, problems: tuple[Problem, ...] | None = None, *, colour: bool = False) -> str:
        """Write all problems as text, or only some of them."""
        told = self.problems if problems is None else problems
        return f"{as_text(told, self.texts, colour=colour)}\n\n{summary(told)}"

    @cached_property
    def size(self) -> Counts:
        """Count what was checked."""
        trees = self.source.trees if self.languages else {}
        if not self.chosen:
            return Counts(len(trees), len(self.graph.edges), self.branches, tuple(self.languages))
        nodes = [self.graph.guides.get(one) or trees[one].nodes for one in self.chosen if one in trees]
        return Counts(len(nodes), sum(map(len, nodes)), self.branches, tuple(self.languages))

    def counts(self) -> str:
        """Say how much was checked: `7 trees, 52 nodes, 61 branches, 2 languages`."""
        return ", ".join(
            (
                counted(self.size.trees, "tree"),
                counted(self.size.nodes, "node"),
                counted(self.size.branches, "branch"),
                counted(len(self.size.languages), "language"),
            )
        )


class _Block(NamedTuple):
    """Parts of a library that are put into a language in one go."""

    language: str
    parts: tuple[str, ...]


class _Languages(Mapping[str, Library]):
    """The library in each language, made when it is first asked for: a check has no use for it."""

    def __init__(self, libraries: Mapping[str, Callable[[], Library]]) -> None:
        self._libraries = libraries

    def __getitem__(self, language: str) -> Library:
        return self._libraries[language]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._libraries)

    def __len__(self) -> int:
        return len(self._libraries)


def compile_library(
    root: Path,
    today: date | None = None,
    memory: Memory | None = None,
    readings: Readings | None = None,
    meanwhile: Meanwhile | None = None,
) -> Compiled:
    """Read, prove and translate the library in a folder.

    Args:
        root: the folder that holds `library.yml`.
        today: the day on which facts may be overdue; by default that of `SOURCE_DATE_EPOCH`, if it is set
            (https://reproducible-builds.org/specs/source-date-epoch/), else this day.
        memory: what was made of the same library the last time, for a process that compiles it again and
            again: what has not changed since is not made anew.
        readings: what is being read of the library already; see `read_library`.
        meanwhile: what else is to be done while other processes read the catalogs.

    Returns:
        The library in every language, and every problem in it. Nothing is raised for what a writer or
        a translator did wrong.
    """
    with no_garbage_collection():
        return _compile(root, today or _today(), memory, readings=readings, meanwhile=meanwhile)


def check_library(
    root: Path, trees: AbstractSet[str] = frozenset(), today: date | None = None, *, cached: bool = True
) -> Compiled:
    """Find the problems of a library, or of some of its trees; see `compile_library`.

    Args:
        root: the folder that holds `library.yml`.
        trees: the ids of trees. Problems are theirs that lie in their files or catalogs, or in which they
            take part. Without a tree, all problems are told.
        today: the day on which facts may be overdue.
        cached: whether to use and to keep what checks remember (`izeja.incremental.cache`).

    Returns:
        What was read of the library in its source language, and the problems.
    """
    with no_garbage_collection():
        if trees and cached and (compiled := _check_some(root, trees, today or _today())):
            return compiled
        compiled = _compile(root, today or _today(), None, trees)
        if cached and compiled.languages:
            library = compiled.source
            files = {name.removesuffix(".yml") for name in library.sources} - {"library", "terms", "contacts"}
            remember(root, _config_of(library), outlines_of(library, compiled.graph, files))
        return compiled


def _check_some(root: Path, trees: AbstractSet[str], today: date) -> Compiled | None:
    """Judge some trees without reading all; None if that is not possible."""
    try:
        config = (root / CONFIG).read_bytes()
    except OSError:
        return None
    selection = select(root, trees, config, recall(root, config))
    if selection is None:
        return None
    library = selection.library
    graph, unknown = build_graph(library, selection.beyond)
    problems = [*selection.problems, *unknown, *prove(library, graph), *prove_words(library)]
    problems += overdue_reviews(library, today)
    texts: dict[str, str] = {}
    for language in _others(library):
        translation = translate(library, language, [tree for tree in trees if tree in library.trees])
        texts.update(translation.texts)
        problems += translation.problems
    told = in_order(_of_trees(problems, selection.problems, trees, library))
    if not is_certain(told):
        return None
    outlines = {**selection.known, **outlines_of(library, graph, selection.read)}
    remember(root, _config_of(library), outlines)
    texts.update({source.path: source.text for source in library.sources.values()})
    languages = dict.fromkeys(library.config.languages, library)
    return Compiled(languages, graph, told, texts, trees)


def _config_of(library: Library) -> bytes:
    return library.sources[CONFIG].text.encode()


def _of_trees(
    problems: Iterable[Problem], found: Iterable[Problem], trees: AbstractSet[str], library: Library
) -> Iterator[Problem]:
    """Yield the problems of some trees, and those `found` in files that all trees have in common."""
    files = {library.source_of(tree).path for tree in trees}
    files |= {catalog_file(library, tree, one)[1] for one in library.config.languages for tree in trees}
    yield from (problem for problem in problems if problem.is_about(files))
    yield from _of_all_trees(found, library.shown_root)


def _of_all_trees(found: Iterable[Problem], shown_root: str) -> Iterator[Problem]:
    files = {f"{shown_root}/{name}" for name in (CONFIG, TERMS, CONTACTS)}
    return (problem for problem in found if problem.position.path in files)


def _compile(
    root: Path,
    today: date,
    memory: Memory | None,
    trees: AbstractSet[str] = frozenset(),
    readings: Readings | None = None,
    meanwhile: Meanwhile | None = None,
) -> Compiled:
    if memory is not None:
        memory.next_round()
    # What another process made would not be remembered here.
    elif readings is None:
        readings = start_reading(root)
    with phase("trees"):
        library, sources, found = read_library(root, memory, readings=readings)
    texts = {source.path: source.text for source in sources.values()}
    if library is None:
        told = _of_all_trees(found, shown(root)) if trees else found
        return Compiled({}, Graph({}, {}, {}, {}, {}), in_order(told), texts, trees)
    with phase("texts"):
        # A worker would remember nothing here for the next time.
        texts_to_read = len(library.texts) * len(_others(library)) if memory is None else 0
    seconds = texts_to_read * _SECONDS_PER_TEXT
    blocks = _blocks_to_translate(library)
    translated = start(partial(_translated, library), blocks, seconds=seconds)
    with phase("graph"):
        graph, unknown = build_graph(library)
    with phase("proof"):
        problems = [*found, *unknown, *prove(library, graph), *prove_words(library)]
        problems += overdue_reviews(library, today)
    own = {one: read_site_words(library, one) for one in library.config.languages}
    place = partial(library.sources[CONFIG].value, "languages")
    unspoken = {one: [*wording_problems(one, own[one], place(at))] for at, one in enumerate(own)}
    if meanwhile is not None:
        meanwhile(graph, {one: words.text for one, words in own.items() if not unspoken[one]})
    with phase("translations"):
        found_in = dict(translated())
        translations = _by_language((block, found_in[block]) for block in blocks)
    for translation in translations.values():
        texts.update(translation.texts)
        problems += translation.problems
    languages: dict[str, Callable[[], Library]] = {}
    for language, words in own.items():
        problems += unspoken[language]
        texts[words.path] = words.text
        languages[language] = cache(partial(_in_language, library, translations.get(language), words))
    if trees:
        problems = list(_of_trees(problems, found, trees, library))
    return Compiled(_Languages(languages), graph, in_order(problems), texts, trees)


def _others(library: Library) -> list[str]:
    return [one for one in library.config.languages if one != library.config.source_language]


def _blocks_to_translate(library: Library) -> list[_Block]:
    parts = tuple(library.texts_of)
    # A language has a translation even where there is nothing to translate.
    return [
        _Block(language, parts[first : first + _PARTS_AT_ONCE])
        for language in _others(library)
        for first in range(0, max(len(parts), 1), _PARTS_AT_ONCE)
    ]


def _translated(library: Library, block: _Block) -> Translation:
    return translate(library, block.language, block.parts)


def _by_language(done: Iterable[tuple[_Block, Translation]]) -> dict[str, Translation]:
    found: dict[str, list[Translation]] = {}
    for block, translation in done:
        found.setdefault(block.language, []).append(translation)
    return {language: together(translations) for language, translations in found.items()}


def _in_language(library: Library, translation: Translation | None, own: SiteWords) -> Library:
    translated = library if translation is None else translation.library(library)
    return replace(translated, page_words=own.text)


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Keep the garbage collector from walking through all that is made here, and kept, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _today() -> date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(UTC).date()
