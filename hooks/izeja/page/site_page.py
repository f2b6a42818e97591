"""A whole page in Izeja's own theme: what is around a guide, a topic or a hand-written page."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from izeja.library.library import Library
from izeja.page.environment import template

_PAGE = "site.html.j2"


class OtherLanguage(NamedTuple):
    """The same page in another language, or the home page of that language."""

    code: str
    name: str
    href: str


class Alternate(NamedTuple):
    """The whole address of a page in a language, or for all others (`x-default`)."""

    code: str
    href: str


class MenuItem(NamedTuple):
    """A line of the menu; one with lines below it is their heading.

    `current` is what `aria-current` says: `page` for the line of the page, `true` for that of its section.
    """

    title: str
    href: str | None
    current: str = ""
    below: tuple[MenuItem, ...] = ()


class MenuRow(NamedTuple):
    """A row of the menu: all pages, or those of the section that `name` names."""

    name: str
    items: tuple[MenuItem, ...]


class SitePage(NamedTuple):
    """What is on a page. `title` and `content` are HTML, `name` the title in an attribute.

    `url` is the whole address, empty for a site that does not know its own. `head` and `scripts` are elements
    of the site itself, as HTML. `article_style` is for browsers without scripts. `start` is the id that the
    link to skip the header leads to. `worker` is what finds hits, if there is a search. `offline` is the
    worker that keeps the language on a customer's device, if one does.
    """

    language: str
    direction: str
    site_name: str
    title: Markup
    name: Markup
    description: Markup
    url: str
    alternates: tuple[Alternate, ...]
    icon: str | None
    head: Markup
    styles: tuple[str, ...]
    later_styles: tuple[str, ...]
    article_style: str
    script: str
    modules: tuple[str, ...]
    scripts: Markup
    colour: str
    start: str
    home: str
    languages: tuple[OtherLanguage, ...]
    menu: tuple[MenuRow, ...]
    content: Markup
    offline: str
    worker: str
    search_help: Markup


def render_site_page(library: Library, page: SitePage) -> str:
    """Render a page.

    Args:
        library: in the language of the page.
        page: what is on it.
    """
    return template(library.language, library.page_words, _PAGE).render(page=page)
