"""An outline has everything that other trees need; a tree is not read if its outline is enough."""

from __future__ import annotations

from pathlib import Path

import pytest

import txtar
from edits import edit
from izeja.compiler.check import check_library
from izeja.compiler.incremental.cache import recall, remember
from izeja.compiler.incremental.outline import (
    Outline,
    TreeReference,
    beyond,
    digest,
    outlines_of,
    references_of,
    references_of_config,
    stand_in,
)
from izeja.compiler.incremental.selection import Selection, is_certain, select
from izeja.library.library import Library
from izeja.library.reader import read_library
from izeja.problems.problem import Position, Problem
from izeja.proof.graph import Place
from izeja.proof.graph_builder import build_graph

LIBRARY = """
-- library.yml --
source_language: en
languages: [en]
unsolved: help.yml#end
-- contacts.yml --
us:
  text: Us
  url: https://example.org
-- ask.yml --
title: Ask
kind: causes
aliases: [old-ask]
unsolved: help.yml
start: first
nodes:
  first:
    question: Which?
    body: See [that](linked.yml#end), [this page](page.md) and [here](#last).
    answers:
      - text: One
        to: second
      - text: Two
        to: help.yml#end
      - text: Again
        to: first
        retry: true
  second:
    include: part.yml
    next: last
  last:
    resolution: Done
    unsolved: help.yml#start
-- help.yml --
title: Help
kind: procedure
start: start
nodes:
  start:
    step: Help
    next: end
  end:
    support: us
    unsolved: linked.yml
-- linked.yml --
title: Linked
kind: diagnosis
start: end
nodes:
  end:
    resolution: Done
-- part.yml --
title: Part
kind: part
start: look
nodes:
  look:
    question: Look?
    answers:
      - text: Here
        to: return
      - text: There
        to: return
-- alone.yml --
title: Alone
kind: causes
start: end
nodes:
  end:
    resolution: Done
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    txtar.unpack(txtar.split(LIBRARY), tmp_path / "trees")
    return tmp_path / "trees"


def read(root: Path) -> Library:
    library, _, _ = read_library(root)
    assert library is not None
    return library


def outline(root: Path, tree: str) -> Outline:
    library = read(root)
    return outlines_of(library, build_graph(library)[0], [tree])[tree]


def test_the_outline_of_a_guide(root: Path) -> None:
    assert outline(root, "ask") == Outline(
        digest((root / "ask.yml").read_bytes()),
        "causes",
        ("old-ask",),
        (
            TreeReference("help", None, "named"),
            TreeReference("help", "end", "way"),
            TreeReference("part", None, "include"),
            TreeReference("help", "start", "named"),
            TreeReference("linked", "end", "named"),
        ),
        "first",
        {
            "first": 3,
            "second.look": 2,
            "last": 1,
        },
    )


def test_the_outline_of_a_part(root: Path) -> None:
    found = outline(root, "part")
    assert (found.kind, found.references, found.start, found.nodes) == ("part", (), "", None)


def test_the_outline_of_a_guide_that_was_not_understood(root: Path) -> None:
    edit(root / "ask.yml", "resolution: Done", "resoluton: Done")
    found = outline(root, "ask")
    assert (found.kind, found.aliases, found.start, found.nodes) == ("causes", ("old-ask",), "", None)
    assert TreeReference("help", "end", "way") in found.references


def test_a_node_that_may_not_end_is_not_certain(root: Path) -> None:
    edit(root / "linked.yml", "resolution: Done", "step: Go\n    next: end")
    assert outline(root, "linked").nodes == {"end": None}


def test_the_outline_of_a_file_that_is_no_tree(root: Path) -> None:
    edit(root / "ask.yml", "title: Ask", "title: [Ask")
    found = outline(root, "ask")
    assert found == Outline(digest((root / "ask.yml").read_bytes()), None, (), (), "", None)


def test_references_of_the_library(root: Path) -> None:
    library = read(root)
    assert references_of_config(library) == {TreeReference("help", "end", "named")}
    assert references_of(library, "help") == (TreeReference("linked", None, "named"),)
    assert references_of(library, "gone") == ()
    edit(root / "library.yml", "unsolved: help.yml#end\n", "")
    assert references_of_config(read(root)) == set()


def test_a_stand_in(root: Path) -> None:
    found = outline(root, "ask")
    tree = stand_in(found, ["last", "gone"])
    assert (tree.kind, tree.start, list(tree.nodes)) == ("causes", "first", ["first", "last", "gone"])
    assert beyond("ask", found, ["last", "gone"]) == {
        Place("ask", "first"): 3,
        Place("ask", "last"): 1,
        Place("ask", "gone"): 0,
    }
    assert stand_in(found._replace(kind=None), []).kind == "diagnosis"


def selection(root: Path, *wanted: str) -> Selection:
    """Select trees with the memory of a check that ran before an edit."""
    config = (root / "library.yml").read_bytes()
    found = select(root, set(wanted), config, recall(root, config))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("wanted", "old", "new", "expected"),
    [
        ("alone", None, None, {"alone"}),
        ("ask", None, None, {"ask", "part"}),
        ("part", None, None, {"part", "ask"}),
        ("linked", None, None, {"linked"}),
        ("help", None, None, {"help"}),
        # Trees that lead to this one are read if those links may be wrong.
        ("help", ("help.yml", "  end:"), "  last:", {"help", "ask", "part"}),
        ("linked", ("linked.yml", "end"), "last", {"linked", "ask", "part"}),
        # Another tree that has changed is read as well.
        ("alone", ("linked.yml", "Done"), "Ready", {"alone", "linked"}),
        # The targets of an edited tree are known as long as nothing beyond them has changed.
        ("help", ("linked.yml", "Done"), "Ready", {"help", "linked"}),
        ("ask", ("help.yml", "step: Help"), "step: Help us", {"ask", "part", "help"}),
    ],
)
def test_trees_that_are_read(
    root: Path, wanted: str, old: tuple[str, str] | None, new: str, expected: set[str]
) -> None:
    check_library(root)
    if old:
        edit(root / old[0], old[1], new)
    found = selection(root, wanted)
    assert found.read == expected
    assert found.known.keys() == {"ask", "help", "linked", "part", "alone"} - expected
    assert set(found.library.trees) >= expected
    assert list(found.library.names) == ["alone", "ask", "help", "linked", "part"]
    assert found.library.names["ask"] == ("old-ask",)


def test_after_an_edit_less_is_known_of_what_leads_there(root: Path) -> None:
    check_library(root)
    before = selection(root, "alone").known
    edit(root / "linked.yml", "Done", "Ready")
    after = selection(root, "alone").known
    assert before["help"].nodes == after["help"].nodes
    edit(root / "help.yml", "step: Help", "step: Help us")
    known = selection(root, "alone").known
    # `ask` leads to `help` and includes a part, so nothing of it is certain.
    assert known["ask"].nodes is None
    assert known["part"] == before["part"]


def test_what_leads_to_an_edited_tree_keeps_its_nodes(root: Path) -> None:
    edit(root / "ask.yml", "include: part.yml", "step: Look")
    edit(root / "part.yml", None, None)
    check_library(root)
    edit(root / "help.yml", "step: Help", "step: Help us")
    known = selection(root, "alone").known
    assert known["ask"].nodes == {"first": None, "second": None, "last": None}


def test_everything_is_read_where_much_has_changed(root: Path) -> None:
    config = (root / "library.yml").read_bytes()
    nothing = select(root, {"alone"}, config, {})
    assert nothing is not None
    assert nothing.read == {"ask", "help", "linked", "part", "alone"}
    gone = Outline("", None, (), (), "", None)
    names = [f"gone-{number}" for number in range(16)]
    assert select(root, {"alone"}, config, dict.fromkeys(names[:15], gone)) is not None
    assert select(root, {"alone"}, config, dict.fromkeys(names, gone)) is None


def test_no_library(root: Path) -> None:
    assert select(root, {"alone"}, b"languages: en\n", {}) is None


def test_files_that_were_not_read_can_be_shown(root: Path) -> None:
    check_library(root)
    found = selection(root, "alone")
    assert found.sources["help.yml"].text == (root / "help.yml").read_text("utf-8")
    assert found.sources["help.yml"].path.endswith("trees/help.yml")
    with pytest.raises(KeyError):
        found.sources["gone.yml"]


@pytest.mark.parametrize(
    ("codes", "certain"),
    [((), True), (("dead-end",), True), (("too-long",), True), (("unreachable",), False)],
)
def test_certainty(codes: tuple[str, ...], certain: bool) -> None:  # noqa: FBT001 - the expected value
    problems = [Problem(code, "x", Position("a.yml")) for code in ("circle", *codes)]
    assert is_certain(problems) == certain


def test_a_cache_keeps_outlines_and_is_ignored_by_git(root: Path) -> None:
    outlines = {tree: outline(root, tree) for tree in ("ask", "part", "alone")}
    remember(root, b"config", outlines)
    assert recall(root, b"config") == outlines
    assert recall(root, b"other") == {}
    assert sorted(file.name for file in (root.parent / ".izeja_cache").iterdir()) == [
        ".gitignore",
        "trees.json",
    ]
    assert (root.parent / ".izeja_cache" / ".gitignore").read_text("utf-8") == "*\n"
