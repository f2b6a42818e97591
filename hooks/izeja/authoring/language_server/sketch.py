"""A file as far as its lines show it, while it is being written and may be no YAML.

It knows block mappings, lists, block texts, and `[...]` and `{...}` within a line: the ways in which trees
are written. Whether a file is right is never decided by a sketch, only what a writer points at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from izeja.reading.data import Address
from izeja.reading.source import DEEPEST

Role = Literal["key", "value", "text", "loose"]
"""What a piece is: `text` is a line of a longer text, and `loose` a line that is not yet anything."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|[\r\n]|\Z)")
_DASH = re.compile(r"-(?: +|(?=\s*$))")
_QUOTED = r""""(?:[^"\\\n]|\\.)*"?|'(?:[^'\n]|'')*'?"""
_KEY = re.compile(rf"""({_QUOTED}|[^\s#\[\]{{}},"'|>-][^#:\n]*?|-[^\s#:][^#:\n]*?)[ \t]*:(?=\s|$)""")
# A `#` begins a comment only after a space (YAML 1.2.2, 6.6).
_SCALAR = re.compile(rf"""\s*({_QUOTED}|(?:[^\s#]|(?<=\S)#)(?:[^\n#]|(?<=\S)#)*)""")
_IN_FLOW = re.compile(rf"""[\[\]{{}},]|{_QUOTED}|[^\s\[\]{{}},"'][^\[\]{{}},\n]*""")


class Piece(NamedTuple):
    """A word or a line of a file: its place, what it is, and what it says without quotes."""

    at: Address
    role: Role
    start: int
    end: int
    says: str


@dataclass
class _Level:
    """A key or an item of a list, with the column at which it begins."""

    column: int
    at: Address
    is_item: bool = False
    has_value: bool = False


@dataclass(frozen=True)
class Sketch:
    """The pieces of a text, in their order."""

    text: str

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Everything but comments."""
        return tuple(_Sketcher().pieces(self.text))

    def at(self, index: int) -> Piece | None:
        """Return the piece that a place is in, or right behind."""
        found = [one for one in self.pieces if one.start <= index <= one.end]
        return found[-1] if found else None

    def keys(self, *at: str | int) -> list[str]:
        """Return the keys below an address."""
        return [str(one.at[-1]) for one in self.pieces if one.role == "key" and one.at[:-1] == at]

    def value(self, *at: str | int) -> str | None:
        """Return what is written at an address in one line; None if nothing is."""
        return next((one.says for one in self.pieces if one.at == at and one.role == "value"), None)

    def key(self, *at: str | int) -> Piece | None:
        """Return the key at an address; None if there is none."""
        return next((one for one in self.pieces if one.at == at and one.role == "key"), None)


@dataclass
class _Sketcher:
    levels: list[_Level] = field(default_factory=lambda: [_Level(-1, ())])
    items: Counter[Address] = field(default_factory=Counter)
    block: int | None = None
    """The column of the key or item whose text goes on, if one does."""

    def pieces(self, text: str) -> Iterator[Piece]:
        for found in _LINE.finditer(text):
            line = found[0].rstrip("\r\n")
            yield from self._line(line, found.start())

    def _line(self, line: str, start: int) -> Iterator[Piece]:
        column = len(line) - len(line.lstrip(" "))
        words = line.strip()
        if self.block is not None:
            if not words or column > self.block:
                yield Piece(self.levels[-1].at, "text", start + column, start + len(line), words)
                return
            self.block = None
        if not words or words.startswith(("#", "---")):
            return
        is_item = False
        while len(self.levels) < DEEPEST and (dash := _DASH.match(line, column)):
            is_item = True
            self._item(column)
            column = dash.end()
        yield from self._content(line, start, column, is_item=is_item)

    def _item(self, column: int) -> None:
        # The list of a key can begin in the column of that key.
        while (level := self.levels[-1]).column > column or (level.column == column and level.is_item):
            self.levels.pop()
        owner = self.levels[-1].at
        self.levels.append(_Level(column, (*owner, self.items[owner]), is_item=True))
        self.items[owner] += 1

    def _content(self, line: str, start: int, column: int, *, is_item: bool) -> Iterator[Piece]:
        if key := _KEY.match(line, column):
            while self.levels[-1].column >= column:
                self.levels.pop()
            at = (*self.levels[-1].at, _plain(key[1]))
            self.levels.append(_Level(column, at))
            yield Piece(at, "key", start + key.start(1), start + key.end(1), _plain(key[1]))
            yield from self._value(line, start, key.end())
        elif is_item:
            yield from self._value(line, start, column)
        else:
            yield self._loose(line, start, column)

    def _loose(self, line: str, start: int, column: int) -> Piece:
        while self.levels[-1].column >= column:
            self.levels.pop()
        # What follows a value, further to the right, continues it.
        role: Role = "text" if self.levels[-1].has_value else "loose"
        end = len(line.rstrip())
        return Piece(self.levels[-1].at, role, start + column, start + end, line[column:end])

    def _value(self, line: str, start: int, column: int) -> Iterator[Piece]:
        level = self.levels[-1]
        found = _SCALAR.match(line, column)
        if found is None:
            return
        level.has_value = True
        if found[1].startswith(("|", ">")):
            self.block = level.column
        elif found[1].startswith(("[", "{")):
            yield from _flow(line, start, found.start(1), level.at)
        else:
            end = found.start(1) + len(found[1].rstrip())
            yield Piece(level.at, "value", start + found.start(1), start + end, _plain(found[1].rstrip()))


def _flow(line: str, start: int, column: int, at: Address) -> Iterator[Piece]:
    """Yield the pieces of `[...]` or `{...}`, as far as it is in this line."""
    owners: list[tuple[Address, bool]] = []
    items: Counter[Address] = Counter()
    here: Address = at
    for found in _IN_FLOW.finditer(line, column):
        if len(owners) > DEEPEST:
            return
        match found[0][0]:
            case "[" | "{" as sign:
                owners.append((here, sign == "["))
                here = (*here, 0) if sign == "[" else here
            case "]" | "}":
                owners = owners[:-1]
            case ",":
                if owners:
                    owner, is_list = owners[-1]
                    items[owner] += 1
                    here = (*owner, items[owner]) if is_list else owner
            case _ if owners:
                for piece in _flow_piece(found, start, here, is_list=owners[-1][1]):
                    here = piece.at if piece.role == "key" else here
                    yield piece


def _flow_piece(found: re.Match[str], start: int, here: Address, *, is_list: bool) -> Iterator[Piece]:
    is_word = is_list or found[0][0] in "\"'"
    key, colon, value = (found[0], "", "") if is_word else found[0].partition(":")
    key = key.rstrip()
    first = start + found.start()
    if colon and (not value or value[0] == " "):
        yield Piece((*here, key), "key", first, first + len(key), key)
        if value.strip():
            place = first + found[0].index(value.strip(), len(key) + 1)
            yield Piece((*here, key), "value", place, place + len(value.strip()), _plain(value.strip()))
    else:
        yield Piece(here, "value" if is_list else "loose", first, first + len(key), _plain(key))


def _plain(written: str) -> str:
    return written.strip("\"'") if written[:1] in "\"'" else written
