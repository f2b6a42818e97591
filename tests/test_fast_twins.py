"""docs/fast-twins.md lists code and tests that exist, and what each twin saves."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from conftest import ROOT

_PAGE = ROOT / "docs" / "fast-twins.md"
_FILE = re.compile(r"`((?:hooks|tests)/[\w/]+\.py)`")
_NAME = re.compile(r"`(\w+)`")


class Row(NamedTuple):
    """A row of a table of twins."""

    where: str
    doubles: str
    held_by: str
    saves: str


ROWS = [
    Row(*(cell.strip() for cell in line.strip("|").split("|")))
    for line in _PAGE.read_text("utf-8").splitlines()
    if line.startswith("| `")
]


def _is_defined_in(name: str, file: str) -> bool:
    text = (ROOT / file).read_text("utf-8")
    return re.search(rf"^(?:def|class) {name}\b|^{name} = ", text, re.MULTILINE) is not None


def test_there_are_twins() -> None:
    assert len(ROWS) > 5


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.where)
def test_a_twin_and_its_test_exist(row: Row) -> None:
    for cell in (row.where, row.held_by):
        (file,) = _FILE.findall(cell)
        assert (ROOT / file).is_file(), file
        names = _NAME.findall(cell)
        assert names
        assert [name for name in names if not _is_defined_in(name, file)] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.where)
def test_a_twin_says_what_it_saves(row: Row) -> None:
    assert re.search(r"\d|times as fast", row.saves)
