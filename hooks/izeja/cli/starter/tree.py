"""A first version of another tree, which its writer then changes."""

from __future__ import annotations

from collections.abc import Sequence

from izeja.cli.starter import texts
from izeja.cli.starter.all_or_nothing import tried
from izeja.compiler.check import check_library
from izeja.language.names import fault_of_address, fault_of_name, suggested
from izeja.library.library import Library
from izeja.problems.problem import Problem
from izeja.reading.folder import CONTACTS


class UnusableIdError(Exception):
    """No tree can have an id; the message says why."""


def usable_id(wanted: str) -> str:
    """Return the id that somebody means, who may have written the name of the file.

    Raises:
        UnusableIdError: if no tree can have it.
    """
    tree_id = wanted.replace("\\", "/").removesuffix(".yml")
    parts = tree_id.split("/")
    if not any(map(fault_of_name, parts)) and all(parts) and not fault_of_address(tree_id):
        return tree_id
    close = [suggested(part) for part in parts]
    fault = next((one for part in parts if part and (one := fault_of_name(part))), "a part of it is empty")
    hint = f"; use '{'/'.join(filter(None, close))}'" if any(close) else ""
    message = f"'{wanted}' becomes the address of a page, but {fault}{hint}"
    raise UnusableIdError(message)


def title_of(tree_id: str) -> str:
    """Return a title for a tree that has none: `phones/no-sound` is “No sound”."""
    words = tree_id.rpartition("/")[2].replace("-", " ")
    return f"{words[:1].upper()}{words[1:]}"


def add_tree(library: Library, tree_id: str, title: str) -> tuple[tuple[Problem, ...], Sequence[str]]:
    """Add a draft of a tree to a library.

    Args:
        library: in its source language. Its other trees may have problems.
        tree_id: one of `usable_id`.
        title: its title.

    Returns:
        The problems of the tree, which can only come from its title, and the paths of the files that were
        written in the library. If there are errors, none was.

    Raises:
        InTheWayError: if there is something in place of the file.
    """
    language = texts.written_in(library.config.source_language) or "en"
    files = {f"{tree_id}.yml": texts.draft(language, title, next(iter(library.contacts), None))}
    if not (library.root / CONTACTS).exists():
        files[CONTACTS] = texts.contact(language)
    content = {path: text.encode() for path, text in files.items()}
    with tried(library.root, content) as keep:
        found = check_library(library.root, frozenset({tree_id}), cached=False).problems
        if any(one.severity == "error" for one in found):
            return found, []
        keep()
    return found, [*files]
