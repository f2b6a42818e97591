"""A check of one tree reports exactly its problems in the whole library, whatever is remembered."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, times
from edits import EDITS, edit
from izeja.compiler import check
from izeja.compiler.check import check_library
from izeja.compiler.compiled import Compiled
from izeja.compiler.incremental import cache
from izeja.reading import cache_folder
from random_libraries import FACTS, libraries, libraries_with_facts, write_library

Library = dict[str, dict[str, Any]]
Facts = dict[str, list[str]]

CACHE = f"../{cache_folder.FOLDER}/decision_trees.json"
TARGETS = ["g0.yml", "g1.yml#n1", "g2.yml#n9", "p0.yml", "gone.yml", "g2.yml#n0.n1"]
WITH_FACTS = st.one_of(libraries_with_facts(FACTS, faulty=True), libraries_with_facts(FACTS, sound=True))
FEWER_FACTS = [{"f": ["a", "b"], "g": FACTS["g"]}, {"f": FACTS["f"]}]
"""Edits of `facts.yml`, which all trees depend on: a value that is gone, and a fact."""


@st.composite
def versions(draw: st.DrawFn, drawn: st.SearchStrategy[Library]) -> list[Library]:
    """Draw a library and its versions after each of several edits."""
    library = draw(drawn)
    found = [library]
    for _ in range(draw(st.integers(1, 3))):
        other = draw(drawn)
        changed = draw(st.lists(st.sampled_from(sorted({*other, *library})), min_size=1, max_size=2))
        # A tree that has no new version is deleted, but one tree stays.
        kept = {tree: data for tree, data in library.items() if tree not in changed}
        library = {**kept, **{tree: other[tree] for tree in changed if tree in other}} or other
        for tree in changed:
            if tree in library:
                library[tree] = draw(detailed(library[tree]))
        found.append(library)
    return found


@st.composite
def detailed(draw: st.DrawFn, tree: dict[str, Any]) -> dict[str, Any]:
    """Add what trees have to do with one another beside their ways."""
    added: dict[str, Any] = {}
    if draw(st.booleans()):
        added["unsolved"] = draw(st.sampled_from(["n0", *TARGETS]))
    if draw(st.booleans()):
        added["aliases"] = draw(st.lists(st.sampled_from(["g0", "g1", "old", "older"]), max_size=2))
    if draw(st.booleans()):
        added["kind"] = draw(st.sampled_from(["part", "causes"]))
    if draw(st.integers(0, 3)) == 0:
        added["draft"] = "true"
    nodes = {key: dict(node) for key, node in tree["nodes"].items()}
    for node in nodes.values():
        if "include" not in node and draw(st.integers(0, 2)) == 0:
            node["body"] = f"See [that]({draw(st.sampled_from(TARGETS))}) there."
        if draw(st.integers(0, 9)) == 0:
            node["mistake"] = "x"
        if draw(st.integers(0, 9)) == 0:
            node["aliases"] = ["n7", "n9"]
    return {**tree, **added, "nodes": nodes}


def said(compiled: Compiled) -> object:
    return compiled.problems, compiled.size, compiled.report()


def write(root: Path, library: Library, unsolved: str | None, facts: Facts | None = None) -> None:
    for file in root.glob("*.yml"):
        file.unlink()
    write_library(root, library, facts=facts)
    config = json.loads((root / "library.yml").read_text("utf-8"))
    # Topics are a matter of the whole library, and take nothing away from a check of one tree.
    config["topics"] = {"n0": {"title": "g0", "guides": ["g0.yml", "gone/"]}}
    config |= {"unsolved": unsolved} if unsolved else {}
    (root / "library.yml").write_text(json.dumps(config), "utf-8")


def known_for_certain(compiled: Compiled) -> object:
    """Return the report of a selection, even where it hands over to a check of the whole library."""
    told = [
        (one.code, one.message, one.position, one.hint, one.related)
        for one in compiled.problems
        if one.code not in {"never-chosen", "unreachable"}
    ]
    graph = compiled.graph
    places = sorted(place for tree in compiled.chosen for place in graph.guides.get(tree, ()))
    left = [(place, graph.questions_left.get(place), graph.branches_left.get(place)) for place in places]
    return told, left


@times(0.8)
@given(versions(libraries()), st.sampled_from([None, None, "g0.yml", "g1.yml#n1"]), st.data())
def test_one_tree_has_the_problems_that_it_has_in_the_whole(
    found: list[Library], unsolved: str | None, data: st.DataObject
) -> None:
    compare([(library, None) for library in found], unsolved, data)


@times(0.2)
@given(versions(WITH_FACTS), st.data())
def test_one_tree_has_the_problems_that_it_has_in_the_whole_with_facts(
    found: list[Library], data: st.DataObject
) -> None:
    compare_with_facts(found, data)


@pytest.mark.slow
@times(1)
@given(versions(WITH_FACTS), st.data())
def test_many_trees_have_the_problems_that_they_have_in_the_whole_with_facts(
    found: list[Library], data: st.DataObject
) -> None:
    compare_with_facts(found, data)


def compare_with_facts(found: list[Library], data: st.DataObject) -> None:
    edits = [data.draw(st.sampled_from([FACTS, FACTS, *FEWER_FACTS])) for _ in found]
    compare(list(zip(found, edits, strict=True)), None, data)


def test_what_customers_know_who_come_from_a_tree_that_was_not_read_counts(tmp_path: Path) -> None:
    def asking(a: str, b: str) -> dict[str, Any]:
        answers = [{"text": "A", "is": "a", "to": a}, {"text": "B", "is": ["b", "c"], "to": b}]
        return {"question": "What?", "asks": "f", "answers": answers}

    end, guide = {"resolution": "Done"}, {"kind": "causes", "start": "n0"}
    library: Library = {
        "g0": {"title": "g0", **guide, "nodes": {"n0": asking("end", "g1.yml#n1"), "end": end}},
        "g1": {
            "title": "g1",
            **guide,
            "nodes": {"n0": asking("n1", "end"), "n1": asking("more", "end"), "end": end, "more": end},
        },
    }
    root = tmp_path / "decision_trees"
    root.mkdir()
    write_library(root, library, facts={"f": FACTS["f"]})
    assert check_library(root).problems == ()
    assert check_library(root, {"g1"}).problems == ()
    library["g0"]["nodes"]["n0"] = asking("g1.yml#n1", "end")
    write_library(root, library, facts={"f": FACTS["f"]})
    found = check_library(root, {"g1"}).problems
    assert [one.code for one in found] == ["never-chosen"]
    assert found == check_library(root, {"g1"}, cached=False).problems


def compare(found: list[tuple[Library, Facts | None]], unsolved: str | None, data: st.DataObject) -> None:
    """Check each tree of each version by itself, and see the problems that it has in the whole library."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "decision_trees")
        root.mkdir()
        warm = b""
        for library, facts in found:
            write(root, library, unsolved, facts)
            for tree in sorted(library):
                whole = check_library(root, {tree}, cached=False)
                # Some checks follow one another, and some the last one of the whole library.
                if warm and data.draw(st.integers(0, 3)):
                    (root / CACHE).write_bytes(warm)
                with patch.object(check, "is_certain", lambda _: True):
                    some = check_library(root, {tree})
                assert known_for_certain(some) == known_for_certain(whole)
                if data.draw(st.booleans()):
                    assert said(check_library(root, {tree})) == said(whole)
            check_library(root)
            warm = (root / CACHE).read_bytes()


def test_a_tree_of_mistakes_alone_leads_to_others_still(tmp_path: Path) -> None:
    end = {"resolution": "Done"}
    answers = [{"text": "Again", "to": "n0"}, {"text": "Go on", "to": "g1.yml#n0"}]
    question = {"question": "What?", "answers": answers, "mistake": "x"}
    library = {
        tree: {"title": tree, "kind": "causes", "start": "n0", "nodes": {"n0": node}}
        for tree, node in {"g0": question, "g1": end}.items()
    }
    root = tmp_path / "decision_trees"
    root.mkdir()
    for nodes in (end, question):
        write_library(root, {**library, "g0": {**library["g0"], "nodes": {"n0": nodes}}})
        for tree in library:
            assert said(check_library(root, {tree})) == said(check_library(root, {tree}, cached=False))
        check_library(root)


@pytest.mark.parametrize("cached", [False, True])
@pytest.mark.parametrize("mistake", [{}, {"mistake": "x"}], ids=["", "mistake"])
def test_a_mistake_in_a_part_is_a_problem_of_every_guide_that_includes_it(
    tmp_path: Path, mistake: dict[str, str], *, cached: bool
) -> None:
    answers = [{"text": "Again", "to": "asks"}, {"text": "Go on", "to": "return"}]
    part = {"title": "p0", "kind": "part", "start": "asks"}
    library: dict[str, dict[str, Any]] = {
        "p0": {**part, "nodes": {"asks": {"question": "What?", "answers": answers}}}
    }
    for guide in ("g0", "g1"):
        nodes = {"n0": {"include": "p0.yml", "next": "n1", **mistake}, "n1": {"resolution": "Done"}}
        library[guide] = {"title": guide, "kind": "causes", "start": "n0", "nodes": nodes}
    root = tmp_path / "decision_trees"
    root.mkdir()
    write(root, library, None)
    check_library(root, cached=cached)
    for tree in sorted(library):
        found = check_library(root, {tree}, cached=cached).problems
        assert ("circle", "p0.yml") in [(one.code, Path(one.position.path).name) for one in found]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "decision_trees", tmp_path / "decision_trees")
    return tmp_path / "decision_trees"


@pytest.mark.slow
def test_an_edit_of_any_file_is_seen(root: Path) -> None:
    check_library(root)
    for name, old, new in EDITS:
        edit(root / name, old, new)
        for file in sorted(root.glob("microsoft/*.yml")):
            tree = file.relative_to(root).as_posix().removesuffix(".yml")
            assert said(check_library(root, {tree})) == said(check_library(root, {tree}, cached=False)), name


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def changed(content: bytes) -> bytes:
    return content.replace(b'"part"', b'"diagnosis"').replace(b"[0,1]", b"[9,9]")


def foreign(content: bytes) -> bytes:
    return content.partition(b"\n")[0] + b'\n{"microsoft/get-refund": ["", 7]}'


def signed(_content: bytes) -> bytes:
    """A forged cache with a valid signature."""
    body = b'{"microsoft/get-refund": [[], {"a": 1}], "b": null}'
    head = cache._head((ROOT / "decision_trees/library.yml").read_bytes(), body)  # noqa: SLF001 - a forger knows it
    return head + b"\n" + body


DAMAGES = (cut, changed, foreign, signed, lambda _: b"", lambda _: b"\xff\x00\n\n")


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_not_believed(root: Path, damage: Callable[[bytes], bytes]) -> None:
    check_library(root)
    file = root / CACHE
    content = file.read_bytes()
    file.write_bytes(damage(content))
    assert check_library(root, {"microsoft/get-refund"}).problems == ()
    assert file.read_bytes() == content


@pytest.mark.slow
def test_what_is_remembered_does_not_depend_on_chance(root: Path) -> None:
    found = set()
    for seed in range(6):
        (root / CACHE).unlink(missing_ok=True)
        subprocess.run(  # noqa: S603 - our own command
            [Path(sys.executable).with_name("izeja"), "check", str(root)],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
        )
        found.add((root / CACHE).read_bytes())
    assert len(found) == 1


def test_another_version_is_not_believed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_library(root)
    config = (root / "library.yml").read_bytes()
    assert cache.recall(root, config)
    assert not cache.recall(root, config + b"\n")
    monkeypatch.setattr(cache, "_program", lambda: b"another")
    assert not cache.recall(root, config)


def test_one_tree_is_judged_without_the_others(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_library(root)
    monkeypatch.setattr(check, "compile_folder", None)
    edit(root / "microsoft/get-refund.yml", "review_every: 180 days", "review_every: 90 days")
    assert not check_library(root, {"microsoft/get-refund"}).failed
    edit(root / "microsoft/get-refund.yml", "to: something-else", "to: something-els")
    assert check_library(root, {"microsoft/get-refund"}).failed


def test_nothing_is_kept_without_a_cache(root: Path) -> None:
    check_library(root, cached=False)
    check_library(root, {"microsoft/get-refund"}, cached=False)
    assert not (root / CACHE).parent.exists()


def test_a_folder_that_cannot_be_written_to_is_no_hindrance(root: Path) -> None:
    (root / CACHE).parent.write_text("a file in its place", "utf-8")
    assert not check_library(root).problems
    assert not check_library(root, {"microsoft/get-refund"}).problems
