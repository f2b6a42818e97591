"""Markdown as texts have it: markdown-it with terms, once to recognize everything and once for the subset."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from izeja.language.literal_markup import TERM

if TYPE_CHECKING:  # slow to load, and not needed by a library with simple texts
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


@lru_cache(maxsize=1)
def reader() -> MarkdownIt:
    """Return a parser of all of CommonMark, to recognize and refuse everything outside the subset."""
    return _with_terms(_commonmark(html=True))


def writer() -> MarkdownIt:
    """Return a parser of the subset alone: anything else comes out as it is written."""
    markdown = _commonmark(html=False)
    markdown.disable(["heading", "lheading", "fence", "code", "blockquote", "hr", "html_block"])
    return _with_terms(markdown.disable(["backticks", "html_inline", "image"]))


def all_tokens(tokens: list[Token], line: int = 0) -> Iterator[tuple[Token, int]]:
    """Yield all tokens, those inside others too, and the line that each is on."""
    for token in tokens:
        line = token.map[0] if token.map else line
        yield token, line
        if token.children:
            yield from all_tokens(token.children, line)


def _commonmark(*, html: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - see its types above

    return MarkdownIt("commonmark", {"html": html})


def _with_terms(markdown: MarkdownIt) -> MarkdownIt:
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
