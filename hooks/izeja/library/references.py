"""Everything that the files of a library refer to: each reference once, with its place and its kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from izeja.language.content import NOTHING_BUT_WORDS
from izeja.language.facts import BY, OTHERWISE
from izeja.language.links import Link, NodeLink, PageLink, Target
from izeja.language.nodes import Ending, Include, Question, Support, varied_texts
from izeja.language.pictures import PictureLink
from izeja.language.tree import Tree
from izeja.library.library import LIBRARY, Library
from izeja.library.topics import all_topics
from izeja.problems.problem import Position
from izeja.reading.data import Address

How: TypeAlias = Literal[
    "start",
    "way",
    "action",
    "include",
    "unsolved",
    "order",
    "topic",
    "support",
    "fact",
    "value",
    "variant",
    "link",
    "term",
    "picture",
]
"""How something is referred to.

A `way` is `next` or an answer's `to`. A `value` of a fact is what an answer is for, and a `variant` the key
of a text for it. Links and the like are in texts.
"""


class ContactKey(NamedTuple):
    """A contact, as `support` or an action names it."""

    key: str


class TermKey(NamedTuple):
    """A term, as a text names it."""

    key: str


class FactKey(NamedTuple):
    """A fact, as `asks` or `by` names it."""

    key: str


class ValueKey(NamedTuple):
    """A value of a fact, as `is` of an answer or a text that differs by the fact names it."""

    fact: str
    key: str


class Reference(NamedTuple):
    """One reference: the file that it is in (a tree's id, `terms` ...), where, how, and its target.

    In a text, `at` is the place of the whole text.
    """

    file_id: str
    at: Address
    how: How
    to: Target | Link | ContactKey | FactKey | ValueKey | TermKey | PictureLink

    def position(self, library: Library) -> Position:
        """Return where it is written: its own words in a text, or else the value of its key."""
        source = library.source_of(self.file_id)
        match self.to:
            case TermKey(key):
                return source.words(self.at, f"{{{key}}}")
            case ValueKey() if self.how == "variant":
                return source.key(*self.at)
            case ContactKey() | FactKey() | ValueKey():
                return source.value(*self.at)
            case link if self.how == "link":
                return source.words(self.at, link.written, "](")
            case PictureLink(written):
                return source.words(self.at, written, "](")
            case target:
                return source.words(self.at, target.written)


def references(library: Library) -> Iterator[Reference]:
    """Yield every reference of a library, file by file: of `library.yml`, the trees, terms and contacts."""
    # Trees without any text, and terms and contacts without a tree, are in only one of these two.
    for file_id in dict.fromkeys((LIBRARY, *library.trees, *library.texts_of)):
        yield from references_in(library, file_id)


def references_in(library: Library, file_id: str) -> Iterator[Reference]:
    """Yield every reference in a file: a tree by its id, or `library`, `terms` or `contacts`.

    A tree that could not be read has none.
    """
    if file_id == LIBRARY:
        yield from _in_config(library)
    if tree := library.trees.get(file_id):
        yield from _targets_in(file_id, tree)
    yield from references_to_contacts(library, file_id)
    yield from references_to_facts(library, file_id)
    yield from references_to_values(library, file_id)
    yield from references_in_texts(library, file_id)


def references_to_contacts(library: Library, file_id: str) -> Iterator[Reference]:
    """Yield the contacts that `support` and actions name in a file, without those that its texts link to."""
    if tree := library.trees.get(file_id):
        for node_id, node in tree.nodes.items():
            if isinstance(node, Support):
                for key, at in node.contacts_at():
                    yield Reference(file_id, ("nodes", node_id, *at), "support", ContactKey(key))
            for index, action in enumerate(node.actions if isinstance(node, Ending) else ()):
                if action.contact is not None:
                    place: Address = ("nodes", node_id, "actions", index, "contact")
                    yield Reference(file_id, place, "action", ContactKey(action.contact))


def references_to_facts(library: Library, file_id: str) -> Iterator[Reference]:
    """Yield the facts that the questions of a file ask for, and those that its texts differ by."""
    if tree := library.trees.get(file_id):
        for node_id, node in tree.nodes.items():
            at: Address = ("nodes", node_id)
            if isinstance(node, Question) and node.asks is not None:
                yield Reference(file_id, (*at, "asks"), "fact", FactKey(node.asks))
            for key, text in varied_texts(node):
                yield Reference(file_id, (*at, key, BY), "fact", FactKey(text.fact))


def references_to_values(library: Library, file_id: str) -> Iterator[Reference]:
    """Yield the values of facts that answers of a file are for, and those that its texts differ by."""
    if tree := library.trees.get(file_id):
        for node_id, node in tree.nodes.items():
            at: Address = ("nodes", node_id)
            if isinstance(node, Question) and node.asks is not None:
                for number, answer in enumerate(node.answers):
                    written: Address = (*at, "answers", number, "is")
                    for index, value in enumerate(answer.is_):
                        # One value can be written without a list around it.
                        place = (*written, index) if len(answer.is_) > 1 else written
                        yield Reference(file_id, place, "value", ValueKey(node.asks, value))
            for key, text in varied_texts(node):
                for value in text:
                    if value != OTHERWISE:
                        yield Reference(file_id, (*at, key, value), "variant", ValueKey(text.fact, value))


def references_in_texts(library: Library, file_id: str) -> Iterator[Reference]:
    """Yield the links, terms and pictures in the texts of a file."""
    for text in library.texts_of.get(file_id, ()):
        # Most texts have neither links nor terms, and share this one value: comparing it costs nothing.
        if text.content is not NOTHING_BUT_WORDS:
            for link in text.content.links:
                yield Reference(file_id, text.at, "link", link)
            for term in text.content.terms:
                yield Reference(file_id, text.at, "term", TermKey(term))
            for picture in text.content.pictures:
                yield Reference(file_id, text.at, "picture", picture)


def page_links(library: Library) -> frozenset[str]:
    """Return the paths of the hand-written pages that texts link to."""
    return frozenset(
        one.to.path
        for file_id in library.texts_of
        for one in references_in_texts(library, file_id)
        if isinstance(one.to, PageLink)
    )


def _in_config(library: Library) -> Iterator[Reference]:
    for index, target in enumerate(library.config.order):
        yield Reference(LIBRARY, ("order", index), "order", target)
    for topic in all_topics(library.topics):
        for index, target in enumerate(topic.written.guides):
            yield Reference(LIBRARY, (*topic.at, "guides", index), "topic", target)
    if library.config.unsolved:
        yield Reference(LIBRARY, ("unsolved",), "unsolved", library.config.unsolved)


def _targets_in(tree_id: str, tree: Tree) -> Iterator[Reference]:
    # The model keeps `start` as a plain id, since it can name nothing but a node of the same tree.
    yield Reference(tree_id, ("start",), "start", NodeLink(tree.start))
    if tree.unsolved:
        yield Reference(tree_id, ("unsolved",), "unsolved", tree.unsolved)
    for node_id, node in tree.nodes.items():
        at: Address = ("nodes", node_id)
        for way in node.ways_on():
            yield Reference(tree_id, at + way.at, "way", way.target)
        if isinstance(node, Include):
            yield Reference(tree_id, (*at, "include"), "include", node.include)
        if isinstance(node, Ending):
            for way in node.offers():
                yield Reference(tree_id, at + way.at, "action", way.target)
            if node.unsolved:
                yield Reference(tree_id, (*at, "unsolved"), "unsolved", node.unsolved)
