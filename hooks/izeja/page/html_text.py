"""The text of HTML, without its elements."""

from __future__ import annotations

import re

_HIDDEN = re.compile(r"<span hidden>(.*?)</span>")
"""What a picture shows, in words; it takes no part in the line."""
# The sign that Python-Markdown's `toc` puts behind a heading, by its default class, says nothing of it.
_NO_TEXT = re.compile(r'<!--.*?-->|<a class="headerlink"[^>]*>.*?</a>', re.DOTALL)
_IN_A_LINE = (
    *("a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
    *("ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"),
    "wbr",
)
"""The elements that are within a line; of any other, a browser begins a new one, or shows something else."""
_INLINE = re.compile(rf"</?(?:{'|'.join(_IN_A_LINE)})(?:\s[^>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def text_of(html: str) -> str:
    """Return the words of HTML, with spaces between blocks and none inside words; escapes stay."""
    if "<" not in html:
        return " ".join(html.split())
    html = _HIDDEN.sub(r" \1 ", _NO_TEXT.sub("", html))
    return " ".join(_TAG.sub(" ", _INLINE.sub("", html)).split())
