"""The feed of a language: what is new in its guides, newest first, for feed readers and other programs.

Sources: RFC 4287 (Atom) and RFC 4151 (`tag:` ids). All addresses in a feed are whole, so a site that does not
know its own has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import quote, urljoin, urlsplit

from izeja.language.html import plain
from izeja.language.tree import Tree
from izeja.library.library import Library
from izeja.page.environment import template
from izeja.reading.data import Address
from izeja.translation.page_words import wording

FEED = "feed.xml"
"""The file of a feed, in the folder of its language."""
MOST_ENTRIES = 50
"""How many changes a feed has. Readers keep those that they have seen."""
_FEED = "feed.xml.j2"


class FeedLink(NamedTuple):
    """How pages lead to a feed: its file in the site, and its title."""

    uri: str
    title: str


class FeedPlace(NamedTuple):
    """Where a feed and its guides are.

    `site` is the whole address of the site, `folder` that of the language in it, with a slash, and `name`
    what the site is called in the language. `home` and `pages` are the addresses of the home page and of
    each guide, from the root of the site.
    """

    site: str
    folder: str
    name: str
    home: str
    pages: Mapping[str, str]


class _Text(NamedTuple):
    """A plain text, and its language if that is not the feed's."""

    text: str
    language: str | None


class _Entry(NamedTuple):
    id: str
    day: date
    title: _Text
    note: _Text
    page: str

    @property
    def updated(self) -> str:
        """The time that a feed has to say. Nobody wrote one down, so it is the start of the day."""
        return f"{self.day.isoformat()}T00:00:00Z"


def feed_link(library: Library, site: str, folder: str) -> FeedLink | None:
    """Return how pages lead to the feed of a language; None if it has none.

    Args:
        library: in the language.
        site: the whole address of the site; empty if that is not known.
        folder: of the language in the site, with a slash.
    """
    if not urlsplit(site).hostname or not any(tree.changes for tree in library.guides.values()):
        return None
    return FeedLink(folder + FEED, wording(library.language, library.page_words).gettext("Updates to guides"))


def render_feed(library: Library, place: FeedPlace) -> str:
    """Return the feed of a language, the same for the same library and place.

    Args:
        library: in the language; one of its guides has changes, and a page.
        place: where the feed and its guides are.
    """
    entries = [
        entry
        for tree_id, page in place.pages.items()
        for entry in _entries(library, tree_id, urljoin(place.site, page), place)
    ]
    # Sorting is stable, so changes of one day are in the order of guides.
    entries.sort(key=attrgetter("day"), reverse=True)
    feed = template(library.language, library.page_words, _FEED).render(
        language=library.language,
        name=place.name,
        address=urljoin(place.site, quote(place.folder + FEED)),
        home=urljoin(place.site, place.home),
        entries=entries[:MOST_ENTRIES],
    )
    return f"{feed}\n"


def _entries(library: Library, tree_id: str, page: str, place: FeedPlace) -> Iterator[_Entry]:
    tree = library.trees[tree_id]
    title = _text(library, tree.title, tree_id, ("title",))
    for index, change in enumerate(tree.changes):
        # Counted from below: a newer change of the same day leaves the ids of the others as they are.
        before = sum(one.date == change.date for one in tree.changes[index + 1 :])
        note = _text(library, change.note, tree_id, ("changes", index, "note"))
        yield _Entry(_id_of(tree_id, tree, change.date, before, place), change.date, title, note, page)


def _id_of(tree_id: str, tree: Tree, day: date, before: int, place: FeedPlace) -> str:
    site = urlsplit(place.site)
    # The first id of a guide, so that readers do not show all its changes again when it is renamed.
    guide = tree.aliases[0] if tree.aliases else tree_id
    number = f"#{before + 1}" if before else ""
    path = quote(site.path + place.folder + guide, safe="/%")
    return f"tag:{_in_ascii(site.hostname or '')},{day.isoformat()}:{path}{number}"


def _in_ascii(host: str) -> str:
    """Return the name of a host as `tag:` ids have it: in Punycode where it has other letters (RFC 5890)."""
    labels = normalize("NFC", host).split(".")
    return ".".join(one if one.isascii() else f"xn--{one.encode('punycode').decode()}" for one in labels)


def _text(library: Library, text: str, tree_id: str, at: Address) -> _Text:
    language = library.config.source_language if library.is_foreign(tree_id, *at) else None
    return _Text(plain(text, library.term_names), language)
