"""Addresses that are written out in a text, and become links: `https://...` and e-mail addresses."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from izeja.language.links import is_https

if TYPE_CHECKING:  # slow to load, and not needed by a library with simple texts
    from markdown_it.rules_inline import StateInline

# Letters of any script and the signs of RFC 3986, without those that Markdown or a sentence would miss.
# A name before an `@` is a part of the address, so that the whole of it is no link.
_WEB = r"(?<![\w@])https://[\w.-]++(?:[:\w.~!-]*+@[\w.-]*+)?(?::\d{1,5}+)?(?:[/?#][\w.~!$&'()+,;=:@%/?#-]*+)?"
_MAIL = r"(?<![\w./@+-])[\w.+-]{1,64}+@[\w-]++(?:\.[\w-]++)++"
_ADDRESS = re.compile(rf"{_WEB}|{_MAIL}", re.IGNORECASE)
# A sentence goes on, or ends, after an address.
_NOT_AT_ITS_END = "?!.,:;'&-_~"
# What the inline rules of CommonMark and that of terms begin with. Each version of markdown-it keeps its own
# list in another place. A sign too many only costs time; a missing one hides what it begins.
_SIGN = re.compile(r"[\n\\`*_!\[\]<&{]")

BARE = "bare"
"""The mark of the tokens around such an address."""


def may_have_address(text: str) -> bool:
    """Return whether a text can have an address; takes no time."""
    return "://" in text or "@" in text


@lru_cache(maxsize=8)
def addresses_in(text: str) -> dict[int, int]:
    """Return where each address in a text begins, and where it ends."""
    if not may_have_address(text):
        return {}
    found = ((one.start(), _without_end(one[0])) for one in _ADDRESS.finditer(text))
    return {start: start + len(one) for start, one in found if "://" not in one or is_https(one)}


@lru_cache(maxsize=8)
def _starts_in(text: str) -> tuple[int, ...]:
    return tuple(addresses_in(text))


def url_of(address: str) -> str:
    """Return what an address links to."""
    return address if "://" in address else f"mailto:{address}"


def _without_end(address: str) -> str:
    """Return an address without the punctuation of the sentence around it."""
    address = address.rstrip(_NOT_AT_ITS_END)
    # A bracket belongs to the address if it was opened there: `https://example.com/a_(b)`.
    depths = accumulate({"(": 1, ")": -1}.get(char, 0) for char in address)
    closed = next((index for index, depth in enumerate(depths) if depth < 0), len(address))
    return address[:closed].rstrip(_NOT_AT_ITS_END)


def address_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Make a link of an address; for markdown-it, before its rule for text."""
    # Inside the words of a link, an address is nothing but words.
    if state.linkLevel or not (end := addresses_in(state.src).get(state.pos)):
        return False
    if not silent:
        address = state.src[state.pos : end]
        begin = state.push("link_open", "a", 1)
        begin.markup, begin.attrs = BARE, {"href": url_of(address)}
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1).markup = BARE
    state.pos = end
    return True


def text_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Take plain words up to the next sign or address; for markdown-it, in place of its rule for text."""
    sign = _SIGN.search(state.src, state.pos)
    end = sign.start() if sign else state.posMax
    starts = _starts_in(state.src)
    if (after := bisect_right(starts, state.pos)) < len(starts):
        end = min(end, starts[after])
    if end == state.pos:
        return False
    if not silent:
        # Its faster `append_pending` is new in 4.3, and saves nothing within `text_reader.MAX_CHARACTERS`.
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True
