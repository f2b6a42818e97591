"""What the search of a site says of a query that no page answers, and where it leads then."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from izeja.language.contact_ways import ways_of
from izeja.language.html import plain
from izeja.library.library import Library
from izeja.library.topics import named_tree
from izeja.page.environment import template

_TOLD = "search_told.html.j2"
# Stands for the words that a customer has typed.
_TYPED = Markup("{words}")


def told_by_search(library: Library, url: Callable[[str], str | None]) -> dict[str, str]:
    """Return the words for `search-results.js`: texts as HTML, and where a search without a result leads.

    Args:
        library: in the language of the search.
        url: returns the address of a guide, seen from the root of the site; None for one that has no page.
    """
    told = template(library.language, library.page_words, _TOLD)
    title, address = _way_out(library, url)
    return {
        "unknown": told.render(is_number=True, words=_TYPED).strip(),
        "nothing": told.render(is_number=False, words=_TYPED).strip(),
        "help": escape(title),
        "address": address,
    }


def _way_out(library: Library, url: Callable[[str], str | None]) -> tuple[str, str]:
    """Return the text and the address of a link to those who help where no guide does, if there is one."""
    terms, unsolved = library.term_names, library.config.unsolved
    tree_id = named_tree(unsolved) if unsolved else ""
    if tree_id in library.guides and (address := url(tree_id)) is not None:
        return plain(library.trees[tree_id].title, terms), address
    for contact in library.contacts.values():
        return plain(contact.text, terms), ways_of(contact, library.language)[0].href
    return "", ""
