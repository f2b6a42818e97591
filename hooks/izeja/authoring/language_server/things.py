"""What a writer can point at: nodes, trees, terms, contacts, facts and their values, and where each is named.

A value is a name because of its key. `KEYS` says so for text that is being written; for what was understood,
`izeja.library.references` does, and a test holds the one against the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from izeja.authoring.language_server.sketch import Piece, Sketch
from izeja.language.facts import BY
from izeja.language.links import ContactLink, NodeLink, TreeLink, link_of, target_of
from izeja.library.references import ContactKey, FactKey, Reference, TermKey, ValueKey
from izeja.library.topics import named_tree
from izeja.reading.data import Address
from izeja.reading.folder import CONFIG, CONTACTS, FACTS, TERMS

Named: TypeAlias = Literal["node", "target", "part", "guide", "contact", "fact", "value"]

KEYS: Mapping[str, Named] = {
    "start": "node",
    "next": "target",
    "to": "target",
    "unsolved": "target",
    "include": "part",
    "order": "guide",
    "guides": "guide",
    "support": "contact",
    "contact": "contact",
    "asks": "fact",
    "by": "fact",
    "is": "value",
}
"""The keys whose values name something, and what."""

_ENTRIES = {TERMS: "terms", CONTACTS: "contacts", FACTS: "facts"}
_TERM = re.compile(r"\{([a-z0-9]+(?:-[a-z0-9]+)*)\}")
_LINK = re.compile(r"\]\(([^()\s]+)\)")


class Thing(NamedTuple):
    """Something with an id: the file that has it (a tree's id, `terms`, ...), and its keys there.

    A tree has no keys. A node has one, as have a term, a contact and a fact; a value of a fact has two.
    """

    owner: str
    keys: tuple[str, ...] = ()

    @property
    def at(self) -> Address:
        """The place of its key in the file."""
        match self:
            case Thing("facts", (fact, value)):
                return (fact, "values", value)
            case Thing("terms" | "contacts" | "facts", keys):
                return keys
            case Thing(_, (node,)):
                return ("nodes", node)
            case _:
                return ()


class Mention(NamedTuple):
    """A thing where it is named: the indexes where its name begins and ends, and whether that is its key."""

    thing: Thing
    start: int
    end: int
    is_own: bool = False


def kind_of(at: Address) -> Named | None:
    """Return what a value at a place names, by its key; None if it is text or a setting."""
    # An item of a list is named by the key of the list: its own is a number.
    keys = [key for key in at if isinstance(key, str)]
    return KEYS.get(keys[-1]) if keys else None


def mention_at(sketch: Sketch, name: str, index: int) -> Mention | None:
    """Return what is named at a place of a file.

    Args:
        sketch: the file.
        name: its path from the folder of the library.
        index: the index of a character.
    """
    piece = sketch.at(index)
    if piece is None:
        return None
    if piece.role == "key":
        own = _own(sketch, name, piece)
        return Mention(own[0], piece.start, piece.end, is_own=own[1]) if own else None
    file_id = name.removesuffix(".yml")
    if found := _in_text(sketch, file_id, index):
        return found
    if piece.role == "value" and (thing := _in_value(sketch, file_id, piece)):
        return Mention(thing, piece.start, piece.end)
    return None


def fact_of(sketch: Sketch, at: Address) -> str | None:
    """Return the fact whose values can be at a place: what its question asks for, or its text differs by."""
    if len(at) > 2 and at[0] == "nodes":
        return sketch.value(*at[:2], "asks") if at[2] == "answers" else sketch.value(*at[:3], BY)
    return None


def thing_of(file_id: str, to: object) -> Thing | None:  # noqa: PLR0911 - a line for each kind
    """Return what a reference in a file leads to; None for pages, pictures and all that is outside."""
    match to:
        case NodeLink(node):
            return Thing(file_id, (node,))
        case TreeLink(_, _, node):
            tree = to.tree_from("" if file_id == CONFIG.removesuffix(".yml") else file_id)
            return None if tree is None else Thing(tree, (node,) if node else ())
        case ContactLink(_, key) | ContactKey(key):
            return Thing("contacts", (key,))
        case FactKey(key):
            return Thing("facts", (key,))
        case ValueKey(fact, key):
            return Thing("facts", (fact, key))
        case TermKey(key):
            return Thing("terms", (key,))
        case _:
            return None


def thing_of_reference(reference: Reference) -> Thing | None:
    """Return what a reference of a library leads to."""
    # Lists of library.yml can name a tree without the ending of its file.
    if reference.how in ("order", "topic") and isinstance(reference.to, NodeLink | TreeLink):
        return Thing(named_tree(reference.to))
    return thing_of(reference.file_id, reference.to)


def _own(sketch: Sketch, name: str, piece: Piece) -> tuple[Thing, bool] | None:
    """Return the thing that has its id here, or the value of a fact that a text is for."""
    match name, piece.at:
        case (("terms.yml" | "contacts.yml" | "facts.yml"), (str(key),)):
            return Thing(_ENTRIES[name], (key,)), True
        case "facts.yml", (str(fact), "values", str(value)):
            return Thing("facts", (fact, value)), True
        case (("library.yml" | "terms.yml" | "contacts.yml" | "facts.yml"), _):
            return None
        case _, ("nodes", str(node)):
            return Thing(name.removesuffix(".yml"), (node,)), True
        case _, ("nodes", _, "hint" | "body", str(value)) if value != BY:
            by = fact_of(sketch, piece.at)
            return (Thing("facts", (by, value)), False) if by else None
        case _:
            return None


def _in_text(sketch: Sketch, file_id: str, index: int) -> Mention | None:
    start = sketch.text.rfind("\n", 0, index) + 1
    line = sketch.text[start:].partition("\n")[0]
    for pattern in (_TERM, _LINK):
        for found in pattern.finditer(line):
            first, last = start + found.start(1), start + found.end(1)
            # A name can be pointed at by its brackets, too.
            if first - 1 <= index <= start + found.end():
                to = TermKey(found[1]) if pattern is _TERM else link_of(found[1])
                thing = thing_of(file_id, to)
                return Mention(thing, first, last) if thing else None
    return None


def _in_value(sketch: Sketch, file_id: str, piece: Piece) -> Thing | None:
    written = piece.says
    match kind_of(piece.at):
        case "contact":
            return Thing("contacts", (written,))
        case "fact":
            return Thing("facts", (written,))
        case "value":
            fact = fact_of(sketch, piece.at)
            return Thing("facts", (fact, written)) if fact else None
        case "guide":
            return Thing(written.removesuffix(".yml"))
        case None:
            return None
        case _:
            return thing_of(file_id, target_of(written))
