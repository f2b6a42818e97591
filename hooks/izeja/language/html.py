"""Texts as safe HTML: terms are their names, and prose is blocks with links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup, escape

from izeja.language.links import Link, link_of
from izeja.language.literal_markup import TERM
from izeja.language.markdown import writer
from izeja.language.pictures import PictureLink, picture_of
from izeja.language.simple_prose import simple_html

if TYPE_CHECKING:  # slow to load, and not needed by a library with simple texts
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token


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


class ShownPicture(NamedTuple):
    """A picture or a video in prose: its file, what it shows, and whether it is a paragraph of its own."""

    link: PictureLink
    alt: str
    is_block: bool


def no_picture(picture: ShownPicture) -> Markup:
    """Return what a picture shows, in words."""
    return escape(picture.alt)


def prose_html(
    text: str,
    terms: Mapping[str, TermName],
    address_of: Callable[[Link], str],
    picture_html: Callable[[ShownPicture], Markup] = no_picture,
) -> Markup:
    """Return prose as block HTML.

    Args:
        text: the prose; anything outside of the subset comes out as the characters that are written.
        terms: the terms by their keys.
        address_of: returns the address of a link, seen from the page.
        picture_html: returns the HTML of a picture or a video; as a block if it is a paragraph of its own.
    """
    html = simple_html(text)
    if html is None:
        env = {"terms": terms, "address_of": address_of, "picture_html": picture_html}
        html = _renderer().render(text, env)
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
    markdown.add_render_rule("image", _render_picture)
    markdown.core.ruler.push("pictures", _free_pictures)
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


def _free_pictures(state: StateCore) -> None:
    """Take pictures out of the paragraphs that have nothing else: as blocks, they are in none."""
    for index, token in enumerate(state.tokens):
        if token.type == "inline" and [child.type for child in token.children or ()] == ["image"]:
            for paragraph in state.tokens[index - 1 : index + 2 : 2]:
                paragraph.hidden = True
            token.children[0].meta["is_block"] = True  # type: ignore[index]  # it has one child


def _render_picture(_renderer: Any, tokens: Any, index: int, _options: Any, env: Any) -> str:
    token: Token = tokens[index]
    alt = "".join([_plain(child, env["terms"]) for child in token.children or ()])
    shown = ShownPicture(picture_of(token), alt, token.meta.get("is_block", False))
    return str(escape(env["picture_html"](shown)))


def _plain(token: Token, terms: Mapping[str, TermName]) -> str:
    if token.type == "term":
        return terms[token.content].text
    return " " if token.type in ("softbreak", "hardbreak") else token.content
