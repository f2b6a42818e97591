"""Markdown as texts have it: markdown-it with terms, notes and addresses that become links.

One parser recognizes everything, and one writes the subset.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from izeja.language.bare_addresses import BARE, address_rule, text_rule
from izeja.language.callouts import callout_rule
from izeja.language.links import Link, MailLink, link_of
from izeja.language.literal_markup import TERM

if TYPE_CHECKING:  # slow to load, and not needed by a library with simple texts
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

HEADING = "##"
"""How a writer marks a heading. It is the only level: the page has the title, and the node a heading."""


@lru_cache(maxsize=1)
def reader() -> MarkdownIt:
    """Return a parser of all of CommonMark, to recognize and refuse everything outside the subset."""
    return _with_rules(_commonmark(html=True))


def writer() -> MarkdownIt:
    """Return a parser of the subset alone: anything else comes out as it is written."""
    markdown = _commonmark(html=False)
    return _with_rules(markdown.disable(["lheading", "code", "hr", "html_block", "html_inline"]))


def is_heading(token: Token) -> bool:
    """Return whether a token begins or ends a heading that a text can have."""
    return token.markup == HEADING and not token.level


def link_in(token: Token) -> Link:
    """Return the link that a token begins."""
    href = str(token.attrs["href"])
    # An address without words of its own: `help@example.com` or `<help@example.com>`.
    if token.markup in (BARE, "autolink") and href.startswith("mailto:"):
        return MailLink(href.removeprefix("mailto:"))
    return link_of(href)


def all_tokens(tokens: list[Token], line: int = 0) -> Iterator[tuple[Token, int]]:
    """Yield all tokens, those inside others too, and the line that each is on."""
    for token in tokens:
        line = token.map[0] if token.map else line
        yield token, line
        if token.children:
            yield from all_tokens(token.children, line)


def _commonmark(*, html: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - see its types above

    return MarkdownIt("commonmark", {"html": html}).enable("table")


def _with_rules(markdown: MarkdownIt) -> MarkdownIt:
    markdown.core.ruler.before("inline", "callout", callout_rule)
    markdown.inline.ruler.before("text", "address", address_rule)
    markdown.inline.ruler.at("text", text_rule)
    markdown.inline.ruler.before("emphasis", "term", _term_rule)
    # markdown-it drops links that it finds unsafe; here they must stay, to be reported.
    markdown.validateLink = _any_link  # type: ignore[method-assign]  # how markdown-it documents it
    return markdown


def _any_link(url: str) -> bool:  # noqa: ARG001 - markdown-it's signature
    return True


def _term_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    found = TERM.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("term", "", 0).content = found[1]
    state.pos = found.end()
    return True
