"""What was renamed between two states of a library, and how the texts of the first would be written now."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from izeja.authoring.changing.change import Change, EntryRenamed, Moved, NodeRenamed, file_now
from izeja.authoring.changing.texts import UnwritableError, replaced, replacements
from izeja.library.library import Library, Text


def changes_between(before: Library, now: Library, file_id_now: Callable[[str], str]) -> Iterator[Change]:
    """Yield what has another id now, as changes that follow one another.

    Args:
        before: the first state.
        now: the second state.
        file_id_now: returns the id that a tree of the first state has in the second.
    """
    yield from _renamed_entries(before, now)
    for tree_id in before.trees:
        if tree_id != file_id_now(tree_id):
            yield Moved(tree_id, file_id_now(tree_id), is_folder=False)
    for tree_id, tree in before.trees.items():
        today = now.trees.get(file_id_now(tree_id))
        for name, node in today.nodes.items() if today else ():
            for alias in sorted(tree.nodes.keys() & set(node.aliases)):
                yield NodeRenamed(file_id_now(tree_id), alias, name)


def _renamed_entries(before: Library, now: Library) -> Iterator[Change]:
    """Yield the terms and contacts with a new id: they have no aliases, but say the same."""
    for file_id in ("terms", "contacts"):
        old, today = before.shared[file_id], now.shared[file_id]
        new = {key: entry for key, entry in today.items() if key not in old}
        for gone in (key for key in old if key not in today):
            same = next((key for key, entry in new.items() if entry == old[gone]), None)
            if same is not None:
                yield EntryRenamed(file_id, gone, same)


def written_after(changes: Sequence[Change], text: Text) -> str:
    """Return a text of the first state with the ids that the second one has for what it names."""
    file_id, written = text.file_id, text.text
    for change in changes if text.content.links or text.content.terms else ():
        after = file_now(change, file_id)
        # A cheap question first: a folder that has moved is a change for each of its trees.
        if after != file_id or posixpath.basename(change.old) in written:
            with suppress(UnwritableError):
                written = replaced(written, replacements(change, file_id, written, text.words))
        file_id = after
    return written
