"""A file with the place of each of its keys and values, for problems to point at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

import yaml

from izeja.problems.problem import LINE_BREAK, Position
from izeja.reading.careful_reader import CarefulReader, Span, position
from izeja.reading.data import Address

DEEPEST = 100
"""The most levels that `limits: nesting` can allow. Places of anything deeper are not known."""


@dataclass(frozen=True)
class Source:
    """A file that was read: its path in messages, and its text."""

    path: str
    text: str

    def key(self, *address: str | int) -> Position:
        """Return the place of a value's key; of the value itself if it has none, as in a list."""
        span = self._span(address)
        return position(self.path, span.key_start or span.start, span.key_end or span.end)

    def value(self, *address: str | int) -> Position:
        """Return the place of a value; if it is missing, of the key that should hold it."""
        if address and address not in self._spans:
            return self.key(*self._nearest(address))
        span = self._span(address)
        if self.text[span.start.index : span.start.index + 1] in ("|", ">"):
            return self._first_line_of_block(span)
        return position(self.path, span.start, span.end)

    def has(self, *address: str | int) -> bool:
        """Return whether there is a key or an item at an address."""
        return address in self._spans

    def stretch_of_key(self, *address: str | int) -> tuple[int, int]:
        """Return the indexes where a key begins and ends, with its quotes.

        Raises:
            KeyError: there is no such key.
        """
        span = self._spans[address]
        if span.key_start is None or span.key_end is None:
            raise KeyError(address)
        return span.key_start.index, span.key_end.index

    def stretch_of_value(self, *address: str | int) -> tuple[int, int]:
        """Return the indexes where a value begins and ends, with its quotes.

        Raises:
            KeyError: there is nothing at the address.
        """
        span = self._spans[address]
        return span.start.index, span.end.index

    def words(self, address: Address, wanted: str, after: str = "", earlier: int = 0) -> Position:
        """Return the place of `wanted` in a value, right after `after`; if not found, of the value.

        `earlier` is how many times the same comes before it in the value.
        """
        span = self._span(address)
        index = span.start.index - 1
        for _ in range(earlier + 1):
            index = self.text.find(after + wanted, index + 1, span.end.index)
            if index < 0:
                return self.value(*address)
        index += len(after)
        return self.stretch(index, index + len(wanted))

    def stretch(self, start: int, end: int) -> Position:
        """Return the place of the characters from index `start` to index `end`, all of one line."""
        line = bisect_right(self._line_starts, start)
        column = start - self._line_starts[line - 1] + 1
        return Position(self.path, line, column, line, column + end - start)

    def written(self, *address: str | int) -> str:
        """Return a value as it is written, with its quotes and line breaks."""
        span = self._span(address)
        return self.text[span.start.index : span.end.index]

    def after_key(self, *address: str | int) -> str:
        """Return what follows a key in its line, as it is written; nothing for an item of a list."""
        end = self._span(address).key_end
        return self.rest_of_line(end.index) if end else ""

    def rest_of_line(self, index: int) -> str:
        """Return what is written from an index up to the end of its line."""
        end = self.text.find("\n", index)
        return self.text[index : end if end >= 0 else None]

    def lines_of_keys(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
        """Yield each line with a key in which a pattern is found, after the index at its beginning."""
        lines = {
            span.key_start.line
            for address, span in self._spans.items()
            if span.key_start is not None and pattern.search(str(address[-1]))
        }
        for line in sorted(lines):
            start = self._line_starts[line]
            yield start, self.rest_of_line(start)

    def plain_values(self) -> Iterator[tuple[int, int]]:
        """Yield the indexes where each value without quotes begins and ends, but not those of blocks."""
        for span in self._spans.values():
            start, end = span.start.index, span.end.index
            if start < end and self.text[start] not in "\"'|>[{" and span.is_scalar:
                yield start, end

    def whole(self) -> Position:
        """Return the place for a problem of the file as a whole."""
        return Position(self.path)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in LINE_BREAK.finditer(self.text))]

    @cached_property
    def _spans(self) -> Mapping[Address, Span]:
        # Places are needed only for problems, so a file without any never pays for them.
        reader = CarefulReader(self.path, self.text, DEEPEST)
        with suppress(yaml.YAMLError):
            reader.read()
        return reader.spans

    def _first_line_of_block(self, span: Span) -> Position:
        # A writer thinks of a text after '|' as its first line, not as the '|'.
        for number, line in enumerate(self.text[span.start.index : span.end.index].splitlines()[1:], 1):
            if line.strip():
                row, column = span.start.line + number + 1, len(line) - len(line.lstrip()) + 1
                return Position(self.path, row, column, row, len(line) + 1)
        return position(self.path, span.start, span.end)

    def _nearest(self, address: Address) -> Address:
        while address and address not in self._spans:
            address = address[:-1]
        return address

    def _span(self, address: Address) -> Span:
        return self._spans[self._nearest(address)]
