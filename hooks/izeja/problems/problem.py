"""One problem, its place, and how to fix it: the type that every phase reports."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Literal

from izeja.problems.wording import shortened

LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line for YAML 1.1 (its rule b-break), and so for positions. In catalogs, only `\\n` does."""
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Position:
    """A stretch of text in a file.

    Lines and columns count from 1, columns in characters. The end column is the first one after the stretch.
    Line 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a problem, with its own message."""

    message: str
    position: Position

    def __post_init__(self) -> None:
        """Cut what is too long to be read."""
        object.__setattr__(self, "message", shortened(self.message))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to fix: an error keeps the library from being published, a warning does not.

    `code` is a stable name in kebab-case. `message` says what was found, and `hint` what to do about it,
    with a line for each suggestion. Both quote what was found, so their lines are cut where they are too long
    to be read. `concerns` has the paths of other files that it depends on. `language` is that of the
    translation that it is about, `""` for what a writer wrote.
    """

    code: str
    message: str
    position: Position
    hint: str | None = None
    related: tuple[Related, ...] = ()
    severity: Severity = "error"
    concerns: frozenset[str] = field(default=frozenset(), compare=False)
    language: str = ""

    def __post_init__(self) -> None:
        """Cut what is too long to be read."""
        object.__setattr__(self, "message", shortened(self.message))
        if self.hint:
            object.__setattr__(self, "hint", shortened(self.hint))

    @property
    def places(self) -> tuple[Position, ...]:
        """Where it is, and then the other places that belong to it."""
        return (self.position, *(one.position for one in self.related))

    def is_about(self, files: AbstractSet[str]) -> bool:
        """Return whether it has a place in one of these files, or one of them takes part in it."""
        return any(one.path in files for one in self.places) or not files.isdisjoint(self.concerns)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems without duplicates, sorted by place, code and message: every run reports the same."""
    concerns: dict[Problem, frozenset[str]] = {}
    for one in problems:
        # The same mistake in a part is found in each guide that includes it, and concerns all of them.
        concerns[one] = concerns.get(one, frozenset()) | one.concerns
    merged = (replace(one, concerns=files) for one, files in concerns.items())
    return tuple(sorted(merged, key=_sort_key))


def _sort_key(problem: Problem) -> tuple[object, ...]:
    place = problem.position
    # A mistake in a part can have the same message in two guides, and another way as its proof.
    proof = (problem.hint or "", [str(one.position) for one in problem.related])
    return (place.path, place.line, place.column, problem.code, problem.message, *proof)
