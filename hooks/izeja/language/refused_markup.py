"""What Markdown knows but a text cannot have: how each is refused, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from izeja.language.callouts import ALONE, CALLOUTS, CLOSE, OPEN
from izeja.language.habits import SUBSET, Refusal
from izeja.language.markdown import HEADING, is_heading
from izeja.language.pictures import instead_of_html, refused_pictures

if TYPE_CHECKING:  # slow to load, and not needed by a library with simple texts
    from markdown_it.token import Token

_NO_HTML = "write '**words**' for bold, '[words](https://...)' for a link, an empty line for a new paragraph"
_KINDS = ", ".join(f"[!{kind.upper()}]" for kind in CALLOUTS)
_NOTE = "write '> [!NOTE]' in a line of its own, and '> ' before each line of the note"
_REFUSED = {
    "code_block": (
        "Markdown reads lines that are indented this far as code",
        "indent them less; for code, put a line with three backticks above it and one below",
    ),
    "blockquote_open": ("a text cannot have quotations", f"for a note that stands out, {_NOTE}"),
    "hr": ("a text cannot have horizontal rules", SUBSET),
    "html_block": ("a text cannot have HTML", _NO_HTML),
    "html_inline": ("a text cannot have HTML", _NO_HTML),
}
_LOOKED_AT = frozenset({*_REFUSED, "heading_open", "list_item_open", "link_open", "fence", OPEN})
_MARK = re.compile(r"^[ >*+.)\d-]*\[!([^\]\n]*)\][ \t]*(.*)")
_END_OF_LINE = re.compile(r"\r\n?|\n")
_BREAK = re.compile(r"(?<!\\)\|")


def refused(text: str, tokens: Sequence[tuple[Token, int]]) -> Iterator[Refusal]:
    """Yield everything that Markdown understands but a text cannot have.

    Args:
        text: prose.
        tokens: of it, each with the line that it is on.
    """
    # As markdown-it counts them.
    lines = _END_OF_LINE.split(text)
    for index, (token, line) in enumerate(tokens):
        if token.type in _LOOKED_AT:
            written = lines[line] if line < len(lines) else ""
            yield from _refusals(token, written, lines)
            yield from _without_words([one.type for one, _ in tokens[index : index + 5]], token, written)
    yield from _uneven_rows(tokens, lines)
    yield from refused_pictures([token for token, _ in tokens if token.type == "inline"])


def _refusals(token: Token, written: str, lines: list[str]) -> Iterator[Refusal]:
    if token.type in _REFUSED:
        yield _refusal(token, written)
    elif token.type == "heading_open" and not is_heading(token):
        yield _heading(token, written)
    elif token.type == "fence" and not _is_closed(token, lines):
        yield _unclosed(token, written)
    elif token.type == "fence" and not token.content.strip():
        yield _literal("this code block has no code", "write it between these two lines", written)
    elif token.type == "link_open" and (title := str(token.attrs.get("title", ""))):
        message = "a link has no other text than the one in brackets"
        hint = f"delete '{title}', or write it beside the link"
        yield Refusal("unsupported-markup", message, hint, wanted=title)


def _without_words(types: list[str], token: Token, written: str) -> Iterator[Refusal]:
    """Refuse a note, a heading or an item of a list that has only its mark.

    Args:
        types: of this token and those that follow.
        token: what begins it.
        written: its line.
    """
    if types[0] == OPEN and types[1] == ALONE and types[4:] == [CLOSE]:
        yield _literal("this note has no words", _NOTE, written)
    elif types[:2] == ["list_item_open", "list_item_close"]:
        yield _literal("this list item has no words", "write them after its mark, or delete it", written)
    elif is_heading(token) and written.strip("# \t") == "":
        hint = f"write them after the '{HEADING}', or delete it"
        yield _literal("this heading has no words", hint, written)


def _uneven_rows(tokens: Sequence[tuple[Token, int]], lines: list[str]) -> Iterator[Refusal]:
    columns, above = 0, ""
    for token, line in tokens:
        if token.type == "tr_open":
            cells = len(cells_of(lines[line]))
            columns = cells if above == "thead_open" else columns
            if cells != columns:
                yield _row(cells, columns, lines[line])
        above = token.type


def cells_of(row: str) -> list[str]:
    """Return the cells of a row of a table, as they are written."""
    cells = _BREAK.split(row.strip(" \t>"))
    return cells[cells[0] == "" : len(cells) - (cells[-1] == "")]


def _refusal(token: Token, line: str) -> Refusal:
    message, hint = _REFUSED[token.type]
    shown = token.content.strip().splitlines() or [line]
    hint = instead_of_html(shown[0].strip()) or hint
    found = Refusal("unsupported-markup", message, hint, wanted=shown[0].strip())
    return _quotation(found, line) if token.type == "blockquote_open" else found


def _quotation(found: Refusal, line: str) -> Refusal:
    """Refuse a quotation, which may be meant as a note."""
    mark = _MARK.match(line)
    if not mark:
        return found
    kind, words = mark.groups()
    if kind.lower() not in CALLOUTS:
        return replace(found, message=f"no note has the kind '[!{kind}]'", hint=f"use one of: {_KINDS}")
    if words:
        hint = f"write '> [!{kind}]' alone, and '> {words}' in the next line"
        return replace(found, message="the words of a note begin in the line below its mark", hint=hint)
    hint = "put it above or below the list, with no spaces before '>'"
    return replace(found, message="a note cannot be inside a list or another note", hint=hint)


def _heading(token: Token, line: str) -> Refusal:
    if token.markup == HEADING:
        message, hint = "a list or a note cannot have headings", "make the words strong: '**Careful**'"
    else:
        message = f"the headings of a text have one level, which is written '{HEADING} Words'"
        words = line.strip().strip("# ")
        is_underlined = not token.markup.startswith("#")
        hint = f"write '{HEADING} {words}'{', without the line below' if is_underlined else ''}"
    return Refusal("unsupported-markup", message, hint, wanted=line.strip())


def _is_closed(fence: Token, lines: list[str]) -> bool:
    first, end = fence.map or (0, 0)
    last = lines[end - 1].strip(" \t>") if end - first > 1 else ""
    return last.startswith(fence.markup) and not last.strip(fence.markup[0])


def _unclosed(fence: Token, line: str) -> Refusal:
    message = "this code block is never closed, so all text below it would be code"
    return _literal(message, f"put a line with '{fence.markup}' below the code", line)


def _row(cells: int, columns: int, line: str) -> Refusal:
    message = f"this row has {cells} cell{'s' * (cells != 1)}, and the first row of its table has {columns}"
    hint = "write one cell for each column, with '|' between them, and an empty line below the table"
    hint += "; inside a cell, write '|' as '\\|'"
    return _literal(message, hint, line)


def _literal(message: str, hint: str, line: str) -> Refusal:
    return Refusal("literal-markup", message, hint, wanted=line.strip())
