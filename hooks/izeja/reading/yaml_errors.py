"""Errors of PyYAML in a writer's words, at the place that the writer has to change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import yaml

from izeja.problems.problem import Position, Problem, Related
from izeja.reading.likely_causes import indentation_hint, likely_cause
from izeja.reading.misindented import misindented
from izeja.reading.pyyaml import FILE_START, Complaint, Mark, Mistake, complaint
from izeja.reading.source import Source

# All that YAML 1.1 does not allow in a file (its rule c-printable). Compiling it takes a millisecond, so that
# is left to the rare file that needs it.
_FORBIDDEN = r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
# Dashes of list items may come before the tab.
_TAB = re.compile(r"[ -]*\t")


# The name of an anchor, at it or at its alias.
_NAME = re.compile(r"[&*]([^\s,\[\]{}]+)")


class _Words(NamedTuple):
    """A message for a mistake. PyYAML notices some mistakes long after the place where they begin.

    In `{name}`, it has the name of the anchor, and in `{line}` the line in which that is first.
    """

    message: str
    hint: str
    where_it_begins: bool = False


_WORDS: Mapping[Mistake, _Words] = {
    "star": _Words(
        "text that begins with '*' or '&' must be quoted",
        "put the whole text in double quotes",
        where_it_begins=True,
    ),
    "tag": _Words(
        "text that begins with '!' must be quoted",
        "put the whole text in double quotes",
        where_it_begins=True,
    ),
    "character": _Words(
        "text that begins with this character must be quoted",
        "put the whole text in double quotes",
    ),
    "dash": _Words(
        "a list cannot start in the middle of a line",
        "for a list within a text, write '|' here, and start the list on the next line\n"
        "or put the text in double quotes if '-' is part of it",
    ),
    "block": _Words(
        "text after '|' or '>' must start on the next line",
        "start it there, or put the text in double quotes if it begins with '|' or '>'",
        where_it_begins=True,
    ),
    "colon": _Words(
        "text with a colon and a space in it must be quoted",
        "put the whole text in double quotes, or indent the line like its neighbours",
    ),
    "line": _Words(
        "this line is neither 'key: value' nor part of the text above it",
        "add a colon and a space after the key, or indent the line to continue the text above",
        where_it_begins=True,
    ),
    "indentation": _Words(
        "this line's indentation doesn't match the lines above",
        "start lines that belong together in the same column, and indent each level by two spaces",
    ),
    "bracket": _Words(
        "this bracket is never closed",
        "close it, or put the text in double quotes if the bracket is part of it",
        where_it_begins=True,
    ),
    "quote": _Words(
        "this quote is never closed", "add the closing quote at the end of the text", where_it_begins=True
    ),
    "backslash": _Words(
        "a backslash has a special meaning in double quotes",
        "write the backslash twice, or put the text in single quotes",
    ),
    "alias": _Words(
        "the alias '*{name}' has no anchor '&{name}' above it",
        "write '&{name}' before the value that is meant, or put the text in double quotes if '*' begins it",
    ),
    "anchor": _Words("line {line} has the anchor '&{name}' already", "give each anchor a name of its own"),
    "document": _Words(
        "a second document starts here, and a file has only one",
        "put it in a file of its own, or delete the line '---' if both belong together",
    ),
    "rest": _Words(
        "the content has ended above, and more text follows",
        "delete the bracket, the quote or the line '...' that ends it, or delete the rest",
    ),
}

_MISUSED: Mapping[str, str] = {
    "found unhashable key": "a key must be a plain word: remove the brackets",
    "expected .* for merging": (
        "'<<' copies the keys of a mapping, and this is none: write its alias, such as '<<: *name'"
    ),
    ".* for the tag '!!value'": "'=' alone must be quoted: put it in double quotes",
    ".* for the tag '(?P<tag>.+)'": (
        "the tag '{tag}' is unknown: delete it, or put the whole text in double quotes if it begins with '!'"
    ),
    "failed to .* base64": "'!!binary' needs base64: write such text after it, or delete it",
    r"expected an? (?P<needed>\w+).*, but found (?P<found>\w+)": (
        "its tag needs a {needed}, and this is a {found}: change the value, or delete the tag"
    ),
}
"""What a loader says of values that it can make nothing of, by what PyYAML says of them."""
_KINDS = {"sequence": "list", "scalar": "text"}
# Characters that Unicode does not have.
_NO_CHARACTER = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")

# After "is not valid YAML" too.
_NOT_YAML = "YAML cannot be read beyond this place"
_LOOK = "compare quotes, brackets and indentation of this line, and of the line above, with their neighbours"


def yaml_problem(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    """Return an error that PyYAML raised for a file as a problem."""
    found = complaint(error)
    if found.noticed is None:
        return Problem("invalid-yaml", _NOT_YAML, source.whole(), _LOOK)
    marks = (found.noticed, found.begins) if found.mistake == "line" else (found.noticed,)
    for mark in filter(None, marks):
        if cause := likely_cause(source, mark.line):
            return cause
    place = _place_of(source, found, found.noticed)
    # Before the known mistakes: a tab has many consequences, and none of their messages names it.
    if _is_indented_with_a_tab(source, found.noticed):
        hint = "use two spaces for each level; most editors can convert tabs to spaces"
        return Problem("invalid-yaml", "tabs cannot be used for indentation", place, hint)
    if found.mistake is None:
        return Problem("invalid-yaml", _NOT_YAML, place, _LOOK)
    words = _WORDS[found.mistake]
    if words.where_it_begins and found.begins is not None:
        return Problem("invalid-yaml", words.message, _at(source, found.begins), words.hint)
    hint, elsewhere = words.hint, None
    if found.mistake == "indentation" and found.begins is not None:
        elsewhere = misindented(source, found.noticed.line)
        last = max(0, len(source.text.splitlines()) - 1)
        hint = indentation_hint(source, min(found.noticed.line, last), found.begins.line)
    return elsewhere or Problem("invalid-yaml", words.message, place, hint, _block_of(source, found))


def yaml_words(text: str, error: Exception) -> tuple[int | None, str]:
    """Return the line of an error in a file outside of a library, and a sentence about it and its cure.

    Args:
        text: the content of the file.
        error: what reading it raised.
    """
    source = Source("", text)
    match error:
        case yaml.constructor.ConstructorError(problem=said, problem_mark=mark) if mark is not None:
            # The YAML is right, and whoever reads it has no use for a value.
            return mark.line + 1, _misused(str(said))
        case yaml.composer.ComposerError() if (found := complaint(error)).mistake:
            # Each line is YAML, so there is no other cause to look for.
            noticed = found.noticed or FILE_START
            problem = _unmatched(source, _WORDS[found.mistake], noticed, found.begins or noticed)
        case yaml.MarkedYAMLError():
            problem = yaml_problem(source, error)
        case yaml.reader.ReaderError():
            problem = forbidden_character(source)
        case ValueError() | OverflowError() if character := _NO_CHARACTER.search(text):
            # Without libyaml, PyYAML asks Python for such a character, and the error has no place.
            words = _WORDS["backslash"]
            place = source.stretch(*character.span())
            problem = Problem("invalid-yaml", words.message, place, words.hint)
        case RecursionError():
            return None, "its lists and keys are nested too deep, or one is in itself"
        case _:
            return None, str(error)
    hint = f": {' '.join(problem.hint.split())}" if problem.hint else ""
    return problem.position.line, f"{problem.message}{hint}"


def _misused(said: str) -> str:
    said = said.replace("tag:yaml.org,2002:", "!!")
    for pattern, sentence in _MISUSED.items():
        if found := re.match(pattern, said):
            return sentence.format(**{key: _KINDS.get(one, one) for key, one in found.groupdict().items()})
    return said


def forbidden_character(source: Source) -> Problem:
    """Return the problem of a file with a character that YAML does not allow."""
    found = re.search(_FORBIDDEN, source.text)
    place = source.stretch(found.start(), found.end()) if found else source.whole()
    shown = f" (U+{ord(found[0]):04X})" if found else ""
    return Problem("invalid-yaml", f"there is an invisible character here{shown}", place, "delete it")


def _unmatched(source: Source, words: _Words, noticed: Mark, begins: Mark) -> Problem:
    """Return the problem of an alias, an anchor or a document that does not fit what is above it."""
    name = found[1] if (found := _NAME.search(source.text, noticed.index)) else ""
    message = words.message.format(name=name, line=begins.line + 1)
    return Problem("invalid-yaml", message, _at(source, noticed), words.hint.format(name=name))


def _block_of(source: Source, found: Complaint) -> tuple[Related, ...]:
    if found.begins is None or found.noticed is None or found.begins.line == found.noticed.line:
        return ()
    return (Related("the block it belongs to starts here", _at(source, found.begins)),)


def _is_indented_with_a_tab(source: Source, mark: Mark) -> bool:
    lines = source.text.splitlines() or [""]
    line = lines[min(mark.line, len(lines) - 1)]
    return _TAB.match(line, 0, mark.column + 1) is not None


def _place_of(source: Source, found: Complaint, noticed: Mark) -> Position:
    # PyYAML notices a wrong escape sequence some characters after its backslash.
    if found.mistake == "backslash" and (index := source.text.rfind("\\", 0, noticed.index + 1)) >= 0:
        return source.stretch(index, index + 1)
    return _at(source, noticed)


def _at(source: Source, mark: Mark) -> Position:
    # PyYAML reports a missing end one line below the last line.
    line = min(mark.line + 1, max(1, len(source.text.splitlines())))
    return Position(source.path, line, mark.column + 1, line, mark.column + 2)
