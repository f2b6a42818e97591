"""Suggestions for the name of a tree, a contact or a term that does not exist."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Collection, Mapping
from itertools import islice

from izeja.language.links import NodeLink, TreeLink
from izeja.language.validation import nearest
from izeja.library.library import Library
from izeja.library.references import references_in
from izeja.problems.problem import Position, Problem

_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


MOST_GUESSES = 50
"""For how many unknown names a similar one is looked for: with more, something else is wrong."""
_LISTED = 20


def listed(names: Collection[str]) -> str:
    """Return names for a message, the first ones of many."""
    more = f" and {len(names) - _LISTED:,} more" if len(names) > _LISTED else ""
    return ", ".join(islice(names, _LISTED)) + more


def nearest_tree(library: Library, tree_id: str, wanted: str) -> str | None:
    """Return a hint that names the tree that was probably meant, None if no tree has a name like it.

    Args:
        library: the library.
        tree_id: the tree that names it; `""` for `library.yml`.
        wanted: the id that no tree has.
    """
    if file := _by_another_name(library, wanted):
        return f"rename '{file}' to '{posixpath.basename(wanted)}.yml': files with other endings are not read"
    # A former name is certain, a similar one is a guess, so aliases are looked at first.
    renamed = next((tree for tree, aliases in library.names.items() if wanted in aliases), None)
    close = renamed or nearest(wanted, library.names)
    if close is None:
        return None
    # Links are written relative to the file they are in, so the suggestion can be pasted as it is.
    written = f"{posixpath.relpath(close, posixpath.dirname(tree_id) or '.')}.yml"
    return f"it is now called '{written}'" if renamed else f"did you mean '{written}'?"


def _by_another_name(library: Library, tree_id: str) -> str | None:
    """Return the name of the file that would be this tree if it ended with `.yml`."""
    endings = (".yaml", ".YML", ".YAML", ".yml.txt")
    found = (library.root / f"{tree_id}{ending}" for ending in endings)
    return next((file.name for file in found if os.path.isfile(file)), None)  # noqa: PTH113 - as in `has_page`


def tree_without_ending(library: Library, tree_id: str, wanted: str) -> str | None:
    """Return a hint for the name of a node that is the name of a tree, None if no tree is called so."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(tree_id), wanted))
    return f"write '{wanted}.yml' to lead to that tree" if path in library.names else None


def renamed_node(library: Library, tree_id: str, wanted: str) -> str | None:
    """Return the one node of a tree that nothing in it leads to any more: it may have had the id `wanted`.

    None if there is no such node, or if its id is like `wanted`, which then is a typing error.
    """
    tree = library.trees[tree_id]
    if not _ID.fullmatch(wanted):
        return None
    named = {wanted, tree.start}
    for one in references_in(library, tree_id):
        if isinstance(one.to, NodeLink):
            named.add(one.to.written)
        elif isinstance(one.to, TreeLink) and one.to.node and one.to.tree_from(tree_id) == tree_id:
            named.add(one.to.node)
    left = [node for node in tree.nodes if node not in named]
    return left[0] if len(left) == 1 and not nearest(wanted, left) else None


def unknown_entry(noun: str, key: str, known: Mapping[str, object], position: Position, file: str) -> Problem:
    """Return the problem of a contact or a term that is not in its file."""
    close = nearest(key, known)
    hint = f"did you mean '{close}'?" if close else f"add '{key}:' to {file}, with its text"
    return Problem("unknown-target", f"{file} has no {noun} '{key}'", position, hint)
