"""Problems as text for a terminal: the source line, a caret under the place, and how to fix it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

import click

from izeja.problems.problem import Position, Problem, Related

_LONGEST = 300
"""How much of a very long line is shown."""
_LONGEST_MESSAGE = 2_000
_COLOURS = {"error": "red", "warning": "yellow"}


def as_text(problems: Sequence[Problem], texts: Mapping[str, str], *, colour: bool = False) -> str:
    """Return every problem with its source line.

    Args:
        problems: in the order to show them in.
        texts: the whole text of each file, by the path that positions name. Without it, no line is shown.
        colour: whether to add ANSI colours.

    Returns:
        The report, with blank lines between problems, without a newline at its end.
    """
    writer = _Writer(texts, colour=colour)
    return "\n\n".join(writer.problem(problem) for problem in problems)


def summary(problems: Sequence[Problem]) -> str:
    """Return how many problems there are, and in how many files: `3 problems in 2 files`."""
    files = len({problem.position.path for problem in problems})
    return f"{counted(len(problems), 'problem')} in {counted(files, 'file')}"


def counted(number: int, noun: str) -> str:
    """Return a number with an English noun that has a regular plural: `1 file`, `2 files`."""
    if number == 1:
        return f"1 {noun}"
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + ("es" if noun.endswith(("ch", "s")) else "s")
    return f"{number:,} {plural}"


class _Writer:
    def __init__(self, texts: Mapping[str, str], *, colour: bool) -> None:
        self._lines: dict[str, list[str]] = {}
        self._texts = texts
        self._colour = colour

    def problem(self, problem: Problem) -> str:
        # Path, line and column first, as compilers write them: editors and terminals make it a link.
        severity = self._style(f"{problem.severity}:", fg=_COLOURS[problem.severity], bold=True)
        place, message = self._style(str(problem.position), bold=True), _short(problem.message)
        head = f"{place}: {severity} {message} [{problem.code}]"
        rows = [head, *self._excerpt(problem.position, _COLOURS[problem.severity])]
        if problem.hint:
            mark = self._style("=", fg="cyan")
            rows += [f"     {mark} {_short(line)}" for line in problem.hint.splitlines()]
        for related in problem.related:
            rows += self._related(related, problem.position)
        return "\n".join(rows)

    def _related(self, related: Related, main: Position) -> list[str]:
        # In another file, the line alone would mislead.
        where = f"line {related.position.line}" if related.position.path == main.path else related.position
        head = f"     {self._style('=', fg='cyan')} {related.message} ({where}):"
        return [head, *self._excerpt(related.position, "cyan")]

    def _excerpt(self, position: Position, colour: str) -> list[str]:
        line = self._line(position)
        if line is None:
            return []
        line, position = _clipped(line, position)
        gutter = f"{position.line:>5} | "
        # Of a stretch over several lines, the first line is shown, marked to its end.
        end = position.end_column if position.end_line == position.line else len(line) + 1
        # The terminal decides how wide a tab is, so tabs are repeated under the line. Wide characters, as
        # in Chinese, take two columns, and combining marks none.
        before = "".join("\t" if char == "\t" else " " * _width(char) for char in line[: position.column - 1])
        marked = line[position.column - 1 : max(end - 1, position.column)].rstrip()
        caret = "^" * max(1, sum(map(_width, marked)))
        return [
            f"{self._style(gutter, fg='cyan')}{line}",
            f"{self._style('      | ', fg='cyan')}{before}{self._style(caret, fg=colour, bold=True)}",
        ]

    def _line(self, position: Position) -> str | None:
        if position.path not in self._lines:
            self._lines[position.path] = self._texts.get(position.path, "").splitlines()
        # Line 0 is the whole file. A catalog may also have changed on disk since it was read.
        lines = self._lines[position.path]
        return lines[position.line - 1] if 0 < position.line <= len(lines) else None

    def _style(self, text: str, *, fg: str | None = None, bold: bool | None = None) -> str:
        return click.style(text, fg=fg, bold=bold) if self._colour else text


def _short(text: str) -> str:
    """Return a line of a message; of a very long one, its beginning and its end."""
    half = _LONGEST_MESSAGE // 2
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:half]} … {text[-half:]}"


def _clipped(line: str, position: Position) -> tuple[str, Position]:
    """Return a line and the place in it; of a very long line, only what is around the place."""
    if len(line) <= _LONGEST:
        return line, position
    first = max(0, position.column - 1 - _LONGEST // 2)
    last = first + _LONGEST
    moved = replace(
        position,
        column=position.column - first + (first > 0),
        end_column=max(1, min(position.end_column, last + 1) - first + (first > 0)),
    )
    return f"{'…' if first else ''}{line[first:last]}{'…' if last < len(line) else ''}", moved


def _width(char: str) -> int:
    # How many columns of a terminal it takes. W is wide and F full-width, in Unicode Standard Annex 11.
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
