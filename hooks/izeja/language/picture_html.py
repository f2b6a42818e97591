"""How a picture in prose becomes HTML: its words are found here, and the page writes its element."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from markupsafe import Markup, escape

from izeja.language.pictures import PictureLink, picture_of
from izeja.language.term_html import TermName

if TYPE_CHECKING:  # slow to load, and not needed by a library with simple texts
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token


class ShownPicture(NamedTuple):
    """A picture or a video in prose: its file, what it shows, and whether it is a paragraph of its own."""

    link: PictureLink
    alt: str
    is_block: bool


PictureHtml: TypeAlias = Callable[[ShownPicture], Markup]
"""Returns the HTML of a picture or a video; as a block if it is a paragraph of its own."""


def in_words(picture: ShownPicture) -> Markup:
    """Return what a picture shows, in words."""
    return escape(picture.alt)


def free_pictures(state: StateCore) -> None:
    """Take pictures out of the paragraphs that have nothing else: as blocks, they are in none."""
    for index, token in enumerate(state.tokens):
        children = token.children or []
        if token.type == "inline" and [child.type for child in children] == ["image"]:
            children[0].meta["is_block"] = True
            for paragraph in state.tokens[index - 1 : index + 2 : 2]:
                paragraph.hidden = True


def picture(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    """Write a token of markdown-it as HTML; its environment has the `terms`, and `picture_html`."""
    token = tokens[index]
    alt = "".join([_plain(child, env["terms"]) for child in token.children or ()])
    shown = ShownPicture(picture_of(token), alt, token.meta.get("is_block", False))
    return str(escape(env["picture_html"](shown)))


def _plain(token: Token, terms: Mapping[str, TermName]) -> str:
    if token.type == "term":
        return terms[token.content].text
    return " " if token.type in ("softbreak", "hardbreak") else token.content
