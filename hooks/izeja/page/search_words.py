"""What the search of a site says beside its hits: of what no page has, and where to go on then."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from izeja.language.contact_ways import ways_of
from izeja.library.library import Library
from izeja.library.topics import named_tree
from izeja.page.environment import template
from izeja.page.foreign import plain_in_its_language

_HELP = "search_help.html.j2"
# Marks the place of the number that a customer has typed.
_NUMBER = Markup("{number}")


def unknown_number(library: Library) -> str:
    """Return what the search says of a number that no page has, as HTML with `{number}`."""
    help_ = template(library.language, library.page_words, _HELP)
    return help_.render(href=None, number=_NUMBER).strip()


def search_help(library: Library, address: Callable[[str], str | None]) -> str:
    """Render what is below the hits of a search: a way on for those whom no hit helps, if there is one.

    Args:
        library: in the language of the page.
        address: returns the address of a guide, seen from the page; None for one that has no page.
    """
    title, href = _way_out(library, address)
    return (
        template(library.language, library.page_words, _HELP).render(title=title, href=href) if href else ""
    )


def _way_out(library: Library, address: Callable[[str], str | None]) -> tuple[Markup, str]:
    """Return the text and the address of a link to those who help where no guide does, if there is one."""
    unsolved = library.config.unsolved
    tree_id = named_tree(unsolved) if unsolved else ""
    if tree_id in library.guides and (found := address(tree_id)) is not None:
        return plain_in_its_language(library, library.trees[tree_id].title, tree_id, ("title",)), found
    for key, contact in library.contacts.items():
        text = plain_in_its_language(library, contact.text, "contacts", (key, "text"))
        return text, ways_of(contact, library.language)[0].href
    return Markup(), ""
