"""Notes that stand out, in the form of GitHub: a quotation whose first line is `[!WARNING]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # slow to load, and not needed by a library with simple texts
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

CALLOUTS = ("note", "tip", "important", "warning", "caution")
"""The kinds of notes, from the mildest to the gravest."""
OPEN, CLOSE, ALONE = "callout_open", "callout_close", "callout_mark"
"""The types of the tokens around a note, with its kind as their `info`, and around a mark that is alone."""
_MARK = re.compile(r"\[!(\w{1,20})\][ \t]*(?:\n|\Z)")


def callout_rule(state: StateCore) -> None:
    """Make notes of the quotations that have a mark; for markdown-it, before its rule for inline text."""
    kind = ""
    for index, token in enumerate(state.tokens):
        # Only a quotation that is in no list and in no other quotation can be a note.
        if token.level:
            continue
        if token.type == "blockquote_open":
            kind = _taken_mark(state.tokens[index + 1 : index + 4])
            token.type, token.info = OPEN if kind else token.type, kind
        elif token.type == "blockquote_close":
            token.type, token.info = CLOSE if kind else token.type, kind


def _taken_mark(tokens: list[Token]) -> str:
    """Take the mark out of the first paragraph of a quotation, and return the kind that it names."""
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return ""
    begin, words, end = tokens
    found = _MARK.match(words.content)
    if not found or found[1].lower() not in CALLOUTS:
        return ""
    words.content = words.content[found.end() :]
    words.map = words.map and [words.map[0] + 1, words.map[1]]
    if not words.content:
        begin.type = end.type = ALONE
    return found[1].lower()
