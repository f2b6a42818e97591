"""The careful way to read YAML: event by event, with all places, and a problem for each mistake."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from izeja.problems.problem import Position, Problem, Related
from izeja.reading.data import MOST_ENTRIES, NOTHING, Address
from izeja.reading.pyyaml import FILE_START, Mark, events


@dataclass(frozen=True, slots=True)
class Span:
    """Marks around a key (None for an item of a list) and around its value, and whether that is a text."""

    key_start: Mark | None
    key_end: Mark | None
    start: Mark
    end: Mark
    is_scalar: bool = False


@dataclass
class _Level:
    """A mapping or list that is being read."""

    value: dict[str, Any] | list[Any]
    address: Address
    start: Mark
    key: yaml.ScalarEvent | None = None
    is_repeated: bool = False
    is_key: bool = False
    first_keys: dict[str, Position] = field(default_factory=dict)

    @property
    def expects_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None


class CarefulReader:
    """Turns YAML events into data: in one pass, without recursion, without a graph of nodes.

    `problems` and `spans` hold what `read` has found so far, even if it raised.
    """

    def __init__(self, path: str, text: str, nesting: int) -> None:
        self.path, self.text, self.nesting = path, text, nesting
        self.problems: list[Problem] = []
        self.spans: dict[Address, Span] = {(): Span(None, None, FILE_START, FILE_START)}
        self._levels: list[_Level] = []
        self._root: Any = None
        self._documents = 0

    def read(self) -> Any:
        """Return the data of the text, up to a mistake that makes the rest unreadable; None without data.

        Raises:
            yaml.YAMLError: the text is not YAML.
        """
        for event in events(self.text):
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event)
                if len(self._levels) > self.nesting:
                    message = f"this is nested more than {self.nesting} levels deep"
                    self._refuse("too-deep", message, event, "a tree needs six levels at most")
                    break
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close(event)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    # Its data would replace what has been read; one problem is enough to stop at.
                    hint = "put each tree in a file of its own, and delete the line '---'"
                    self._refuse("invalid-yaml", "a second document starts here", event, hint)
                    break
            if self._level is not None and len(self._level.value) > MOST_ENTRIES:
                message = f"there are more than {MOST_ENTRIES:,} entries here"
                self._refuse("too-large", message, event, "divide them between several files")
                break
        return self._root

    @property
    def _level(self) -> _Level | None:
        return self._levels[-1] if self._levels else None

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_anchor_and_tag(event)
        level = self._level
        if level is not None and level.expects_key:
            self._key(level, event)
            return
        # A key with nothing after it has no value; an empty text in quotes is one.
        self._put(event, event.value if event.value or event.style else NOTHING, event.end_mark)

    def _key(self, level: _Level, event: yaml.ScalarEvent) -> None:
        place = position(self.path, event.start_mark, event.end_mark)
        first = level.first_keys.setdefault(event.value, place)
        level.key = event
        level.is_repeated = first is not place
        if event.value == "<<" and not event.style:
            self._refuse(
                "unsupported-yaml", "merge keys ('<<') are not supported", event, "copy the keys here in full"
            )
        if level.is_repeated and self._starts_an_item(level):
            hint = f"begin this line with '- ' to make it the next item of the list: '- {event.value}:'"
            related = (Related("the item above starts here", first),)
            self.problems.append(
                Problem("duplicate-key", f"'{event.value}' appears twice in one item", place, hint, related)
            )
            self._next_item(level, event, place)
            return
        if level.is_repeated:
            hint = "keep one of them, or rename one"
            related = (Related("first used here", first),)
            self.problems.append(
                Problem("duplicate-key", f"'{event.value}' appears twice", place, hint, related)
            )

    def _starts_an_item(self, level: _Level) -> bool:
        """Return whether the key that is repeated is the first one of an item of a list."""
        first = next(iter(level.first_keys))
        in_list = len(self._levels) > 1 and isinstance(self._levels[-2].value, list)
        return (
            in_list and level.key is not None and level.key.value == first and isinstance(level.value, dict)
        )

    def _next_item(self, level: _Level, key: yaml.ScalarEvent, place: Position) -> None:
        # Read on as if the item began here, so that its other keys are not repeated too.
        items = self._levels[-2]
        assert isinstance(items.value, list)  # noqa: S101 - see `_starts_an_item`
        items.value.append(level.value)
        self.spans[level.address] = Span(None, None, level.start, key.start_mark)
        level.value, level.address = {}, (*items.address, len(items.value))
        level.start, level.first_keys, level.is_repeated = key.start_mark, {key.value: place}, False

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        self._refuse_anchor_and_tag(event)
        parent = self._level
        is_key = parent is not None and parent.expects_key
        if is_key:
            self._refuse("unsupported-yaml", "a key must be a plain word", event, "remove the brackets")
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        address, *_ = self._next_address()
        self._levels.append(_Level(value, address, event.start_mark, is_key=is_key))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        done = self._levels.pop()
        if done.is_key:
            # The brackets have been refused; read on as if only the first word in them were the key.
            name = next((item for item in done.value if isinstance(item, str)), "?")
            key = yaml.ScalarEvent(None, None, (True, True), name, done.start, event.end_mark)
            self._key(self._levels[-1], key)
            return
        self._put(event, done.value, event.end_mark, done.start)

    def _put(self, event: yaml.Event, value: Any, end: Mark, start: Mark | None = None) -> None:
        address, key_start, key_end = self._next_address()
        # Of a repeated key, the first one keeps its place; the root replaces the start of the file.
        if address not in self.spans or not address:
            self.spans[address] = Span(key_start, key_end, start or event.start_mark, end, start is None)
        level = self._level
        if level is None:
            self._root = value
        elif isinstance(level.value, list):
            level.value.append(value)
        elif level.key is not None:
            if not level.is_repeated:
                level.value[level.key.value] = value
            level.key = None

    def _next_address(self) -> tuple[Address, Mark | None, Mark | None]:
        level = self._level
        if level is None:
            return (), None, None
        if isinstance(level.value, list):
            return (*level.address, len(level.value)), None, None
        if level.key is None:
            return level.address, None, None
        return (*level.address, level.key.value), level.key.start_mark, level.key.end_mark

    def _alias(self, event: yaml.AliasEvent) -> None:
        message = f"the alias '*{event.anchor}' is not supported"
        hint = "write the text out in full; if it begins with '*', put it in double quotes"
        self._refuse("unsupported-yaml", message, event, hint)
        # Put something in its place, so that the rest of the file is still checked.
        level = self._level
        if level is not None and level.expects_key:
            level.key = yaml.ScalarEvent(None, None, (True, True), "?", event.start_mark, event.end_mark)
        else:
            self._put(event, None, event.end_mark)

    def _refuse_anchor_and_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            hint = "delete it; if the text begins with '&', put it in double quotes"
            self._refuse("unsupported-yaml", f"the anchor '&{event.anchor}' is not supported", event, hint)
        if event.tag is not None and event.tag != "!":
            hint = "delete it; if the text begins with '!', put it in double quotes"
            written = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse("unsupported-yaml", f"the tag '{written}' is not supported", event, hint)

    def _refuse(self, code: str, message: str, event: yaml.Event, hint: str | None = None) -> None:
        place = position(self.path, event.start_mark, event.end_mark)
        self.problems.append(Problem(code, message, place, hint))


def position(path: str, start: Mark, end: Mark) -> Position:
    """Return the place between two marks, which count from 0."""
    return Position(path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
