"""Places in a text, as editors and as positions of problems count them.

An editor counts lines from 0, and ends them at fewer characters than YAML does. It counts columns in units of
an encoding that it chooses: an emoji is one, two or four of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from lsprotocol import types as lsp

from izeja.problems.problem import LINE_BREAK, Position

_LINE_END = re.compile("\r\n|[\r\n]")
_REST = re.compile(r"[^\r\n]*")
_UNIT = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
"""The bytes of a unit of each encoding that an editor can choose."""


@dataclass(frozen=True)
class Places:
    """Translates places of a text."""

    text: str
    encoding: str = "utf-16"

    def index(self, place: lsp.Position) -> int:
        """Return the index of a character from its place in the editor."""
        line = min(place.line, len(self._lines) - 1)
        start = self._lines[line]
        # What is beyond the end of a line means its end.
        rest = _REST.match(self.text, start)
        end = rest.end() if rest else start
        units, index = 0, start
        while index < end and units < place.character:
            units += self._units(self.text[index])
            index += 1
        return index

    def place(self, index: int) -> lsp.Position:
        """Return the place in the editor of the character at an index."""
        line = bisect_right(self._lines, index) - 1
        return lsp.Position(line, self._units(self.text[self._lines[line] : index]))

    def stretch(self, start: int, end: int) -> lsp.Range:
        """Return the place of the characters from one index to another."""
        return lsp.Range(self.place(start), self.place(end))

    def range(self, position: Position) -> lsp.Range:
        """Return the place of a problem. One of a whole file is shown at its first line."""
        if not position.line:
            return lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
        return self.stretch(
            self.index_of(position.line, position.column),
            self.index_of(position.end_line, position.end_column),
        )

    def index_of(self, line: int, column: int) -> int:
        """Return the index of a line and a column that both count from 1."""
        starts = self._yaml_lines
        return min(starts[min(line, len(starts)) - 1] + column - 1, len(self.text))

    def _units(self, text: str) -> int:
        # Half of a surrogate pair cannot be encoded without this.
        encoded = text.encode(f"{self.encoding}-le" if self.encoding != "utf-8" else "utf-8", "surrogatepass")
        return len(encoded) // _UNIT[self.encoding]

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_END.finditer(self.text))]

    @cached_property
    def _yaml_lines(self) -> list[int]:
        return [0, *(found.end() for found in LINE_BREAK.finditer(self.text))]
