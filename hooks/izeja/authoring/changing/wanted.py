"""The change that somebody wants, from the words of a command: `microsoft/refund#ask`, `terms#manage` ..."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from typing import NoReturn

from izeja.authoring.changing.change import (
    Change,
    ChangeError,
    EntryRenamed,
    Moved,
    NodeRenamed,
    ValueRenamed,
)
from izeja.language.corrections import nearest
from izeja.language.links import ReturnLink
from izeja.language.names import NAME, TREE_ID, fault_of_address, fault_of_name, suggested
from izeja.library.library import LIBRARY, Library
from izeja.library.topics import all_topics
from izeja.problems.wording import listed
from izeja.reading.folder import SHARED, TRANSLATIONS

_NOUNS = {"terms": "term", "contacts": "contact", "facts": "fact", LIBRARY: "topic"}
_LETTERS = "use small letters (a-z), digits, and hyphens between them"
_FORMS = (
    "write 'TREE#NODE', 'terms#TERM', 'contacts#CONTACT', 'facts#FACT', 'facts#FACT=VALUE' or 'library#TOPIC'"
)


def renaming(library: Library, old: str, new: str) -> Change:
    """Return the change that gives something another id.

    Args:
        library: in its source language.
        old: what it is: `tree#node`, `terms#term`, `contacts#contact`, `facts#fact`, `facts#fact=value`, or
            `library#topic`.
        new: its new id, alone or written like `old`.

    Raises:
        ChangeError: there is no such thing, or the new id cannot be used.
    """
    if "#" not in old:
        if _tree_id(library, old) in library.trees:
            message = f"'{old}' is a tree: to give it another id, run 'izeja move {old} {new}'"
            raise ChangeError(message)
        message = f"'{old}' names nothing that has an id: {_FORMS}"
        raise ChangeError(message)
    owner, _, name = old.partition("#")
    owner = _tree_id(library, owner)
    name, _, value = name.partition("=") if owner == "facts" else (name, "", "")
    new_owner, hash_, rest = new.rpartition("#")
    if hash_ and _tree_id(library, new_owner) != owner:
        message = f"'{old}' can only get another id within '{owner}': write the new id alone, like '{rest}'"
        raise ChangeError(message)
    wanted = rest.removeprefix(f"{name}=") if value else rest
    _check_name(wanted)
    if value:
        return _value(library, name, value, wanted)
    if owner in _NOUNS:
        return _entry(library, owner, name, wanted)
    return _node(library, owner, name, wanted)


def _node(library: Library, tree_id: str, old: str, new: str) -> Change:
    if tree_id not in library.trees:
        _unknown("tree", tree_id, library.trees)
    nodes = library.trees[tree_id].nodes
    if old not in nodes:
        _unknown("node", old, nodes, f" in '{tree_id}'")
    if new == ReturnLink().written:
        message = f"'{new}' leads out of a part, and cannot be the id of a node: choose another one"
        raise ChangeError(message)
    _check_free("node", new, old, nodes)
    # A node may take back an id that it had before.
    former = {alias: node for node, one in nodes.items() for alias in one.aliases if node != old}
    if new in former:
        raise _alias_of(new, former[new])
    return NodeRenamed(tree_id, old, new)


def _entry(library: Library, owner: str, old: str, new: str) -> Change:
    known: Collection[str] = (
        {one.id for one in all_topics(library.topics)} if owner == LIBRARY else library.shared[owner]
    )
    noun = _NOUNS[owner]
    if old not in known:
        _unknown(noun, old, known)
    _check_free(noun, new, old, known)
    return EntryRenamed(owner, old, new)


def _value(library: Library, fact: str, old: str, new: str) -> Change:
    if fact not in library.facts:
        _unknown("fact", fact, library.facts)
    values = library.facts[fact].values
    if old not in values:
        _unknown("value", old, values, f" of '{fact}'")
    _check_free("value", new, old, values)
    return ValueRenamed(fact, old, new)


def moving(library: Library, old: str, new: str) -> Change:
    """Return the change that gives a tree another id, or a folder of trees another path.

    Args:
        library: in its source language.
        old: the id of a tree or its file, or a folder of trees.
        new: the new one; with `/` at its end, the folder to put it in.

    Raises:
        ChangeError: there is no such thing, or the new id cannot be used.
    """
    # `phones` can be the tree phones.yml and a folder too: then it is the tree, and `phones/` the folder.
    is_folder = old.endswith("/") or _tree_id(library, old) not in library.trees
    is_into = new.endswith("/")
    old, new = _tree_id(library, old), _tree_id(library, new)
    if is_into:
        new = f"{new}/{posixpath.basename(old)}"
    folders = {folder for tree_id in library.trees for folder in _folders_of(tree_id)}
    if is_folder and old not in folders:
        _unknown("tree or folder", old, {*library.trees, *folders})
    _check_path(new)
    if is_folder and f"{new}/".startswith(f"{old}/") and new != old:
        message = f"'{old}' cannot move into itself"
        raise ChangeError(message)
    # The path of a folder can be fine, and that of a tree in it too long.
    for tree_id in library.trees if is_folder else ():
        _check_path(Moved(old, new, is_folder).file_id(tree_id))
    _check_free("folder" if is_folder else "tree", new, old, folders if is_folder else library.trees)
    change = Moved(old, new, is_folder)
    _check_former(library, change)
    return change


def _check_former(library: Library, change: Moved) -> None:
    former = {alias: one for one, tree in library.trees.items() for alias in tree.aliases}
    for tree_id in library.trees:
        now = change.file_id(tree_id)
        if now != tree_id and former.get(now, tree_id) != tree_id:
            raise _alias_of(now, former[now])


def _alias_of(name: str, owner: str) -> ChangeError:
    message = (
        f"'{name}' is an old id of '{owner}', and old links lead there: choose another id, or "
        f"delete '{name}' from its 'aliases'"
    )
    return ChangeError(message)


def _folders_of(tree_id: str) -> list[str]:
    parts = tree_id.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _tree_id(library: Library, written: str) -> str:
    """Return the id of a file or folder, also if it is written as a path from the working folder."""
    path = written.removeprefix("./").removesuffix("/").removesuffix(".yml")
    root = library.shown_root.removesuffix("/")
    return path.removeprefix(f"{root}/") if root != "." else path


def _unknown(noun: str, name: str, known: Collection[str], where: str = "") -> NoReturn:
    close = nearest(name, known)
    hint = f"did you mean '{close}'?" if close else f"use one of: {listed(sorted(known))}"
    message = f"there is no {noun} '{name}'{where}: {hint if known else f'this library has no {noun}s'}"
    raise ChangeError(message)


def _check_name(name: str) -> None:
    if not NAME.fullmatch(name):
        close = suggested(name)
        message = f"'{name}' cannot be an id: {_LETTERS}"
        raise ChangeError(f"{message}, like '{close}'" if close else message)


def _check_path(path: str) -> None:
    faults = (fault for part in path.split("/") if (fault := fault_of_name(part)))
    fault = fault_of_address(path) or next(faults, None)
    if fault or not TREE_ID.fullmatch(path):
        message = f"'{path}' cannot be the id of a tree: {fault or 'a part of it is empty'}; {_LETTERS}"
        close = "/".join(filter(None, map(suggested, path.split("/"))))
        raise ChangeError(f"{message}, like '{close}'" if close else message)
    if f"{path}.yml" in SHARED or path.partition("/")[0] == TRANSLATIONS:
        message = f"'{path}' is reserved in a library: choose another name"
        raise ChangeError(message)


def _check_free(noun: str, new: str, old: str, known: Collection[str] | Mapping[str, object]) -> None:
    if new == old:
        message = f"'{old}' is already its id: write the new id after it"
        raise ChangeError(message)
    if new in known:
        message = f"the {noun} '{new}' already exists: choose another id, or rename that one first"
        raise ChangeError(message)
