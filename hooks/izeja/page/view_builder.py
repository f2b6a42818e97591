"""From a tree in one language to the values on its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from itertools import starmap
from typing import TypeAlias

from babel.dates import format_date
from markupsafe import Markup

from izeja.language.actions import Action
from izeja.language.contact_ways import host_of, ways_of
from izeja.language.facts import OTHERWISE, Variants
from izeja.language.fields import url_in
from izeja.language.html import line_html, open_line_html, plain, prose_html
from izeja.language.links import Link
from izeja.language.locales import dates_of, direction_of, name_of
from izeja.language.nodes import Ending, Include, Node, Question, Resolution, Step, Support
from izeja.language.term_html import TermName, term_html
from izeja.language.tree import Tree
from izeja.library.foreign_nodes import is_foreign_node
from izeja.library.library import LIBRARY, Library
from izeja.library.topics import page_name
from izeja.page.addresses import Addresses
from izeja.page.contacts_view import ContactShown, hours_shown, reach_of
from izeja.page.explained import ExplainedTerms
from izeja.page.foreign import in_its_language, plain_in_its_language
from izeja.page.forms_view import Form, bounds_of, form_of
from izeja.page.link_addresses import link_address
from izeja.page.pictures import PicturesOfPage
from izeja.page.text_pieces import pieces_for
from izeja.page.variants import Variant, facts_of, variants_html
from izeja.page.view import (
    ActionLink,
    Anchor,
    Change,
    Crumb,
    Date,
    Group,
    Guide,
    Left,
    Meaning,
    Next,
    Section,
    Source,
    Unsolved,
    Way,
    in_groups,
)
from izeja.proof.graph import Edge, Graph, Place
from izeja.proof.id_rules import TAKEN
from izeja.reading.data import Address

LineHtml: TypeAlias = Callable[[str, Mapping[str, TermName]], Markup]

_Html = Callable[[str, str, Address], Markup]
"""Returns a text of a file as HTML."""


def view_of(library: Library, graph: Graph, tree_id: str, addresses: Addresses, prefix: str) -> Guide:
    """Return the values on the page of a tree.

    Args:
        library: in the language of the page, without problems.
        graph: where its nodes lead.
        tree_id: the tree.
        addresses: where other pages are.
        prefix: begins the ids of its nodes.
    """
    return _ViewBuilder(library, graph, tree_id, addresses, prefix).guide(library.trees[tree_id])


def line_of(
    library: Library, terms: Mapping[str, TermName], file_id: str, at: Address, text: str, key: str
) -> Markup:
    """Return a line of a file as HTML, marked if it has no translation."""
    return in_its_language(library, "span", line_html(text, terms), file_id, (*at, key))


def crumbs(
    library: Library, terms: Mapping[str, TermName], addresses: Addresses, topics: Iterable[str]
) -> tuple[Crumb, ...]:
    """Return links to topics."""
    shelves = library.shelves.shelves
    return tuple(
        Crumb(
            addresses.guide(page_name(one)),
            line_of(library, terms, LIBRARY, topic.at, topic.written.title, "title"),
        )
        for one in topics
        for topic in [shelves[one].topic]
    )


class _ViewBuilder:
    def __init__(
        self, library: Library, graph: Graph, tree_id: str, addresses: Addresses, prefix: str
    ) -> None:
        self._library = library
        self._graph = graph
        self._tree_id = tree_id
        self._addresses = addresses
        self._prefix = prefix
        self._ahead = graph.ahead_in(tree_id)
        # Most libraries are translated in full, so the look-up for each text can be skipped.
        self._has_foreign = bool(library.foreign)
        self._explained = ExplainedTerms(library, prefix)
        self._terms: dict[str, TermName] = self._explained.names
        self._pictures = PicturesOfPage(library, addresses)
        self._pieces = pieces_for(library, "h4" if prefix else "h3")

    def guide(self, tree: Tree) -> Guide:
        sections = tuple([self._section(place) for place in self._graph.guides[self._tree_id]])
        return Guide(
            id=self._tree_id,
            prefix=self._prefix,
            title_id=f"{self._tree_id.replace('/', '--')}--title",
            title=self._line(tree.title, self._tree_id, (), "title"),
            summary=self._line(tree.summary, self._tree_id, (), "summary") if tree.summary else None,
            kind=tree.kind,
            applies_to=tuple(
                self._plain(text, self._tree_id, ("applies_to", index))
                for index, text in enumerate(tree.applies_to)
            ),
            reviewed=date_in_words(tree.reviewed, self._library.language) if tree.reviewed else None,
            sources=_sources(tree.sources),
            changes=tuple(self._changes(tree)),
            home=self._addresses.home(),
            path=self._path(),
            language=self._library.language,
            source_language=name_of(self._library.config.source_language, self._library.language),
            direction=direction_of(self._library.language),
            facts=facts_of(self._library),
            sections=sections,
            asks=any(section.asks for section in sections),
            meanings=tuple(starmap(self._meaning, self._explained.opened_in(sections).items())),
        )

    def _changes(self, tree: Tree) -> Iterator[Change]:
        for index, change in enumerate(tree.changes):
            note = self._line(change.note, self._tree_id, ("changes", index), "note")
            yield Change(date_in_words(change.date, self._library.language), note)

    def _path(self) -> tuple[Crumb, ...]:
        # Embedded in another page, it is not where customers come to by topics.
        topics = () if self._prefix else self._library.shelves.path_of.get(self._tree_id, ())
        return crumbs(self._library, self._terms, self._addresses, topics)

    def _section(self, place: Place) -> Section:
        placed = self._graph.placed[place]
        node, file_id, at = placed.node(self._library), placed.file_id, placed.address
        assert not isinstance(node, Include)  # noqa: S101 - the graph has the included nodes in its place
        self._pictures.has_foreign = False
        body = self._varied(node.body, file_id, (*at, "body"), self._prose) if node.body else None
        section = partial(
            Section,
            id=self._prefix + place.node,
            anchors=tuple([self._anchor(name) for name in self._graph.anchors.get(place, ())]),
            kind=node.kind,
            foreign=is_foreign_node(self._library, file_id, at, node) or self._pictures.has_foreign,
            heading=self._heading_of(node, file_id, at, open_line_html),
            body=body,
            left=self._left(place),
            sources=_sources(node.sources) if node.sources else (),
        )
        edges = self._graph.edges[place]
        match node:
            case Question():
                return section(
                    asks=self._graph.asked.get(place),
                    hint=self._hint(node, file_id, at),
                    form=self._form(node, file_id, at),
                    groups=self._groups(node, edges, file_id, at),
                )
            case Step():
                return section(hint=self._hint(node, file_id, at), next=self._next(edges[0]))
            case Resolution():
                return section(
                    outcome=node.outcome,
                    actions=self._actions(place, node, file_id, at),
                    unsolved=self._unsolved(place),
                )
            case Support():
                return section(
                    prepare=self._prepare(node, file_id, at),
                    contacts=self._contacts(node),
                    actions=self._actions(place, node, file_id, at),
                    unsolved=self._unsolved(place),
                )

    def _hint(self, node: Question | Step, file_id: str, at: Address) -> Markup | None:
        return self._varied(node.hint, file_id, (*at, "hint"), self._open_line) if node.hint else None

    def _meaning(self, element: str, key: str) -> Meaning:
        name = term_html(replace(self._terms[key], meaning=None))
        name = in_its_language(self._library, "span", name, "terms", (key, "text"))
        text = self._library.terms[key].meaning or ""
        return Meaning(element, name, self._line(text, "terms", (key,), "meaning"))

    def _anchor(self, name: str) -> Anchor:
        return Anchor(self._prefix + name, is_taken=not self._prefix and name in TAKEN)

    def _left(self, place: Place) -> Left | None:
        """Return how many more questions may follow; None on a way without any."""
        asks = self._graph.asks(place)
        # An ending is no way to a question. In a preview, a way can lead into a circle, and has no number.
        if self._graph.is_end(place) or (ahead := self._ahead.from_.get(place)) is None:
            return None
        # The question on the page itself is not "more".
        left = Left(ahead.fewest - asks, ahead.most - asks)
        return left if left.most or asks else None

    def _heading(self, place: Place) -> Markup:
        placed = self._graph.placed[place]
        return self._heading_of(placed.node(self._library), placed.file_id, placed.address)

    def _heading_of(self, node: Node, file_id: str, at: Address, html_of: LineHtml = line_html) -> Markup:
        assert not isinstance(node, Include)  # noqa: S101 - the graph has the included nodes in its place
        if not isinstance(node, Support):
            # The key that names the kind of a node holds its heading.
            return self._line(getattr(node, node.kind), file_id, at, node.kind, html_of=html_of)
        if node.heading is not None:
            return self._line(node.heading, file_id, at, "heading", html_of=html_of)
        main = node.contacts[0]
        return self._line(self._library.contacts[main].text, "contacts", (main,), "text")

    def _groups(
        self, node: Question, edges: tuple[Edge, ...], file_id: str, at: Address
    ) -> tuple[Group, ...]:
        ways = []
        for index, (answer, edge) in enumerate(zip(node.answers, edges, strict=True)):
            href, to, guide = self._way(edge)
            text = self._line(answer.text, file_id, at, "answers", index, "text")
            bounds = bounds_of(node, answer)
            note = self._line(answer.note, file_id, at, "answers", index, "note") if answer.note else None
            group = self._line(answer.group, file_id, at, "answers", index, "group") if answer.group else None
            values = " ".join(answer.is_) if answer.is_ else ""
            ways.append(Way(text, href, to, guide, bounds, note, group, answer.none, values, answer.retry))
        return in_groups(ways)

    def _actions(self, place: Place, node: Ending, file_id: str, at: Address) -> tuple[ActionLink, ...]:
        offers = iter(self._graph.offers.get(place, ()))
        return tuple(
            [
                self._action(
                    action,
                    self._line(action.text, file_id, at, "actions", index, "text"),
                    next(offers) if action.to is not None else None,
                )
                for index, action in enumerate(node.actions)
            ]
        )

    def _action(self, action: Action, text: Markup, offer: Edge | None) -> ActionLink:
        if offer is not None:
            href, to, _ = self._way(offer)
            retry = offer.target is not None and self._ahead.leads_back(offer.source, offer.target)
            return ActionLink(text, href, to, "", retry)
        # Only a preview shows an action that leads nowhere.
        url = url_in(action.url, self._library.language) or "#"
        if action.contact is not None:
            main = ways_of(self._library.contacts[action.contact], self._library.language)[0]
            return ActionLink(text, main.href, None, main.shown)
        return ActionLink(text, url, None, host_of(url))

    def _form(self, node: Question, file_id: str, at: Address) -> Form | None:
        return form_of(node, self._library.language, lambda text, *more: self._line(text, file_id, at, *more))

    def _next(self, edge: Edge) -> Next:
        href, to, guide = self._way(edge)
        assert edge.target is not None  # noqa: S101 - a library without problems has every target
        return Next(self._heading(edge.target), href, to, guide)

    def _way(self, edge: Edge) -> tuple[str, str, Markup | None]:
        target = edge.target
        assert target is not None  # noqa: S101 - a library without problems has every target
        if target.tree == self._tree_id:
            return self._href(target), target.node, None
        title = self._library.trees[target.tree].title
        return self._href(target), str(target), self._plain(title, target.tree, ("title",))

    def _href(self, target: Place) -> str:
        if target.tree == self._tree_id:
            return f"#{self._prefix}{target.node}"
        # Without a fragment, the page opens at its top, with the title of the guide.
        is_start = target == self._graph.starts[target.tree]
        return self._addresses.guide(target.tree) + ("" if is_start else f"#{target.node}")

    def _unsolved(self, place: Place) -> Unsolved | None:
        target = self._graph.ways_out.get(place)
        if target is None:
            return None
        # The title of another guide names a link to its start better than its first question does.
        is_guide = target.tree != self._tree_id and target == self._graph.starts[target.tree]
        title = self._library.trees[target.tree].title
        heading = self._line(title, target.tree, (), "title") if is_guide else self._heading(target)
        return Unsolved(heading, self._href(target), retry=self._ahead.leads_back(place, target))

    def _prepare(self, node: Support, file_id: str, at: Address) -> tuple[Markup, ...]:
        return tuple(
            [self._line(text, file_id, at, "prepare", index) for index, text in enumerate(node.prepare or ())]
        )

    def _contacts(self, node: Support) -> tuple[ContactShown, ...]:
        language, tree = self._library.language, self._library.trees[self._tree_id]
        shown = []
        for key in node.contacts:
            contact = self._library.contacts[key]
            ways = ways_of(contact, language, subject=plain(tree.title, self._terms))
            hours = hours_shown(contact.hours, language) if contact.hours else None
            note = self._line(contact.note, "contacts", (key,), "note") if contact.note else None
            text = self._plain(contact.text, "contacts", (key, "text"))
            shown.append(ContactShown(key, text, tuple(map(reach_of, ways)), hours, note))
        return tuple(shown)

    def _line(
        self, text: str, file_id: str, at: Address, *more: str | int, html_of: LineHtml = line_html
    ) -> Markup:
        html = html_of(text, self._terms)
        return in_its_language(self._library, "span", html, file_id, at + more) if self._has_foreign else html

    def _open_line(self, text: str, file_id: str, at: Address) -> Markup:
        return self._line(text, file_id, at, html_of=open_line_html)

    def _varied(self, text: str | Variants, file_id: str, at: Address, html: _Html) -> Markup:
        if not isinstance(text, Variants):
            return html(text, file_id, at)
        fact = self._library.facts[text.fact]
        variants = [
            Variant(value, self._value(text.fact, value), html(one, file_id, (*at, value)))
            for value, one in text.items()
            if value != OTHERWISE
        ]
        if OTHERWISE in text:
            variants.append(Variant(None, None, html(text[OTHERWISE], file_id, (*at, OTHERWISE))))
        label = plain(fact.text, self._terms)
        return variants_html(self._library, text.fact, label, tuple(variants), block=html == self._prose)

    def _value(self, fact: str, value: str) -> Markup:
        return self._line(self._library.facts[fact].values[value], "facts", (fact, "values", value))

    def _plain(self, text: str, file_id: str, at: Address) -> Markup:
        return plain_in_its_language(self._library, text, file_id, at)

    def _prose(self, text: str, file_id: str, at: Address) -> Markup:
        address, picture = partial(self._address, file_id), partial(self._pictures.html, file_id)
        html = prose_html(text, self._terms, address, self._pieces, picture)
        return in_its_language(self._library, "div", html, file_id, at)

    def _address(self, file_id: str, link: Link) -> str:
        return link_address(link, file_id, self._library, self._addresses)


def _sources(urls: Iterable[str]) -> tuple[Source, ...]:
    return tuple([Source(url, host_of(url)) for url in urls])


# Many guides are reviewed on the same day.
@lru_cache(maxsize=1024)
def date_in_words(day: date, language: str) -> Date:
    """Return a day as a language writes it."""
    return Date(day.isoformat(), format_date(day, "long", locale=dates_of(language)))
