"""One mistake hides no other: of two in a library, both are reported, and nothing else is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import txtar
from conftest import only_some_quick
from izeja.compiler.compile import compile_library
from izeja.running.memo import Memory

CASES = Path(__file__).with_name("two_mistakes")
LIBRARY = txtar.split((CASES / "library.txtar").read_text("utf-8"))
MISTAKES: dict[str, dict[str, Any]] = yaml.safe_load((CASES / "mistakes.yml").read_text("utf-8"))
NAMES = [*MISTAKES]

MEMORY = Memory()


def problems_with(folder: Path, *names: str) -> set[tuple[str, str]] | None:
    """Return the problems of the library with some mistakes, None if one of them is where another is."""
    files = dict(LIBRARY)
    for name in names:
        mistake = MISTAKES[name]
        file = mistake.get("file", "guide.yml")
        if mistake["find"] not in files[file]:
            return None
        files[file] = files[file].replace(mistake["find"], mistake["write"], 1)
    txtar.unpack(files, folder)
    found = compile_library(folder, date(2026, 11, 27), MEMORY).problems
    # What closes a circle depends on where it begins.
    return {(one.code, "" if one.code == "circle" else one.message) for one in found}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple[str, str]]]:
    folder = tmp_path_factory.mktemp("alone")
    assert not problems_with(folder)
    return {name: problems_with(folder, name) or set() for name in NAMES}


def test_each_mistake_is_reported(alone: dict[str, set[tuple[str, str]]]) -> None:
    assert all(alone.values())


@pytest.mark.parametrize("first", only_some_quick(NAMES))
def test_both_are_reported(first: str, alone: dict[str, set[tuple[str, str]]], tmp_path: Path) -> None:
    for second in NAMES[NAMES.index(first) + 1 :]:
        found = problems_with(tmp_path, first, second)
        if found is not None:
            hidden = (alone[first] - found if second not in explained_by(first) else set()) | (
                alone[second] - found if first not in explained_by(second) else set()
            )
            assert (second, hidden) == (second, set())
            assert (second, found - alone[first] - alone[second]) == (second, set())


def explained_by(name: str) -> list[str]:
    names: list[str] = MISTAKES[name].get("explained_by", [])
    return names
