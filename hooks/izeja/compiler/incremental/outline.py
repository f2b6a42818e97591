"""Outlines: enough of a tree to judge the trees that lead to it, without reading it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from hashlib import sha256
from typing import Literal, NamedTuple

from izeja.language.links import TreeLink
from izeja.language.nodes import Resolution
from izeja.language.tree import Tree
from izeja.library.half_understood import half_understood
from izeja.library.library import LIBRARY, Library
from izeja.library.references import Reference, references_in
from izeja.proof.graph import Graph, Place
from izeja.proof.ways import sure_to_end


class TreeReference(NamedTuple):
    """A node of another tree that a tree refers to; None is the start of that tree.

    A `way` leads customers there, an `include` puts its nodes in here. A target that is only `named`, as by
    a link in a text, has to exist.
    """

    tree: str
    node: str | None
    how: Literal["way", "include", "named"]


Kind = Literal["procedure", "causes", "diagnosis", "part"]


class Outline(NamedTuple):
    """A tree as others see it.

    `digest` is the digest of its file; `kind` is None if it could not be read. `draft` says whether it is
    one. `nodes` has the number of branches from each node of a guide, None where that is not certain; it is
    None as a whole if the tree has mistakes.
    """

    digest: str
    kind: Kind | None
    aliases: tuple[str, ...]
    references: tuple[TreeReference, ...]
    start: str
    nodes: dict[str, int | None] | None
    draft: bool = False


def digest(raw: bytes) -> str:
    """Return a digest of the content of a file."""
    return sha256(raw).hexdigest()


def outlines_of(library: Library, graph: Graph, trees: Iterable[str]) -> dict[str, Outline]:
    """Return the outlines of trees that were read, with or without mistakes."""
    ends = sure_to_end(graph)
    return {tree_id: _outline(library, graph, tree_id, ends) for tree_id in trees}


def _outline(library: Library, graph: Graph, tree_id: str, ends: AbstractSet[Place]) -> Outline:
    found = digest(library.source_of(tree_id).text.encode())
    tree, start = library.trees.get(tree_id), graph.starts.get(tree_id)
    references = references_of(library, tree_id)
    if tree is None:
        return Outline(found, None, (), references, "", None)
    places = graph.guides.get(tree_id, ())
    parts = {tree_id, *(graph.placed[place].file_id for place in places)}
    if start is None or any(library.is_unclear(file_id) for file_id in parts):
        return Outline(found, tree.kind, tree.aliases, references, "", None, tree.draft)
    nodes = {place.node: graph.branches_left[place] if place in ends else None for place in places}
    return Outline(found, tree.kind, tree.aliases, references, start.node, nodes, tree.draft)


def references_of(library: Library, tree_id: str) -> tuple[TreeReference, ...]:
    """Return all references of a tree to other trees, as far as it was understood."""
    # A node with a mistake still leads to others, and mistakes of a part that it includes are found there.
    understood = half_understood(library, [tree_id]) if library.is_unclear(tree_id) else library
    found = references_in(understood, tree_id) if tree_id in understood.trees else ()
    return tuple(dict.fromkeys(_of_trees(tree_id, found)))


def references_of_config(library: Library) -> set[TreeReference]:
    """Return the references of `library.yml`, which hold for all trees."""
    # `order` leads nowhere: it sorts the trees that there are.
    return set(_of_trees("", (one for one in references_in(library, LIBRARY) if one.how == "unsolved")))


def _of_trees(tree_id: str, references: Iterable[Reference]) -> Iterator[TreeReference]:
    for one in references:
        if isinstance(one.to, TreeLink) and (tree := one.to.tree_from(tree_id)):
            how = one.how if one.how in ("way", "include") else "named"
            yield TreeReference(tree, one.to.node, how)


def stand_in(outline: Outline, nodes: Iterable[str]) -> Tree:
    """Return a guide of endings only, which has the start and some nodes of a tree that was not read."""
    # Without validation: it has no texts, and replaces a node only where ways are followed.
    ending = Resolution.model_construct(resolution="?")
    endings = dict.fromkeys([outline.start, *nodes], ending)
    return Tree.model_construct(
        title="?",
        kind=outline.kind or "diagnosis",
        draft=outline.draft,
        start=outline.start,
        nodes=dict(endings),
    )


def beyond(tree_id: str, outline: Outline, nodes: Iterable[str]) -> Mapping[Place, int]:
    """Return the number of branches that follow the endings of a stand-in in the real tree."""
    known = outline.nodes or {}
    return {Place(tree_id, node): known.get(node) or 0 for node in (outline.start, *nodes)}
