"""How markdown-it writes what prose can have as HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from izeja.language.bare_addresses import BARE
from izeja.language.code_spans import code_html
from izeja.language.markdown import is_heading, link_in, writer
from izeja.language.picture_html import free_pictures, picture
from izeja.language.term_html import TermName, name_html, term_html

if TYPE_CHECKING:  # slow to load, and not needed by a library with simple texts
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


class Pieces(NamedTuple):
    """What a page adds to the blocks of a text.

    `heading` is the element of its headings, `note_title` the title of a kind of note, `code_marks` the
    attributes of a code block, and `table_name` what a table is called.
    """

    heading: str
    note_title: Callable[[str], str]
    code_marks: str
    table_name: str


PLAIN = Pieces("h3", Markup("<p><b>{}</b></p>").format, "", "")
"""What a page adds that has no words of its own."""


@lru_cache(maxsize=1)
def renderer() -> MarkdownIt:
    """Return the parser that writes prose as HTML.

    It wants an environment with the `terms` by their keys, `address_of`, which gets a link, `pieces`, and
    `picture_html`.
    """
    markdown = writer()
    markdown.core.ruler.push("pictures", free_pictures)
    for name, rule in _RULES.items():
        markdown.add_render_rule(name, rule)
    return markdown


def _term(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    term: TermName = env["terms"][tokens[index].content]
    before = [token.type for token in tokens[:index]]
    is_in_link = before.count("link_open") > before.count("link_close")
    return str(name_html(term.text) if is_in_link else term_html(term))


def _link(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    token = tokens[index]
    if token.markup == BARE:
        # In print, the address of an `external` link follows its words.
        return str(Markup('<a href="{}">').format(token.attrs["href"]))
    address = env["address_of"](link_in(token))
    rel = Markup(' rel="external"') if address.startswith("https://") else ""
    return str(Markup('<a href="{}"{}>').format(address, rel))


def _heading(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    token = tokens[index]
    element = env["pieces"].heading if is_heading(token) else "p"
    return f"<{element}>" if token.nesting > 0 else f"</{element}>\n"


def _note(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    kind = tokens[index].info
    return f'<div class="guide__note" data-note="{kind}" role="note">{env["pieces"].note_title(kind)}\n'


def _code(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    html = Markup('<pre dir="ltr"{}><code>{}</code></pre>\n')
    return str(html.format(Markup(env["pieces"].code_marks), tokens[index].content))  # noqa: S704 - the page's own


def _table(_renderer: Any, _tokens: Any, _index: int, _options: Any, env: Any) -> str:
    name = env["pieces"].table_name
    around = f'<div class="guide__table" role="group" aria-label="{name}" tabindex="0">'
    return f'{around}<table class="guide__rows">'


def _is_empty_head(tokens: Sequence[Token], index: int) -> bool:
    """Return whether a cell at the top of a table has no words."""
    return tokens[index].type == "th_open" and not tokens[index + 1].content


def _cell(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    if _is_empty_head(
        tokens, index
    ):  # the corner above the names of rows: nothing to read out with each cell
        return "<td>"
    scope = ' scope="col"' if token.tag == "th" else ""
    # markdown-it writes a style, which many sites forbid, and left and right do not suit all scripts.
    at_end = " data-end" if "right" in str(token.attrs.get("style")) else ""
    return f"<{token.tag}{scope}{at_end}>"


def _cell_end(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    # Between the words of two cells, the search needs one space, and Material would join several.
    tag = "td" if _is_empty_head(tokens, index - 2) else tokens[index].tag
    return f"</{tag}>" + "\n" * bool(tokens[index - 1].content)


def _fixed(html: str) -> Callable[..., str]:
    return lambda *_: html


def _code_span(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return str(code_html(tokens[index].content))


_RULES: dict[str, Callable[..., str]] = {
    "code_inline": _code_span,
    "term": _term,
    "link_open": _link,
    "image": picture,
    "heading_open": _heading,
    "heading_close": _heading,
    "callout_open": _note,
    "callout_close": _fixed("</div>"),
    "callout_mark": _fixed(""),
    # A check refuses quotations that are no notes. In a preview, their words are there.
    "blockquote_open": _fixed(""),
    "blockquote_close": _fixed(""),
    "fence": _code,
    "table_open": _table,
    "table_close": _fixed("</table></div>"),
    **{f"{tag}_open": _fixed(f"<{tag}>") for tag in ("thead", "tbody", "tr")},
    **{f"{tag}_close": _fixed(f"</{tag}>") for tag in ("thead", "tbody", "tr")},
    "th_open": _cell,
    "td_open": _cell,
    "th_close": _cell_end,
    "td_close": _cell_end,
}
