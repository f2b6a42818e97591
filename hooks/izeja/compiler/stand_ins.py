"""A library with errors, as far as a preview can show it: whatever is missing has something in its place.

A tree or node that cannot be read has its last version, or else a stand-in. Ways to nowhere lead back to the
start of their guide. Unknown terms, contacts and facts are shown by their keys. None of this is ever
published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from izeja.compiler.compiled import Compiled, LazyLanguages
from izeja.language.config import Config
from izeja.language.entries import Contact, Term
from izeja.language.facts import OTHERWISE, Fact
from izeja.language.links import ContactLink
from izeja.language.locales import is_language
from izeja.language.nodes import Ending, Question, Resolution, Support, varied_texts
from izeja.language.tree import Tree
from izeja.library.library import Library, in_order
from izeja.proof.graph import Edge, Graph
from izeja.proof.graph_builder import build_graph
from izeja.reading.data import Address
from izeja.reading.folder import CONTACTS, FACTS, SHARED, TERMS

_NODE = "not-readable"
_HEADING = "This guide cannot be shown yet"
_BODY = "The problems at the top of this page say why. It is shown again when they are fixed."
_IS_PART = re.compile(r"^kind:[ ]*part\b", re.MULTILINE)


def with_stand_ins(compiled: Compiled, last: Compiled | None, root: Path) -> Compiled:
    """Return a library that pages can be made of. Its problems stay.

    Args:
        compiled: the library as it is today.
        last: what was shown before, if anything was.
        root: its folder.
    """
    made = {
        language: partial(_in_language, compiled, language, last)
        for language in compiled.languages
        if is_language(language)
    }
    if not made or compiled.source.language not in made:
        # Without settings, nothing of today can be understood.
        shown, graph = (last.languages, last.graph) if last else _nothing(root)
        return replace(compiled, languages=shown, graph=graph)
    languages = LazyLanguages(made)
    # All at once, or each library would keep the one before it, and that one the next, with every edit.
    for language in languages:
        languages[language]
    graph = build_graph(languages[compiled.source.language])[0]
    return replace(compiled, languages=languages, graph=_closed(graph))


def stand_in(tree_id: str, *, is_part: bool = False) -> Tree:
    """Return a tree in the place of one that cannot be shown: a single ending that says so."""
    kind = "part" if is_part else "diagnosis"
    ending = Resolution(resolution=_HEADING, body=_BODY)
    return Tree(title=tree_id, kind=kind, start=_NODE, nodes={_NODE: ending})


def alone(library: Library, tree_id: str) -> tuple[Library, Graph]:
    """Return a library of nothing but a stand-in for a tree, and its graph."""
    config = library.config.model_copy(update={"unsolved": None, "order": ()})
    only = replace(library, config=config, trees={tree_id: stand_in(tree_id)}, foreign=frozenset())
    return only, build_graph(only)[0]


def _in_language(compiled: Compiled, language: str, last: Compiled | None) -> Library:
    today = compiled.languages[language]
    # The texts of another language are better than none.
    old = last.languages.get(language, last.source) if last else None
    trees = {
        tree_id: _whole(today, old, tree_id)
        for name in today.sources
        if name not in SHARED
        for tree_id in [name.removesuffix(".yml")]
    }
    made = replace(
        today,
        trees=in_order(trees, today.config),
        terms={**(old.terms if old and today.is_unclear(TERMS) else {}), **today.terms},
        contacts={**(old.contacts if old and today.is_unclear(CONTACTS) else {}), **today.contacts},
        facts={**(old.facts if old and today.is_unclear(FACTS) else {}), **today.facts},
        foreign=today.foreign | frozenset(_foreign_before(today, old)),
    )
    return replace(
        made,
        terms={**dict(_missing_terms(made)), **made.terms},
        contacts={**dict(_missing_contacts(made)), **made.contacts},
        facts={**made.facts, **dict(_whole_facts(made))},
    )


def _whole(today: Library, old: Library | None, tree_id: str) -> Tree:
    """Return a tree, with the last version of what cannot be read of it."""
    tree, before = today.trees.get(tree_id), old.trees.get(tree_id) if old else None
    if tree is None:
        is_part = bool(_IS_PART.search(today.source_of(tree_id).text))
        return before or stand_in(tree_id, is_part=is_part)
    if before is None or not today.is_unclear(tree_id):
        return tree
    lost = today.unclear[tree_id]
    nodes = {key: node for key, node in before.nodes.items() if key in lost and key not in tree.nodes}
    return tree.model_copy(update={"nodes": {**nodes, **tree.nodes}}) if nodes else tree


def _foreign_before(today: Library, old: Library | None) -> Iterator[tuple[str, Address]]:
    """Yield the texts without a translation of whatever has its last version."""
    for file_id, at in old.foreign if old else ():
        lost = today.unclear.get(file_id, frozenset())
        if file_id not in today.trees or (len(at) > 1 and at[1] in lost):
            yield file_id, at


def _missing_terms(library: Library) -> Iterator[tuple[str, Term]]:
    for text in library.texts:
        for key in text.content.terms:
            if key not in library.terms:
                yield key, Term(text=f"{{{key}}}")


def _missing_contacts(library: Library) -> Iterator[tuple[str, Contact]]:
    nodes = (node for tree in library.trees.values() for node in tree.nodes.values())
    endings = [node for node in nodes if isinstance(node, Ending)]
    named = [key for node in endings if isinstance(node, Support) for key in node.contacts]
    named += [action.contact for node in endings for action in node.actions if action.contact is not None]
    named += [
        link.key for text in library.texts for link in text.content.links if isinstance(link, ContactLink)
    ]
    for key in named:
        if key not in library.contacts:
            # Without validation: there is no address that it could have.
            yield key, Contact.model_construct(text=key, url="#")


def _whole_facts(library: Library) -> Iterator[tuple[str, Fact]]:
    """Yield the facts that trees name, if `facts.yml` lacks them or some of their values."""
    named: dict[str, dict[str, str]] = {}
    for tree in library.trees.values():
        for node in tree.nodes.values():
            if isinstance(node, Question) and node.asks:
                named.setdefault(node.asks, {})
            for _, text in varied_texts(node):
                named.setdefault(text.fact, {}).update({one: one for one in text if one != OTHERWISE})
    for key, values in named.items():
        fact = library.facts.get(key)
        if fact is None or values.keys() - fact.values.keys():
            known = fact.values if fact else {}
            yield key, Fact.model_construct(text=fact.text if fact else key, values={**values, **known})


def _closed(graph: Graph) -> Graph:
    """Return a graph in which every way leads somewhere."""

    def closed(edge: Edge) -> Edge:
        if edge.target is not None and edge.target.tree in graph.starts:
            return edge
        # As a retry, since a circle would have no number of questions.
        return edge._replace(target=graph.starts.get(edge.source.tree, edge.source), retry=True)

    edges, offers = (
        {place: tuple([closed(edge) for edge in ways]) for place, ways in some.items()}
        for some in (graph.edges, graph.offers)
    )
    ways_out = {place: target for place, target in graph.ways_out.items() if target.tree in graph.starts}
    return replace(graph, edges=edges, offers=offers, ways_out=ways_out)


def _nothing(root: Path) -> tuple[Mapping[str, Library], Graph]:
    config = Config(source_language="en", languages=("en",))
    library = Library(root, root.name, "en", config, trees={}, terms={}, contacts={}, sources={})
    return {"en": library}, Graph()
