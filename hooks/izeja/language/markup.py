"""The texts of a tree: plain lines with terms, and prose in a small, closed subset of Markdown.

Prose has paragraphs, bulleted and numbered lists, emphasis, links and terms. Everything else in CommonMark
is recognized and refused, and never reaches a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup, escape

from izeja.language.fields import Words
from izeja.language.habits import Refusal
from izeja.language.links import Link, link_of
from izeja.language.literal_markup import TERM, is_suspicious, literal_markup

if TYPE_CHECKING:  # slow to load, and not needed by a library with simple texts
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
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


@dataclass(frozen=True, slots=True)
class TermName:
    """A term as texts show it: its name, and the URL of the place if it has one."""

    text: str
    url: str | None = None


class Difference(NamedTuple):
    """What a text lacks or has too much: a sentence, and the words to point at in its source and here."""

    message: str
    in_source: str = ""
    in_text: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a text besides words; a translation must have the same."""

    terms: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    list_items: int = 0
    refusals: tuple[Refusal, ...] = ()
    emphasis: int = 0
    strong: int = 0

    def differences(self, other: Content) -> Iterator[Difference]:
        """Yield the items that a translation, `other`, lacks or adds, compared with its source text."""
        for noun, mine, others in (
            ("term", self._shown_terms(), other._shown_terms()),
            ("link", self._shown_links(), other._shown_links()),
        ):
            # Counters subtract by number, so a term that the source has twice must be there twice.
            for item in sorted((mine - others).elements()):
                yield Difference(f"the {noun} {item} is missing", in_source=item)
            for item in sorted((others - mine).elements()):
                yield Difference(f"the {noun} {item} is not in the source text", in_text=item)
        for noun, here, there in (
            ("list item", self.list_items, other.list_items),
            ("*emphasised* piece", self.emphasis, other.emphasis),
            ("**strongly emphasised** piece", self.strong, other.strong),
        ):
            if here != there:
                several = "" if here == 1 else "s"
                yield Difference(f"the source text has {here} {noun}{several}, this has {there}")

    def _shown_terms(self) -> Counter[str]:
        return Counter(f"{{{term}}}" for term in self.terms)

    def _shown_links(self) -> Counter[str]:
        return Counter(link.written for link in self.links)


NOTHING_BUT_WORDS = Content()
"""The content of most texts. They all share this object, so that `is` recognizes them."""

# Most prose is paragraphs and one-line items without any character that could mean more in Markdown. One
# regular expression reads it thirty times as fast as markdown-it does; see `docs/fast-twins.md`.
_PLAIN = r"(?![-*_ ]|[0-9]+[.)])[^\[\]<>`#!~&\\=+|\0\t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+"
_MARK = r"(?:-|[0-9]{1,9}\.) "
_ITEM = re.compile(rf"^{_MARK}", re.MULTILINE)
_LISTS_IN_A_ROW = re.compile(rf"^{_MARK}.*\n\n{_MARK}", re.MULTILINE)
_BLOCK = (
    "(?:" + "|".join(rf"{mark}{_PLAIN}(?:\n{mark}{_PLAIN})*" for mark in ("", "- ", r"[0-9]{1,9}\. ")) + ")"
)
_SIMPLE = re.compile(rf"{_BLOCK}(?:\n\n{_BLOCK})*")
# Emphasis of whole words in one line, with a space before it, and a space or a punctuation mark after it.
_EMPHASIS = re.compile(r"(\*(?<![^ \n]\*)\*?)[^\W_](?:[^*_\n]*[^\W_])?\1(?=[ \n.,:;?!)]|\Z)")

_CLOSING = ")]}»”“’‘\"'*_›」』）】 \n\u200f\u200e"  # noqa: RUF001 - characters that can follow the mark that ends a text
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
"""Marks that end a text in one language, and mean something else in others."""
_WITHOUT_MARKS = frozenset({"th", "lo"})
_ABBREVIATION = re.compile(r"\w\.\w+\.$")


def content_of(text: str, words: Words) -> Content:
    """Return the content of a text: its terms, links, list items and emphasis, and its refused markup."""
    # A line cannot hold markup; asterisks and brackets in it are ordinary characters.
    if words.kind == "line":
        return _content_of_line(text)
    refusals = list(literal_markup(text, "prose")) if is_suspicious(text) else []
    if not refusals and _SIMPLE.fullmatch(text) and (simple := _simple_content(text)) is not None:
        return simple
    terms: list[str] = []
    links: list[Link] = []
    counts: Counter[str] = Counter()
    lines = text.splitlines()
    for token, line in _all_tokens(_reader().parse(text)):
        counts[token.type] += 1
        if token.type == "term":
            terms.append(token.content)
        elif token.type == "link_open":
            links.append(link_of(str(token.attrs["href"])))
        elif token.type in _REFUSED:
            refusals.append(_refusal(text, token, lines[line : line + 1]))
    emphasis, strong = counts["em_open"], counts["strong_open"]
    return Content(tuple(terms), tuple(links), counts["list_item_open"], tuple(refusals), emphasis, strong)


def _content_of_line(text: str) -> Content:
    if is_suspicious(text) and (refusals := literal_markup(text, "line")):
        return Content(terms=tuple(TERM.findall(text)), refusals=refusals)
    return Content(terms=tuple(TERM.findall(text))) if "{" in text else NOTHING_BUT_WORDS


def _refusal(text: str, token: Token, line: list[str]) -> Refusal:
    shown = token.content.strip().splitlines() or line or [""]
    wanted = shown[0].strip()
    if token.type == "code_inline":
        # Without its marks, a word of code may come earlier in the text too.
        marked = f"{token.markup}{wanted}{token.markup}"
        wanted = marked if marked in text else wanted
    found = Refusal("unsupported-markup", _REFUSED[token.type], wanted=wanted)
    return replace(found, hint=_INSTEAD.get(token.type, found.hint))


def _simple_content(text: str) -> Content | None:
    """Return the content of a text without links; None if only Markdown can recognize its emphasis."""
    emphasis = strong = 0
    if "*" in text or "_" in text:
        marks = [found[1] for found in _EMPHASIS.finditer(text)]
        # Some asterisk belongs to no emphasis that the pattern understands, so Markdown has to decide.
        if "_" in text or sum(map(len, marks)) * 2 != text.count("*"):
            return None
        strong = marks.count("**")
        emphasis = len(marks) - strong
    items = len(_ITEM.findall(text))
    if not (items or emphasis or strong or "{" in text):
        return NOTHING_BUT_WORDS
    return Content(tuple(TERM.findall(text)), (), items, (), emphasis, strong)


def ending_differs(source: str, translation: str, language: str) -> Difference | None:
    """Return how the final mark of a translation differs from that of its source text, None if it does not.

    A source text that ends with a word or an abbreviation requires no mark. A mark can be that of another
    script, or of the language alone (a question in Greek ends with `;`).
    """
    wanted, found = _ending(source), _ending(translation)
    base = language.partition("-")[0]
    if not wanted or wanted == found or base in _WITHOUT_MARKS or _ABBREVIATION.search(source):
        return None
    # Armenian puts its question mark inside the word that asks, not at the end.
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
    """Return a line as HTML: terms are set in bold, and are never links."""
    html = escape(text)
    if "{" not in text:
        return html
    return Markup(TERM.sub(lambda found: _term_html(terms[found[1]].text), html))  # noqa: S704 - both are escaped


def plain(text: str, terms: Mapping[str, TermName]) -> str:
    """Return a line as plain text, for titles and descriptions."""
    return TERM.sub(lambda found: terms[found[1]].text, text)


def prose_html(text: str, terms: Mapping[str, TermName], address_of: Callable[[Link], str]) -> Markup:
    """Return prose as block HTML.

    Args:
        text: the prose; anything outside of the subset comes out as the characters that are written.
        terms: the terms by their keys.
        address_of: returns the address of a link, seen from the page.
    """
    html = _simple_html(text, terms)
    if html is None:
        html = _writer().render(text, {"terms": terms, "address_of": address_of})
    return Markup(html)  # noqa: S704 - both ways escape all text


def _simple_html(text: str, terms: Mapping[str, TermName]) -> str | None:
    """Return simple prose as HTML; None if only Markdown can say how it looks."""
    if " \n" in text or text.endswith(" ") or not _SIMPLE.fullmatch(text):
        return None
    html = _EMPHASIS.sub(_emphasis_html, text) if "*" in text else text
    if "*" in html or "_" in html or _LISTS_IN_A_ROW.search(html):
        return None
    # Simple prose has none of the other characters that HTML wants escaped.
    html = html.replace('"', "&quot;")
    html = "".join([_block_html(block) for block in html.split("\n\n")])
    return TERM.sub(lambda found: _link_html(terms[found[1]]), html) if "{" in html else html


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
    link = link_of(str(tokens[index].attrs["href"]))
    address = env["address_of"](link)
    rel = Markup(' rel="external"') if address.startswith("https://") else ""
    return str(Markup('<a href="{}"{}>').format(address, rel))


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    """Return a parser of all of CommonMark, to recognize and refuse everything outside the subset."""
    return _with_terms(_commonmark(html=True))


@lru_cache(maxsize=1)
def _writer() -> MarkdownIt:
    """Return a parser of the subset alone: anything else comes out as it is written."""
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
