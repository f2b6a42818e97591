"""A guide as an article: the same texts in Markdown, as one would write them without us.

Each node is a section with its heading, its prose, and its answers as a list of links. It leaves out
the words that only our page has (how many questions are left, what to do if nothing helped).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from html import escape

from izeja.language.contact_ways import ways_of
from izeja.language.facts import OTHERWISE, Variants
from izeja.language.html import plain
from izeja.language.links import ContactLink, PageLink, TreeLink, link_of
from izeja.language.nodes import Node, Question, Resolution, Step, Support
from izeja.language.term_html import TermName
from izeja.library.library import Library
from izeja.page.addresses import Addresses
from izeja.proof.graph import Edge, Graph, Place


def article(library: Library, graph: Graph, tree_id: str, addresses: Addresses) -> str:
    """Return a guide in Markdown, from its title on.

    Args:
        library: in the language of the article, without problems.
        graph: where its nodes lead.
        tree_id: the guide.
        addresses: where other pages are, seen from this one.

    Returns:
        Markdown in which headings have ids (`## Heading {#node}`).
    """
    return "\n\n".join(_Author(library, graph, tree_id, addresses).blocks()) + "\n"


def heading_of(node: Node, library: Library) -> str:
    """Return the text that a node has for a heading."""
    match node:
        case Question():
            return node.question
        case Step():
            return node.step
        case Resolution():
            return node.resolution
        case Support():
            return node.heading or library.contacts[node.contacts[0]].text
        case _:
            raise AssertionError("an include is no node that a customer meets")


def headings(library: Library, graph: Graph, tree_id: str) -> Iterator[str]:
    """Yield the headings of a guide, as plain text."""
    terms = library.term_names
    for place in graph.guides[tree_id]:
        yield plain(heading_of(graph.placed[place].node(library), library), terms)


@dataclass(frozen=True)
class _Author:
    library: Library
    graph: Graph
    tree_id: str
    addresses: Addresses

    def blocks(self) -> Iterator[str]:
        tree = self.library.trees[self.tree_id]
        yield f"# {self._line(tree.title)}"
        if tree.summary:
            yield self._line(tree.summary)
        for place in self.graph.guides[self.tree_id]:
            yield f"## {self._heading(place)} {{#{place.node}}}"
            yield from self._section(place)
        if tree.sources:
            yield _list(_link(escape(url), url) for url in tree.sources)

    def _section(self, place: Place) -> Iterator[str]:
        node, edges = self._node(place), self.graph.edges[place]
        if body := getattr(node, "body", None):
            yield from self._varied(body, partial(self._prose, file_id=self.graph.placed[place].file_id))
        if hint := getattr(node, "hint", None):
            yield from self._varied(hint, self._line)
        if isinstance(node, Support):
            for key in node.contacts:
                contact = self.library.contacts[key]
                yield _link(self._line(contact.text), ways_of(contact, self.library.language)[0].href)
        if isinstance(node, Step):
            yield _link(self._heading(_target(edges[0])), self._href(_target(edges[0])))
        if isinstance(node, Question):
            yield _list(
                _link(self._line(answer.text), self._href(_target(edge)))
                for answer, edge in zip(node.answers, edges, strict=True)
            )

    def _varied(self, text: str | Variants, written: Callable[[str], str]) -> Iterator[str]:
        if isinstance(text, str):
            yield written(text)
            return
        values = self.library.facts[text.fact].values
        for value, variant in text.items():
            if value != OTHERWISE:
                yield f"**{self._line(values[value])}**"
            yield written(variant)

    def _node(self, place: Place) -> Node:
        return self.graph.placed[place].node(self.library)

    def _heading(self, place: Place) -> str:
        return self._line(heading_of(self._node(place), self.library))

    def _href(self, target: Place) -> str:
        if target.tree == self.tree_id:
            return f"#{target.node}"
        start = target == self.graph.starts[target.tree]
        return self.addresses.guide(target.tree) + ("" if start else f"#{target.node}")

    def _line(self, text: str) -> str:
        return re.sub(r"([\\`*_{}\[\]#])", r"\\\1", escape(plain(text, self.library.term_names), quote=False))

    def _prose(self, text: str, file_id: str) -> str:
        # Prose is Markdown already, but for the terms, and for where its links lead.
        text = plain(text, self._bold_terms).strip()
        return re.sub(r"\]\(([^)\s]+)\)", lambda found: f"]({self._address(found[1], file_id)})", text)

    def _address(self, written: str, file_id: str) -> str:
        match link_of(written):
            case ContactLink(key=key):
                return ways_of(self.library.contacts[key], self.library.language)[0].href
            case TreeLink(node=node) as link:
                tree = link.tree_from(file_id)
                assert tree is not None  # noqa: S101 - a library without problems has every target
                return self.addresses.guide(tree) + (f"#{node}" if node else "")
            case PageLink(path=path, fragment=fragment):
                return self.addresses.page(path) + fragment
        return written

    @cached_property
    def _bold_terms(self) -> dict[str, TermName]:
        return {key: TermName(_bold(term), term.url) for key, term in self.library.term_names.items()}


def _bold(term: TermName) -> str:
    return f"[**{term.text}**]({term.url})" if term.url else f"**{term.text}**"


def _target(edge: Edge) -> Place:
    assert edge.target is not None  # noqa: S101 - a library without problems has every target
    return edge.target


def _link(text: str, address: str | None) -> str:
    return f"[{text}]({address})"


def _list(items: Iterator[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
