"""One tree in one language as a fragment of HTML. Knows no host, and asks it for addresses."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from markupsafe import Markup

from izeja.language.html import plain
from izeja.language.locales import direction_of
from izeja.library.library import Library
from izeja.page.addresses import Addresses
from izeja.page.environment import template
from izeja.page.foreign import plain_in_its_language
from izeja.page.listing import listing_of, listing_of_all, search_examples, topic_page
from izeja.page.structured_data import structured_data
from izeja.page.view import Guide
from izeja.page.view_builder import date_in_words, view_of
from izeja.proof.graph import Graph
from izeja.translation.page_words import wording

_GUIDE, _CARDS, _TOPIC = "guide.html.j2", "guides.html.j2", "topic.html.j2"
_MOVED, _MISSING = "moved.html.j2", "missing.html.j2"
_SEARCH = "search.html.j2"

Optional: TypeAlias = Literal["title", "structured data"]
"""A part of a guide's page that a host can do without."""


class Heading(NamedTuple):
    """The heading of a node: its plain text, and the id of the node on the page."""

    text: str
    node: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a host needs for the head of a page, as plain text."""

    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """A rendered page: HTML for its body, and the values in it, for contents and search."""

    html: str
    guide: Guide

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of all nodes, that of the start first."""
        return tuple(Heading(section.heading.striptags(), section.id) for section in self.guide.sections)


def guide_head(library: Library, tree_id: str) -> Head:
    """Return the title and the description of a tree's page."""
    tree, terms = library.trees[tree_id], library.term_names
    return Head(plain(tree.title, terms), plain(tree.summary or tree.title, terms))


def render_guide(
    library: Library,
    graph: Graph,
    tree_id: str,
    addresses: Addresses,
    *,
    embedded: bool = False,
    without: Collection[Optional] = (),
) -> Fragment:
    """Render one guide, with the parts that it includes.

    Args:
        library: in the language of the page, without problems.
        graph: where its nodes lead.
        tree_id: the tree.
        addresses: where other pages are.
        embedded: whether it is one of several things on a page, perhaps with other guides. Its ids
            then begin with that of the tree, and its headings are one level lower.
        without: what is left out. Some themes show the title of each page themselves. An embedded guide never
            has `structured_data`, since a page with several guides is about none of them.

    Returns:
        The fragment. Its HTML is complete without JavaScript; all text in it is escaped.
    """
    # Ids of nodes never have two hyphens in a row, so these cannot meet those of another guide.
    prefix = f"{tree_id.replace('/', '--')}--" if embedded else ""
    guide = view_of(library, graph, tree_id, addresses, prefix)
    words = wording(library.language, library.page_words)
    has_data = "structured data" not in without and not embedded
    data = structured_data(guide, words.gettext("All guides")) if has_data else Markup()
    page = template(library.language, library.page_words, _GUIDE)
    return Fragment(page.render(guide=guide, structured_data=data, titled="title" not in without), guide)


def prepare(language: str, page_words: str) -> None:
    """Load what all guides of a language need, so that the first one does not wait for it.

    Args:
        language: one that the page speaks.
        page_words: the site's own words in it; see `izeja.library.library.Library`.
    """
    # Compiling a template and loading a locale take longer than a guide.
    template(language, page_words, _GUIDE)
    date_in_words(date.min, language)


def render_moved(library: Library, title: str, href: str, script: str) -> str:
    """Render the page at an old address of a guide or a topic.

    Args:
        library: in the language of the page.
        title: of the guide or topic, as HTML.
        href: where it is now, seen from the old address.
        script: where `izeja.page.assets.MOVED` is, seen from there.
    """
    return template(library.language, library.page_words, _MOVED).render(
        language=library.language,
        direction=direction_of(library.language),
        title=title,
        href=href,
        script=script,
    )


def render_missing(library: Library, guides: Mapping[str, str], home: str | None) -> str:
    """Render what a customer sees at an address that does not exist.

    Args:
        library: in the language of the customer.
        guides: the address of each guide to choose from, by its id.
        home: the address of the home page in this language, if there is one.
    """
    return template(library.language, library.page_words, _MISSING).render(
        language=library.language,
        direction=direction_of(library.language),
        guides=[
            (plain_in_its_language(library, library.trees[tree_id].title, tree_id, ("title",)), href)
            for tree_id, href in guides.items()
        ],
        home=home,
    )


def topic_head(library: Library, topic_id: str) -> Head:
    """Return the title and the description of a topic's page."""
    topic, terms = library.shelves.shelves[topic_id].topic.written, library.term_names
    return Head(plain(topic.title, terms), plain(topic.summary or topic.title, terms))


def render_topic(library: Library, topic_id: str, addresses: Addresses, *, titled: bool = True) -> str:
    """Render the page of a topic, with its title unless the theme shows it."""
    topic = topic_page(library, addresses, topic_id)
    page = template(library.language, library.page_words, _TOPIC)
    return page.render(topic=topic, listing=topic.listing, titled=titled)


def render_cards(library: Library, addresses: Addresses, topics: Sequence[str] = ()) -> str:
    """Render what customers choose from on the home page.

    Args:
        library: in the language of the page.
        addresses: where other pages are.
        topics: the topics whose content is wanted; by default all guides of the library.
    """
    cards = template(library.language, library.page_words, _CARDS)
    if not topics:
        return cards.render(listing=listing_of_all(library, addresses))
    # A preview may show a page that names a topic without guides.
    known = (one for one in topics if one in library.shelves.shelves)
    return "".join(cards.render(listing=listing_of(library, addresses, one)) for one in known)


def render_search(library: Library, addresses: Addresses) -> str:
    """Render the search field of a page.

    Args:
        library: in the language of the page.
        addresses: where other pages are.
    """
    search = template(library.language, library.page_words, _SEARCH)
    return search.render(examples=search_examples(library, addresses))
