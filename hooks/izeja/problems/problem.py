"""What is wrong, where, and how to mend it: the one type that every phase reports with."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Position:
    """A stretch of text in a file.

    Lines and columns count from 1, columns in characters; the end column is the first one behind the
    stretch. Line 0 stands for the file as a whole.
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
    """Another place that belongs to a problem, and what is to be seen there."""

    message: str
    position: Position


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps the library from being published.

    `code` is a stable kebab-case name, `message` says what was found, `hint` what to do about it. `concerns`
    has the paths of files that take part in it although no place in them is named.
    """

    code: str
    message: str
    position: Position
    hint: str | None = None
    related: tuple[Related, ...] = ()
    severity: Severity = "error"
    concerns: frozenset[str] = field(default=frozenset(), compare=False)

    def is_about(self, files: AbstractSet[str]) -> bool:
        """Tell whether it lies in one of some files, or one of them takes part in it."""
        return (
            self.position.path in files
            or any(one.position.path in files for one in self.related)
            or not files.isdisjoint(self.concerns)
        )


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by place, then by code and message, so that every run reports them alike."""
    return tuple(
        sorted(
            set(problems),
            key=lambda p: (p.position.path, p.position.line, p.position.column, p.code, p.message),
        )
    )
