"""Outlines: enough of a tree to judge the trees that lead to it, without reading it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from hashlib import sha256
from typing import Literal, NamedTuple

from izeja.language.markup import NOTHING_BUT_WORDS
from izeja.language.model import Include, Resolution, Support, Tree
from izeja.library.expansion import RETURN
from izeja.library.library import Library
from izeja.library.target import is_local, is_tree_link, parse_target
from izeja.proof.graph import Beyond, Graph, Place
from izeja.proof.rules import sure_to_end


class Reference(NamedTuple):
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

    `digest` is the digest of its file; `kind` is None if it could not be read. `nodes` has what follows after
    each node of a guide, None where that is not certain; it is None as a whole if the tree has mistakes.
    """

    digest: str
    kind: Kind | None
    aliases: tuple[str, ...]
    references: tuple[Reference, ...]
    start: str
    nodes: dict[str, Beyond | None] | None


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
    if tree is None:
        return Outline(found, None, (), (), "", None)
    references = references_of(library, tree_id)
    places = graph.guides.get(tree_id, ())
    parts = {tree_id, *(graph.placed[place].part for place in places)}
    if start is None or any(library.is_unclear(part) for part in parts):
        return Outline(found, tree.kind, tree.aliases, references, "", None)
    questions, branches = graph.questions_left, graph.branches_left
    nodes = {
        place.node: Beyond(questions[place], branches[place]) if place in ends else None for place in places
    }
    return Outline(found, tree.kind, tree.aliases, references, start.node, nodes)


def references_of(library: Library, tree_id: str) -> tuple[Reference, ...]:
    """Return all references of a tree to other trees; none for a tree that could not be read."""
    tree = library.trees.get(tree_id)
    if tree is None:
        return ()
    links = [
        ("named", link)
        for text in library.texts_of[tree_id]
        if text.content is not NOTHING_BUT_WORDS
        for link in text.content.links
        if is_tree_link(link)
    ]
    return tuple(dict.fromkeys(_references(tree_id, [*_written(tree), *links])))


def references_of_config(library: Library) -> set[Reference]:
    """Return the references of `library.yml`, which hold for all trees."""
    unsolved = library.config.unsolved
    return set(_references("", [("named", unsolved)])) if unsolved else set()


def _written(tree: Tree) -> Iterator[tuple[str, str]]:
    """Yield the targets in the fields of a tree, each with how it is referred to."""
    if tree.unsolved:
        yield "named", tree.unsolved
    for node in tree.nodes.values():
        yield from (("way", way.target) for way in node.ways_on())
        if isinstance(node, Include):
            yield "include", node.include
        elif isinstance(node, Resolution | Support) and node.unsolved:
            yield "named", node.unsolved


def _references(tree_id: str, written: Iterable[tuple[str, str]]) -> Iterator[Reference]:
    for how, target in written:
        if target != RETURN and not is_local(target) and (found := parse_target(tree_id, target)):
            yield Reference(*found, how)  # type: ignore[arg-type]  # one of the three


def stand_in(outline: Outline, nodes: Iterable[str]) -> Tree:
    """Return a guide of endings only, which has the start and some nodes of a tree that was not read."""
    ending = Resolution.model_construct(resolution="?")
    endings = dict.fromkeys([outline.start, *nodes], ending)
    return Tree.model_construct(
        title="?", kind=outline.kind or "diagnosis", start=outline.start, nodes=dict(endings)
    )


def beyond(tree_id: str, outline: Outline, nodes: Iterable[str]) -> Mapping[Place, Beyond]:
    """Return what follows after the endings of a stand-in in the tree itself."""
    known = outline.nodes or {}
    return {Place(tree_id, node): known.get(node) or Beyond(0, 0) for node in (outline.start, *nodes)}
