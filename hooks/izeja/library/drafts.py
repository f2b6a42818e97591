"""Trees that are drafts: checked and shown in a preview, and left out of the published site."""

from __future__ import annotations

from dataclasses import replace

from izeja.library.library import Library


def drafts_of(library: Library) -> tuple[str, ...]:
    """Return the ids of all drafts, guides and parts."""
    return tuple([tree_id for tree_id, tree in library.trees.items() if tree.draft])


def without_drafts(library: Library) -> Library:
    """Return a library without its drafts.

    What leads to them is not reported as broken: `izeja.proof.draft_rules` has reported it.
    """
    drafts = drafts_of(library)
    if not drafts:
        return library
    trees = {tree_id: tree for tree_id, tree in library.trees.items() if not tree.draft}
    unclear = {**library.unclear, **dict.fromkeys(drafts, frozenset({None}))}
    return replace(library, trees=trees, unclear=unclear)
