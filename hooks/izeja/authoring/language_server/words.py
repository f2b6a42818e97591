"""What is behind an id, in the words of the library, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from izeja.authoring.language_server.things import Thing
from izeja.language.entries import Contact, Term
from izeja.language.facts import Fact, Variants
from izeja.language.nodes import Node
from izeja.library.headings import heading_of
from izeja.library.library import Library

_LONG = 400
"""How many characters of a text are shown."""


def words_of(library: Library, thing: Thing) -> str:
    """Return what customers read where a thing is; "" if there is no such thing."""
    return "\n\n".join(filter(None, _paragraphs(library, thing)))


def _paragraphs(library: Library, thing: Thing) -> Iterator[str]:
    match thing:
        case Thing("terms", (key,)) if term := library.terms.get(key):
            yield from _of_term(term)
        case Thing("contacts", (key,)) if contact := library.contacts.get(key):
            yield from _of_contact(contact)
        case Thing("facts", (key,)) if fact := library.facts.get(key):
            yield from _of_fact(fact)
        case Thing("facts", (key, value)) if fact := library.facts.get(key):
            yield fact.values.get(value, "")
        case Thing(tree_id, keys) if tree := library.trees.get(tree_id):
            if keys:
                yield from _of_node(library, tree.nodes.get(keys[0]))
            else:
                yield f"**{tree.title}**"
                yield tree.summary or ""


def _of_node(library: Library, node: Node | None) -> Iterator[str]:
    if node is not None:
        yield f"{node.kind}: **{heading_of(library, node)}**"
        body = getattr(node, "body", None)
        yield _cut(next(iter(body.values())) if isinstance(body, Variants) else body or "")


def _of_term(term: Term) -> Iterator[str]:
    yield f"**{term.text}**"
    yield term.meaning or ""


def _of_contact(contact: Contact) -> Iterator[str]:
    yield f"**{contact.text}**"
    for way in (contact.url, contact.phone, contact.email):
        yield ", ".join(dict.fromkeys(map(str, way.values()))) if isinstance(way, dict) else str(way or "")
    yield contact.note or ""


def _of_fact(fact: Fact) -> Iterator[str]:
    yield f"**{fact.text}**"
    yield "\n".join(f"- `{key}`: {text}" for key, text in fact.values.items())


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG].rstrip()}…"
