"""Gettext catalogs as files: what translators have written, and where in the file it stands.

The format is that of GNU gettext (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from izeja.problems.problem import Position, Problem
from izeja.reading.files import decode
from izeja.reading.source import Source

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

Key = tuple[str, str]
"""What gettext finds a message by: its context and its source text."""

MAX_BYTES = 10_000_000

_STRING = r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
_STRINGS = rf"{_STRING}[ \t]*(?:\n{_STRING}[ \t]*)*"
# Most texts stand on one line, without a backslash: the first group of each pair has their bare words.
_TEXT = rf'(?:"([^"\\\n]*)"(?=\n(?!")|\Z)|({_STRINGS}))'
_ENTRY = re.compile(rf"(?:[ \t]*\n)*((?:#.*\n)*)(?:msgctxt {_TEXT}\n)?msgid {_TEXT}\nmsgstr {_TEXT}(?:\n|\Z)")
_REST = re.compile(r"(?:[ \t]*(?:#.*)?(?:\n|\Z))*")
_CHARSET = re.compile(r"charset=([^\s\\\"]+(?:\\\\n)?)")
_FUZZY = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)
_PO_LINE = re.compile(rf"\s*(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s*)?{_STRING}\s*)?")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


class Message(NamedTuple):
    """A message of a catalog. `at` is a place in the file's text, in the first line of its translation."""

    context: str
    source: str
    translation: str
    fuzzy: bool
    at: int

    @property
    def key(self) -> Key:
        """What gettext finds the message by."""
        return self.context, self.source


@dataclass(frozen=True)
class CatalogFile:
    """A catalog as it was read."""

    path: str
    text: str
    messages: Mapping[Key, Message]

    def translation(self, key: Key) -> str | None:
        """Return the translation of a message; None where there is none, or only a doubtful one."""
        message = self.messages.get(key)
        return message.translation or None if message is not None and not message.fuzzy else None

    def of_context(self, context: str) -> Iterator[Message]:
        """Yield the translated messages with a context, whatever their source text."""
        return (one for one in self.messages.values() if one.context == context and one.translation)

    def place(self, message: Message, wanted: str = "") -> Position:
        """Return where a message's translation stands, or where `wanted` stands in it."""
        first = self.text.count("\n", 0, message.at)
        lines = self._lines
        last = first
        while last + 1 < len(lines) and lines[last + 1].startswith('"'):
            last += 1
        for number in range(first, last + 1):
            if wanted and wanted in lines[number]:
                column = lines[number].index(wanted) + 1
                return Position(self.path, number + 1, column, number + 1, column + len(wanted))
        # A translation of several lines begins with an empty one.
        number = first + 1 if last > first and lines[first] == 'msgstr ""' else first
        return whole_line(self.path, lines, number + 1)

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")


def read_catalog(file: Path, path: str) -> tuple[CatalogFile | None, str, tuple[Problem, ...]]:
    """Read a catalog.

    Args:
        file: where it lies.
        path: the path that messages name.

    Returns:
        The catalog (None if it cannot be understood), its text, and what is wrong with the file.
    """
    source, problem = decode(file, path, MAX_BYTES)
    return (None, source.text, (problem,)) if problem else parse_catalog(source)


def parse_catalog(source: Source) -> tuple[CatalogFile | None, str, tuple[Problem, ...]]:
    """Read a catalog that is in memory; see `read_catalog`."""
    path, text = source.path, source.text
    if problem := _wrong_charset(path, text):
        return None, text, (problem,)
    text = text.replace("\r\n", "\n")
    messages = _messages(text)
    if messages is None:
        problem = _broken_line(path, text)
        return (None, text, (problem,)) if problem else _read_unusual(path, text)
    return CatalogFile(path, text, messages), text, ()


def whole_line(path: str, lines: list[str], number: int) -> Position:
    """Return the place of a line; that of the file if it has no such line."""
    if not 0 < number <= len(lines):
        return Position(path)
    return Position(path, number, 1, number, len(lines[number - 1]) + 1)


def _messages(text: str) -> dict[Key, Message] | None:
    """Read the messages of a catalog that has nothing but whole messages and remarks; None otherwise."""
    messages: dict[Key, Message] = {}
    position = 0
    for found in _ENTRY.finditer(text):
        if found.start() != position:
            return None
        position = found.end()
        comments, context, contexts, source, sources, string, strings = found.groups()
        if contexts:
            context = _unquoted(contexts)
        if sources:
            source = _unquoted(sources)
        if strings:
            string = _unquoted(strings)
        if source:
            fuzzy = "fuzzy" in comments and _FUZZY.search(comments) is not None
            at = found.start(7 if strings else 6)
            messages[context or "", source] = Message(context or "", source, string, fuzzy, at)
    return messages if _REST.fullmatch(text, position) else None


def _read_unusual(path: str, text: str) -> tuple[CatalogFile | None, str, tuple[Problem, ...]]:
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 - few catalogs need it

    # Plural forms, spaces where one does not put them, and what else is allowed: Babel knows all of it.
    try:
        catalog = read_po(io.BytesIO(text.encode()), charset="utf-8", abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        hint = "open it in Poedit, which shows the place"
        problem = Problem("invalid-catalog", f"this is not a catalog: {error}", Position(path), hint)
        return None, text, (problem,)
    return CatalogFile(path, text, {one.key: one for one in _of_babel(catalog, text)}), text, ()


def _of_babel(catalog: Catalog, text: str) -> Iterator[Message]:
    for one in catalog:
        if isinstance(one.id, str) and one.id and isinstance(one.string, str):
            lines = text.split("\n")
            number = next((n for n in range((one.lineno or 1) - 1, len(lines)) if "msgstr" in lines[n]), 0)
            at = sum(len(line) + 1 for line in lines[:number])
            yield Message(one.context or "", one.id, one.string, one.fuzzy, at)


def _unquoted(strings: str) -> str:
    text = strings.strip().replace('"\n"', "")[1:-1]
    if "\n" in text:
        # There are spaces at the ends of lines.
        text = "".join(line.strip()[1:-1] for line in strings.split("\n"))
    if "\\" not in text:
        return text
    if text.count("\\") == text.count("\\n"):
        return text.replace("\\n", "\n")
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), text)


def _wrong_charset(path: str, text: str) -> Problem | None:
    charset = _CHARSET.search(text)
    if charset is None or charset[1].lower() in ("utf-8", "charset"):
        return None
    message = f"this catalog says that its charset is '{charset[1]}', but it has to be UTF-8"
    number = text.count("\n", 0, charset.start()) + 1
    place = whole_line(path, text.split("\n"), number)
    return Problem("invalid-catalog", message, place, "write 'charset=UTF-8' there")


def _broken_line(path: str, text: str) -> Problem | None:
    # Babel reads on over a missing quote, and makes something else of what follows.
    lines = text.split("\n")
    broken = next((number for number, line in enumerate(lines, 1) if not _PO_LINE.fullmatch(line)), None)
    if broken is None:
        return None
    hint = "a line is a comment ('# ...'), or msgctxt, msgid or msgstr and a text in double quotes"
    place = whole_line(path, lines, broken)
    return Problem("invalid-catalog", "this line is not part of a catalog", place, hint)
