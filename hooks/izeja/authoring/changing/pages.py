"""References to guides and topics in the hand-written pages of a site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from izeja.authoring.changing.change import Change, EntryRenamed, Moved, NodeRenamed
from izeja.library.hand_written import CARDS, GUIDE, pages_of
from izeja.library.library import LIBRARY, Library
from izeja.reading.containment import leads_outside, real
from izeja.reading.files import DEFAULT_BOUNDS, read_bytes

# A link in a text, `[words](guide.md#node)`, or below it, `[words]: guide.md#node`.
_LINK = re.compile(
    r"(?:\]\(\s*<?|^ {0,3}\[[^]\n]+\]:\s*<?)(?P<path>[^\s()<>#:]+)\.md(?![^\s()<>#])"
    r"(?:#(?P<node>[^\s()<>]*))?",
    re.MULTILINE,
)


def pages_after(library: Library, change: Change) -> Iterator[tuple[Path, bytes, bytes]]:
    """Yield each hand-written page that a change edits, with its content before and after."""
    folders = filter(None, map(library.page_folder, library.config.languages))
    # Without `..`, a path shows whether it is in the library itself.
    for folder in dict.fromkeys(real(folder) for folder in folders):
        for page in pages_of(folder):
            # A link to what is not the site's, such as the README of the project.
            if leads_outside(folder, folder / page):
                continue
            before = read_bytes(folder / page, DEFAULT_BOUNDS.size)
            # Whatever the encoding, all that we look for is ASCII, and every other byte stays.
            after = _page(change, page, before.decode("latin-1")).encode("latin-1")
            if after != before:
                yield folder / page, before, after


def _page(change: Change, page: str, text: str) -> str:
    match change:
        case Moved():
            text = GUIDE.sub(partial(_guide, change), text)
            return _LINK.sub(partial(_moved_link, change, page), text)
        case NodeRenamed():
            return _LINK.sub(partial(_node_link, change, page), text)
        case EntryRenamed(file_id, old, new) if file_id == LIBRARY:
            return CARDS.sub(partial(_topics, old, new), text)
        case _:
            return text


def _guide(change: Moved, found: re.Match[str]) -> str:
    tree_id, ending = found[1].removesuffix(".yml"), ".yml" if found[1].endswith(".yml") else ""
    return _in_place(found, 1, change.file_id(tree_id) + ending)


def _topics(old: str, new: str, found: re.Match[str]) -> str:
    if found[1] is None:
        return found[0]
    return _in_place(found, 1, re.sub(rf"(?<![^\s,]){re.escape(old)}(?![^\s,])", new, found[1]))


def _moved_link(change: Moved, page: str, found: re.Match[str]) -> str:
    tree = _tree(page, found)
    if change.file_id(tree) == tree:
        return found[0]
    path = posixpath.relpath(change.file_id(tree), posixpath.dirname(page) or ".")
    return _in_place(found, "path", path)


def _node_link(change: NodeRenamed, page: str, found: re.Match[str]) -> str:
    if (_tree(page, found), found["node"]) != (change.tree, change.old):
        return found[0]
    return _in_place(found, "node", change.new)


def _tree(page: str, found: re.Match[str]) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), found["path"]))


def _in_place(found: re.Match[str], group: int | str, new: str) -> str:
    start, end = (index - found.start() for index in found.span(group))
    return f"{found[0][:start]}{new}{found[0][end:]}"
