"""Prose that one regular expression understands: most of it, and far faster than markdown-it.

It is paragraphs and one-line items without any character that could mean more in Markdown. For such prose,
these functions return what `izeja.language.text_reader` and `izeja.language.html` make with markdown-it; see
`docs/fast-twins.md`.
"""

from __future__ import annotations

import re

from izeja.language.bare_addresses import may_have_address
from izeja.language.content import NOTHING_BUT_WORDS, Content
from izeja.language.literal_markup import TERM

_PLAIN = r"(?![-*_ ]|[0-9]+[.)])[^\[\]<>`#!~&\\=+|\0\t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+"
_MARK = r"(?:-|[0-9]{1,9}\.) "
_ITEM = re.compile(_MARK)
_LISTS_IN_A_ROW = re.compile(rf"^{_MARK}.*\n\n{_MARK}", re.MULTILINE)
_BLOCK = (
    "(?:" + "|".join(rf"{mark}{_PLAIN}(?:\n{mark}{_PLAIN})*" for mark in ("", "- ", r"[0-9]{1,9}\. ")) + ")"
)
_SIMPLE = re.compile(rf"{_BLOCK}(?:\n\n{_BLOCK})*")
# Emphasis of whole words in one line, with a space before it, and a space or a punctuation mark after it.
_EMPHASIS = re.compile(r"(\*(?<![^ \n]\*)\*?)[^\W_](?:[^*_\n]*[^\W_])?\1(?=[ \n.,:;?!)]|\Z)")


def simple_content(text: str) -> Content | None:
    """Return the content of simple prose; None if only Markdown can say what a text holds."""
    if may_have_address(text) or not _SIMPLE.fullmatch(text):
        return None
    emphasis = strong = 0
    if "*" in text or "_" in text:
        marks = [found[1] for found in _EMPHASIS.finditer(text)]
        # Some asterisk belongs to no emphasis that the pattern understands, so Markdown has to decide.
        if "_" in text or sum(map(len, marks)) * 2 != text.count("*"):
            return None
        strong = marks.count("**")
        emphasis = len(marks) - strong
    items = len([line for line in text.split("\n") if _ITEM.match(line)])
    if not (items or emphasis or strong or "{" in text):
        return NOTHING_BUT_WORDS
    return Content(tuple(TERM.findall(text)), (), items, (), emphasis, strong)


def simple_html(text: str) -> str | None:
    """Return simple prose as HTML, its terms as written; None if only Markdown can say how it looks."""
    if " \n" in text or text.endswith(" ") or may_have_address(text) or not _SIMPLE.fullmatch(text):
        return None
    html = _EMPHASIS.sub(_emphasis_html, text) if "*" in text else text
    if "*" in html or "_" in html or ("\n\n" in html and _LISTS_IN_A_ROW.search(html)):
        return None
    # Simple prose has none of the other characters that HTML wants escaped.
    html = html.replace('"', "&quot;")
    return "".join([_block_html(block) for block in html.split("\n\n")])


def _block_html(block: str) -> str:
    mark = _ITEM.match(block)
    if not mark:
        return f"<p>{block.strip()}</p>\n"
    items = "\n".join([f"<li>{line.partition(' ')[2].strip()}</li>" for line in block.split("\n")])
    if mark[0] == "- ":
        return f"<ul>\n{items}\n</ul>\n"
    number = int(mark[0].rstrip(". "))
    return f"<ol>\n{items}\n</ol>\n" if number == 1 else f'<ol start="{number}">\n{items}\n</ol>\n'


def _emphasis_html(found: re.Match[str]) -> str:
    mark = found[1]
    element = "em" if mark == "*" else "strong"
    return f"<{element}>{found[0][len(mark) : -len(mark)]}</{element}>"
