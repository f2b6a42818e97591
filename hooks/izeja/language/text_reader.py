"""Reads a text: what it holds, and what in it is refused.

A line has plain words and terms. Prose has paragraphs, bulleted and numbered lists, emphasis, links and
terms, in a small, closed subset of Markdown. Everything else in CommonMark is recognized and refused, and
never reaches a page.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from izeja.language.content import NOTHING_BUT_WORDS, Content
from izeja.language.fields import Words
from izeja.language.habits import Refusal
from izeja.language.links import Link, link_of
from izeja.language.literal_markup import MOST_REFUSALS, TERM, is_suspicious, literal_markup
from izeja.language.markdown import all_tokens, reader
from izeja.language.simple_prose import simple_content

if TYPE_CHECKING:  # slow to load, and not needed by a library with simple texts
    from markdown_it.token import Token

_REFUSED = {
    "heading_open": "a text cannot have headings; the first key of the node is its heading",
    "fence": "a text cannot have code",
    "code_block": "Markdown reads lines that are indented this far as code",
    "code_inline": "a text cannot have code; use a {term} for the name of a button",
    "blockquote_open": "a text cannot have quotations",
    "hr": "a text cannot have horizontal rules",
    "html_block": "a text cannot have HTML",
    "html_inline": "a text cannot have HTML",
    "image": "a text cannot have images",
}
_NO_HTML = "write '**words**' for bold, '[words](https://...)' for a link, an empty line for a new paragraph"
_INSTEAD = {
    "heading_open": "make it a node of its own, or write '**Careful**' in a line with an empty line below",
    "html_block": _NO_HTML,
    "html_inline": _NO_HTML,
    "image": "say in words what it shows",
}
"""What to write in place of some of them."""

MAX_CHARACTERS = 10_000
"""A longer text is refused."""
MAX_SIGNS = 1_000
"""A text with more signs that Markdown knows is refused: to read it can take quadratic time."""
_SIGN = re.compile(r"[][*_`<>\\&!~]")


def content_of(text: str, words: Words) -> Content:
    """Return the content of a text: its terms, links, list items and emphasis, and its refused markup."""
    if len(text) > MAX_CHARACTERS:
        return Content(refusals=(_too_long(text),))
    # A line cannot hold markup; asterisks and brackets in it are ordinary characters.
    if words.kind == "line":
        found = literal_markup(text, "line") if is_suspicious(text, "line") else ()
        if not found and "{" not in text:
            return NOTHING_BUT_WORDS
        return Content(terms=tuple(TERM.findall(text)), refusals=found)
    refusals = list(literal_markup(text, "prose")) if is_suspicious(text, "prose") else []
    if not refusals and (simple := simple_content(text)) is not None:
        return simple
    if (signs := len(_SIGN.findall(text))) > MAX_SIGNS:
        return Content(refusals=(_too_many_signs(signs),))
    terms: list[str] = []
    links: list[Link] = []
    counts: Counter[str] = Counter()
    lines = text.splitlines()
    for token, line in all_tokens(reader().parse(text)):
        counts[token.type] += 1
        if token.type == "term":
            terms.append(token.content)
        elif token.type == "link_open":
            links.append(link_of(str(token.attrs["href"])))
        elif token.type in _REFUSED:
            refusals.append(_refusal(text, token, lines[line : line + 1]))
    del refusals[MOST_REFUSALS:]
    emphasis, strong = counts["em_open"], counts["strong_open"]
    return Content(tuple(terms), tuple(links), counts["list_item_open"], tuple(refusals), emphasis, strong)


def _too_long(text: str) -> Refusal:
    message = f"this text has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}"
    return Refusal("too-large", message, "make it shorter, or divide it between several nodes")


def _too_many_signs(signs: int) -> Refusal:
    message = f"this text has {signs:,} signs of markup, such as '*' and '['; the limit is {MAX_SIGNS:,}"
    return Refusal("too-large", message, "use fewer of them, or divide the text between several nodes")


def _refusal(text: str, token: Token, line: list[str]) -> Refusal:
    shown = token.content.strip().splitlines() or line or [""]
    wanted = shown[0].strip()
    if token.type == "code_inline":
        # Without its marks, a word of code may come earlier in the text too.
        marked = f"{token.markup}{wanted}{token.markup}"
        wanted = marked if marked in text else wanted
    found = Refusal("unsupported-markup", _REFUSED[token.type], wanted=wanted)
    return replace(found, hint=_INSTEAD.get(token.type, found.hint))
