"""Suggestions for the name of a tree, a contact or a term that does not exist."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from izeja.language.links import NodeLink, TreeLink
from izeja.language.names import NAME, TREE_ID
from izeja.language.nodes import KINDS, Support
from izeja.library.library import Library
from izeja.library.likeness import most_like, nearest_first, typing_error_of
from izeja.library.references import references_in
from izeja.problems.problem import Position, Problem
from izeja.problems.wording import listed
from izeja.reading.folder import CONTACTS, FACTS, TERMS

MOST_GUESSES = 50
"""For how many unknown names a similar one is looked for: with more, something else is wrong."""


def nearest_tree(
    library: Library, tree_id: str, wanted: str, node: str | None = None, *, parts: bool = False
) -> str:
    """Return a hint that says which tree was probably meant.

    Args:
        library: the library.
        tree_id: the tree that names it; `""` for `library.yml`.
        wanted: the id that no tree has.
        node: the node of it that was wanted.
        parts: whether a part is meant, and not a guide.
    """
    names = library.names_of(parts=parts)

    def written(tree: str) -> str:
        # Links are written relative to the file they are in, so the suggestion can be pasted as it is.
        path = f"{posixpath.relpath(tree, posixpath.dirname(tree_id) or '.')}.yml"
        return f"{path}#{node}" if node else path

    # What is certain comes before what is a guess.
    if file := _by_another_name(library, wanted):
        return f"rename '{file}' to '{posixpath.basename(wanted)}.yml': files with other endings are not read"
    if renamed := next((tree for tree, aliases in names.items() if wanted in aliases), None):
        return f"it is now called '{written(renamed)}'"
    if path := _from_the_top(library, tree_id, wanted):
        return f"write '{written(path)}': paths begin at the folder of this file, with '/' between names"
    if moved := _moved_tree(library, wanted, names):
        return (
            f"was '{wanted}.yml' moved or renamed to '{moved}.yml'? Then write '{written(moved)}' here,\n"
            f"and give that tree 'aliases: [{wanted}]', so that old links and its translations still work"
        )
    return _similar_tree(names, wanted, written)


def _similar_tree(names: Collection[str], wanted: str, written: Callable[[str], str]) -> str:
    name = posixpath.basename(wanted)
    same = [tree for tree in names if posixpath.basename(tree) == name]
    if len(same) == 1:
        hint = f"write '{written(same[0])}', which is in another folder"
        if TREE_ID.fullmatch(wanted):
            hint += (
                f"\nif it was moved there, also give it 'aliases: [{wanted}]', so that old links still work"
            )
        return hint
    if close := typing_error_of(wanted, names):
        return f"did you mean '{written(close)}'?"
    near = nearest_first(wanted, names)
    # A path takes long to write, and only a few are shown.
    few = [written(tree).partition("#")[0] for tree in near[:20]]
    return f"use one of: {listed(few, len(near))}" if few else "create this file, or lead somewhere else"


def _from_the_top(library: Library, tree_id: str, wanted: str) -> str | None:
    """Return the tree that is meant by a path from the library's folder, or one with backslashes."""
    folder = posixpath.dirname(tree_id)
    as_written = posixpath.relpath(wanted, folder or ".").replace("\\", "/")
    choices = (as_written, posixpath.normpath(posixpath.join(folder, as_written)), wanted)
    return next((path for path in choices if path in library.names), None)


def _moved_tree(library: Library, wanted: str, names: Collection[str]) -> str | None:
    """Return the tree that has the texts of a catalog without a tree: it had that id before."""
    before = library.earlier(wanted)
    # A tree that has a catalog of its own was there before.
    fresh = [tree for tree in names if before and not library.earlier(tree)]
    texts = {tree: [text.text for text in library.texts_of.get(tree, ())] for tree in fresh}
    return most_like(frozenset().union(*before.values()), texts)


def _by_another_name(library: Library, tree_id: str) -> str | None:
    """Return the name of the file that would be this tree if it ended with `.yml`."""
    endings = (".yaml", ".YML", ".YAML", ".yml.txt")
    found = (library.root / f"{tree_id}{ending}" for ending in endings)
    return next((file.name for file in found if os.path.isfile(file)), None)  # noqa: PTH113 - as in `has_page`


class Asked(NamedTuple):
    """Where the id of a node is written: the tree, and what is written before it, like `other.yml#`."""

    tree: str
    before: str = ""


def meant_node(library: Library, tree_id: str, wanted: str, asked: Asked) -> tuple[str, str | None]:
    """Return a hint for the id of a node that does not exist, and the node that was probably meant.

    Args:
        library: the library.
        tree_id: the tree in which the node was looked for.
        wanted: the id.
        asked: where it is written.
    """
    nodes = library.trees[tree_id].nodes
    if now := next((key for key, node in nodes.items() if wanted in node.aliases), None):
        return f"it is now called '{asked.before}{now}'", now
    if hint := _odd_target(library, asked.tree, tree_id, wanted):
        return hint, None
    is_known, renamed = _renamed_node(library, tree_id, wanted)
    if renamed:
        hint = (
            f"was '{wanted}' renamed to '{renamed}'? Then write '{asked.before}{renamed}' here, "
            f"and add 'aliases: [{wanted}]' to the node,\n"
            "so that old links and its translations still work"
        )
        # Customers would skip a node that was deleted by mistake, and no check would notice.
        return (
            hint if is_known else f"{hint}\nwas it deleted? Then put it back, or lead somewhere else",
            renamed,
        )
    if close := typing_error_of(wanted, nodes):
        return f"did you mean '{asked.before}{close}'?", close
    hint = f"use one of: {listed(nearest_first(wanted, nodes.keys()))}"
    if NAME.fullmatch(wanted):
        hint += f"\nif one of these was called '{wanted}' before, also add 'aliases: [{wanted}]' to it"
    return hint, None


def _odd_target(library: Library, asking: str, tree_id: str, wanted: str) -> str | None:
    """Return a hint for a target that is not written as the id of a node, None if it could be one.

    Args:
        library: the library.
        asking: the tree in which it is written.
        tree_id: the tree in which a node was looked for.
        wanted: the target.
    """
    if wanted.startswith(("http:", "https:", "www.", "mailto:")):
        return "lead to a node or a tree file; links are part of a 'body', an action ('url') or a contact"
    if file := _as_tree_file(library, asking, wanted):
        return f"write '{file}' to lead to that tree"
    if wanted in library.contacts:
        nodes = library.trees[tree_id].nodes.items()
        own = next((key for key, one in nodes if isinstance(one, Support) and one.support == wanted), None)
        node = f"'{own}'" if own else "a node of its own"
        hint = f"'{wanted}' is a contact; lead to {node}, which has 'support: {wanted}'"
        return f"{hint}, or let an action have 'contact: {wanted}'"
    heading = wanted.casefold().strip(" .?!")
    for text in library.texts_of.get(tree_id, ()):
        is_heading = len(text.at) == 3 and text.at[2] in (*KINDS, "heading")
        if is_heading and text.text.casefold().strip(" .?!") == heading:
            return f"this is the text of a node; write its id: '{text.at[1]}'"
    return None


def _as_tree_file(library: Library, asking: str, wanted: str) -> str | None:
    """Return what names a tree, if only its ending or its signs are wrong: `slow#red` is `slow.yml#red`."""
    path = wanted.replace("\\", "/")
    found = re.fullmatch(r"(.+?)(?:\.ya?ml|\.md|\.html)?(?:[#/]([a-z0-9-]+))?", path, re.IGNORECASE)
    for file, node in ((path, None), found.groups() if found else ("", None)):
        tree_id = posixpath.normpath(posixpath.join(posixpath.dirname(asking), file))
        if file and tree_id in library.names:
            return f"{file}.yml#{node}" if node else f"{file}.yml"
    return None


def wrong_in_order(library: Library, wanted: str) -> str | None:
    """Return a hint for an item of `order` that is no guide, None if it could be one."""
    if wanted in library.trees:
        return "a part has no page, so it has no place in the order; delete it here"
    if len(wanted.removesuffix(".yml").split(".yml ")) > 1:
        return "begin each tree file with '- ' on a line of its own"
    if tree_id := library.titles.get(wanted.casefold()):
        return f"write its file, and not its title: '{tree_id}.yml'"
    return None


def _renamed_node(library: Library, tree_id: str, wanted: str) -> tuple[bool, str | None]:
    """Return the node of a tree that had the id `wanted`, if there is one, and whether its texts show that.

    It has the texts that were translated under that id. If none were, it is the one node that nothing leads
    to any more, if nothing else leads nowhere; but if its id is like `wanted`, that is a typing error.
    """
    tree = library.trees[tree_id]
    if not NAME.fullmatch(wanted):
        return False, None
    before = library.earlier(tree_id)
    if wanted in before:
        texts: dict[str, list[str]] = {}
        for text in library.texts_of.get(tree_id, ()):
            if text.at[0] == "nodes" and text.at[1] not in before:
                texts.setdefault(str(text.at[1]), []).append(text.text)
        return True, most_like(before[wanted], texts)
    named = {wanted, tree.start}
    for one in references_in(library, tree_id):
        if isinstance(one.to, NodeLink):
            named.add(one.to.written)
        elif isinstance(one.to, TreeLink) and one.to.node and one.to.tree_from(tree_id) == tree_id:
            named.add(one.to.node)
    left = [node for node in tree.nodes if node not in named]
    # Of several that do not exist, at most one has become this node, and nothing says which.
    if len(left) != 1 or not named <= {wanted, *tree.nodes} or typing_error_of(wanted, left):
        return False, None
    # A node that was translated under its own id had that id before.
    return False, None if left[0] in before else left[0]


def unknown_entry(
    library: Library, noun: str, key: str, position: Position, *, may_guess: bool = True
) -> Problem:
    """Return the problem of a contact, a term or a fact that is not in its file."""
    found: Mapping[str, tuple[str, Mapping[str, object]]] = {
        "term": (TERMS, library.terms),
        "contact": (CONTACTS, library.contacts),
        "fact": (FACTS, library.facts),
    }
    file, known = found[noun]
    more = {"fact": " and 'values:'", "contact": " and 'url: ...'", "term": ""}
    keys = f"'text: ...'{more[noun]}"
    if file not in library.sources:
        message = f"there is no {noun} '{key}', since this library has no {file}"
        hint = f"create {file} beside library.yml, with '{key}:' and below it {keys}"
        return Problem("unknown-target", message, position, hint)
    hint = f"add '{key}:' to {file}, and below it {keys}"
    if not may_guess:
        return Problem("unknown-target", f"{file} has no {noun} '{key}'", position, hint)
    if close := typing_error_of(key, known):
        hint = f"did you mean '{close}'?"
    elif known:
        hint += f"\nor use one of: {listed(nearest_first(key, known.keys()))}"
    return Problem("unknown-target", f"{file} has no {noun} '{key}'", position, hint)
