"""Nodes with mistakes are read as far as they can be, for the search for more mistakes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import txtar
from izeja.language.nodes import Node
from izeja.language.repair import NOWHERE
from izeja.library.drafts import drafts_of, without_drafts
from izeja.library.half_understood import half_understood
from izeja.library.headings import heading_of
from izeja.library.library import Library
from izeja.library.reader import read_library

CONFIG = "source_language: en\nlanguages: [en]\n"
WRONG = {"wrong": "a key that no node has"}


def library_of(folder: Path, nodes: dict[str, Any], **more: Any) -> Library:
    tree = {
        "title": "A",
        "kind": "causes",
        "start": "done",
        **more,
        "nodes": {"done": {"resolution": "It works"}, **nodes},
    }
    part = {
        "title": "P",
        "kind": "part",
        "start": "one",
        "nodes": {"one": {"step": "Do it", "next": "return"}},
    }
    files = {
        "library.yml": CONFIG,
        "a.yml": yaml.safe_dump(tree, sort_keys=False),
        "p.yml": yaml.safe_dump(part, sort_keys=False),
    }
    txtar.unpack(files, folder)
    library, _, _ = read_library(folder)
    assert library is not None
    return library


@pytest.mark.parametrize(
    ("node", "ways"),
    [
        ({"step": "Wait", "next": "done", **WRONG}, [("done", False)]),
        ({"step": ["Wait"], "next": ""}, [(NOWHERE, False)]),
        ({"setp": "Wait", "nxt": "done"}, [("done", False)]),
        ({"include": "p.yml", "next": "done", **WRONG}, [("done", False)]),
        (
            {
                "question": "On?",
                "answers": [{"text": "Yes", "to": "done", "retry": True}, "no", {"text": "No"}],
                **WRONG,
            },
            [("done", True), (NOWHERE, False), (NOWHERE, False)],
        ),
        ({"question": "On?", "answer": [{"text": "Yes", "to": "done"}]}, [("done", False), (NOWHERE, False)]),
        ({"resolution": "Done", "next": "done"}, []),
        ({"support": [], "prepare": []}, []),
        ("nothing", None),
    ],
)
def test_ways_of_a_node_with_mistakes(node: Any, ways: list[tuple[str, bool]] | None, tmp_path: Path) -> None:
    library = library_of(tmp_path, {"odd": node})
    assert "odd" not in library.trees["a"].nodes
    found = half_understood(library).trees["a"].nodes
    assert list(found) == ["done", *([] if ways is None else ["odd"])]
    assert ways is None or ways_of(found["odd"]) == ways


def ways_of(node: Node) -> list[tuple[str, bool]]:
    return [(way.target.written, way.retry) for way in node.ways_on()]


def test_a_draft_is_left_out_and_what_leads_to_it_is_not_missing(tmp_path: Path) -> None:
    library = library_of(tmp_path, {}, draft=True)
    assert drafts_of(library) == ("a",)
    published = without_drafts(library)
    assert [*published.trees] == ["p"]
    assert published.unclear["a"] == {None}
    assert without_drafts(published) is published


def test_what_customers_read_above_a_node(tmp_path: Path) -> None:
    library = library_of(
        tmp_path,
        {
            "ask": {
                "question": "On?",
                "answers": [{"text": "Yes", "to": "part"}, {"text": "No", "to": "help"}],
            },
            "part": {"include": "p.yml", "next": "done"},
            "help": {"support": "us"},
        },
    )
    nodes = library.trees["a"].nodes
    assert {name: heading_of(library, node) for name, node in nodes.items()} == {
        "done": "It works",
        "ask": "On?",
        "part": "p.yml",
        "help": "us",
    }
