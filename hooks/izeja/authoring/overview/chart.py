"""What a map shows, before anything is laid out: boxes, arrows between them, and frames around parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from izeja.problems.problem import Position

BoxKind: TypeAlias = Literal[
    "question", "step", "resolution", "support", "guide", "part", "port", "return", "lost"
]
"""The kinds of nodes, and besides: whole trees; a `port` to another tree; the `return` of a part; and what is
`lost`, since it does not exist or cannot be read."""
ArrowKind: TypeAlias = Literal["way", "retry", "offer", "unsolved", "include"]
"""A `retry` leads back. An ending has no ways on, but actions that `offer` one, and where `unsolved` leads.
Guides `include` parts."""


class Flag(NamedTuple):
    """The code of a problem, and whether it keeps the library from being published."""

    code: str
    is_error: bool


@dataclass(frozen=True)
class Box:
    """Something on the map: its id there, its name in the files, its text, and where it is written.

    `note` is one more line about it, `frame` the frame that it is in. `href` leads to its step in a site.
    `visits` has lines about how many customers came.
    """

    id: str
    kind: BoxKind
    name: str
    text: str = ""
    note: str = ""
    place: Position | None = None
    href: str = ""
    frame: str = ""
    flags: tuple[Flag, ...] = ()
    is_start: bool = False
    visits: tuple[str, ...] = ()

    @property
    def is_wrong(self) -> bool:
        """Whether it has an error, or is lost."""
        return self.kind == "lost" or any(flag.is_error for flag in self.flags)

    @property
    def short_lines(self) -> tuple[str, ...]:
        """What it says where there is room for little: its text, and more if that alone says too little."""
        if self.kind == "lost":
            return self.name, self.text
        return (self.text or self.name, self.note) if self.kind == "port" and self.note else (self.text,)


class Arrow(NamedTuple):
    """A way from a box to another one, and the answers that take it.

    `share` is how many of all visits took it, from 0 to 1, and None if none were counted; `visits` says it in
    words.
    """

    source: str
    target: str
    kind: ArrowKind = "way"
    labels: tuple[str, ...] = ()
    share: float | None = None
    visits: str = ""

    @property
    def width(self) -> float:
        """How wide it is drawn, in pixels."""
        return 1.0 + 9.0 * (self.share or 0.0)


def merged(arrows: Iterable[Arrow]) -> tuple[Arrow, ...]:
    """Return arrows with one in place of several that lead from one box to the same other one."""
    labels: dict[Arrow, list[str]] = {}
    for arrow in arrows:
        labels.setdefault(arrow._replace(labels=()), []).extend(arrow.labels)
    return tuple(arrow._replace(labels=tuple(texts)) for arrow, texts in labels.items())


@dataclass(frozen=True)
class Chart:
    """All that a map shows. `frames` has the titles of parts by the ids of frames.

    `flags` are about no box of it, but about the tree or the library as a whole. `remarks` are lines
    about all of it.
    """

    title: str
    language: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    frames: Mapping[str, str] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    remarks: tuple[str, ...] = ()

    def arrows_of(self, box: Box) -> Iterable[Arrow]:
        """Yield the arrows that begin at a box."""
        return (arrow for arrow in self.arrows if arrow.source == box.id)
