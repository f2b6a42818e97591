"""The guides whose pages an edit of a library may change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from izeja.language.pictures import PictureLink
from izeja.library.library import Library
from izeja.library.pictures import Pictures
from izeja.library.references import references_in_texts
from izeja.proof.graph import Graph

# Other pages use these fields of a guide: its card, the search, links to it and redirects from old addresses.
_SHOWN_ELSEWHERE = ("title", "summary", "kind", "aliases", "also_called")


def changed_guides(
    before: Mapping[str, Library], after: Mapping[str, Library], graphs: Iterable[Graph]
) -> frozenset[str] | None:
    """Return the guides whose pages an edit may have changed.

    Args:
        before: a library without problems, in each of its languages.
        after: the same library after an edit, without problems.
        graphs: those of the library before and after the edit: a way that leads nowhere any more is only in
            the first one.

    Returns:
        The ids of all guides whose pages may have changed, in any language; None if other pages of the site
        may have changed too.
    """
    if tuple(before) != tuple(after):
        return None
    changed: set[str] = set()
    for language, library in after.items():
        old = before[language]
        if _changes_other_pages(old, library):
            return None
        # A text may change in one language alone, as when its catalog was edited.
        changed.update(_changed_trees(old, library))
    return frozenset(guide for graph in graphs for guide in _guides_with(graph, changed))


def _changes_other_pages(old: Library, new: Library) -> bool:
    """Return whether an edit may change pages other than those of the edited guides."""
    return (
        tuple(old.guides) != tuple(new.guides)
        or _shared(old) != _shared(new)
        or old.topics != new.topics
        or old.page_words != new.page_words
        or any(
            file_id not in new.trees or at[0] in _SHOWN_ELSEWHERE for file_id, at in old.foreign ^ new.foreign
        )
        or any(
            getattr(old.trees[tree_id], name) != getattr(tree, name)
            for tree_id, tree in new.guides.items()
            if tree is not old.trees[tree_id]
            for name in _SHOWN_ELSEWHERE
        )
    )


def _shared(library: Library) -> tuple[object, ...]:
    return library.config, library.terms, library.contacts, library.facts


def _changed_trees(old: Library, new: Library) -> Iterator[str]:
    """Yield the trees that an edit changed, or whose texts it moved to or from the source language."""
    yield from (file_id for file_id, _ in old.foreign ^ new.foreign)
    if old.pictures != new.pictures:
        yield from _trees_with_other_pictures(old.pictures, new)
    for tree_id, tree in new.trees.items():
        # A preview's memory returns the same object for an unchanged file; only others are compared.
        if tree is not old.trees.get(tree_id) and tree != old.trees.get(tree_id):
            yield tree_id


def _trees_with_other_pictures(old: Pictures, new: Library) -> Iterator[str]:
    for file_id in new.trees:
        for one in references_in_texts(new, file_id):
            if isinstance(one.to, PictureLink) and (path := one.to.path_from(file_id)):
                languages = new.config.languages
                before, after = (
                    [*pictures.with_companions(path, languages)] for pictures in (old, new.pictures)
                )
                if before != after:
                    yield file_id


def _guides_with(graph: Graph, trees: set[str]) -> Iterator[str]:
    """Yield the guides that have nodes of these trees, or lead to them."""
    for guide, places in graph.guides.items():
        for place in places:
            # A page shows the headings of the nodes that it leads to, also from an ending that did not help.
            way_out = graph.ways_out.get(place)
            if (
                graph.placed[place].file_id in trees
                or (way_out is not None and way_out.tree in trees)
                or any(
                    edge.target is not None and edge.target.tree in trees
                    for edge in graph.edges[place] or graph.offers.get(place, ())
                )
            ):
                yield guide
                break
