"""What a writer most likely did where YAML cannot go on.

A parser notices a mistake where it stops, which is often some lines after the mistake. Each function here
knows one mistake of writers, and finds it in a line at or before that place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from izeja.problems.problem import Problem
from izeja.reading.characters import SPACE, name_of
from izeja.reading.source import Source

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
# What comes before a value: indentation, dashes of list items, a key.
_BEFORE_VALUE = re.compile(r"[ ]*(?:- +)*(?:[\w./-]+ *: +)?(?:- +)?")
_FALSE_SPACE = re.compile(
    rf"^[ ]*({SPACE.pattern})|^[ ]*(?:- +)*-?({SPACE.pattern})"
    rf"|^[ ]*(?:- +)*[\w-]+ *(?::({SPACE.pattern})|({SPACE.pattern}) *:)",
    re.MULTILINE,
)
_DASH = re.compile("^[ ]*([\u2010-\u2015\u2212\u2022\xb7])[ \xa0\t]")
_BRACKETS = re.compile(r"(?:\{[^{}\n]*\}|\[[^\[\]\n]*\])[ ]*[^\s#,:\]}]")
_QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*'")}
_HINTS = {
    '"': 'write \\" for a quote inside the text, or put the whole text in single quotes',
    "'": "write '' for an apostrophe inside the text, or put the whole text in double quotes",
}
_NEAR = 2


def likely_cause(source: Source, line: int) -> Problem | None:
    """Return the mistake that most likely keeps YAML from being read, None if it is none of these.

    Args:
        source: a file that is not YAML.
        line: the number of the line, from 0, in which the parser stopped.
    """
    if found := _CONFLICT.search(source.text):
        message = "Git could not merge two versions of this file, and left both in it"
        hint = "keep the right lines, and delete those that begin with '<<<<<<<', '=======' and '>>>>>>>'"
        return Problem("invalid-yaml", message, source.stretch(*found.span()), hint)
    lines = source.text.splitlines(keepends=True)[: line + 1]
    for cause in _CAUSES:
        index = sum(map(len, lines))
        for number in range(len(lines) - 1, -1, -1):
            index -= len(lines[number])
            if problem := cause(source, lines[number].rstrip("\r\n"), index, line - number):
                return problem
    return None


def false_spaces(source: Source) -> Iterator[Problem]:
    """Yield a problem for each character that looks like a space, and that YAML took for a part of a key."""
    if not _FALSE_SPACE.search(source.text):
        return
    # Texts may have such lines too, so only those of keys count.
    for index, line in source.lines_of_keys(SPACE):
        if problem := _false_space(source, line, index, 0):
            yield problem


def _false_space(source: Source, line: str, index: int, distance: int) -> Problem | None:  # noqa: ARG001 - as all
    found = _FALSE_SPACE.match(line)
    if not found:
        return None
    start = index + found.start(found.lastindex or 0)
    char = source.text[start]
    message = f"this looks like a space, but is another character ({name_of(char)})"
    place = source.stretch(start, start + 1)
    return Problem("invalid-yaml", message, place, "delete it, and type an ordinary space")


def _wrong_dash(source: Source, line: str, index: int, distance: int) -> Problem | None:
    found = _DASH.match(line) if distance <= _NEAR else None
    if not found:
        return None
    message = f"a list item begins with a hyphen, and this is another character ({name_of(found[1])})"
    place = source.stretch(index + found.start(1), index + found.end(1))
    return Problem("invalid-yaml", message, place, "type a hyphen and a space: '- '")


def _begins_with_bracket(source: Source, line: str, index: int, distance: int) -> Problem | None:
    start = _start_of_value(line)
    if distance or not _BRACKETS.match(line, start):
        return None
    message = f"text that begins with '{line[start]}' must be quoted"
    place = source.stretch(index + start, index + start + 1)
    return Problem("invalid-yaml", message, place, "put the whole text in double quotes")


def _quote(source: Source, line: str, index: int, distance: int) -> Problem | None:
    start = _start_of_value(line)
    mark = line[start : start + 1]
    quoted = _QUOTED[mark].match(source.text, index + start) if mark in _QUOTED else None
    if quoted is None:
        return None
    rest = source.rest_of_line(quoted.end()).strip()
    if not rest or rest[0] in "#:,]}":
        return None
    if quoted.end() > index + len(line):
        place = source.stretch(index + start, index + start + 1)
        return Problem(
            "invalid-yaml",
            "this quote is never closed",
            place,
            "add the closing quote at the end of the text",
        )
    if distance:
        return None
    place = source.stretch(quoted.end() - 1, quoted.end())
    return Problem("invalid-yaml", "the text ends at this quote, but more words follow", place, _HINTS[mark])


def _start_of_value(line: str) -> int:
    found = _BEFORE_VALUE.match(line)
    return found.end() if found else 0


_CAUSES: tuple[Callable[[Source, str, int, int], Problem | None], ...] = (
    _quote,
    _begins_with_bracket,
    _wrong_dash,
    _false_space,
)
