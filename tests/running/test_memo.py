"""Compiling a library again gives the same result with a memory and without."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from edits import EDITS, edit
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.running.memo import Memory
from random_libraries import libraries, write_library


def same(one: Compiled, other: Compiled) -> bool:
    return (
        one.problems == other.problems
        and one.graph == other.graph
        and one.texts == other.texts
        and dict(one.languages) == dict(other.languages)
    )


@pytest.mark.slow
def test_an_edit_is_seen_whatever_was_read_before(tmp_path: Path) -> None:
    root = tmp_path / "decision_trees"
    shutil.copytree(ROOT / "decision_trees", root)
    memory = Memory()
    assert same(compile_library(root, memory=memory), compile_library(root))
    for name, old, new in EDITS:
        edit(root / name, old, new)
        assert same(compile_library(root, memory=memory), compile_library(root)), (name, old, new)


def test_what_has_not_changed_is_not_made_again(tmp_path: Path) -> None:
    root = tmp_path / "decision_trees"
    shutil.copytree(ROOT / "decision_trees", root)
    memory = Memory()
    before = {language: one.trees for language, one in compile_library(root, memory=memory).languages.items()}
    edit(root / "microsoft/get-refund.yml", "review_every: 180 days", "review_every: 90 days")
    for language, after in compile_library(root, memory=memory).languages.items():
        same = {key for key, tree in after.trees.items() if tree is before[language][key]}
        assert after.trees.keys() - same == {"microsoft/get-refund"}


@given(st.lists(libraries(), min_size=2, max_size=4))
def test_no_library_remembers_another(versions: list[dict[str, dict[str, Any]]]) -> None:
    memory = Memory()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for version in versions:
            for file in root.glob("*.yml"):
                file.unlink()
            write_library(root, version)
            assert same(compile_library(root, memory=memory), compile_library(root))


class Calls:
    """A function that counts its calls."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, *of: int) -> tuple[int, ...]:
        """Return the number of this call, and the arguments."""
        self.count += 1
        return (self.count, *of)


def test_a_function_is_called_again_only_if_its_arguments_have_changed() -> None:
    memory, first, second = Memory(), Calls(), Calls()
    assert memory.made(first, "a", 1, 2) == (1, 1, 2)
    assert memory.made(first, "a", 1, 2) == (1, 1, 2)
    assert memory.made(first, "a", 1, 3) == (2, 1, 3)
    assert memory.made(first, "a", 1, 2) == (3, 1, 2)
    # Another name, and another function, has a result of its own.
    assert memory.made(first, "b", 1, 2) == (4, 1, 2)
    assert memory.made(second, "a", 1, 2) == (1, 1, 2)


def test_a_result_that_two_rounds_did_not_ask_for_is_dropped() -> None:
    memory, make = Memory(), Calls()
    memory.made(make, "a", 1)
    memory.next_round()
    assert memory.made(make, "a", 1) == (1, 1)
    memory.next_round()
    memory.next_round()
    assert memory.made(make, "a", 1) == (2, 1)


def test_what_is_asked_for_once_is_kept_for_another_round_alone() -> None:
    memory, make = Memory(), Calls()
    memory.made_once(make, "a", 1)
    assert memory.made_once(make, "a", 1) == (2, 1)
    memory.next_round()
    memory.made_once(make, "a", 1)
    memory.next_round()
    assert memory.made_once(make, "a", 1) == (3, 1)
