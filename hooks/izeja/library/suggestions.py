"""Suggestions for the name of a tree, a contact or a term that does not exist."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping

from izeja.language.links import NodeLink, TreeLink
from izeja.library.library import Library
from izeja.library.likeness import most_like, nearest_first, typing_error_of
from izeja.library.references import references_in
from izeja.problems.problem import Position, Problem
from izeja.problems.wording import listed

_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


def nearest_tree(library: Library, tree_id: str, wanted: str) -> str:
    """Return a hint that says which tree was probably meant.

    Args:
        library: the library.
        tree_id: the tree that names it; `""` for `library.yml`.
        wanted: the id that no tree has.
    """
    if file := _by_another_name(library, wanted):
        return f"rename '{file}' to '{posixpath.basename(wanted)}.yml': files with other endings are not read"

    def written(tree: str) -> str:
        # Links are written relative to the file they are in, so the suggestion can be pasted as it is.
        return f"{posixpath.relpath(tree, posixpath.dirname(tree_id) or '.')}.yml"

    # A former name is certain, a similar one is a guess, so aliases are looked at first.
    renamed = next((tree for tree, aliases in library.names.items() if wanted in aliases), None)
    if renamed:
        return f"it is now called '{written(renamed)}'"
    if moved := _moved_tree(library, wanted):
        return (
            f"was '{wanted}.yml' moved or renamed to '{moved}.yml'? Then write '{written(moved)}' here,\n"
            f"and give that tree 'aliases: [{wanted}]', so that old links and its translations still work"
        )
    if close := typing_error_of(wanted, library.names):
        return f"did you mean '{written(close)}'?"
    few = [written(tree) for tree in nearest_first(wanted, library.names)]
    return f"use one of: {listed(few)}" if few else "create this file, or lead somewhere else"


def _moved_tree(library: Library, wanted: str) -> str | None:
    """Return the tree that had another id: it is in another folder, or has the texts of the old catalog."""
    before = library.earlier(wanted)
    # A tree that has a catalog of its own was there before.
    fresh = [tree for tree in library.trees if before and not library.earlier(tree)]
    texts = {tree: [text.text for text in library.texts_of.get(tree, ())] for tree in fresh}
    if found := most_like(frozenset().union(*before.values()), texts):
        return found
    name = posixpath.basename(wanted)
    same = [tree for tree in library.names if posixpath.basename(tree) == name]
    return same[0] if len(same) == 1 else None


def _by_another_name(library: Library, tree_id: str) -> str | None:
    """Return the name of the file that would be this tree if it ended with `.yml`."""
    endings = (".yaml", ".YML", ".YAML", ".yml.txt")
    found = (library.root / f"{tree_id}{ending}" for ending in endings)
    return next((file.name for file in found if file.is_file()), None)


def tree_without_ending(library: Library, tree_id: str, wanted: str) -> str | None:
    """Return a hint for the name of a node that is the name of a tree, None if no tree is called so."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(tree_id), wanted))
    return f"write '{wanted}.yml' to lead to that tree" if path in library.names else None


def renamed_node(library: Library, tree_id: str, wanted: str) -> str | None:
    """Return the node of a tree that had the id `wanted`, None if there is none.

    It has the texts that were translated under that id. Without a catalog, it is the one node that nothing
    leads to any more; but if its id is like `wanted`, that is a typing error.
    """
    tree = library.trees[tree_id]
    if not _ID.fullmatch(wanted):
        return None
    before = library.earlier(tree_id)
    if wanted in before:
        texts: dict[str, list[str]] = {}
        for text in library.texts_of.get(tree_id, ()):
            if text.at[0] == "nodes" and text.at[1] not in before:
                texts.setdefault(str(text.at[1]), []).append(text.text)
        return most_like(before[wanted], texts)
    named = {wanted, tree.start}
    for one in references_in(library, tree_id):
        if isinstance(one.to, NodeLink):
            named.add(one.to.written)
        elif isinstance(one.to, TreeLink) and one.to.node and one.to.tree_from(tree_id) == tree_id:
            named.add(one.to.node)
    left = [node for node in tree.nodes if node not in named]
    return left[0] if len(left) == 1 and not typing_error_of(wanted, left) else None


def nearest_node(nodes: Collection[str], wanted: str) -> str:
    """Return a hint for a node that neither a typing error nor a renamed node explains."""
    hint = f"use one of: {listed(nearest_first(wanted, nodes))}"
    if not _ID.fullmatch(wanted):
        return hint
    return f"{hint}\nif one of these was called '{wanted}' before, also add 'aliases: [{wanted}]' to it"


def unknown_entry(noun: str, key: str, known: Mapping[str, object], position: Position, file: str) -> Problem:
    """Return the problem of a contact or a term that is not in its file."""
    close = typing_error_of(key, known)
    hint = f"did you mean '{close}'?" if close else f"add '{key}:' to {file}, with its text"
    if known and not close:
        hint += f"\nor use one of: {listed(nearest_first(key, known.keys()))}"
    return Problem("unknown-target", f"{file} has no {noun} '{key}'", position, hint)
