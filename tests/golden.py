"""Cases that are files: what is given, and what comes of it, together in the txtar format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import txtar


@dataclass(frozen=True)
class Case:
    """A case: the comment at its top, the files that are given, and those that are expected of them."""

    file: Path
    comment: str
    given: dict[str, str]
    expected: dict[str, str]

    def compare(self, found: Mapping[str, str], *, update: bool) -> None:
        """Compare what has come of a case with what is expected, or write it into the file instead."""
        if not update:
            assert found == self.expected
        elif found != self.expected:
            self.file.write_text(txtar.join({**self.given, **found}, self.comment), "utf-8")


def read_case(file: Path, *outcome: str) -> Case:
    """Read a case.

    Args:
        file: of the case.
        outcome: the files that are expected: their names, or what these begin with, such as `after/`.
    """
    # A case may have the line ends of Windows.
    text = file.read_bytes().decode()
    files = txtar.split(text)
    is_expected = {name: name in outcome or name.startswith(_beginnings(outcome)) for name in files}
    given, expected = (
        {name: content for name, content in files.items() if is_expected[name] is wanted}
        for wanted in (False, True)
    )
    return Case(file, text[: text.index("-- ")], given, expected)


def _beginnings(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if not name[-1].isalnum())
