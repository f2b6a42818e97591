"""Gettext catalogs as translators write them: each message, and its place in the file.

The format is that of GNU gettext (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from izeja.language.fields import is_blank
from izeja.problems.problem import Position, Problem, Related
from izeja.reading.files import decode
from izeja.reading.source import Source
from izeja.translation import po_parser
from izeja.translation.po_strings import Key, unquoted

MAX_BYTES = 10_000_000
"""A larger catalog is refused."""
TOO_LARGE = "a catalog has the texts of one tree: check that this is one, or delete what is obsolete in it"
"""What to do about it."""

_STRING = r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
_STRINGS = rf"{_STRING}[ \t]*(?:\n{_STRING}[ \t]*)*"
# Most texts are on one line and have no backslash. The first group of each pair has such a text as it is, the
# second has any other one with its quotes.
_TEXT = rf'(?:"([^"\\\n]*)"(?=\n(?!")|\Z)|({_STRINGS}))'
_RARE_ESCAPE = re.compile(r'\\[^nrt"]')
_ENTRY = re.compile(rf"(?:[ \t]*\n)*((?:#.*\n)*)(?:msgctxt {_TEXT}\n)?msgid {_TEXT}\nmsgstr {_TEXT}(?:\n|\Z)")
_REST = re.compile(r"(?:[ \t]*(?:#.*)?(?:\n|\Z))*")
# After an escaped backslash, the `n` of a line break is a part of the name, which then is that of no charset.
_CHARSET = re.compile(r"charset=([^\s\\\"]+(?:\\\\n)?)")
_FUZZY = re.compile(r"^#,(?:.*,)?[ \t]*fuzzy[ \t]*(?:,|$)", re.MULTILINE)


class Message(NamedTuple):
    """A message of a catalog. `at` is an offset in the file's text, in the first line of the translation."""

    context: str
    source: str
    translation: str
    fuzzy: bool
    at: int

    @property
    def key(self) -> Key:
        """How gettext finds the message."""
        return self.context, self.source


@dataclass(frozen=True)
class CatalogFile:
    """The messages of a catalog, with the text that their places are counted in."""

    path: str
    text: str
    messages: Mapping[Key, Message]

    def translation(self, key: Key) -> str | None:
        """Return the translation of a message; None if it has none or only a fuzzy one."""
        message = self.messages.get(key)
        return message.translation or None if message is not None and not message.fuzzy else None

    def of_context(self, context: str) -> Iterator[Message]:
        """Yield the translated messages with a context, whatever their source text."""
        return (one for one in self._by_context.get(context, ()) if one.translation)

    def place(self, message: Message, wanted: str = "") -> Position:
        """Return the place of a message's translation, or of `wanted` in it."""
        first = bisect_right(self._starts, message.at) - 1
        lines = self._lines
        last = first
        while last + 1 < len(lines) and lines[last + 1].startswith('"'):
            last += 1
        for number in range(first, last + 1):
            if wanted and wanted in lines[number]:
                column = lines[number].index(wanted) + 1
                return Position(self.path, number + 1, column, number + 1, column + len(wanted))
        # By custom, a translation of several lines begins with `msgstr ""`, and its words on the next line.
        number = first + 1 if last > first and lines[first] == 'msgstr ""' else first
        return whole_line(self.path, lines, number + 1)

    def flags(self, message: Message) -> frozenset[str]:
        """Return the flags of a message, such as `fuzzy`."""
        number = bisect_right(self._starts, message.at) - 1
        found: list[str] = []
        while number and self._lines[number - 1].strip():
            number -= 1
            mark, _, flags = self._lines[number].partition(",")
            found += flags.split(",") if mark == "#" else []
        return frozenset(flag.strip() for flag in found)

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        return line_starts(self._lines)

    @cached_property
    def _by_context(self) -> Mapping[str, list[Message]]:
        found: dict[str, list[Message]] = {}
        for message in self.messages.values():
            found.setdefault(message.context, []).append(message)
        return found


def read_catalog(file: Path, path: str, root: Path) -> tuple[CatalogFile | None, str, tuple[Problem, ...]]:
    """Read a catalog.

    Args:
        file: the file on disk.
        path: the path that problems name.
        root: the folder of the library, which it must be in.

    Returns:
        The catalog (None if it is not valid), the file's text, and the problems of the file.
    """
    source, problem = decode(file, path, MAX_BYTES, TOO_LARGE, root)
    return (None, source.text, (problem,)) if problem else parse_catalog(source)


def parse_catalog(source: Source) -> tuple[CatalogFile | None, str, tuple[Problem, ...]]:
    """Read a catalog from its text; see `read_catalog`."""
    path, text = source.path, source.text
    if problem := _wrong_charset(path, text):
        return None, text, (problem,)
    text = text.replace("\r\n", "\n")
    messages = _usual_messages(text)
    if messages is None:
        messages, mistakes = _messages_by_line(text)
        if mistakes:
            lines = text.split("\n")
            return None, text, tuple(_problem(mistake, path, lines) for mistake in mistakes)
    return CatalogFile(path, text, messages), text, ()


def line_starts(lines: list[str]) -> list[int]:
    """Return the offset in a text at which each of its lines begins, and that of its end."""
    return [0, *accumulate(len(line) + 1 for line in lines)]


def whole_line(path: str, lines: list[str], number: int) -> Position:
    """Return the place of a line; the place of the file if it has no such line."""
    if not 0 < number <= len(lines):
        return Position(path)
    return Position(path, number, 1, number, len(lines[number - 1]) + 1)


def _usual_messages(text: str) -> dict[Key, Message] | None:
    """Read the messages of a catalog of the most usual form; None if it has any other.

    This is the fast twin of `_messages_by_line`.
    """
    # Obsolete messages, older texts and rare escapes can have mistakes of their own.
    if "\n#~" in text or "\n#|" in text or _has_rare_escapes(text):
        return None
    messages: dict[Key, Message] = {}
    known: set[Key] = set()
    position = 0
    # Anchored: a search would try each line of a long comment again.
    while found := _ENTRY.match(text, position):
        position = found.end()
        comments, context, contexts, source, sources, string, strings = found.groups()
        if contexts:
            context = unquoted(contexts)
        if sources:
            source = unquoted(sources)
        if strings:
            string = unquoted(strings)
        key = (context or "", source)
        if key in known or ((sources or strings) and _differ_at_ends(source, string)):
            return None
        if is_blank(string):
            string = ""
        known.add(key)
        # The message without source text is the header.
        if source:
            # The quick look comes first: comments are long, and few messages are fuzzy.
            fuzzy = "fuzzy" in comments and _FUZZY.search(comments) is not None
            messages[key] = Message(*key, string, fuzzy, found.start(7 if strings else 6))
    return messages if _REST.fullmatch(text, position) else None


def _has_rare_escapes(text: str) -> bool:
    # Two backslashes are a backslash of the text, which escapes nothing. Few catalogs need the second look.
    return bool(_RARE_ESCAPE.search(text)) and bool(_RARE_ESCAPE.search(text.replace(r"\\", "")))


def _differ_at_ends(source: str, string: str) -> bool:
    """Return whether only one of two texts begins or ends with a line break, which gettext refuses."""
    return bool(source and string) and (
        source.startswith("\n") != string.startswith("\n") or source.endswith("\n") != string.endswith("\n")
    )


def _messages_by_line(text: str) -> tuple[dict[Key, Message], tuple[po_parser.Mistake, ...]]:
    """Read the messages without plural forms of any catalog, and what is wrong with it."""
    catalog, mistakes = po_parser.parse(text)
    offsets = line_starts(text.split("\n"))
    messages: dict[Key, Message] = {}
    if mistakes:
        return messages, mistakes
    for key, entry in catalog.current.items():
        if entry.plural is None:
            translation = "" if is_blank(entry.forms[0]) else entry.forms[0]
            at = offsets[(entry.number_of("msgstr") or 1) - 1]
            messages[key] = Message(*key, translation, entry.fuzzy, at)
    return messages, mistakes


def _wrong_charset(path: str, text: str) -> Problem | None:
    charset = _CHARSET.search(text)
    # 'CHARSET' is what xgettext leaves in a new catalog; such a file is ASCII so far.
    if charset is None or charset[1].lower() in ("utf-8", "charset"):
        return None
    message = f"this catalog says that its charset is '{charset[1]}', but catalogs must be UTF-8"
    number = text.count("\n", 0, charset.start()) + 1
    place = whole_line(path, text.split("\n"), number)
    return Problem(
        "invalid-catalog", message, place, "save the file as UTF-8, and write 'charset=UTF-8' here"
    )


def _problem(mistake: po_parser.Mistake, path: str, lines: list[str]) -> Problem:
    first = whole_line(path, lines, mistake.first) if mistake.first else None
    related = (Related("the other line", first),) if first else ()
    place = whole_line(path, lines, mistake.line)
    return Problem("invalid-catalog", mistake.message, place, mistake.hint, related)
