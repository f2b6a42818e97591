"""The messages of a catalog as their file has them: lines stay as they are until what they say changes.

The format is that of GNU gettext (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html).
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from babel.messages.catalog import Message

from izeja.language.fields import is_blank
from izeja.translation.po_strings import Key, quoted, unquoted

_ORDER = ("note", "remark", "place", "flags", "previous", "msgctxt", "msgid", "msgid_plural", "msgstr")
_COMMENTS = ("note", "remark", "place", "flags", "previous")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_OBSOLETE = re.compile(r"[ \t]*#~[ \t]*")
_LINE_NUMBER = re.compile(r":\d+$")
# By these flags, translators' tools know which placeholders to compare. Babel finds them in the source text.
_FORMATS = {"python-format", "python-brace-format"}
_REVIEWS = {"reviewed", "final"}
_WIDTH = 76


class Line(NamedTuple):
    """A line of a message, and its kind: the keyword that it belongs to, or the kind of its comment."""

    kind: str
    text: str
    number: int = 0


@dataclass(eq=False)
class Entry:
    """A message in its own lines. `blank` are the empty lines above.

    `end` is a carriage return where lines end as on Windows.
    """

    lines: list[Line]
    blank: list[str] = field(default_factory=list)
    end: str = ""

    @property
    def key(self) -> Key:
        """How gettext finds the message."""
        return self.context, self.source

    @property
    def context(self) -> str:
        """The context, "" without one."""
        return self._text("msgctxt")

    @context.setter
    def context(self, text: str) -> None:
        if text != self.context:
            self._put("msgctxt", quoted("msgctxt", text))

    @property
    def source(self) -> str:
        """The source text, "" for the header."""
        return self._text("msgid")

    @source.setter
    def source(self, text: str) -> None:
        if text != self.source:
            self._put("msgid", quoted("msgid", text))
            self._set_flags((self.flags - _FORMATS) | _formats(text))

    @property
    def plural(self) -> str | None:
        """The plural of the source text, None for a message without plural forms."""
        return self._text("msgid_plural") if self.number_of("msgid_plural") is not None else None

    @property
    def forms(self) -> list[str]:
        """The translation, or one for each plural form; "" where one is missing."""
        lines: dict[str, list[str]] = {}
        for line in self.lines:
            if line.kind.startswith("msgstr"):
                lines.setdefault(line.kind, []).append(line.text)
        return [_text_in(texts) for texts in lines.values()]

    @forms.setter
    def forms(self, forms: Sequence[str]) -> None:
        for number, (before, form) in enumerate(zip(self.forms, forms, strict=True)):
            if before != form:
                keyword = "msgstr" if self.plural is None else f"msgstr[{number}]"
                self._put(keyword, quoted(keyword, form))

    @property
    def is_translated(self) -> bool:
        """Whether there is a translation, or a part of one: some words of a translator."""
        return not all(is_blank(form) for form in self.forms)

    @property
    def is_complete(self) -> bool:
        """Whether the message is translated, in each of its plural forms."""
        return not any(is_blank(form) for form in self.forms)

    @property
    def flags(self) -> set[str]:
        """The flags, such as `fuzzy`."""
        lines = [line.text.strip().lstrip("#,") for line in self.lines if line.kind == "flags"]
        return {flag for line in lines for one in line.split(",") if (flag := one.strip())}

    @property
    def fuzzy(self) -> bool:
        """Whether the translation still has to be checked."""
        return "fuzzy" in self.flags

    @fuzzy.setter
    def fuzzy(self, fuzzy: bool) -> None:
        self._set_flags((self.flags - _REVIEWS) | {"fuzzy"} if fuzzy else self.flags - {"fuzzy"})

    @property
    def review(self) -> str:
        """How far a reviewer is, "" if none has read the translation: "reviewed", or "final"."""
        return next((one for one in ("final", "reviewed") if one in self.flags), "")

    @review.setter
    def review(self, review: str) -> None:
        if review != self.review:
            self._set_flags((self.flags - _REVIEWS) | ({review} if review else set()))

    @property
    def previous(self) -> str:
        """The source text that a fuzzy translation was made of, "" if that is not known."""
        lines = (line.text.partition("|")[2].strip() for line in self.lines if line.kind == "previous")
        text = " ".join(lines).partition("msgid ")[2].partition("msgid_plural ")[0]
        return unquoted("\n".join(_STRING.findall(text)) or '""')

    @previous.setter
    def previous(self, text: str) -> None:
        if text != self.previous or not text:
            self._put("previous", [f"#| {line}" for line in quoted("msgid", text)] if text else [])

    @property
    def notes(self) -> list[str]:
        """The comments of translators, line by line."""
        return [line.text.strip()[1:].strip() for line in self.lines if line.kind == "note"]

    def add_notes(self, notes: Iterable[str]) -> None:
        """Add the comments that are not there yet."""
        known = set(self.notes)
        new = [f"# {note}".rstrip() for note in notes if note not in known]
        if new:
            self._put("note", [line.text.rstrip("\r") for line in self.lines if line.kind == "note"] + new)

    @property
    def remarks(self) -> list[str]:
        """The remarks for translators, line by line."""
        return [line.text.strip()[2:].strip() for line in self.lines if line.kind == "remark"]

    @remarks.setter
    def remarks(self, remarks: Sequence[str]) -> None:
        # Programs may wrap and sort remarks as they like.
        if sorted(" ".join(self.remarks).split()) != sorted(" ".join(remarks).split()):
            self._put("remark", [f"#. {line}" for line in wrapped(remarks)])

    @property
    def files(self) -> list[str]:
        """The files that the source text is written in."""
        places = (line.text.strip()[2:].split() for line in self.lines if line.kind == "place")
        return [_LINE_NUMBER.sub("", one) for one in chain.from_iterable(places)]

    @files.setter
    def files(self, files: Sequence[str]) -> None:
        # Other programs may add the numbers of lines.
        if files != self.files:
            self._put("place", [f"#: {one}" for one in files])

    @property
    def is_obsolete(self) -> bool:
        """Whether the message is kept at the end of the file, commented out with `#~`."""
        return any(line.kind == "msgid" and line.text.lstrip().startswith("#") for line in self.lines)

    def retire(self) -> None:
        """Comment the message out; its translator's comments and flags stay."""
        if not self.is_obsolete:
            self.lines = [
                line._replace(text=_retired(line))
                for line in self.lines
                if line.kind not in ("remark", "place")
            ]

    def restore(self) -> None:
        """Make a message current that was commented out."""
        if self.is_obsolete:
            self.lines = [line._replace(text=_restored(line)) for line in self.lines]

    def adopt(self, end: str) -> None:
        """Give all lines another end, for a file whose lines end so."""
        self.lines = [line._replace(text=line.text.rstrip("\r") + end) for line in self.lines]
        self.blank, self.end = [end], end

    def number_of(self, kind: str) -> int | None:
        """Return the number of the first line of a kind."""
        return next((line.number for line in self.lines if line.kind == kind), None)

    def _text(self, kind: str) -> str:
        return _text_in([line.text for line in self.lines if line.kind == kind])

    def _set_flags(self, flags: set[str]) -> None:
        if flags != self.flags:
            self._put("flags", [f"#, {', '.join(sorted(flags))}"] if flags else [])

    def _put(self, kind: str, texts: Iterable[str]) -> None:
        """Put lines of a kind where such lines are, or else where they are by custom."""
        is_obsolete = self.is_obsolete
        at = next((index for index, line in enumerate(self.lines) if line.kind == kind), None)
        if at is None:
            after = _ORDER[_ORDER.index(kind.partition("[")[0]) + 1 :]
            later = (index for index, line in enumerate(self.lines) if line.kind.partition("[")[0] in after)
            at = next(later, len(self.lines))
        new = [Line(kind, text + self.end) for text in texts]
        if is_obsolete:
            new = [line._replace(text=_retired(line)) for line in new]
        kept = [line for line in self.lines[at:] if line.kind != kind]
        self.lines = [*self.lines[:at], *new, *kept]


@dataclass(eq=False)
class PoFile:
    """A catalog as its file has it: the header, the messages, and what follows the last one."""

    entries: list[Entry]
    rest: list[str] = field(default_factory=lambda: ["", ""])
    end: str = ""
    mark: str = ""
    """A byte-order mark, if the file begins with one."""

    @cached_property
    def current(self) -> dict[Key, Entry]:
        """The messages that are not obsolete, by their keys; without the header."""
        found = (one for one in self.entries if one.source and not one.is_obsolete)
        return {one.key: one for one in found}

    @property
    def text(self) -> str:
        """The text of the file."""
        lines: list[str] = []
        for entry in self.entries:
            lines += entry.blank
            lines += (line.text for line in entry.lines)
        return self.mark + "\n".join([*lines, *self.rest])


def new_entry(key: Key, plural: str | None = None, count: int = 1, end: str = "") -> Entry:
    """Return a message without a translation.

    Args:
        key: its context and source text.
        plural: of the source text, if it has one.
        count: the number of plural forms.
        end: what lines end with before the line feed.
    """
    context, source = key
    lines = [Line("flags", f"#, {flag}") for flag in [", ".join(sorted(_formats(source)))] if flag]
    texts = [("msgctxt", context)] if context else []
    texts.append(("msgid", source))
    texts += [("msgid_plural", plural)] if plural is not None else []
    texts += [("msgstr", "")] if plural is None else [(f"msgstr[{form}]", "") for form in range(count)]
    lines += [Line(keyword, line) for keyword, text in texts for line in quoted(keyword, text)]
    entry = Entry(lines)
    entry.adopt(end)
    return entry


def wrapped(remarks: Iterable[str]) -> list[str]:
    """Return the lines that remarks have in a catalog."""
    lines = (textwrap.wrap(one, _WIDTH, break_long_words=False, break_on_hyphens=False) for one in remarks)
    return list(chain.from_iterable(lines))


def _text_in(lines: Sequence[str]) -> str:
    strings = _STRING.findall("\n".join(lines))
    return unquoted("\n".join(strings)) if strings else ""


def _formats(source: str) -> set[str]:
    return set(Message(source).flags)


def _retired(line: Line) -> str:
    # GNU gettext writes the older text of an obsolete message as `#~| msgid`.
    text = line.text.lstrip()
    if line.kind == "previous":
        return f"#~{text.removeprefix('#')}"
    return line.text if line.kind in _COMMENTS or line.kind == "empty" else f"#~ {text}"


def _restored(line: Line) -> str:
    if line.kind == "previous":
        return _OBSOLETE.sub("#", line.text)
    return line.text if line.kind in _COMMENTS or line.kind == "empty" else _OBSOLETE.sub("", line.text)
