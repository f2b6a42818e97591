"""The files of a library in one layout (`izeja.authoring.changing.layout`), with their meaning unchanged."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from izeja.authoring.changing.edits import mark_of
from izeja.authoring.changing.layout import laid_out
from izeja.problems.problem import Problem
from izeja.reading.files import DEFAULT_BOUNDS, decode, read_bytes
from izeja.reading.folder import SHARED, shown, tree_files
from izeja.reading.parse import parse, reading_of
from izeja.reading.source import Source

_COMMENT = re.compile(r"(?:^|[ \t])#[^\n]*", re.MULTILINE)


class Formatted(NamedTuple):
    """A file with its content before and after; with problems, it stays as it is."""

    file: Path
    before: bytes
    after: bytes
    source: Source
    problems: tuple[Problem, ...] = ()


def files_of(root: Path) -> list[Path]:
    """Return all files of a library that have a layout."""
    shared = [root / name for name in SHARED if os.path.lexists(root / name)]
    return [*shared, *(root / name for name in tree_files(root))]


def formatted(files: Sequence[Path]) -> Iterator[Formatted]:
    """Yield files in the one layout.

    Raises:
        OSError: a file cannot be read.
    """
    for file in files:
        source, problem = decode(file, shown(file))
        reading = reading_of(source, problem)
        # Warnings, such as about a text that was cut, are about what is meant and not about layout.
        errors = tuple(one for one in reading.problems if one.severity == "error")
        if errors or reading.data is None:
            yield Formatted(file, b"", b"", source, errors)
            continue
        before = read_bytes(file, DEFAULT_BOUNDS.size)
        mark = mark_of(before)
        text = laid_out(source.text)
        if not _means_the_same(source, text):
            hint = "please report it as a bug in Izeja; until then, lay it out by hand"
            found = Problem(
                "invalid-yaml", "this file would not mean the same in another layout", source.whole(), hint
            )
            yield Formatted(file, before, before, source, (found,))
            continue
        yield Formatted(file, before, mark + text.encode(), source)


def _means_the_same(source: Source, text: str) -> bool:
    same = parse(Source(source.path, text)).data == parse(source).data
    return same and _comments(text) == _comments(source.text)


# Without knowing what is a comment and what a line of a text with a `#`: a layout keeps both.
def _comments(text: str) -> Counter[str]:
    return Counter(found.strip() for found in _COMMENT.findall(text))
