"""YAML text to plain words, with the place of every key and value.

YAML is read for its structure alone: every scalar is text, so that `no` stays a word and a date stays
as it was written. What makes YAML surprising (aliases, merge keys, tags, several documents, doubled
keys) is refused.
"""

from __future__ import annotations

import codecs
import marshal
import operator
import re
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml
from yaml.reader import ReaderError

from izeja.problems.problem import Position, Problem, Related

try:
    from yaml import CBaseLoader as _YamlLoader
except ImportError:  # PyYAML without libyaml, as on some platforms without a compiler
    from yaml import BaseLoader as _YamlLoader  # type: ignore[assignment]  # the same events, only slower


class Nothing:
    """What stands after a key that has nothing after it: neither a text nor the absence of the key."""

    def __reduce__(self) -> str:
        """Let there be one of it, in whatever process."""
        return "NOTHING"


NOTHING = Nothing()

_Mark: TypeAlias = Any
"""A mark of PyYAML or of libyaml: alike in use, but of no common type."""

Address = tuple[str | int, ...]
"""The way to a value inside a file: keys of mappings and indexes of lists, `()` being all of it."""


# What YAML 1.1 cannot hold (its rule c-printable).
_UNREADABLE = r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


class _Complaint(NamedTuple):
    """What PyYAML says, in the words of a writer; some mistakes begin long before it notices them."""

    pattern: str
    message: str
    hint: str
    at_beginning: bool = False


_COMPLAINTS = (
    _Complaint(
        "scanning an (alias|anchor)",
        "a text that begins with '*' or '&' has to stand in quotes",
        "put the whole text between double quotes",
        at_beginning=True,
    ),
    _Complaint(
        "cannot start any token",
        "this character cannot stand at the start of a text",
        "put the whole text between double quotes",
    ),
    _Complaint(
        "mapping values are not allowed",
        "a colon followed by a space stands inside a text without quotes",
        "put the whole text between double quotes, or indent the line like its neighbours",
    ),
    _Complaint(
        "could not find expected ':'|did not find expected ':'",
        "this line is neither 'key: value' nor part of the text before it",
        "add a colon and a space after the key, or indent the line under the text that it continues",
        at_beginning=True,
    ),
    _Complaint(
        "did not find expected key|did not find expected '-' indicator",
        "the indentation does not fit the lines above",
        "lines that belong together start in the same column, with two spaces more for each level",
    ),
    _Complaint(
        "did not find expected (',' or|node content)",
        "a bracket that is opened here is never closed",
        "close the bracket, or put the text between double quotes if the bracket is part of it",
        at_beginning=True,
    ),
    _Complaint(
        "unexpected end of stream",
        "a quote that is opened here is never closed",
        "add the closing quote",
        at_beginning=True,
    ),
    _Complaint(
        "unknown escape|escape character",
        "a backslash inside double quotes has a special meaning",
        "write the backslash twice, or put the text between single quotes",
    ),
)


@dataclass(frozen=True, slots=True)
class _Zero:
    """The mark of the start of a file."""

    index: int = 0
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class _Span:
    """Indexes and marks of a key and of its value."""

    key_start: _Mark | None
    key_end: _Mark | None
    start: _Mark
    end: _Mark


@dataclass(frozen=True)
class Source:
    """One file as it was read: its path for messages, and its text."""

    path: str
    text: str

    def key(self, *address: str | int) -> Position:
        """Return where the key of a value stands (for an item of a list: the item)."""
        span = self._span(address)
        return self._between(span.key_start or span.start, span.key_end or span.end)

    def value(self, *address: str | int) -> Position:
        """Return where a value stands; if there is none, the nearest thing around it."""
        if address and address not in self._spans:
            return self.key(*self._nearest(address))
        span = self._span(address)
        if self.text[span.start.index : span.start.index + 1] in ("|", ">"):
            return self._block(span)
        return self._between(span.start, span.end)

    def words(self, address: Address, wanted: str, after: str = "") -> Position:
        """Return where `wanted` stands inside a value, behind `after`; if nowhere, the value's place."""
        span = self._span(address)
        index = self.text.find(after + wanted, span.start.index, span.end.index)
        if index < 0:
            return self.value(*address)
        index += len(after)
        line = self.text.count("\n", 0, index) + 1
        column = index - self.text.rfind("\n", 0, index)
        return Position(self.path, line, column, line, column + len(wanted))

    def whole(self) -> Position:
        """Return the place that stands for the file."""
        return Position(self.path)

    @cached_property
    def _spans(self) -> dict[Address, _Span]:
        # Places are wanted only for problems, so a sound file never pays for them.
        builder = _Builder(self, sys.maxsize, record=True)
        with suppress(yaml.YAMLError):
            builder.build()
        return builder.spans

    def _block(self, span: _Span) -> Position:
        # What a writer knows of a text behind '|' is its first line, and not the '|'.
        for number, line in enumerate(self.text[span.start.index : span.end.index].splitlines()[1:], 1):
            if line.strip():
                row, column = span.start.line + number + 1, len(line) - len(line.lstrip()) + 1
                return Position(self.path, row, column, row, len(line) + 1)
        return self._between(span.start, span.end)

    def _nearest(self, address: Address) -> Address:
        while address and address not in self._spans:
            address = address[:-1]
        return address

    def _span(self, address: Address) -> _Span:
        return self._spans[self._nearest(address)]

    def _between(self, start: _Mark, end: _Mark) -> Position:
        return Position(self.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a file may have at the most: bytes, and levels of lists and mappings inside one another."""

    size: int = 1_000_000
    nesting: int = 20


DEFAULT_BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a file, and what was wrong with it. `data` is None if nothing was."""

    source: Source
    data: Any
    problems: tuple[Problem, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it be sent to another process at half the cost that each of its words would have."""
        try:
            return _sent, (self.source, marshal.dumps(self.data), self.problems)
        except ValueError:  # it has a `Nothing` in it
            return Reading, (self.source, self.data, self.problems)


def _sent(source: Source, data: bytes, problems: tuple[Problem, ...]) -> Reading:
    return Reading(source, marshal.loads(data), problems)  # noqa: S302 - only what has just been written comes here


def reading_of(source: Source, problem: Problem | None, bounds: Bounds = DEFAULT_BOUNDS) -> Reading:
    """Read what `decode` has returned: its YAML, or the problem that it has."""
    return Reading(source, None, (problem,)) if problem else parse(source, bounds)


def parse(source: Source, bounds: Bounds = DEFAULT_BOUNDS) -> Reading:
    """Read YAML.

    Args:
        source: a file, as `decode` has read it.
        bounds: how deep it may be nested; what is beyond is refused.

    Returns:
        Its data as text, lists, mappings and `Nothing` (for a key with nothing after it), and every
        problem with its YAML.
    """
    if (simple := _read_simple(source.text, bounds.nesting)) is not None:
        return Reading(source, simple, ())
    builder = _Builder(source, bounds.nesting)
    try:
        data = builder.build()
    except ReaderError:
        return Reading(source, None, (_unreadable_character(source),))
    except yaml.MarkedYAMLError as error:
        return Reading(source, None, (*builder.problems, _yaml_problem(source, error)))
    if data in (None, NOTHING) and not builder.problems:
        problem = Problem(
            "empty-file", "this file is empty", source.whole(), "write its first key, or delete it"
        )
        return Reading(source, None, (problem,))
    return Reading(source, data, tuple(builder.problems))


_MARK = re.compile(r"[&*!]\S")
_COMPLEX_KEY = re.compile(r"^[\s-]*\?\s", re.MULTILINE)
_A_TERM = re.compile(r"\{[a-z0-9-]+\}")
_NESTED_BRACKETS = re.compile(r"[\[{][^\]}]*[\[{][^\]}]*[\[{]")


class _Composer(_YamlLoader):
    """Composes without asking for each scalar what type it may be of: all of them are text."""

    # PyYAML keeps account of the way to each node here, which is of no use to anyone; these are the
    # cheapest functions with that many arguments.
    descend_resolver = staticmethod(operator.is_)  # type: ignore[assignment]  # whose result nobody takes
    ascend_resolver = staticmethod(bool)  # type: ignore[assignment]  # the same

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> Any:  # noqa: ARG002 - PyYAML's signature
        """Return the kind of the node itself in place of a tag."""
        return kind


class _UnusualError(Exception):
    """Something that the careful reader has to look at."""


def _read_simple(text: str, nesting: int) -> Any:
    """Read YAML that has nothing unusual in it; None if it is not so.

    libyaml composes the text, which is several times faster than going through its events. Whatever could
    be a mistake, or harm, is left to the careful reader, which knows what to say.
    """
    if _is_unusual(text):
        return None
    try:
        return _plain(yaml.compose(text, Loader=_Composer), nesting)
    except (yaml.YAMLError, _UnusualError):
        return None


def _is_unusual(text: str) -> bool:
    """Tell whether there may be an alias, anchor or tag, several documents, or nesting on one line."""
    return (
        any(_begins_a_value(text, mark.start()) for mark in _MARK.finditer(text))
        or "- - " in text
        or "\n---" in text
        or "\n..." in text
        or text.startswith(("---", "%"))
        or ("? " in text and _COMPLEX_KEY.search(text) is not None)
        or (_has_many_brackets(text) and _NESTED_BRACKETS.search(text) is not None)
    )


def _begins_a_value(text: str, index: int) -> bool:
    while index and text[index - 1] == " ":
        index -= 1
    return not index or text[index - 1] in ":-[{,\n"


def _has_many_brackets(text: str) -> bool:
    brackets = text.count("[") + text.count("{")
    return brackets > 2 and brackets - len(_A_TERM.findall(text)) > 2


def _plain(node: _Mark, left: int) -> Any:
    kind = type(node)
    if not left or node is None or node.tag is not kind:
        raise _UnusualError
    if kind is yaml.ScalarNode:
        return node.value if node.value or node.style else NOTHING
    if kind is yaml.SequenceNode:
        return [_plain(item, left - 1) for item in node.value]
    data: dict[str, Any] = {}
    for key, value in node.value:
        if type(key) is not yaml.ScalarNode:
            raise _UnusualError
        data[key.value] = _plain(value, left - 1)
    if len(data) != len(node.value) or "<<" in data:
        raise _UnusualError
    return data


def decode(file: Path, shown_as: str, size: int = DEFAULT_BOUNDS.size) -> tuple[Source, Problem | None]:
    """Read a file as UTF-8 text, or tell why it cannot be read.

    Args:
        file: where it lies.
        shown_as: the path that messages name.
        size: how many bytes it may have.
    """
    place, nothing = Position(shown_as), Source(shown_as, "")
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - a path takes as long to open a file as to read it
            return decode_bytes(opened.read(), shown_as, size)
    except IsADirectoryError:
        return nothing, Problem("not-a-file", "a file is wanted here, but this is a folder", place)
    except OSError as error:
        hint = "see whether it is there, and whether you may open it"
        return nothing, Problem("unreadable-file", f"this file cannot be read: {error.strerror}", place, hint)


def decode_bytes(raw: bytes, shown_as: str, size: int) -> tuple[Source, Problem | None]:
    """Read what stands in a file as UTF-8 text; see `decode`."""
    place, nothing = Position(shown_as), Source(shown_as, "")
    if len(raw) > size:
        message = f"this file has {len(raw):,} bytes, but {size:,} are the limit"
        return nothing, Problem(
            "too-large", message, place, "split it, or raise 'limits: file_size' in library.yml"
        )
    try:
        # A byte-order mark is what Windows editors put before UTF-8; it says nothing and harms nothing.
        return Source(shown_as, raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")), None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"line {line} is not UTF-8 text"
        hint = "save the file in the encoding UTF-8 (in most editors: Save with encoding)"
        return nothing, Problem("not-utf-8", message, place, hint)


def _yaml_problem(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    what = " ".join(filter(None, (error.context, error.problem)))
    complaint = next((one for one in _COMPLAINTS if re.search(one.pattern, what)), None)
    found, beginning = error.problem_mark or error.context_mark, error.context_mark
    lines = source.text.splitlines() or [""]
    if found is None:
        return Problem("invalid-yaml", f"this is not YAML: {what}", source.whole())
    if "\t" in lines[min(found.line, len(lines) - 1)][: found.column + 1]:
        hint = "use two spaces for each level; most editors can turn tabs into spaces"
        return Problem("invalid-yaml", "YAML cannot be indented with tabs", _at(source, found), hint)
    if complaint is None:
        return Problem("invalid-yaml", f"this is not YAML: {what}", _at(source, found))
    if complaint.at_beginning and beginning is not None:
        return Problem("invalid-yaml", complaint.message, _at(source, beginning), complaint.hint)
    related: tuple[Related, ...] = ()
    if beginning is not None and beginning.line != found.line:
        related = (Related("what it belongs to begins here", _at(source, beginning)),)
    return Problem("invalid-yaml", complaint.message, _at(source, found), complaint.hint, related)


def _unreadable_character(source: Source) -> Problem:
    found = re.search(_UNREADABLE, source.text)
    index = found.start() if found else 0
    line = source.text.count("\n", 0, index) + 1
    column = index - source.text.rfind("\n", 0, index)
    place = Position(source.path, line, column, line, column + 1)
    shown = f"U+{ord(source.text[index]):04X}"
    return Problem("invalid-yaml", f"an invisible character stands here ({shown})", place, "delete it")


def _at(source: Source, mark: _Mark) -> Position:
    line = min(mark.line + 1, max(1, len(source.text.splitlines())))
    return Position(source.path, line, mark.column + 1, line, mark.column + 2)


@dataclass
class _Level:
    """A mapping or list that is being read."""

    value: dict[str, Any] | list[Any]
    address: Address
    key_start: _Mark | None
    key_end: _Mark | None
    start: _Mark
    key: yaml.ScalarEvent | None = None
    doubled: bool = False
    is_key: bool = False


@dataclass
class _Builder:
    """Turns YAML events into data: one pass, no recursion, no graph of nodes."""

    source: Source
    nesting: int
    record: bool = False
    spans: dict[Address, _Span] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _levels: list[_Level] = field(default_factory=list)
    _root: Any = None
    _documents: int = 0

    def build(self) -> Any:
        zero = _Zero()
        self.spans[()] = _Span(None, None, zero, zero)
        for event in yaml.parse(self.source.text, Loader=_YamlLoader):
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event)
                if len(self._levels) > self.nesting:
                    message = f"this is nested more than {self.nesting} levels deep"
                    self._refuse("too-deep", message, event, "a tree needs no more than six levels")
                    break
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close(event)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    hint = "give each tree a file of its own, and take out the line '---'"
                    self._refuse("invalid-yaml", "a second document begins here", event, hint)
                    break
        return self._root

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._check(event)
        level = self._levels[-1] if self._levels else None
        if level is not None and isinstance(level.value, dict) and level.key is None:
            self._key(level, event)
            return
        # A key with nothing after it has no value; an empty text in quotes has one.
        self._put(event, event.value if event.value or event.style else NOTHING, event.end_mark)

    def _key(self, level: _Level, event: yaml.ScalarEvent) -> None:
        level.key = event
        level.doubled = event.value in level.value
        if event.value == "<<" and not event.style:
            self._refuse("unsupported-yaml", "merge keys ('<<') are not part of the tree language", event)
        if level.doubled and not self.record:
            first = self.source.key(*level.address, event.value)
            self.problems.append(
                Problem(
                    "duplicate-key",
                    f"'{event.value}' stands here twice",
                    self._position(event),
                    "keep one of them, or give one another name",
                    (Related("the first one", first),),
                )
            )

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        self._check(event)
        parent = self._levels[-1] if self._levels else None
        is_key = parent is not None and isinstance(parent.value, dict) and parent.key is None
        if is_key:
            self._refuse("unsupported-yaml", "a key has to be a plain word", event, "take out the brackets")
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        address, start, end = self._next_address()
        self._levels.append(_Level(value, address, start, end, event.start_mark, is_key=is_key))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        done = self._levels.pop()
        if done.is_key:
            # The brackets have been refused; what stands in them is the name that was meant.
            name = next((item for item in done.value if isinstance(item, str)), "?")
            key = yaml.ScalarEvent(None, None, (True, True), name, done.start, event.end_mark)
            self._key(self._levels[-1], key)
            return
        self._put(event, done.value, event.end_mark, done.start)

    def _put(self, event: yaml.Event, value: Any, end: _Mark, start: _Mark | None = None) -> None:
        address, key_start, key_end = self._next_address()
        level = self._levels[-1] if self._levels else None
        if (self.record and address not in self.spans) or not address:
            self.spans[address] = _Span(key_start, key_end, start or event.start_mark, end)
        if level is None:
            self._root = value
        elif isinstance(level.value, list):
            level.value.append(value)
        elif level.key is not None:
            if not level.doubled:
                level.value[level.key.value] = value
            level.key = None

    def _next_address(self) -> tuple[Address, _Mark | None, _Mark | None]:
        if not self._levels:
            return (), None, None
        level = self._levels[-1]
        if isinstance(level.value, list):
            return (*level.address, len(level.value)), None, None
        if level.key is None:
            return level.address, None, None
        return (*level.address, level.key.value), level.key.start_mark, level.key.end_mark

    def _alias(self, event: yaml.AliasEvent) -> None:
        self._refuse(
            "unsupported-yaml",
            f"'*{event.anchor}' repeats another part of the file, which the tree language does not allow",
            event,
            "write the text out; if it was meant to begin with a star, put it between double quotes",
        )
        level = self._levels[-1] if self._levels else None
        if level is not None and isinstance(level.value, dict) and level.key is None:
            level.key = yaml.ScalarEvent(None, None, (True, True), "?", event.start_mark, event.end_mark)
        else:
            self._put(event, None, event.end_mark)

    def _check(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            hint = "take it out; if the text begins with '&', put it between double quotes"
            self._refuse(
                "unsupported-yaml", f"'&{event.anchor}' is not part of the tree language", event, hint
            )
        if event.tag is not None and event.tag != "!":
            hint = "take it out; if the text begins with '!', put it between double quotes"
            self._refuse(
                "unsupported-yaml", f"the tag '{event.tag}' is not part of the tree language", event, hint
            )

    def _refuse(self, code: str, message: str, event: yaml.Event, hint: str | None = None) -> None:
        self.problems.append(Problem(code, message, self._position(event), hint))

    def _position(self, event: yaml.Event) -> Position:
        start: _Mark = event.start_mark
        end: _Mark = event.end_mark
        return Position(self.source.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
