"""Which trees have to be read to judge some of them; the others are known by their outlines.

Judged like that, a tree has exactly the problems that it has in the whole library, but for two rules that
look further: see `is_certain`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from izeja.incremental.outline import (
    Outline,
    TreeReference,
    beyond,
    digest,
    reference_of_all,
    references_of,
    stand_in,
)
from izeja.library.library import Library, in_order
from izeja.library.reader import read_library
from izeja.problems.problem import Problem
from izeja.proof.graph import Beyond, Place
from izeja.reading.files import decode_bytes
from izeja.reading.folder import CONFIG, CONTACTS, TERMS, tree_files
from izeja.reading.source import Source
from izeja.running.memo import Memory

_LOOK_FURTHER = frozenset({"unreachable", "too-long"})
_MANY = 20
"""With so many changed files, it is quicker to read everything at once."""


@dataclass(frozen=True)
class Selection:
    """A library of which some trees were read, and others are stood in for."""

    library: Library
    sources: Mapping[str, Source]
    problems: tuple[Problem, ...]
    beyond: Mapping[Place, Beyond]
    read: AbstractSet[str]
    known: Mapping[str, Outline]
    """What is still true of the trees that were not read."""


def is_certain(problems: Collection[Problem]) -> bool:
    """Tell whether the problems of a selection are those of the library.

    A node that nothing leads to in a selection may be reached over trees that were not read, and a way that
    is too long is written out to its end.
    """
    return all(problem.code not in _LOOK_FURTHER for problem in problems)


def select(
    root: Path, wanted: AbstractSet[str], config: bytes, remembered: Mapping[str, Outline]
) -> Selection | None:
    """Read what is needed to judge some trees.

    Args:
        root: the folder that holds `library.yml`.
        wanted: the ids of the trees.
        config: what stands in `library.yml`.
        remembered: what was known of the trees of the library some time ago.

    Returns:
        The selection; None if so much is unknown that everything has to be read.
    """
    return _Selector(root, wanted, config, remembered).select()


def _contents(root: Path, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        with suppress(OSError):
            yield name, (root / name).read_bytes()


def _before(
    trees: AbstractSet[str],
    named: Mapping[str, tuple[TreeReference, ...]],
    ways: Collection[str] = ("way", "include"),
) -> set[str]:
    """Return trees, and those that lead to them, directly or over others."""
    leading: dict[str, set[str]] = {}
    for tree, references in named.items():
        for reference in references:
            if reference.how in ways:
                leading.setdefault(reference.tree, set()).add(tree)
    found, waiting = set(trees), list(trees)
    while waiting:
        fresh = leading.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found


def _leads_somewhere(reference: TreeReference, library: Library) -> bool:
    """Tell whether a reference to a tree that was read is beyond doubt."""
    tree = library.trees.get(reference.tree)
    if tree is None or (tree.kind == "part") != (reference.how == "include"):
        return False
    return (reference.node or tree.start) in tree.nodes


def _unsettled(outline: Outline) -> Outline:
    """Return what is still true of a tree when one has changed that it leads to."""
    if outline.nodes is None or any(one.how == "include" for one in outline.references):
        return outline._replace(nodes=None)
    return outline._replace(nodes=dict.fromkeys(outline.nodes))


class _Sources(dict[str, Source]):
    """All files, those that were not read as far as somebody asks for them."""

    def __init__(self, found: Mapping[str, Source], raw: Mapping[str, bytes], shown_root: str) -> None:
        super().__init__(found)
        self._raw = raw
        self._shown_root = shown_root

    def __missing__(self, name: str) -> Source:
        raw = self._raw[name]
        self[name], _ = decode_bytes(raw, f"{self._shown_root}/{name}", len(raw))
        return self[name]


class _Selector:
    def __init__(
        self, root: Path, wanted: AbstractSet[str], config: bytes, remembered: Mapping[str, Outline]
    ) -> None:
        self._root = root
        self._wanted = wanted
        self._memory = Memory()
        names = tree_files(root)
        self._raw = {CONFIG: config, **dict(_contents(root, [TERMS, CONTACTS, *names]))}
        self._trees = [name.removesuffix(".yml") for name in names]
        self._outlines = {
            tree: outline
            for tree, name in zip(self._trees, names, strict=True)
            if (outline := remembered.get(tree)) and name in self._raw
            if outline.digest == digest(self._raw[name])
        }
        self._changed = {*self._trees, *remembered} - self._outlines.keys()

    def select(self) -> Selection | None:
        if len(self._changed) > _MANY:
            return None
        read = {*self._wanted, *self._changed.intersection(self._trees)}
        while True:
            files = [f"{tree}.yml" for tree in sorted(read)]
            library, sources, problems = read_library(self._root, self._memory, files, self._raw)
            if library is None:
                return None
            named = {tree: self._outlines[tree].references for tree in self._outlines.keys() - read}
            named |= {tree: references_of(library, tree) for tree in read}
            more = set(self._needed(library, named, read)) - read
            if not more:
                return self._selection(library, sources, problems, named, read)
            read |= more

    def _needed(
        self, library: Library, named: Mapping[str, tuple[TreeReference, ...]], read: AbstractSet[str]
    ) -> Iterator[str]:
        """Yield trees without which those that are wanted cannot be judged."""
        unsettled = _before(self._wanted | self._changed, named)
        for tree in read:
            for reference in named[tree]:
                if reference.tree in self._outlines and not self._is_settled(reference, unsettled):
                    yield reference.tree
        for reference in reference_of_all(library):
            if reference.tree in self._outlines and not self._is_settled(reference, unsettled):
                yield reference.tree
        wrong = {
            tree
            for tree, references in named.items()
            if any(one.tree in self._wanted and not _leads_somewhere(one, library) for one in references)
        }
        yield from wrong
        # What a part says is judged in the guides that include it.
        parts = {tree for tree in self._wanted | wrong if tree in library.trees}
        parts = {tree for tree in parts if library.trees[tree].kind == "part"}
        yield from _before(parts, named, ("include",))

    def _is_settled(self, reference: TreeReference, unsettled: AbstractSet[str]) -> bool:
        """Tell whether what a reference leads to is known without reading it."""
        outline = self._outlines[reference.tree]
        if outline.nodes is None or reference.how == "include" or outline.kind == "part":
            return False
        node = reference.node or outline.start
        if node not in outline.nodes:
            return False
        if reference.tree not in unsettled:
            return reference.how == "named" or outline.nodes[node] is not None
        return reference.how == "named" and not any(one.how == "include" for one in outline.references)

    def _selection(
        self,
        library: Library,
        sources: Mapping[str, Source],
        problems: tuple[Problem, ...],
        named: Mapping[str, tuple[TreeReference, ...]],
        read: AbstractSet[str],
    ) -> Selection:
        nodes: dict[str, set[str]] = {}
        for reference in (*reference_of_all(library), *(one for tree in read for one in named[tree])):
            if reference.tree in self._outlines and reference.tree not in read:
                nodes.setdefault(reference.tree, set()).update([reference.node] if reference.node else [])
        after: dict[Place, Beyond] = {}
        for tree, led_to in nodes.items():
            after.update(beyond(tree, self._outlines[tree], led_to))
        stand_ins = {tree: stand_in(self._outlines[tree], led_to) for tree, led_to in nodes.items()}
        every = _Sources(sources, self._raw, library.shown_root)
        partial = replace(
            library,
            trees={**library.trees, **stand_ins},
            sources=every,
            # What `order` names is not there, and is not what is judged.
            config=library.config.model_copy(update={"order": ()}),
            others=self._names(library),
        )
        lost = _before(self._changed, named)
        known = {
            tree: _unsettled(outline) if tree in lost else outline
            for tree, outline in self._outlines.items()
            if tree not in read
        }
        return Selection(partial, every, problems, after, read, known)

    def _names(self, library: Library) -> dict[str, tuple[str, ...]]:
        found = {
            tree: library.trees[tree].aliases if tree in library.trees else self._outlines[tree].aliases
            for tree in self._trees
            if tree in library.trees or (tree in self._outlines and self._outlines[tree].kind is not None)
        }
        return in_order(found, library.config)
