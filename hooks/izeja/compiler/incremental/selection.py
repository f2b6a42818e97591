"""The trees that have to be read to judge some of them; of the others, outlines are enough.

A tree that is judged like that has exactly the problems that it has in the whole library, except for those of
some rules that look further: see `is_certain`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from izeja.compiler.incremental.outline import (
    Outline,
    TreeReference,
    beyond,
    digest,
    references_of,
    references_of_config,
    stand_in,
)
from izeja.library.file_names import meant_ids
from izeja.library.library import Library, in_order
from izeja.library.reader import read_library, with_unsaved
from izeja.problems.problem import Problem
from izeja.proof.graph import Place
from izeja.reading.files import DEFAULT_BOUNDS, TooLargeError, decode_bytes, read_bytes
from izeja.reading.folder import CONFIG, SHARED, tree_files
from izeja.reading.source import Source
from izeja.running.memo import Memory

_LOOK_FURTHER = frozenset({"ambiguous-id", "forward-retry", "never-chosen", "unreachable"})
_MANY = 20
"""With more changed files than these, it is quicker to read everything at once."""


@dataclass(frozen=True)
class Selection:
    """A library of which some trees were read; stand-ins replace those that these lead to."""

    library: Library
    sources: Mapping[str, Source]
    problems: tuple[Problem, ...]
    beyond: Mapping[Place, int]
    read: AbstractSet[str]
    known: Mapping[str, Outline]
    """The outlines of trees that were not read, as far as they still hold."""


def is_certain(problems: Collection[Problem]) -> bool:
    """Return whether the problems of a selection are those of the whole library.

    Trees that were not read may lead to a node that is unreachable in the selection, or that comes with other
    values of a fact there, or lead on to where a retry was written. What has the same address may be a part,
    which has no page.
    """
    return all(problem.code not in _LOOK_FURTHER for problem in problems)


def select(
    root: Path,
    wanted: AbstractSet[str],
    config: bytes,
    remembered: Mapping[str, Outline],
    in_hand: Mapping[str, bytes] | None = None,
) -> Selection | None:
    """Read the trees that are needed to judge some of them.

    Args:
        root: the folder that holds `library.yml`.
        wanted: the ids of the trees.
        config: the content of `library.yml`.
        remembered: the outlines that an earlier check kept.
        in_hand: the content of files that are not saved, by their paths from the root.

    Returns:
        The selection; None if everything has to be read.
    """
    return _Selector(root, wanted, config, remembered, in_hand or {}).select()


def _contents(root: Path, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        with suppress(OSError, TooLargeError):
            yield name, read_bytes(root / name, DEFAULT_BOUNDS.size, within=root)


def _before(
    trees: AbstractSet[str],
    named: Mapping[str, tuple[TreeReference, ...]],
    ways: Collection[str] = ("way", "include"),
) -> set[str]:
    """Return trees and all trees that lead to them, directly or through others."""
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
    """Return whether the target of a reference is in a tree that was read, of the right kind, no draft."""
    tree = library.trees.get(reference.tree)
    if tree is None or tree.draft or (tree.kind == "part") != (reference.how == "include"):
        return False
    return (reference.node or tree.start) in tree.nodes


def _unsettled(outline: Outline) -> Outline:
    """Return the part of an outline that still holds after an edit of a tree that its tree leads to."""
    if outline.nodes is None or any(one.how == "include" for one in outline.references):
        return outline._replace(nodes=None)
    return outline._replace(nodes=dict.fromkeys(outline.nodes))


class _Sources(dict[str, Source]):
    """The files of a library; those of trees that were not read are decoded when a problem names them."""

    def __init__(self, found: Mapping[str, Source], raw: Mapping[str, bytes], shown_root: str) -> None:
        super().__init__(found)
        self._raw = raw
        self._shown_root = shown_root

    def __missing__(self, name: str) -> Source:
        raw = self._raw[name]
        self[name], _ = decode_bytes(raw, f"{self._shown_root}/{name}", len(raw))
        return self[name]


class _Selector:
    """Reads the trees that are wanted or changed, and then others until all of these can be judged."""

    def __init__(
        self,
        root: Path,
        wanted: AbstractSet[str],
        config: bytes,
        remembered: Mapping[str, Outline],
        in_hand: Mapping[str, bytes],
    ) -> None:
        self._root = root
        self._wanted = wanted
        self._memory = Memory()
        names = with_unsaved(tree_files(root), in_hand)
        self._raw = {CONFIG: config, **dict(_contents(root, [*SHARED[1:], *names])), **in_hand}
        self._trees = [name.removesuffix(".yml") for name in names]
        # The outlines of trees whose files have not changed.
        self._outlines = {
            tree: outline
            for tree, name in zip(self._trees, names, strict=True)
            if (outline := remembered.get(tree)) and name in self._raw
            if outline.digest == digest(self._raw[name])
        }
        # New, edited and deleted trees.
        self._changed = {*self._trees, *remembered} - self._outlines.keys()

    def select(self) -> Selection | None:
        if len(self._changed) > _MANY or meant_ids([f"{tree}.yml" for tree in self._trees]):
            return None
        read = {*self._wanted, *self._changed.intersection(self._trees)}
        # What a tree refers to is known only once it was read, so this goes on until nothing new is needed.
        while True:
            files = [f"{tree}.yml" for tree in sorted(read)]
            library, sources, problems = read_library(self._root, self._memory, files, self._raw)
            if library is None or len(self._trees) > library.config.limits.trees:
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
        """Yield trees that are needed to judge those that are wanted."""
        unsettled = _before(self._wanted | self._changed, named)
        for tree in read:
            for reference in named[tree]:
                if reference.tree in self._outlines and not self._is_settled(reference, unsettled):
                    yield reference.tree
        for reference in references_of_config(library):
            if reference.tree in self._outlines and not self._is_settled(reference, unsettled):
                yield reference.tree
        # A mistake in a way to a wanted tree is reported in the tree where the way is written.
        wrong = {
            tree
            for tree, references in named.items()
            if any(one.tree in self._wanted and not _leads_somewhere(one, library) for one in references)
        }
        yield from wrong
        # The problems of a part are found in the guides that include it.
        parts = {tree for tree in self._wanted | wrong if tree in library.trees}
        parts = {tree for tree in parts if library.trees[tree].kind == "part"}
        yield from _before(parts, named, ("include",))

    def _is_settled(self, reference: TreeReference, unsettled: AbstractSet[str]) -> bool:
        """Return whether the outline says enough about the target of a reference."""
        outline = self._outlines[reference.tree]
        if outline.nodes is None or reference.how == "include" or outline.kind == "part":
            return False
        node = reference.node or outline.start
        if node not in outline.nodes:
            return False
        if reference.tree not in unsettled:
            # A way has to end, so more has to be known of its target than that it exists.
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
        for reference in (*references_of_config(library), *(one for tree in read for one in named[tree])):
            if reference.tree in self._outlines and reference.tree not in read:
                nodes.setdefault(reference.tree, set()).update([reference.node] if reference.node else [])
        after: dict[Place, int] = {}
        for tree, led_to in nodes.items():
            after.update(beyond(tree, self._outlines[tree], led_to))
        stand_ins = {tree: stand_in(self._outlines[tree], led_to) for tree, led_to in nodes.items()}
        every = _Sources(sources, self._raw, library.shown_root)
        partial = replace(
            library,
            trees={**library.trees, **stand_ins},
            sources=every,
            # Most trees that `order` names are missing here, and no tree is judged by it.
            config=library.config.model_copy(update={"order": ()}),
            others=self._names(library),
            other_parts=frozenset(self._parts(library)),
        )
        lost = _before(self._changed, named)
        known = {
            tree: _unsettled(outline) if tree in lost else outline
            for tree, outline in self._outlines.items()
            if tree not in read
        }
        return Selection(partial, every, problems, after, read, known)

    def _parts(self, library: Library) -> Iterator[str]:
        for tree in self._trees:
            known = library.trees.get(tree) or self._outlines.get(tree)
            if known is not None and known.kind == "part":
                yield tree

    def _names(self, library: Library) -> dict[str, tuple[str, ...]]:
        """Return the aliases of every tree by its id, in the order of the library."""
        found = {
            tree: library.trees[tree].aliases if tree in library.trees else self._outlines[tree].aliases
            for tree in self._trees
            if tree in library.trees or (tree in self._outlines and self._outlines[tree].kind is not None)
        }
        return in_order(found, library.config)
