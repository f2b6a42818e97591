"""What customers read above a node."""

from __future__ import annotations

from izeja.language.nodes import Include, Node, Support
from izeja.library.library import Library


def heading_of(library: Library, node: Node) -> str:
    """Return the heading of a node as it is written; for an include, which has none, the file of the part."""
    match node:
        case Support():
            main = node.contacts[0]
            contact = library.contacts.get(main)
            return node.heading or (contact.text if contact else main)
        case Include():
            return node.include.written
        case _:
            return str(getattr(node, node.kind))
