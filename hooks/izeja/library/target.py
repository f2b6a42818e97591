"""What `to`, `next`, `include` and links in texts say: a node of the same tree, or a tree's file."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import NamedTuple

from izeja.language.markup import NOTHING_BUT_WORDS
from izeja.language.validation import nearest
from izeja.library.library import Library
from izeja.problems.problem import Position, Problem


class Target(NamedTuple):
    """A tree, and a node of it; None is its start."""

    tree: str
    node: str | None


def is_local(written: str) -> bool:
    """Tell whether a target names a node of the tree it is written in."""
    return not written.partition("#")[0].endswith(".yml")


def is_tree_link(link: str) -> bool:
    """Tell whether a link in a text leads to a tree."""
    return ":" not in link and not is_local(link)


def page_links(library: Library) -> frozenset[str]:
    """Return the paths of the hand-written pages that texts link to; for a library without problems."""
    return frozenset(
        link.partition("#")[0]
        for text in library.texts
        if text.content is not NOTHING_BUT_WORDS
        for link in text.content.links
        if ":" not in link and is_local(link)
    )


def parse_target(tree_id: str, written: str) -> Target | None:
    """Take a target apart that names a file.

    Args:
        tree_id: the tree in which it is written; files are relative to it.
        written: `file.yml` or `file.yml#node`.

    Returns:
        What it names, or None if it leads out of the library's folder.
    """
    file, _, node = written.partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(tree_id), file))
    if path.startswith(("../", "/")):
        return None
    return Target(path.removesuffix(".yml"), node or None)


def nearest_tree(library: Library, tree_id: str, wanted: str) -> str | None:
    """Suggest the tree that was meant by one that does not exist, as it would be written."""
    renamed = next((tree_id for tree_id, aliases in library.names.items() if wanted in aliases), None)
    close = renamed or nearest(wanted, library.names)
    if close is None:
        return None
    written = f"{posixpath.relpath(close, posixpath.dirname(tree_id) or '.')}.yml"
    return f"it is now called '{written}'" if renamed else f"did you mean '{written}'?"


def unknown_entry(noun: str, key: str, known: Mapping[str, object], position: Position, file: str) -> Problem:
    """Return the problem of a contact or a term that is not in its file."""
    close = nearest(key, known)
    hint = f"did you mean '{close}'?" if close else f"add '{key}:' to {file}, with its text"
    return Problem("unknown-target", f"{file} has no {noun} '{key}'", position, hint)
