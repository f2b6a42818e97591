"""The result of compiling a library, and how much of it was checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from izeja.language.locales import is_language
from izeja.library.library import Library
from izeja.problems.formats import Counts
from izeja.problems.problem import Problem
from izeja.problems.report import as_text, summary
from izeja.problems.wording import counted
from izeja.proof.graph import Graph

# Customers get these texts in the source language, and a video without captions.
_FALLBACKS = frozenset({"untranslated", "stale", "no-captions"})


@dataclass(frozen=True)
class Compiled:
    """A library in all its languages, where its nodes lead, and its problems.

    `languages` has the library once for each language, in the order of `library.yml`; it is empty if
    `library.yml` is not usable. `texts` has every file that problems name, by the path that they name.
    `chosen` has the trees that were checked, if not all were, and `left_out` the drafts that were not, since
    only what is published was wanted. Publish nothing of a library that `failed`.
    """

    languages: Mapping[str, Library]
    graph: Graph
    problems: tuple[Problem, ...]
    texts: Mapping[str, str]
    chosen: AbstractSet[str] = frozenset()
    left_out: tuple[str, ...] = ()

    @property
    def source(self) -> Library:
        """The library in the language that it is written in."""
        # Every language shares one `config`, so any of them names the source language.
        return self.languages[next(iter(self.languages.values())).config.source_language]

    @property
    def failed(self) -> bool:
        """Whether the library has an error; warnings fail nothing."""
        return any(problem.severity == "error" for problem in self.problems)

    @cached_property
    def branches_of(self) -> Mapping[str, int]:
        """The number of branches of each guide: ways from its start to an ending, retries left out.

        A library that failed has none, since a way may then lead nowhere.
        """
        if self.failed:
            return {}
        left = self.graph.branches_left
        # A tree that was not chosen may still lead into a circle.
        return {tree: left[start] for tree, start in self.graph.starts.items() if start in left}

    @property
    def branches(self) -> int:
        """The number of branches of all guides that were checked."""
        return sum(
            count for tree, count in self.branches_of.items() if not self.chosen or tree in self.chosen
        )

    @property
    def without_untranslated(self) -> tuple[Problem, ...]:
        """The problems without those of texts that a preview shows in the source language."""
        return tuple(one for one in self.problems if one.code not in _FALLBACKS)

    @property
    def unaccepted(self) -> tuple[Problem, ...]:
        """The problems without the warnings that library.yml accepts for some of its languages."""
        return tuple(one for one in self.problems if one.severity == "error" or one.code not in _FALLBACKS)

    @cached_property
    def untranslated(self) -> int:
        """The number of texts that are shown in the source language, for lack of a translation.

        `izeja translate status` counts the same, while a problem can be about a whole file, or about a URL.
        """
        return sum(len(library.foreign) for library in self.languages.values())

    def report(
        self, problems: tuple[Problem, ...] | None = None, *, colour: bool = False, most: int | None = None
    ) -> str:
        """Write all problems as text, or only some of them; `most` limits how many are shown."""
        shown = self.problems if problems is None else problems
        return f"{as_text(shown, self.texts, colour=colour, most=most)}\n\n{summary(shown)}"

    @cached_property
    def size(self) -> Counts:
        """The numbers of trees, nodes and branches that were checked, and the languages."""
        trees = self.source.trees if self.languages else {}
        if not self.chosen:
            return Counts(len(trees), len(self.graph.edges), self.branches, tuple(self.languages))
        # Only guides are in the graph; a part that was chosen counts the nodes that its file has.
        nodes = [self.graph.guides.get(one) or trees[one].nodes for one in self.chosen if one in trees]
        return Counts(len(nodes), sum(map(len, nodes)), self.branches, tuple(self.languages))

    def counts(self) -> str:
        """Write what was checked, like `7 trees, 52 nodes, 61 branches, 2 languages, 1 draft left out`."""
        counts = [
            counted(self.size.trees, "tree"),
            counted(self.size.nodes, "node"),
            counted(self.size.branches, "branch"),
            counted(len(self.size.languages), "language"),
        ]
        if self.left_out:
            counts.append(f"{counted(len(self.left_out), 'draft')} left out")
        return ", ".join(counts)


def worth_telling(problems: Iterable[Problem], library: Library) -> Iterator[Problem]:
    """Yield the problems that are reported.

    Left out are those whose codes `allow` in library.yml lists, and those that only follow from a language
    that there is not.
    """
    for one in problems:
        is_cause = not one.language or one.code == "unknown-language" or is_language(one.language)
        if is_cause and one.code not in library.config.allow:
            yield one


class LazyLanguages(Mapping[str, Library]):
    """The library in each language, made when it is first asked for, since a check asks for none."""

    def __init__(self, libraries: Mapping[str, Callable[[], Library]]) -> None:
        self._libraries: dict[str, Library | Callable[[], Library]] = {**libraries}

    def __getitem__(self, language: str) -> Library:
        library = self._libraries[language]
        if not isinstance(library, Library):
            # The function goes, and with it all that it was made of: in a preview, that is an older library.
            library = self._libraries[language] = library()
        return library

    def __iter__(self) -> Iterator[str]:
        return iter(self._libraries)

    def __len__(self) -> int:
        return len(self._libraries)
