"""Problems as text for a terminal: the source line, a caret under the place, and how to fix it.

Errors come before warnings. Problems that are alike are shown once, with the places of the others.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import click

from izeja.problems.problem import LINE_BREAK, Position, Problem, Related
from izeja.problems.terminal import visible_line
from izeja.problems.wording import LINE, counted, listed

_COLOURS = {"error": "red", "warning": "yellow"}
_FEW = 3
"""The most problems that read the same, and related places of one problem, that are shown in full."""
_AROUND = LINE // 3
"""How many characters of a long line are shown before the marked place."""


def as_text(
    problems: Sequence[Problem], texts: Mapping[str, str], *, colour: bool = False, most: int | None = None
) -> str:
    """Return every problem with its source line.

    Args:
        problems: in the order of files and lines.
        texts: the whole text of each file, by the path that positions name. Without it, no line is shown.
        colour: whether to add ANSI colours.
        most: how many problems to show; problems that are alike count as one. By default all.

    Returns:
        The report, with blank lines between problems, without a newline at its end.
    """
    writer = _Writer(texts, colour=colour)
    groups = alike(problems)
    shown = groups if most is None else groups[:most]
    rest = sum(map(len, groups[len(shown) :]))
    written = [writer.group(group) for group in shown]
    return "\n\n".join([*written, *([f"... and {counted(rest, 'more problem')}"] if rest else [])])


def place_of(position: Position, among: Iterable[Position]) -> str:
    """Return a place as it is written beside others, such as all those of a problem."""
    # Where one of them is in another file, the line alone would mislead.
    is_clear = all(one.path == position.path for one in among)
    return f"line {position.line}" if is_clear else str(position)


def excerpt(position: Position, texts: Mapping[str, str]) -> str:
    """Return the line of a position as text, with a caret under the place; "" if there is no such line."""
    return "\n".join(_Writer(texts, colour=False).excerpt(position, _COLOURS["error"]))


def summary(problems: Sequence[Problem]) -> str:
    """Return how many problems there are, and where: `3 errors and 1 warning in 2 files`.

    If translations into several languages have problems, a second line has the number for each.
    """
    files = len({problem.position.path for problem in problems})
    counts = Counter(problem.severity for problem in problems)
    found = [counted(counts[severity], severity) for severity in ("error", "warning") if counts[severity]]
    first = f"{' and '.join(found) or 'no problems'} in {counted(files, 'file')}"
    languages = Counter(problem.language for problem in problems if problem.language)
    if len(languages) < 2:
        return first
    each = [f"{language} {number:,}" for language, number in sorted(languages.items())]
    return f"{first}\nof these, in translations: {listed(each)}"


def errors_first(problems: Sequence[Problem]) -> list[Problem]:
    """Return problems in the order in which people read them: what stops the site comes first.

    A text is to be right before it is translated, so problems of translations come after the others.
    """
    return sorted(problems, key=lambda problem: (problem.severity != "error", problem.language != ""))


def alike(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Return problems in groups that are shown as one, errors first: many of them read the same."""
    ordered = errors_first(problems)
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for one in ordered:
        groups.setdefault(_wording(one), []).append(one)
    found: list[list[Problem]] = []
    for one in ordered:
        group = groups[_wording(one)]
        if len(group) <= _FEW:
            found.append([one])
        elif one is group[0]:
            found.append(group)
    return found


def _wording(problem: Problem) -> tuple[str, ...]:
    return problem.severity, problem.code, problem.message, problem.hint or ""


class _Writer:
    def __init__(self, texts: Mapping[str, str], *, colour: bool) -> None:
        self._lines: dict[str, list[str]] = {}
        self._texts = texts
        self._colour = colour

    def group(self, group: Sequence[Problem]) -> str:
        first, *others = group
        return "\n".join((*self._problem(first), *map(self._remark, _elsewhere(first, others))))

    def _problem(self, problem: Problem) -> Iterator[str]:
        # Path, line and column first, as compilers write them: editors and terminals make it a link.
        severity = self._style(f"{problem.severity}:", fg=_COLOURS[problem.severity], bold=True)
        place = self._style(visible_line(str(problem.position)), bold=True)
        yield f"{place}: {severity} {visible_line(problem.message)} [{problem.code}]"
        yield from self.excerpt(problem.position, _COLOURS[problem.severity])
        yield from map(self._remark, problem.hint.split("\n") if problem.hint else ())
        for related in problem.related[:_FEW]:
            yield from self._related(related, problem)
        yield from map(self._remark, _not_shown(problem))

    def _related(self, related: Related, problem: Problem) -> list[str]:
        lines = self.excerpt(related.position, "cyan")
        return [self._remark(f"{related.message} ({place_of(related.position, problem.places)}):"), *lines]

    def _remark(self, line: str) -> str:
        return f"     {self._style('=', fg='cyan')} {visible_line(line)}"

    def excerpt(self, position: Position, colour: str) -> list[str]:
        line = self._line(position)
        if line is None:
            return []
        gutter = f"{position.line:>5} | "
        # Of a stretch over several lines, the first line is shown, marked to its end.
        end = position.end_column if position.end_line == position.line else len(line) + 1
        line, column, end = _window(line, position.column, end)
        # The terminal decides how wide a tab is, so tabs are repeated under the line. Wide characters, as
        # in Chinese, take two columns, and combining marks none.
        before = "".join("\t" if char == "\t" else " " * _width(char) for char in line[: column - 1])
        marked = line[column - 1 : max(end - 1, column)].rstrip()
        caret = "^" * max(1, sum(map(_width, marked)))
        return [
            f"{self._style(gutter, fg='cyan')}{visible_line(line)}",
            f"{self._style('      | ', fg='cyan')}{before}{self._style(caret, fg=colour, bold=True)}",
        ]

    def _line(self, position: Position) -> str | None:
        if position.path not in self._lines:
            text = self._texts.get(position.path, "")
            is_catalog = position.path.endswith(".po")
            self._lines[position.path] = text.split("\n") if is_catalog else LINE_BREAK.split(text)
        # Line 0 is the whole file. A catalog may also have changed on disk since it was read.
        lines = self._lines[position.path]
        return lines[position.line - 1] if 0 < position.line <= len(lines) else None

    def _style(self, text: str, *, fg: str | None = None, bold: bool | None = None) -> str:
        return click.style(text, fg=fg, bold=bold) if self._colour else text


def _not_shown(problem: Problem) -> Iterator[str]:
    rest = problem.related[_FEW:]
    for message in dict.fromkeys(one.message for one in rest):
        places = [place_of(one.position, problem.places) for one in rest if one.message == message]
        yield f"{message}: {listed(places)}"


def _elsewhere(first: Problem, others: Sequence[Problem]) -> Iterator[str]:
    """Yield where else something is: the lines of the same file, and how often in each other file."""
    here = [str(one.position.line) for one in others if one.position.path == first.position.path]
    if here:
        lines = "line" if len(here) == 1 else "lines"
        yield f"the same {counted(len(here), 'more time')} in this file: {lines} {listed(here)}"
    files = Counter(one.position.path for one in others if one.position.path != first.position.path)
    if files:
        places = [path if number == 1 else f"{path} ({number:,})" for path, number in files.items()]
        yield f"the same in {counted(len(files), 'other file')}: {listed(places)}"


def _window(line: str, column: int, end: int) -> tuple[str, int, int]:
    """Return a line, cut on both sides of a stretch if it is too long to be read, and the stretch in it."""
    if len(line) <= LINE:
        return line, column, end
    first = max(0, min(column - 1 - _AROUND, len(line) - LINE))
    last = first + LINE
    shown = line[first:last]
    if first:
        shown = f"…{shown[1:]}"
    if last < len(line):
        shown = f"{shown[:-1]}…"
    return shown, column - first, min(end - first, LINE + 1)


def _width(char: str) -> int:
    # How many columns of a terminal it takes. W is wide and F full-width, in Unicode Standard Annex 11.
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
