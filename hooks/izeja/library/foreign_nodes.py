"""Which nodes show texts in the source language, for lack of a translation."""

from __future__ import annotations

from izeja.language.nodes import Node, Support
from izeja.language.words import words_of
from izeja.library.library import Library
from izeja.reading.data import Address


def is_foreign_node(library: Library, file_id: str, at: Address, node: Node) -> bool:
    """Return whether a text of a node, or of a contact that it names, is in the source language.

    Args:
        library: in the language that customers chose.
        file_id: the id of its tree.
        at: the place of the node in its file.
        node: the node.
    """
    if not library.foreign:
        return False
    contacts = node.contacts if isinstance(node, Support) else ()
    if any(library.is_foreign("contacts", key, name) for key in contacts for name in ("text", "note")):
        return True
    return any(library.is_foreign(file_id, *text_at) for text_at, _, _ in words_of(node, at))
