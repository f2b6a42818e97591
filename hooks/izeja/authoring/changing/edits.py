"""Edits of a file's text: they change the bytes of what they are about, and leave all others."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from izeja.authoring.changing.texts import Replacement, UnwritableError, occurrences
from izeja.reading.data import Address
from izeja.reading.source import Source


def mark_of(raw: bytes) -> bytes:
    """Return the byte-order mark that a file begins with, which an edit keeps; b"" if it has none."""
    return codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""


class Edit(NamedTuple):
    """A stretch of a text, by the indexes where it begins and ends, and what to write there."""

    start: int
    end: int
    new: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits, none of which overlap."""
    parts, at = [], 0
    for one in sorted(set(edits)):
        parts += [text[at : one.start], one.new]
        at = one.end
    return "".join([*parts, text[at:]])


def edit_of_key(source: Source, at: Address, new: str) -> Edit:
    """Return the edit that renames a key."""
    return _edit_of_scalar(source, source.stretch_of_key(*at), str(at[-1]), new)


def edit_of_value(source: Source, at: Address, old: str, new: str) -> Edit:
    """Return the edit that replaces a value; `old` is what it means, however it is written."""
    if source.has(*at, 0):
        # One value in a list of its own.
        at = (*at, 0)
    return _edit_of_scalar(source, source.stretch_of_value(*at), old, new)


def _edit_of_scalar(source: Source, stretch: tuple[int, int], old: str, new: str) -> Edit:
    # An id needs neither quotes nor escapes, so the writer's quotes can stay.
    start, end = stretch
    written = source.text[start:end]
    if written[0] in "\"'":
        return Edit(start + 1, end - 1, new)
    if written[0] in "|>":
        # The last one, since a comment behind `|` can name it too.
        start += written.rindex(old)
        return Edit(start, start + len(old), new)
    return Edit(start, end, new)


def edits_in_text(source: Source, at: Address, text: str, done: Sequence[Replacement]) -> list[Edit]:
    """Return the edits for replacements in a text.

    Args:
        source: the file of the text.
        at: the place of the text in it.
        text: what it says, however it is written.
        done: what is replaced in the text.

    Raises:
        UnwritableError: something is written so that it cannot be replaced, such as with an escape.
    """
    start, end = source.stretch_of_value(*at)
    written = source.text[start:end]
    edits = []
    for one in done:
        meant, found = [*occurrences(text, one.old)], [*occurrences(written, one.old)]
        # An escape or a line break hides one. If there are as many, their order is the same.
        if len(meant) != len(found):
            raise UnwritableError(one.old)
        place = start + found[meant.index(one.at)]
        edits.append(Edit(place, place + len(one.old), one.new))
    return edits


def alias_edit(
    source: Source, owner: Address, first: str, aliases: Sequence[str], old: str, new: str
) -> Edit:
    """Return the edit that keeps an old id as an alias; if the new id was one, the old one takes its place.

    Args:
        source: the file.
        owner: the place of what has got another id.
        first: the key below which `aliases` is written if there is none.
        aliases: those of today.
        old: the old id.
        new: the new one.
    """
    at = (*owner, "aliases")
    if new in aliases:
        return edit_of_value(source, (*at, aliases.index(new)), new, old)
    if aliases:
        return _one_more(source, at, len(aliases) - 1, old)
    if source.has(*at):
        start, end = source.stretch_of_value(*at)
        return Edit(start, end, f"[{old}]")
    return _with_key(source, owner, first, old)


def _one_more(source: Source, at: Address, last: int, alias: str) -> Edit:
    start, end = source.stretch_of_value(*at, last)
    quote = _quote(source.text[start])
    item = f"{quote}{alias}{quote}"
    if source.text[source.stretch_of_value(*at)[0]] == "[":
        return Edit(end, end, f", {item}")
    line = source.text[source.text.rfind("\n", 0, start) + 1 : start]
    return _line_below(source, end, f"{line}{item}")


def _with_key(source: Source, owner: Address, first: str, alias: str) -> Edit:
    key_start, _ = source.stretch_of_key(*owner, first)
    end = _end_of(source, (*owner, first))
    quote = _quote(source.text[key_start])
    entry = f"{quote}aliases{quote}: [{quote}{alias}{quote}]"
    # The key of a block is after spaces alone; in `{...}`, a line below would be no other entry.
    line = source.text[source.text.rfind("\n", 0, key_start) + 1 : key_start]
    if source.text[source.stretch_of_value(*owner)[0]] == "{":
        return Edit(end, end, f", {entry}")
    # `- ` and `? ` can be before a key.
    return _line_below(source, end, f"{re.sub('[^ ]', ' ', line)}{entry}")


def _end_of(source: Source, at: Address) -> int:
    """Return the index after the last character of a value."""
    start, end = source.stretch_of_value(*at)
    written = source.text[start:end].rstrip()
    # A list ends where the next key begins; comments between belong to that key.
    while written.startswith("-") and (comment := re.search(r"\n[ \t]*#[^\n]*\Z", written)):
        written = written[: comment.start()].rstrip()
    return start + len(written)


def _line_below(source: Source, index: int, line: str) -> Edit:
    rest = source.rest_of_line(index)
    end = index + len(rest.rstrip("\r"))
    ending = "\r\n" if "\r\n" in source.text else "\n"
    return Edit(end, end, f"{ending}{line}")


def _quote(sign: str) -> str:
    return sign if sign in "\"'" else ""
