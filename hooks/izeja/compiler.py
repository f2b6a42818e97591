"""From a folder of trees to a proved library in every language: all phases, in their order."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache, cached_property, partial
from pathlib import Path

from izeja.formats import Counts
from izeja.graph import Graph, Place, build_graph
from izeja.library import CONFIG, Library, read_library
from izeja.memory import Memory
from izeja.parallel import start
from izeja.problem import Problem, in_order
from izeja.proof import overdue_reviews, prove, prove_words
from izeja.report import as_text, counted, summary
from izeja.translation import Translation, translate
from izeja.wording import SiteWords, read_site_words, wording_problems

_FALLBACKS = frozenset({"untranslated", "stale"})

_MANY_TEXTS = 20_000
"""With so many texts, reading the catalogs of a language takes longer than starting a process for it."""


@dataclass(frozen=True)
class Compiled:
    """What became of a library.

    `languages` has the library once for each language, in the order of `library.yml`; `texts` has every
    file that problems name, by the path that they name. Publish nothing while there are problems.
    """

    languages: Mapping[str, Library]
    graph: Graph
    problems: tuple[Problem, ...]
    texts: Mapping[str, str]

    @property
    def failed(self) -> bool:
        """Tell whether anything is wrong with the library."""
        return any(problem.severity == "error" for problem in self.problems)

    @cached_property
    def branches_of(self) -> Mapping[str, int]:
        """Count the branches of each guide: the ways from its start to an end, retries left out.

        None is counted while there are problems, since a way may then lead nowhere.
        """
        return {} if self.failed else _branches_of(self.graph)

    @property
    def branches(self) -> int:
        """Count the branches of all guides."""
        return sum(self.branches_of.values())

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
        trees = next(iter(self.languages.values())).trees if self.languages else {}
        return Counts(len(trees), len(self.graph.edges), self.branches, tuple(self.languages))

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


def compile_library(root: Path, today: date | None = None, memory: Memory | None = None) -> Compiled:
    """Read, prove and translate the library in a folder.

    Args:
        root: the folder that holds `library.yml`.
        today: the day on which facts may be overdue; by default that of `SOURCE_DATE_EPOCH`, if it is set
            (https://reproducible-builds.org/specs/source-date-epoch/), else this day.
        memory: what was made of the same library the last time, for a process that compiles it again and
            again: what has not changed since is not made anew.

    Returns:
        The library in every language, and every problem in it. Nothing is raised for what a writer or
        a translator did wrong.
    """
    with _no_garbage_collection():
        return _compile(root, today or _today(), memory)


def _compile(root: Path, today: date, memory: Memory | None) -> Compiled:
    if memory is not None:
        memory.next_round()
    library, sources, found = read_library(root, memory)
    texts = {source.path: source.text for source in sources.values()}
    if library is None:
        return Compiled({}, Graph({}, {}, {}, {}, {}), in_order(found), texts)
    source_language = library.config.source_language
    others = [language for language in library.config.languages if language != source_language]
    # What another process made would not be remembered here.
    pays = memory is None and len(library.texts) > _MANY_TEXTS
    translated = start(partial(translate, library), others, pays=pays)
    graph, unknown = build_graph(library)
    problems = [*found, *unknown, *prove(library, graph), *prove_words(library)]
    problems += overdue_reviews(library, today)
    translations = translated()
    for translation in translations.values():
        texts.update(translation.texts)
        problems += translation.problems
    languages: dict[str, Callable[[], Library]] = {}
    for index, language in enumerate(library.config.languages):
        own = read_site_words(library, language)
        problems += wording_problems(language, own, library.sources[CONFIG].value("languages", index))
        texts[own.path] = own.text
        languages[language] = cache(partial(_in_language, library, translations.get(language), own))
    return Compiled(_Languages(languages), graph, in_order(problems), texts)


def _in_language(library: Library, translation: Translation | None, own: SiteWords) -> Library:
    translated = library if translation is None else translation.library(library)
    return replace(translated, page_words=own.text)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
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


def _branches_of(graph: Graph) -> dict[str, int]:
    counts: dict[Place, int] = {}
    for place in graph.after_their_targets:
        targets = graph.onward[place]
        counts[place] = sum([counts[target] for target in targets]) if targets else 1
    return {tree: counts[start] for tree, start in graph.starts.items()}
