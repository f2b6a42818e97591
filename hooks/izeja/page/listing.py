"""From the guides of a library to the values on pages that list them: the home page, and those of topics."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from typing import NamedTuple

from markupsafe import Markup

from izeja.language.locales import direction_of
from izeja.library.library import LIBRARY, Library
from izeja.library.topics import Shelf, named_tree, page_name
from izeja.page.addresses import Addresses
from izeja.page.foreign import plain_in_its_language
from izeja.page.view import Card, Crumb
from izeja.page.view_builder import crumbs, line_of

MOST_CARDS = 60
"""Of more guides than these, a list has the titles alone: nobody reads so many summaries."""
_MOST_SUMMARIES = 20
"""Of more topics than these, a list has titles and numbers of guides alone: customers look for one."""
_POPULAR, _EXAMPLES = 6, 4


class TopicCard(NamedTuple):
    """A topic in a list, and how many guides it has."""

    href: str
    title: Markup
    summary: Markup | None
    icon: str | None
    size: int


class Listing(NamedTuple):
    """Topics, and guides below them; `popular` has a few of them in front. `is_lean` if titles are enough."""

    popular: tuple[Card, ...]
    topics: tuple[TopicCard, ...]
    guides: tuple[Card, ...]
    is_lean: bool


class SearchExample(NamedTuple):
    """Words that customers search for, and the guide that they lead to."""

    href: str
    text: Markup


class TopicPage(NamedTuple):
    """The page of a topic."""

    id: str
    title: Markup
    summary: Markup | None
    home: str | None
    path: tuple[Crumb, ...]
    language: str
    direction: str
    listing: Listing


def listing_of_all(library: Library, addresses: Addresses) -> Listing:
    """Return what the home page lists: all guides, or topics and the first guides of `order`."""
    shelves = library.shelves
    topics = [one for one in shelves.shelves.values() if one.topic.within is None]
    if not topics and len(library.guides) <= MOST_CARDS:
        return _listing(library, addresses, (), (), library.guides)
    first = [tree for target in library.config.order if (tree := named_tree(target)) in library.guides]
    return _listing(library, addresses, topics, first[:_POPULAR], shelves.others)


def search_examples(library: Library, addresses: Addresses) -> tuple[SearchExample, ...]:
    """Return what customers may search for: the first words of `also_called` of the first guides."""
    named = ((tree_id, tree.also_called[0]) for tree_id, tree in library.guides.items() if tree.also_called)
    return tuple(
        SearchExample(
            addresses.guide(tree_id),
            plain_in_its_language(library, text.split(",")[0], tree_id, ("also_called", 0)),
        )
        for tree_id, text in islice(named, _EXAMPLES)
    )


def listing_of(library: Library, addresses: Addresses, topic_id: str) -> Listing:
    """Return what the page of a topic lists."""
    shelves = library.shelves.shelves
    shelf = shelves[topic_id]
    return _listing(library, addresses, [shelves[one] for one in shelf.topics], (), shelf.guides)


def topic_page(library: Library, addresses: Addresses, topic_id: str) -> TopicPage:
    """Return the values on the page of a topic."""
    topic = library.shelves.shelves[topic_id].topic
    shown = partial(_shown(library), LIBRARY, topic.at)
    return TopicPage(
        topic_id,
        shown(topic.written.title, "title"),
        shown(topic.written.summary, "summary") if topic.written.summary else None,
        addresses.home(),
        crumbs(library, library.term_names, addresses, () if topic.within is None else (topic.within,)),
        library.language,
        direction_of(library.language),
        listing_of(library, addresses, topic_id),
    )


def _shown(library: Library) -> Callable[..., Markup]:
    return partial(line_of, library, library.term_names)


def _listing(
    library: Library,
    addresses: Addresses,
    topics: Iterable[Shelf],
    popular: Iterable[str],
    guides: Iterable[str],
) -> Listing:
    shown = _shown(library)
    shelves = tuple(topics)
    has_summaries = len(shelves) <= _MOST_SUMMARIES

    def topic_card(shelf: Shelf) -> TopicCard:
        topic = shelf.topic
        summary = topic.written.summary if has_summaries else None
        return TopicCard(
            addresses.guide(page_name(topic.id)),
            shown(LIBRARY, topic.at, topic.written.title, "title"),
            shown(LIBRARY, topic.at, summary, "summary") if summary else None,
            topic.written.icon,
            library.shelves.count(topic.id),
        )

    def card(tree_id: str) -> Card:
        tree = library.trees[tree_id]
        return Card(
            addresses.guide(tree_id),
            shown(tree_id, (), tree.title, "title"),
            shown(tree_id, (), tree.summary, "summary") if tree.summary else None,
            tree.kind,
        )

    listed = tuple(map(card, guides))
    return Listing(
        tuple(map(card, popular)), tuple(map(topic_card, shelves)), listed, len(listed) > MOST_CARDS
    )
