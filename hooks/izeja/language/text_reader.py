"""Reads a text: what it holds, and what in it is refused.

A line has plain words, terms and code. Prose has paragraphs, lists, headings of one level, notes, tables,
code, emphasis, links and terms, in a small, closed subset of GitHub's Markdown. Everything else in it is
recognized and refused, and never reaches a page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from izeja.language.callouts import OPEN
from izeja.language.code_spans import CODE
from izeja.language.content import NOTHING_BUT_WORDS, Content
from izeja.language.fields import Words
from izeja.language.habits import Refusal
from izeja.language.literal_markup import MOST_REFUSALS, TERM, is_suspicious, literal_markup
from izeja.language.markdown import all_tokens, link_in, reader
from izeja.language.pictures import picture_of
from izeja.language.refused_markup import refused
from izeja.language.simple_prose import simple_content
from izeja.language.words_between import words_between

if TYPE_CHECKING:  # slow to load, and not needed by a library with simple texts
    from markdown_it.token import Token

MAX_CHARACTERS = 10_000
"""A longer text is refused."""
MAX_SIGNS = 1_000
"""A text with more signs that Markdown knows is refused: to read it can take quadratic time."""
MAX_CELLS = 1_000
"""A text with a larger table is refused: Markdown adds the cells that its rows lack."""
_SIGN = re.compile(r"[][*_`<>\\&!~|]")


def content_of(text: str, words: Words) -> Content:
    """Return the content of a text: its terms, links, code, list items ..., and its refused markup."""
    if len(text) > MAX_CHARACTERS:
        return Content(refusals=(_too_long(text),))
    return _content_of_line(text) if words.kind == "line" else _content_of_prose(text)


def _content_of_line(text: str) -> Content:
    # A line has no markup but code; asterisks and brackets in it are ordinary characters.
    found = literal_markup(text, "line") if is_suspicious(text, "line") else ()
    if not found and "{" not in text and "`" not in text:
        return NOTHING_BUT_WORDS
    code = tuple(one[0] for one in CODE.finditer(text))
    return Content(tuple(TERM.findall(CODE.sub("", text) if code else text)), refusals=found, code=code)


def _content_of_prose(text: str) -> Content:
    simple = simple_content(text)
    tokens = []
    if simple is None:
        if too_much := _too_much(text):
            return Content(refusals=(too_much,))
        tokens = [*all_tokens(reader().parse(text))]
    literal = (
        literal_markup(text, "prose", words_between(text, tokens)) if is_suspicious(text, "prose") else ()
    )
    if simple is not None:
        return replace(simple, refusals=literal) if literal else simple
    return replace(_held(tokens), refusals=tuple(islice([*literal, *refused(text, tokens)], MOST_REFUSALS)))


def _held(tokens: Sequence[tuple[Token, int]]) -> Content:
    """Return what the tokens of a text hold besides words."""
    found: dict[str, list[Token]] = defaultdict(list)
    for token, _ in tokens:
        found[token.type].append(token)
    return Content(
        terms=tuple(token.content for token in found["term"]),
        links=tuple(map(link_in, found["link_open"])),
        list_items=len(found["list_item_open"]),
        emphasis=len(found["em_open"]),
        strong=len(found["strong_open"]),
        code=tuple(map(_code, (*found["code_inline"], *found["fence"]))),
        callouts=tuple(token.info for token in found[OPEN]),
        headings=len(found["heading_open"]),
        rows=len(found["tr_open"]),
        cells=len(found["th_open"]) + len(found["td_open"]),
        pictures=tuple(map(picture_of, found["image"])),
    )


def _code(token: Token) -> str:
    if token.type == "fence":
        return token.content.removesuffix("\n")
    return f"{token.markup}{token.content}{token.markup}"


def _too_long(text: str) -> Refusal:
    message = f"this text has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}"
    return Refusal("too-large", message, "make it shorter, or divide it between several nodes")


def _too_much(text: str) -> Refusal | None:
    """Refuse a text that could take too long to read."""
    hint = "use fewer of them, or divide the text between several nodes"
    if (signs := len(_SIGN.findall(text))) > MAX_SIGNS:
        message = f"this text has {signs:,} signs of markup, such as '*' and '['; the limit is {MAX_SIGNS:,}"
        return Refusal("too-large", message, hint)
    if "|" in text and (cells := max(map(_most_cells, text.split("\n\n")))) > MAX_CELLS:
        message = f"a table in this text can have {cells:,} cells; the limit is {MAX_CELLS:,}"
        return Refusal("too-large", message, hint)
    return None


def _most_cells(block: str) -> int:
    lines = block.split("\n")
    return max(line.count("|") for line in lines) * len(lines)
