"""What an edit of a library changes in a site: all of it, or the pages of some guides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from izeja.library.library import Library
from izeja.proof.graph import Graph

# What other pages say of a guide: its card, the search, its old addresses.
_TOLD_ELSEWHERE = ("title", "summary", "kind", "aliases", "also_called")


def changed_guides(
    before: Mapping[str, Library], after: Mapping[str, Library], graph: Graph
) -> frozenset[str] | None:
    """Tell which guides have other pages than before.

    Args:
        before: a library without problems, in each of its languages.
        after: the same library after an edit, without problems.
        graph: where the nodes lead after the edit.

    Returns:
        The ids of all guides whose pages may be otherwise, in any language; None if other pages of the site
        may be otherwise too.
    """
    if tuple(before) != tuple(after):
        return None
    changed: set[str] = set()
    for language, library in after.items():
        old = before[language]
        if _is_otherwise(old, library):
            return None
        changed.update(_changed_trees(old, library))
    return frozenset(_guides_with(graph, changed))


def _is_otherwise(old: Library, new: Library) -> bool:
    """Tell whether anything has changed that may be seen on any page."""
    return (
        tuple(old.guides) != tuple(new.guides)
        or (old.config, old.terms, old.contacts) != (new.config, new.terms, new.contacts)
        or old.page_words != new.page_words
        or any(part not in new.trees or at[0] in _TOLD_ELSEWHERE for part, at in old.foreign ^ new.foreign)
        or any(
            getattr(old.trees[tree_id], name) != getattr(tree, name)
            for tree_id, tree in new.guides.items()
            if tree is not old.trees[tree_id]
            for name in _TOLD_ELSEWHERE
        )
    )


def _changed_trees(old: Library, new: Library) -> Iterator[str]:
    yield from (part for part, _ in old.foreign ^ new.foreign)
    for tree_id, tree in new.trees.items():
        if tree is not old.trees.get(tree_id) and tree != old.trees.get(tree_id):
            yield tree_id


def _guides_with(graph: Graph, trees: set[str]) -> Iterator[str]:
    """Yield the guides that consist of nodes of these trees, or lead to one."""
    for guide, places in graph.guides.items():
        for place in places:
            way_out = graph.ways_out.get(place)
            if (
                graph.placed[place].part in trees
                or (way_out is not None and way_out.tree in trees)
                or any(edge.target is not None and edge.target.tree in trees for edge in graph.edges[place])
            ):
                yield guide
                break
