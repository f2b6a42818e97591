"""Texts as safe HTML: terms are their names, and prose is blocks with links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from izeja.language.links import Link, link_of
from izeja.language.literal_markup import TERM
from izeja.language.markdown import writer
from izeja.language.simple_prose import simple_html

if TYPE_CHECKING:  # slow to load, and not needed by a library with simple texts
    from markdown_it import MarkdownIt


@dataclass(frozen=True, slots=True)
class TermName:
    """A term as texts show it: its name, and the URL of the place if it has one."""

    text: str
    url: str | None = None


def line_html(text: str, terms: Mapping[str, TermName]) -> Markup:
    """Return a line as HTML: terms are set in bold, and are never links."""
    html = escape(text)
    if "{" not in text:
        return html
    return Markup(TERM.sub(lambda found: _term_html(terms[found[1]].text), html))  # noqa: S704 - both are escaped


def plain(text: str, terms: Mapping[str, TermName]) -> str:
    """Return a line as plain text, for titles and descriptions."""
    return TERM.sub(lambda found: terms[found[1]].text, text)


def prose_html(text: str, terms: Mapping[str, TermName], address_of: Callable[[Link], str]) -> Markup:
    """Return prose as block HTML.

    Args:
        text: the prose; anything outside of the subset comes out as the characters that are written.
        terms: the terms by their keys.
        address_of: returns the address of a link, seen from the page.
    """
    html = simple_html(text)
    if html is None:
        html = _renderer().render(text, {"terms": terms, "address_of": address_of})
    elif "{" in html:
        html = TERM.sub(lambda found: _link_html(terms[found[1]]), html)
    return Markup(html)  # noqa: S704 - both ways escape all text


@lru_cache(maxsize=1024)
def _term_html(name: str) -> Markup:
    return Markup('<b class="izeja-term">{}</b>').format(name)


@lru_cache(maxsize=1024)
def _link_html(term: TermName) -> Markup:
    html = _term_html(term.text)
    return Markup('<a href="{}" rel="external">{}</a>').format(term.url, html) if term.url else html


@lru_cache(maxsize=1)
def _renderer() -> MarkdownIt:
    markdown = writer()
    markdown.add_render_rule("term", _render_term)
    markdown.add_render_rule("link_open", _render_link)
    return markdown


def _render_term(_renderer: Any, tokens: Any, index: int, _options: Any, env: Any) -> str:
    term: TermName = env["terms"][tokens[index].content]
    in_link = any(before.type == "link_open" for before in tokens[:index][-1:])
    return str(_term_html(term.text) if in_link else _link_html(term))


def _render_link(_renderer: Any, tokens: Any, index: int, _options: Any, env: Any) -> str:
    link = link_of(str(tokens[index].attrs["href"]))
    address = env["address_of"](link)
    rel = Markup(' rel="external"') if address.startswith("https://") else ""
    return str(Markup('<a href="{}"{}>').format(address, rel))
