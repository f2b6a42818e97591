"""The problems of a library or of some of its trees, with the help of outlines that earlier checks kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from pathlib import Path

from izeja.compiler.compile import (
    EVERYTHING,
    Scope,
    compile_folder,
    compile_read,
    day_of_build,
    judged,
    languages_of,
    no_garbage_collection,
    with_earlier_texts,
)
from izeja.compiler.compiled import Compiled, worth_telling
from izeja.compiler.incremental.cache import recall, remember
from izeja.compiler.incremental.outline import outlines_of
from izeja.compiler.incremental.selection import is_certain, select
from izeja.library.library import Library, with_pictures
from izeja.library.reader import read_library
from izeja.problems.problem import Problem, in_order
from izeja.proof.draft_rules import prove_drafts
from izeja.proof.graph_builder import build_graph
from izeja.proof.library_rules import WHOLE
from izeja.reading.files import DEFAULT_BOUNDS, TooLargeError, read_bytes
from izeja.reading.folder import CONFIG, SHARED, shown
from izeja.running.memo import Memory
from izeja.translation.catalog_names import catalog_file
from izeja.translation.translate import translate
from izeja.translation.unread_catalogs import unread_catalogs


def check_library(
    root: Path,
    trees: AbstractSet[str] = frozenset(),
    today: date | None = None,
    *,
    cached: bool = True,
    languages: Collection[str] | None = None,
) -> Compiled:
    """Find the problems of a library, or of some of its trees.

    Args:
        root: the folder that holds `library.yml`.
        trees: the ids of trees. Their problems are those that lie in their files or catalogs, or that they
            take part in. Without a tree, all problems are reported.
        today: the day on which facts may be overdue, as in `compile_library`.
        cached: whether to read and write outlines (`izeja.compiler.incremental.cache`).
        languages: the languages whose translations to check; by default all.

    Returns:
        The library, as far as it was read, in its source language, and the problems.
    """
    day = today or day_of_build()
    with no_garbage_collection():
        if trees and cached and (some := _check_some(root, trees, day, languages)):
            return some
        # Too little is remembered, or all trees are wanted.
        scope = EVERYTHING if languages is None else Scope(lambda _: languages)
        compiled, found = compile_folder(root, day, scope=scope)
        if cached and compiled.languages:
            _remember_all(compiled)
        return _narrowed(compiled, found, root, trees) if trees else _with_catalogs(compiled, languages)


def check_unsaved(root: Path, in_hand: Mapping[str, bytes], memory: Memory) -> Compiled:
    """Find the problems of a library, some files of which are not saved.

    Args:
        root: the folder that holds `library.yml`.
        in_hand: the content of these files, by their paths from the root.
        memory: results of earlier calls for the same library.
    """
    with no_garbage_collection():
        memory.next_round()
        read = read_library(root, memory, in_hand=in_hand)
        compiled = compile_read(read, day_of_build(), memory)
        if compiled.languages:
            _remember_all(compiled)
        return _with_catalogs(compiled, None)


def check_unsaved_tree(root: Path, tree: str, in_hand: Mapping[str, bytes]) -> Compiled | None:
    """Find the problems that a tree which is being written takes part in; see `check_unsaved`.

    Those of which only the whole library says whether they are true may be among them.

    Returns:
        None if everything has to be read.
    """
    return _check_some(root, frozenset({tree}), day_of_build(), None, in_hand)


def _check_some(
    root: Path,
    trees: AbstractSet[str],
    today: date,
    languages: Collection[str] | None,
    in_hand: Mapping[str, bytes] | None = None,
) -> Compiled | None:
    """Judge some trees without reading all; None if that is not possible."""
    try:
        config = (in_hand or {}).get(CONFIG) or read_bytes(root / CONFIG, DEFAULT_BOUNDS.size, within=root)
    except (OSError, TooLargeError):
        return None
    # Unusable settings, or too many edits since the last check, leave no selection.
    selection = select(root, trees, config, recall(root, config), in_hand)
    if selection is None:
        return None
    library, catalogs = with_earlier_texts(with_pictures(selection.library))
    graph, unknown = build_graph(library, selection.beyond)
    problems = [*selection.problems, *prove_drafts(library)]
    problems += judged(library, graph, unknown, today, selection.beyond)
    texts = dict(library.pictures.texts)
    chosen = languages_of(library, languages)
    for language in (one for one in chosen if one != library.config.source_language):
        translation = translate(library, language, [tree for tree in trees if tree in library.trees])
        texts.update(translation.texts)
        problems += translation.problems
    wanted = in_order(worth_telling(_of_trees(problems, selection.problems, trees, library), library))
    # A rule needs more of the library than was read, or a tree is missing that any other one may be now. Read
    # all of it: slow is better than a wrong report.
    if (in_hand is None and not is_certain(wanted)) or not catalogs.asked <= library.names.keys():
        return None
    # Only certain results are kept, since later checks build on them.
    if in_hand is None:
        outlines = outlines_of(library, graph, selection.read)
        remember(root, _config_of(library), {**selection.known, **outlines})
    texts.update({source.path: source.text for source in library.sources.values()})
    return Compiled(dict.fromkeys(chosen, library), graph, wanted, texts, trees)


def _remember_all(compiled: Compiled) -> None:
    library = compiled.source
    trees = [name.removesuffix(".yml") for name in library.sources if name not in SHARED]
    remember(library.root, _config_of(library), outlines_of(library, compiled.graph, trees))


def _config_of(library: Library) -> bytes:
    return library.sources[CONFIG].text.encode()


def _with_catalogs(compiled: Compiled, languages: Collection[str] | None) -> Compiled:
    """Return a library with the problems of catalogs that are there and not read."""
    # A check without translations says nothing about them.
    if not compiled.languages or (languages is not None and not languages):
        return compiled
    # A tree that was renamed or is not read leaves its catalog behind, and is reported itself.
    if any(
        one.code == "unread-file" or (one.severity, one.language) == ("error", "")
        for one in compiled.problems
    ):
        return compiled
    library = compiled.source
    unread = unread_catalogs(library, library.config.languages if languages is None else languages)
    return replace(compiled, problems=in_order([*compiled.problems, *worth_telling(unread, library)]))


def _narrowed(compiled: Compiled, found: Iterable[Problem], root: Path, trees: AbstractSet[str]) -> Compiled:
    """Return a library with the problems of some trees; `found` are those of reading it."""
    if compiled.languages:
        library = compiled.source
        of_trees = (one for one in compiled.problems if one.code not in WHOLE)
        wanted = worth_telling(_of_trees(of_trees, found, trees, library), library)
    else:
        # Without usable settings no tree was judged, so the report shows why.
        wanted = _of_shared_files(found, shown(root))
    return replace(compiled, problems=in_order(wanted), chosen=trees)


def _of_trees(
    problems: Iterable[Problem], found: Iterable[Problem], trees: AbstractSet[str], library: Library
) -> Iterator[Problem]:
    """Yield the problems of some trees, and those `found` in the files that all trees share."""
    # A library with too many trees has some that were not read.
    files = {f"{library.shown_root}/{tree}.yml" for tree in trees}
    # A stale translation is a problem of its tree, although it lies in a file of the catalog.
    files |= {catalog_file(library, tree, one)[1] for one in library.config.languages for tree in trees}
    yield from (problem for problem in problems if problem.is_about(files))
    yield from _of_shared_files(found, library.shown_root)


def _of_shared_files(found: Iterable[Problem], shown_root: str) -> Iterator[Problem]:
    files = {f"{shown_root}/{name}" for name in SHARED}
    return (problem for problem in found if problem.position.path in files)
