"""YAML text to plain data, by the fast reader where it can, else by the careful one.

YAML is read for its structure alone: every scalar is text, so `no` stays a word and a date stays as it was
written. What surprises people in YAML (aliases, merge keys, tags, several documents, repeated keys) is
refused.
"""

from __future__ import annotations

import marshal
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.reader import ReaderError

from izeja.problems.problem import Problem
from izeja.reading import fast_reader
from izeja.reading.careful_reader import CarefulReader
from izeja.reading.cut_texts import cut_texts
from izeja.reading.data import NOTHING
from izeja.reading.files import DEFAULT_BOUNDS, Bounds
from izeja.reading.likely_causes import false_spaces
from izeja.reading.source import Source
from izeja.reading.yaml_errors import forbidden_character, yaml_problem


@dataclass(frozen=True, slots=True)
class Reading:
    """The content of a file, and the problems of its YAML. `data` is None if it could not be read."""

    source: Source
    data: Any
    problems: tuple[Problem, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the data as one string, which takes half the time of pickling each of its words."""
        try:
            return _unpickled, (self.source, marshal.dumps(self.data), self.problems)
        except ValueError:  # marshal cannot write `NOTHING`
            return Reading, (self.source, self.data, self.problems)


def _unpickled(source: Source, data: bytes, problems: tuple[Problem, ...]) -> Reading:
    return Reading(source, marshal.loads(data), problems)  # noqa: S302 - written by `Reading.__reduce__`


def reading_of(source: Source, problem: Problem | None, bounds: Bounds = DEFAULT_BOUNDS) -> Reading:
    """Parse the result of `decode`, unless it is a problem."""
    return Reading(source, None, (problem,)) if problem else parse(source, bounds)


def parse(source: Source, bounds: Bounds = DEFAULT_BOUNDS) -> Reading:
    """Read YAML.

    Args:
        source: a file, as `decode` returned it.
        bounds: how deep it may be nested.

    Returns:
        Its data as text, lists, mappings and `NOTHING`, and every problem with its YAML.
    """
    if (data := fast_reader.read(source.text, bounds.nesting)) is not None:
        return _read(source, data, ())
    reader = CarefulReader(source.path, source.text, bounds.nesting)
    try:
        # It reads even what the fast reader could not, and keeps the problems it had found before an error.
        data = reader.read()
    except ReaderError:  # it has no mark, so the character is looked up in the text
        return Reading(source, None, (forbidden_character(source),))
    except yaml.MarkedYAMLError as error:
        return Reading(source, None, (*reader.problems, yaml_problem(source, error)))
    # None: no document at all. NOTHING: a document with only a line '---'.
    if data in (None, NOTHING) and not reader.problems:
        problem = Problem(
            "empty-file", "this file is empty", source.whole(), "add its first key, or delete the file"
        )
        return Reading(source, None, (problem,))
    return _read(source, data, tuple(reader.problems))


def _read(source: Source, data: Any, problems: tuple[Problem, ...]) -> Reading:
    if found := tuple(false_spaces(source)):
        return Reading(source, None, found)
    return Reading(source, data, (*problems, *cut_texts(source)))
