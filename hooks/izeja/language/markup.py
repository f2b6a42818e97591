"""The texts of a tree: plain lines with terms, and prose in a small, closed subset of Markdown.

Prose has paragraphs, bulleted and numbered lists, emphasis, links and terms. Everything else that
CommonMark knows is recognized, so that it can be refused, and never reaches a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup, escape

from izeja.language.model import Words

if TYPE_CHECKING:  # slow to load, and of no use to a library with simple texts
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_TERM = re.compile(r"\{([a-z0-9]+(?:-[a-z0-9]+)*)\}")

_REFUSED = {
    "heading_open": "headings are not part of a text; the node's first key is its heading",
    "fence": "code is not part of a text",
    "code_block": "these lines are indented so far that Markdown takes them for code",
    "code_inline": "code is not part of a text; use a {term} for the name of a button",
    "blockquote_open": "quotations are not part of a text",
    "hr": "rules are not part of a text",
    "html_block": "HTML is not part of a text",
    "html_inline": "HTML is not part of a text",
    "image": "images are not part of a text",
}


SUBSET = (
    "a text has paragraphs, lists ('- ' or '1. '), *emphasis*, [links](https://...) and {terms}, nothing else"
)


@dataclass(frozen=True, slots=True)
class TermName:
    """A term as texts show it: its name, and the address of the place if it has one."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a text that is not part of the subset, and the words in which it shows."""

    message: str
    wanted: str


class Difference(NamedTuple):
    """What a text lacks or has too much: a sentence, and the words that show it in its source and here."""

    message: str
    in_source: str = ""
    in_text: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a text holds besides words; a translation must hold the same."""

    terms: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    list_items: int = 0
    refusals: tuple[Refusal, ...] = ()
    emphasis: int = 0
    strong: int = 0

    def differences(self, other: Content) -> Iterator[Difference]:
        """Yield what a translation lacks or has too much, if this is what its source text holds."""
        for noun, mine, others in (("term", self.terms, other.terms), ("link", self.links, other.links)):
            shown = "{{{}}}" if noun == "term" else "{}"
            for item in sorted((Counter(mine) - Counter(others)).elements()):
                yield Difference(f"the {noun} {shown.format(item)} is missing", in_source=shown.format(item))
            for item in sorted((Counter(others) - Counter(mine)).elements()):
                message = f"the {noun} {shown.format(item)} is not in the source text"
                yield Difference(message, in_text=shown.format(item))
        for noun, here, there in (
            ("list item", self.list_items, other.list_items),
            ("*emphasised* piece", self.emphasis, other.emphasis),
            ("**strongly emphasised** piece", self.strong, other.strong),
        ):
            if here != there:
                several = "" if here == 1 else "s"
                yield Difference(f"the source text has {here} {noun}{several}, this has {there}")


NOTHING_BUT_WORDS = Content()
"""What most texts hold: they are told by being this very object."""

# Most prose is paragraphs and one-line items without a character that Markdown may take for more. What it
# holds is seen at a glance, thirty times as fast as by parsing it; a test holds both against each other.
_PLAIN = r"(?![-*_ ]|[0-9]+[.)])[^\[\]<>`#!~&\\=+|\0\t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+"
_MARK = r"(?:-|[0-9]{1,9}\.) "
_ITEM = re.compile(rf"^{_MARK}", re.MULTILINE)
_LISTS_IN_A_ROW = re.compile(rf"^{_MARK}.*\n\n{_MARK}", re.MULTILINE)
_BLOCK = (
    "(?:" + "|".join(rf"{mark}{_PLAIN}(?:\n{mark}{_PLAIN})*" for mark in ("", "- ", r"[0-9]{1,9}\. ")) + ")"
)
_SIMPLE = re.compile(rf"{_BLOCK}(?:\n\n{_BLOCK})*")
# Emphasis of whole words in one line, which begins behind a space and ends before one or before a mark.
_EMPHASIS = re.compile(r"(\*(?<![^ \n]\*)\*?)[^\W_](?:[^*_\n]*[^\W_])?\1(?=[ \n.,:;?!)]|\Z)")

_CLOSING = ")]}»”“’‘\"'*_›」』）】 \n\u200f\u200e"  # noqa: RUF001 - what may stand behind the mark that ends a text
_ENDINGS: Mapping[str, str] = {
    mark: name
    for name, marks in {
        "a question mark": "?？؟⸮፧",  # noqa: RUF001 - each script has its own
        "a colon": ":：፦៖",  # noqa: RUF001 - as above
        "a full stop": ".!。．｡！।॥۔։።။།។᙮",  # noqa: RUF001 - as above; an exclamation ends a sentence too
    }.items()
    for mark in marks
}
_OWN_MARKS: Mapping[tuple[str, str], str] = {
    ("el", "a question mark"): ";\u037e",
    ("hy", "a question mark"): "\u055e\u0589:",
    ("hy", "a full stop"): ":",
    ("ja", "a question mark"): "。",
}
"""Marks that end a text in one language, and would do something else in others."""
_WITHOUT_MARKS = frozenset({"th", "lo"})
_ABBREVIATION = re.compile(r"\w\.\w+\.$")


def content_of(text: str, words: Words) -> Content:
    """Return what a text holds: its terms, links, list items and emphasis, and what is refused in it."""
    if words.kind == "line":
        return Content(terms=tuple(_TERM.findall(text))) if "{" in text else NOTHING_BUT_WORDS
    if _SIMPLE.fullmatch(text) and (simple := _simple_content(text)) is not None:
        return simple
    terms: list[str] = []
    links: list[str] = []
    refusals: list[Refusal] = []
    counts: Counter[str] = Counter()
    lines = text.splitlines()
    for token, line in _all_tokens(_reader().parse(text)):
        counts[token.type] += 1
        if token.type == "term":
            terms.append(token.content)
        elif token.type == "link_open":
            links.append(str(token.attrs["href"]))
        elif token.type in _REFUSED:
            shown = token.content.strip().splitlines() or lines[line : line + 1] or [""]
            refusals.append(Refusal(_REFUSED[token.type], shown[0].strip()))
    emphasis, strong = counts["em_open"], counts["strong_open"]
    return Content(tuple(terms), tuple(links), counts["list_item_open"], tuple(refusals), emphasis, strong)


def _simple_content(text: str) -> Content | None:
    """Return what a text without links holds; None if it is not clear at a glance what is emphasis in it."""
    emphasis = strong = 0
    if "*" in text or "_" in text:
        marks = [found[1] for found in _EMPHASIS.finditer(text)]
        if "_" in text or sum(map(len, marks)) * 2 != text.count("*"):
            return None
        strong = marks.count("**")
        emphasis = len(marks) - strong
    items = len(_ITEM.findall(text))
    if not (items or emphasis or strong or "{" in text):
        return NOTHING_BUT_WORDS
    return Content(tuple(_TERM.findall(text)), (), items, (), emphasis, strong)


def ending_differs(source: str, translation: str, language: str) -> Difference | None:
    """Tell whether a translation ends with another mark than its source text.

    A source text that ends with a word asks for nothing, and neither does one that ends with an abbreviation.
    A mark may be that of another script, or of the language alone (a question in Greek ends with `;`).
    """
    wanted, found = _ending(source), _ending(translation)
    base = language.partition("-")[0]
    if not wanted or wanted == found or base in _WITHOUT_MARKS or _ABBREVIATION.search(source):
        return None
    if any(mark in translation[-20:] for mark in _OWN_MARKS.get((base, wanted), "")):
        return None
    had = f"with {found}" if found else "without one"
    message = f"the source text ends with {wanted}, this ends {had}"
    return Difference(message, _last_words(source), _last_words(translation))


def _ending(text: str) -> str:
    return _ENDINGS.get(text[-1] if text[-1] not in _CLOSING else text.rstrip(_CLOSING)[-1:], "")


def _last_words(text: str) -> str:
    return " ".join(text.rpartition("\n")[2].split(" ")[-2:])


def line_html(text: str, terms: Mapping[str, TermName]) -> Markup:
    """Return a line as HTML: terms are set off, and never links."""
    html = escape(text)
    if "{" not in text:
        return html
    return Markup(_TERM.sub(lambda found: _term_html(terms[found[1]].text), html))  # noqa: S704 - both are escaped


def plain(text: str, terms: Mapping[str, TermName]) -> str:
    """Return a line as plain text, for titles and descriptions."""
    return _TERM.sub(lambda found: terms[found[1]].text, text)


def prose_html(text: str, terms: Mapping[str, TermName], address_of: Callable[[str], str]) -> Markup:
    """Return prose as block HTML.

    Args:
        text: the prose; what the subset does not know comes out as the characters that stand there.
        terms: the terms by their keys.
        address_of: turns a link as it is written into an address for the page.
    """
    html = _simple_html(text, terms)
    if html is None:
        html = _writer().render(text, {"terms": terms, "address_of": address_of})
    return _safe(html)


def _safe(html: str) -> Markup:
    """Return text that was escaped, or came out of an escaping renderer, as HTML.

    The constructor of `Markup` first looks for what a text never has, which takes three times as long.
    """
    return str.__new__(Markup, html)


def _simple_html(text: str, terms: Mapping[str, TermName]) -> str | None:
    """Return simple prose as HTML; None if it is not clear at a glance how Markdown shows it."""
    if " \n" in text or text.endswith(" ") or not _SIMPLE.fullmatch(text):
        return None
    html = _EMPHASIS.sub(_emphasis_html, text) if "*" in text else text
    if "*" in html or "_" in html or _LISTS_IN_A_ROW.search(html):
        return None
    # Of all that HTML wants escaped, simple prose has quotation marks alone.
    html = html.replace('"', "&quot;")
    html = "".join([_block_html(block) for block in html.split("\n\n")])
    return _TERM.sub(lambda found: _link_html(terms[found[1]]), html) if "{" in html else html


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


def is_external(address: str) -> bool:
    """Tell whether an address leads away from the site."""
    return address.startswith("https://")


@lru_cache(maxsize=1024)
def _term_html(name: str) -> Markup:
    return Markup('<b class="izeja-term">{}</b>').format(name)


@lru_cache(maxsize=1024)
def _link_html(term: TermName) -> Markup:
    html = _term_html(term.text)
    return Markup('<a href="{}" rel="external">{}</a>').format(term.url, html) if term.url else html


def _all_tokens(tokens: list[Token], line: int = 0) -> Iterator[tuple[Token, int]]:
    for token in tokens:
        line = token.map[0] if token.map else line
        yield token, line
        if token.children:
            yield from _all_tokens(token.children, line)


def _render_term(_renderer: Any, tokens: Any, index: int, _options: Any, env: Any) -> str:
    term: TermName = env["terms"][tokens[index].content]
    in_link = any(before.type == "link_open" for before in tokens[:index][-1:])
    return str(_term_html(term.text) if in_link else _link_html(term))


def _render_link(_renderer: Any, tokens: Any, index: int, _options: Any, env: Any) -> str:
    address = env["address_of"](str(tokens[index].attrs["href"]))
    rel = Markup(' rel="external"') if is_external(address) else ""
    return str(Markup('<a href="{}"{}>').format(address, rel))


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    """Knows all of CommonMark, so that what is not part of the subset can be told apart and refused."""
    return _with_terms(_commonmark(html=True))


@lru_cache(maxsize=1)
def _writer() -> MarkdownIt:
    """Knows the subset alone: whatever else stands in a text comes out as the characters it is made of."""
    markdown = _commonmark(html=False)
    markdown.add_render_rule("term", _render_term)
    markdown.add_render_rule("link_open", _render_link)
    markdown.disable(["heading", "lheading", "fence", "code", "blockquote", "hr", "html_block"])
    return _with_terms(markdown.disable(["backticks", "html_inline", "image"]))


def _commonmark(*, html: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - see its types above

    return MarkdownIt("commonmark", {"html": html})


def _with_terms(markdown: MarkdownIt) -> MarkdownIt:
    markdown.inline.ruler.before("emphasis", "term", _term_rule)
    markdown.validateLink = _any_link  # type: ignore[method-assign]  # the proof judges every link
    return markdown


def _any_link(url: str) -> bool:  # noqa: ARG001 - markdown-it's signature
    return True


def _term_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    found = _TERM.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("term", "", 0).content = found[1]
    state.pos = found.end()
    return True
