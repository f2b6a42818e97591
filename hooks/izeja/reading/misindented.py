"""The one line whose indentation keeps a file from being YAML, found by trying.

A parser notices it at a line below, which is right: after a `question:` with a space too few, the next key of
the node is the first one that cannot be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import yaml

from izeja.problems.problem import Problem
from izeja.reading.pyyaml import events
from izeja.reading.source import Source

_MOST_LINES = 60
_MOST_CHARACTERS = 400_000
"""As much text is read in all tries together, which takes less than half a second."""


def misindented(source: Source, noticed: int) -> Problem | None:
    """Return the problem of a line above, None if the line where it was noticed may be the wrong one.

    Args:
        source: a file that is not YAML.
        noticed: the number of the line, from 0, in which the parser stopped.
    """
    lines = source.text.split("\n")
    tries = iter(range(_MOST_CHARACTERS // (len(source.text) + 1)))
    if noticed >= len(lines) or any(_is_yaml(lines, noticed, one) for one in _levels(lines, noticed)):
        return None
    for number in range(noticed - 1, max(-1, noticed - 1 - _MOST_LINES), -1):
        # A key before lines of text can be anywhere less far in than these, which says nothing.
        if lines[number].rstrip().endswith(("|", ">", "|-", ">-")):
            continue
        for level in _levels(lines, number):
            if next(tries, None) is None:
                return None
            if _is_yaml(lines, number, level):
                return _problem(source, lines, number, level)
    return None


def _problem(source: Source, lines: Sequence[str], number: int, level: int) -> Problem:
    start = sum(len(line) + 1 for line in islice(lines, number)) + _indent_of(lines[number])
    place = source.stretch(start, start + len(lines[number].strip()))
    spaces = f"with {level} {'space' if level == 1 else 'spaces'}" if level else "in the first column"
    message = "this line's indentation doesn't match the lines around it"
    return Problem(
        "invalid-yaml", message, place, f"begin it {spaces}; each level is indented by two more spaces"
    )


def _levels(lines: Sequence[str], number: int) -> Iterator[int]:
    """Yield how far in a line could be, by those next to it; nothing for an empty line or a comment."""
    if not _has_content(lines[number]):
        return
    above = next((one for one in reversed(lines[:number]) if _has_content(one)), "")
    below = next((one for one in lines[number + 1 :] if _has_content(one)), "")
    near = (_indent_of(below), _indent_of(above), _indent_of(above) + 2, _indent_of(below) - 2)
    own = _indent_of(lines[number])
    yield from dict.fromkeys(one for one in near if one >= 0 and one != own)


def _is_yaml(lines: Sequence[str], number: int, level: int) -> bool:
    """Return whether a file is YAML with a line that is so far in."""
    changed = [*lines[:number], " " * level + lines[number].lstrip(" "), *lines[number + 1 :]]
    try:
        for _ in events("\n".join(changed)):
            pass
    except yaml.YAMLError:
        return False
    return True


def _has_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
