"""Names of files that no catalog, address or message can hold, and folders that cannot be listed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import SMALLEST
from izeja.language.names import NAME, fault_of_name, suggested
from izeja.library.file_names import name_problems
from izeja.library.reader import read_library
from izeja.problems.problem import Position

TREE = b"title: Restart\nkind: procedure\nstart: done\nnodes:\n  done:\n    resolution: It works\n"


def problems_of(folder: Path, names: dict[bytes, bytes]) -> dict[str, tuple[str, str | None]]:
    for name, text in {**names, b"library.yml": SMALLEST["library.yml"].encode()}.items():
        path = os.path.join(os.fsencode(folder), name)  # noqa: PTH118 - bytes, which paths cannot hold
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - as above
        with open(path, "wb") as file:  # noqa: PTH123 - as above
            file.write(text)
    _, _, problems = read_library(folder)
    return {one.position.path.removeprefix(f"{folder.as_posix()}/"): (one.code, one.hint) for one in problems}


@pytest.mark.parametrize(
    ("name", "shown", "better"),
    [
        (b"caf\xe9.yml", "caf\\xe9.yml", "'caf.yml'"),
        (b"new\nline.yml", "new\\nline.yml", "'new-line.yml'"),
        (b"tab\there.yml", "tab\\there.yml", "'tab-here.yml'"),
        (b"esc\x1b[31m.yml", "esc\\x1b[31m.yml", "'esc-31m.yml'"),
        ("bidi\u202ex.yml".encode(), "bidi\\u202ex.yml", "'bidix.yml'"),
        ("no\u00a0break.yml".encode(), "no\\xa0break.yml", "'no-break.yml'"),
        (b"sub\xff/a.yml", "sub\\xff/a.yml", "'a.yml'"),
    ],
)
def test_a_name_that_cannot_be_shown_is_reported(
    name: bytes, shown: str, better: str, tmp_path: Path
) -> None:
    found = problems_of(tmp_path, {name: TREE, b"sound.yml": TREE})
    assert found.keys() == {shown}
    code, hint = found[shown]
    assert code == "invalid-name"
    assert hint is not None
    assert better in hint


def test_a_folder_that_cannot_be_listed_hides_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = os.scandir

    def scandir(path: Any) -> Iterator[Any]:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path)

    # Tests may run as a user who is refused nothing.
    monkeypatch.setattr(os, "scandir", scandir)
    names = {b"locked/a.yml": TREE, b"open/a.yml": TREE, b"zzz.yml": b""}
    found = problems_of(tmp_path, names)
    assert {name: code for name, (code, _) in found.items()} == {
        "locked": "unreadable-file",
        "zzz.yml": "empty-file",
    }


@given(st.text(min_size=1, max_size=120))
@example("con")
@example("-" * 101)
@example("a" * 300)
@example("COM1")
@example("ﬁle №5")
def test_a_suggestion_is_accepted(name: str) -> None:
    better = suggested(name)
    assert better is None or fault_of_name(better) is None


@given(st.text(min_size=1, max_size=12))
@example("nul")
@example("a" * 101)
def test_every_fault_is_named(name: str) -> None:
    fault = fault_of_name(name)
    assert fault is None or fault.startswith(("it has", "Windows"))
    if fault is None:
        assert NAME.fullmatch(name)


def test_a_suggestion_is_free() -> None:
    names = ["A B.yml", "a-b.yml", "a-b-2.yml"]
    (problem,) = name_problems(names, "trees")
    assert problem.position == Position("trees/A B.yml")
    assert problem.hint is not None
    assert "rename it to 'a-b-3.yml'" in problem.hint


def test_a_path_can_be_too_long_though_its_names_are_not() -> None:
    (problem,) = name_problems(
        [f"{'/'.join(['b' * 70] * 3)}.yml", f"{'/'.join(['c' * 60] * 3)}.yml"], "trees"
    )
    assert problem.message == "this file's path becomes an address, but it has 212 letters; the limit is 200"
    assert problem.hint == "use shorter names for it and its folders"


def test_a_folder_is_reported_once_for_all_trees_in_it_and_a_file_by_its_own_name() -> None:
    names = ["My folder/a.yml", "My folder/deep/b.yml", "odd.yml/c.yml", "fine/D e.yml", "fine/f.yml"]
    found = {one.position.path: one for one in name_problems(names, "trees")}
    assert set(found) == {"trees/My folder", "trees/fine/D e.yml"}
    assert found["trees/My folder"].concerns == {"trees/My folder/a.yml", "trees/My folder/deep/b.yml"}
    assert found["trees/My folder"].message.startswith("this folder's name becomes part of an address, but ")
    assert not found["trees/fine/D e.yml"].concerns
    assert found["trees/fine/D e.yml"].message.startswith("this file's name becomes an address, but ")


@pytest.mark.parametrize("name", ["TERMS.yml", "Contacts.YML", "Library.yml", "facts.yml"])
def test_files_of_the_library_are_no_trees_however_they_are_written(name: str) -> None:
    assert not [*name_problems([name], "trees")]
    assert [*name_problems([f"help/{name.capitalize()}"], "trees")]
