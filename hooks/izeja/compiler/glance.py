"""One guide after an edit, long before the whole library is proved again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

from izeja.compiler.compile import languages_of, no_garbage_collection
from izeja.compiler.compiled import Compiled, worth_telling
from izeja.compiler.incremental.outline import TreeReference, references_of, references_of_config
from izeja.compiler.stand_ins import with_stand_ins
from izeja.library.library import Library, in_order, with_pictures
from izeja.library.reader import read_library, with_unsaved
from izeja.problems import problem
from izeja.problems.problem import Problem
from izeja.proof.graph_builder import build_graph
from izeja.reading.folder import SHARED, tree_files
from izeja.running.memo import Memory
from izeja.translation.catalog_names import catalog_file
from izeja.translation.translate import translate


def glance(
    root: Path, tree_id: str, languages: Collection[str], last: Compiled, memory: Memory
) -> Compiled | None:
    """Read one guide again, and the trees that its page shows something of.

    Args:
        root: the folder of the library.
        tree_id: the guide.
        languages: those in which its page is wanted.
        last: the library as it was shown before; all other trees are taken from it.
        memory: that of the compilations of this library.

    Returns:
        The library with this guide as it is now, and stand-ins for what is missing; only its own nodes, and
        those that it leads to, are in the graph. Nothing is proved: the problems are those found while its
        files were read and its ways followed. None if there is no such guide any more, or no settings.
    """
    if not (root / f"{tree_id}.yml").is_file():
        return None
    with no_garbage_collection():
        library, found = _read(root, tree_id, last.source, memory)
        if library is None:
            return None
        graph, unknown = build_graph(library)
        problems, texts = [*found, *unknown], {one.path: one.text for one in library.sources.values()}
        shown = {library.language: library}
        for language in languages_of(library, languages):
            if language != library.language:
                translation = translate(library, language)
                problems += translation.problems
                texts.update(translation.texts)
                shown[language] = translation.library(library)
        own = {tree_id, *(graph.placed[place].file_id for place in graph.guides.get(tree_id, ()))}
        wanted = problem.in_order(worth_telling(_of_trees(problems, own, library), library))
        part = with_stand_ins(Compiled(shown, graph, wanted, {**library.pictures.texts, **texts}), last, root)
        whole = {one: _completed(part.languages[one], last.languages[one]) for one in part.languages}
        return replace(part, languages=whole)


def glance_at_unsaved(
    root: Path, tree_id: str, in_hand: Mapping[str, bytes], memory: Memory
) -> Compiled | None:
    """Read one file that is being written, and the trees that it leads to, of a library not read before.

    Args:
        root: the folder of the library.
        tree_id: the tree, or the name of a shared file without its ending.
        in_hand: the content of files that are not saved, by their paths from the root.
        memory: that of the compilations of this library.

    Returns:
        These trees in their source language, and the problems of this one that were found while its files
        were read and its ways followed. None without usable settings.
    """
    with no_garbage_collection():
        library, found = _read(root, tree_id, None, memory, in_hand)
        if library is None:
            return None
        # A message about a tree that does not exist names those that do.
        names = with_unsaved(tree_files(root), in_hand)
        library = replace(library, others={name.removesuffix(".yml"): () for name in names})
        graph, unknown = build_graph(library)
        own = {tree_id, *(graph.placed[place].file_id for place in graph.guides.get(tree_id, ()))}
        problems = worth_telling(_of_trees([*found, *unknown], own, library), library)
        texts = {one.path: one.text for one in library.sources.values()}
        shown = {library.language: library}
        return Compiled(shown, graph, problem.in_order(problems), texts, frozenset({tree_id}))


def _read(
    root: Path,
    tree_id: str,
    last: Library | None,
    memory: Memory,
    in_hand: Mapping[str, bytes] | None = None,
) -> tuple[Library | None, tuple[Problem, ...]]:
    """Read a guide, the parts of it, and all trees that these lead to."""
    trees, in_hand = {tree_id}, in_hand or {}
    while True:
        names = [name for one in sorted(trees) if (name := f"{one}.yml") not in SHARED]
        library, _, found = read_library(root, memory, names, in_hand)
        if library is None:
            return None, found
        needed = {one: f"{one}.yml" for one in _needed(library, last, tree_id)}
        more = {one for one, file in needed.items() if file in in_hand or (root / file).is_file()} - trees
        if not more:
            # Most trees that `order` names were not read.
            config = library.config.model_copy(update={"order": ()})
            return with_pictures(replace(library, config=config)), found
        trees |= more


def _needed(library: Library, last: Library | None, tree_id: str) -> Iterator[str]:
    """Yield the trees that a guide shows something of, as far as they are known by now."""
    inside = _with_parts(library, last, tree_id)
    beside = {one.tree for tree in inside for one in _references(library, last, tree)}
    beside |= {one.tree for one in references_of_config(library)}
    for tree in beside:
        yield from _with_parts(library, last, tree)


def _with_parts(library: Library, last: Library | None, tree_id: str) -> set[str]:
    """Return a tree and the parts that it includes."""
    found, waiting = {tree_id}, [tree_id]
    while waiting:
        references = _references(library, last, waiting.pop())
        parts = {one.tree for one in references if one.how == "include"} - found
        found |= parts
        waiting += parts
    return found


def _references(library: Library, last: Library | None, tree_id: str) -> Iterator[TreeReference]:
    yield from references_of(library, tree_id)
    # What cannot be read is shown as it was.
    if last is not None and library.is_unclear(tree_id):
        yield from references_of(last, tree_id)


def _of_trees(problems: Collection[Problem], trees: AbstractSet[str], library: Library) -> Iterator[Problem]:
    """Yield the problems in the files of some trees, and in those that all trees share."""
    files = {f"{library.shown_root}/{name}" for name in SHARED}
    files |= {f"{library.shown_root}/{tree}.yml" for tree in trees}
    files |= {catalog_file(library, tree, one)[1] for one in library.config.languages for tree in trees}
    return (one for one in problems if one.position.path in files)


def _completed(library: Library, last: Library) -> Library:
    """Return a library of a few trees with all others, as they were before."""
    kept = frozenset(one for one in last.foreign if one[0] not in library.trees)
    return replace(
        library,
        config=last.config,
        page_words=last.page_words,
        trees=in_order({**last.trees, **library.trees}, last.config),
        sources={**last.sources, **library.sources},
        foreign=kept | library.foreign,
    )
