"""What a writer most likely did where YAML cannot go on.

A parser notices a mistake where it stops, which is often some lines after the mistake. Each function here
knows one mistake of writers, and finds it in a line at or before that place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from izeja.problems.problem import Problem
from izeja.reading.characters import SPACE, TYPOGRAPHIC_QUOTES, name_of
from izeja.reading.misindented import misindented
from izeja.reading.source import Source

_Cause: TypeAlias = Callable[[Source, str, int, int], Problem | None]
"""Looks for one mistake in one line: `cause(source, line, index, distance)`.

`index` is where the line begins in the file's text, and `distance` how many lines it is above the one in
which the parser stopped.
"""

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
_INDENTED_START = re.compile(r"(?:[ ]*(?:#.*)?(?:\r?\n))*(?P<indent>[ ]+)(?P<line>[^\s#].*)")
_NEAR = 2
"""Some mistakes are only looked for so many lines above the place where the parser stopped."""
_KEYS = (
    # Of trees, nodes and answers.
    "title|summary|kind|draft|aliases|applies_to|also_called|reviewed|review_every|sources|owner|unsolved|start|"
    "changes|date|nodes|question|step|resolution|support|include|hint|body|asks|dates|since|until|number|label|unit|currency|"
    "decimals|answers|text|note|group|to|days|range|retry|next|actions|contact|outcome|heading|prepare|"
    # Of the files beside them.
    "url|phone|email|hours|time_zone|weekly|closed|meaning|values|source_language|languages|untranslated|order|"
    "topics|guides|icon|limits|questions|trees|file_size|picture_size|video_size|nesting|overdue_review|allow|"
    "pages"
)
"""The keys of the tree language, without those that often begin a line of text, such as `is` and `most`."""
_NO_COLON = re.compile(rf"^[ ]*(?:- +)?(?P<key>{_KEYS})(?P<rest> +[^\s:=;].*)$")
_WRONG_COLON = re.compile(
    rf"^[ ]*(?:- +)?(?P<key>{_KEYS})"
    r"(?P<sign> *(?:[;=\uff1a\ufe55\ua789]|[-=]>|\u2192) *|:(?=[^\s:]))(?P<rest>.*)$"
)
_NO_SPACE = re.compile(rf"^[ ]*(?P<dash>-)(?P<rest>(?:{_KEYS}):(?: .*)?)$")
_TWO_KEYS = re.compile(r"^[ ]*(?:- +)?[a-z_]+: [^\"'#]*? (?P<second>(?:to|next|days|retry): .*)$")
_SPACE_IN_LINK = re.compile(r"\]\((?:contact|https?|mailto):(?P<space>[ ]+)")
_FOREIGN_COMMENT = re.compile(r"^[ ]*(?P<sign>//|/\*|<!--|;|%|--[ ])")
_SIGN_OF_RANGE = re.compile(r"^[ ]*(?:- +)?(?P<key>days|range): *(?P<range>>=? *-?\d+(?:\.\d+)?)")
_BLOCK = re.compile(r"^(?P<indent>[ ]*)(?:- +)?(?P<key>[\w-]+): *[|>][-+]?[ ]*$")
_KEY_WITH_TEXT = re.compile(r"^[ ]*(?:- +)?[\w-]+: +[^\s|>\"'\[{&*!]")
_ITEM_WITH_KEY = re.compile(r"^[ ]*- +[\w-]+:(?:\s|$)")
_KEY = re.compile(r"^(?P<before>[ ]*(?:- +)?)[\w-]+:(?:\s|$)")
_ONLY_KEY = re.compile(r"^(?P<indent>[ ]*)(?P<key>[\w-]+):[ ]*$")


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
    if (
        (found := _INDENTED_START.match(source.text))
        and lines
        and _indent_of(lines[-1]) < len(found["indent"])
    ):
        message = "the first line of this file is indented"
        hint = "begin it in the first column, or write the line that is missing above it"
        return Problem("invalid-yaml", message, source.stretch(*found.span("line")), hint)
    for cause in _CAUSES:
        index = sum(map(len, lines))
        for number in range(len(lines) - 1, -1, -1):
            index -= len(lines[number])
            if problem := cause(source, lines[number].rstrip("\r\n"), index, line - number):
                return (misindented(source, line) if cause in _OF_INDENTATION else None) or problem
    return None


def false_spaces(source: Source) -> Iterator[Problem]:
    """Yield a problem for each character that looks like a space, and that YAML took for a part of a key."""
    # Most files have no such character anywhere, and finding that out takes an eighth of the time.
    if not (SPACE.search(source.text) and _FALSE_SPACE.search(source.text)):
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
    if line[-1:] in TYPOGRAPHIC_QUOTES and quoted.end() > index + len(line):
        place = source.stretch(index + len(line) - 1, index + len(line))
        message = f"this quote comes from a word processor ({name_of(line[-1])}), and closes nothing"
        return Problem("invalid-yaml", message, place, f"type {mark} in its place")
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


def _typographic_quote(source: Source, line: str, index: int, distance: int) -> Problem | None:
    start = _start_of_value(line)
    if distance or not line.startswith(TYPOGRAPHIC_QUOTES, start):
        return None
    place = source.stretch(index + start, index + start + 1)
    message = f"this quote comes from a word processor ({name_of(line[start])}), and opens nothing"
    hint = "put the whole text in straight double quotes: '\"' at its beginning and at its end"
    return Problem("invalid-yaml", message, place, hint)


def _list_without_key(source: Source, line: str, index: int, distance: int) -> Problem | None:
    """Find a list below a key that has a text already, such as the answers below a question."""
    if distance or not _ITEM_WITH_KEY.match(line):
        return None
    above = _line_above(source, index)
    column = _column_of_key(above) if _KEY_WITH_TEXT.match(above) else None
    indent = _indent_of(line)
    if column is None or indent <= column or _is_in_list(source.text[:index], column):
        return None
    place = source.stretch(index + indent, index + len(line.rstrip()))
    message = "this list has no key of its own above it"
    hint = f"write its key between them, such as 'answers:', and begin that line {_with_spaces(column)}"
    return Problem("invalid-yaml", message, place, hint)


def _start_of_value(line: str) -> int:
    found = _BEFORE_VALUE.match(line)
    return found.end() if found else 0


def _matched_by(pattern: re.Pattern[str], group: str, message: str, hint: str, most: int = 0) -> _Cause:
    """Return a cause that a pattern finds in the line itself, or up to `most` lines above it."""

    def cause(source: Source, line: str, index: int, distance: int) -> Problem | None:
        found = pattern.match(line) if distance <= most else None
        if not found:
            return None
        words = {name: text.strip() for name, text in found.groupdict().items()}
        place = source.stretch(
            index + found.start(group), index + max(found.end(group), found.start(group) + 1)
        )
        return Problem("invalid-yaml", message.format(**words), place, hint.format(**words))

    return cause


def _space_in_link(source: Source, line: str, index: int, distance: int) -> Problem | None:
    found = _SPACE_IN_LINK.search(line) if not distance else None
    if not found:
        return None
    place = source.stretch(index + found.start("space"), index + found.end("space"))
    return Problem("invalid-yaml", "the address of a link cannot have a space", place, "delete the space")


def _block_text(source: Source, line: str, index: int, distance: int) -> Problem | None:
    """Find a line of a text after `|` that is indented less than the text, or not at all."""
    if distance or not line.strip():
        return None
    indent = _indent_of(line)
    above = source.text[:index].splitlines()
    first = None
    for before in reversed(above):
        if found := _BLOCK.match(before):
            width = len(found["indent"])
            if first is None and indent == width and not _KEY.match(line):
                place = source.stretch(index + indent, index + len(line))
                return Problem(
                    "invalid-yaml",
                    f"the text of '{found['key']}' must be indented more than its key",
                    place,
                    f"begin each line of the text with {width + 2} spaces",
                )
            if first is not None and width < indent < first:
                place = source.stretch(index + indent, index + len(line))
                message = f"this line is indented less than the text of '{found['key']}' above it"
                return Problem(
                    "invalid-yaml", message, place, f"begin it with {first} spaces, like that text"
                )
            return None
        if before.strip():
            first = _indent_of(before)
            if first <= indent:
                return None
    return None


def _id_without_colon(source: Source, line: str, index: int, distance: int) -> Problem | None:
    """Find a name alone on its line, with keys below it."""
    found = re.match(r"^(?P<indent>[ ]*)(?P<name>[\w-]+)[ ]*$", line) if distance <= _NEAR else None
    if not found:
        return None
    below = source.text[index + len(line) :].lstrip("\r\n").partition("\n")[0]
    if not _KEY.match(below) or not below.startswith(f"{found['indent']}  "):
        return None
    place = source.stretch(index + found.start("name"), index + found.end("name"))
    message = f"the colon after '{found['name']}' is missing"
    return Problem("invalid-yaml", message, place, f"write '{found['name']}:'")


def _too_deep(source: Source, line: str, index: int, distance: int) -> Problem | None:
    """Find a key that is indented as if it were part of the value above it."""
    if distance or not _KEY.match(line):
        return None
    above = _line_above(source, index)
    if not _KEY_WITH_TEXT.match(above):
        return None
    column, indent = _column_of_key(above), _indent_of(line)
    if column is None or indent <= column or line.lstrip().startswith("- "):
        return None
    place = source.stretch(index + indent, index + len(line.rstrip()))
    message = "this line is indented more than the line above, as if it were part of its text"
    hint = f"begin it {_with_spaces(column)}, like the key above"
    if _ONLY_KEY.match(line):
        hint += ", or write a line such as 'nodes:' between them, if one is missing"
    return Problem("invalid-yaml", message, place, hint)


def indentation_hint(source: Source, line: int, block: int) -> str:
    """Return how to indent a line that does not fit the block that it seems to belong to.

    Args:
        source: the file.
        line: the number of the line, from 0.
        block: the number of the line in which that block starts.
    """
    lines = source.text.splitlines()
    here, indent = lines[line], _indent_of(lines[line])
    is_item = here.lstrip().startswith("- ")
    first = _indent_of(lines[block])
    if is_item:
        items = (one for one in range(line - 1, -1, -1) if lines[one].lstrip().startswith("- "))
        above = next((one for one in items if _indent_of(lines[one]) != indent), None)
        if above is None:
            return f"delete the '- ', and begin the line {_with_spaces(first)}, like line {block + 1}"
        return f"begin it {_with_spaces(_indent_of(lines[above]))}, like the item in line {above + 1}"
    if indent == first:
        deeper = _with_spaces(first + 2)
        return f"begin it {deeper} if it belongs to the item above, or with '- ' if it is another item"
    levels = _levels(lines, line)
    level, above = min(levels, key=lambda one: (abs(one[0] - indent), -one[0]), default=(first, block))
    return f"begin it {_with_spaces(level)}, like line {above + 1}; each level is indented by two more spaces"


def _levels(lines: Sequence[str], line: int) -> Iterator[tuple[int, int]]:
    """Yield the column of each level that a line could belong to, and the nearest line above that has it."""
    least = math.inf
    for above in range(line - 1, -1, -1):
        column = _column_of_key(lines[above])
        if column is not None:
            if column < least:
                yield column, above
            least = min(least, _indent_of(lines[above]))


def _column_of_key(line: str) -> int | None:
    """Return the column of a line's key, from 0; that of an item is after the hyphen. None without a key."""
    found = _KEY.match(line)
    return found.end("before") if found else None


def _is_in_list(text: str, column: int) -> bool:
    """Return whether the last keys of a text, which begin in a column, are those of an item of a list."""
    for line in reversed(text.splitlines()):
        found = _column_of_key(line)
        is_item = line.lstrip().startswith("- ")
        if found is not None and (found < column or (found == column and is_item)):
            return found == column
    return False


def _line_above(source: Source, index: int) -> str:
    """Return the line above that is neither empty nor a comment; "" if there is none."""
    lines = reversed(source.text[:index].splitlines())
    return next((one for one in lines if one.strip() and not one.lstrip().startswith("#")), "")


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _with_spaces(number: int) -> str:
    return f"with {number} spaces" if number else "in the first column"


# The first one found is reported, so those that mistake nothing else for theirs come first.
_CAUSES: tuple[_Cause, ...] = (
    _quote,
    _typographic_quote,
    _begins_with_bracket,
    _wrong_dash,
    _false_space,
    _matched_by(
        _FOREIGN_COMMENT,
        "sign",
        "a comment begins with '#', not with '{sign}'",
        "write '#' and a space in its place, or delete the line",
        most=1,
    ),
    _matched_by(
        _SIGN_OF_RANGE, "range", "a range that begins with '>' must be quoted", "write '{key}: \"{range}\"'"
    ),
    _space_in_link,
    _matched_by(
        _TWO_KEYS,
        "second",
        "two keys are on one line",
        "start a new line before '{second}', in the column of the first key",
    ),
    _list_without_key,
    _matched_by(_NO_SPACE, "dash", "a space is missing after this hyphen", "write '- {rest}'", most=1),
    _matched_by(
        _WRONG_COLON,
        "sign",
        "a colon and a space must follow '{key}'",
        "write '{key}: {rest}'",
        most=1,
    ),
    _matched_by(_NO_COLON, "key", "the colon after '{key}' is missing", "write '{key}: {rest}'", most=1),
    _block_text,
    _id_without_colon,
    _too_deep,
)
_OF_INDENTATION = (_list_without_key, _block_text, _too_deep)
"""Those for which another line above may be the wrong one."""
