"""Suggestions for the name of a tree, a contact or a term that does not exist."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from izeja.language.validation import nearest
from izeja.library.library import Library
from izeja.problems.problem import Position, Problem


def nearest_tree(library: Library, tree_id: str, wanted: str) -> str | None:
    """Return a hint that names the tree that was probably meant, None if no tree has a name like it.

    Args:
        library: the library.
        tree_id: the tree that names it; `""` for `library.yml`.
        wanted: the id that no tree has.
    """
    # A former name is certain, a similar one is a guess, so aliases are looked at first.
    renamed = next((tree for tree, aliases in library.names.items() if wanted in aliases), None)
    close = renamed or nearest(wanted, library.names)
    if close is None:
        return None
    # Links are written relative to the file they are in, so the suggestion can be pasted as it is.
    written = f"{posixpath.relpath(close, posixpath.dirname(tree_id) or '.')}.yml"
    return f"it is now called '{written}'" if renamed else f"did you mean '{written}'?"


def unknown_entry(noun: str, key: str, known: Mapping[str, object], position: Position, file: str) -> Problem:
    """Return the problem of a contact or a term that is not in its file."""
    close = nearest(key, known)
    hint = f"did you mean '{close}'?" if close else f"add '{key}:' to {file}, with its text"
    return Problem("unknown-target", f"{file} has no {noun} '{key}'", position, hint)
