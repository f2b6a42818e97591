"""Guesses at what a writer meant by a name: each says what to write instead."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import txtar
from izeja.library.library import Library
from izeja.library.reader import read_library
from izeja.library.suggestions import Asked, meant_node, nearest_tree

FILES = {
    "library.yml": "source_language: en\nlanguages: [en, lv]\n",
    "contacts.yml": "shop: {text: The shop, url: 'https://example.org/'}\n",
    "slow/line.yml": """\
title: Line
kind: causes
start: look
nodes:
  look: {step: Look at the lamp., next: red}
  red: {step: Wait, next: call}
  call: {support: shop}
""",
    "modem.yml": """\
title: Modem
kind: causes
start: off
nodes:
  off: {step: Press it, next: done}
  done: {resolution: It works}
""",
}
# What the nodes of a tree said under an older id, as its catalog shows.
BEFORE = {"off": frozenset({"Press it"}), "done": frozenset({"It works"})}


def library_of(folder: Path, **more: str) -> Library:
    txtar.unpack({**FILES, **more}, folder)
    library, _, _ = read_library(folder)
    assert library is not None
    return library


@pytest.mark.parametrize("ending", [".yaml", ".YML", ".YAML", ".yml.txt"])
def test_a_file_with_another_ending_is_to_be_renamed(ending: str, tmp_path: Path) -> None:
    library = library_of(tmp_path, **{f"slow/router{ending}": FILES["modem.yml"]})
    hint = nearest_tree(library, "modem", "slow/router")
    assert hint.startswith(f"rename 'router{ending}' to 'router.yml'")


def test_a_folder_with_another_ending_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "router.yaml").mkdir()
    assert "rename" not in nearest_tree(library_of(tmp_path), "modem", "router")


@pytest.mark.parametrize(
    ("asking", "wanted", "write"),
    [
        ("modem", "slow/line", "slow/line.yml"),
        ("modem", "slow/line.yaml", "slow/line.yml"),
        ("modem", "slow/line.YML", "slow/line.yml"),
        ("modem", "slow/line.md", "slow/line.yml"),
        ("modem", "slow\\line.html", "slow/line.yml"),
        ("modem", "slow/line#red", "slow/line.yml#red"),
        ("modem", "slow/line/red", "slow/line.yml#red"),
        ("modem", "slow/line.yml/red", "slow/line.yml#red"),
        ("slow/line", "../modem", "../modem.yml"),
        ("slow/line", "../modem#done", "../modem.yml#done"),
    ],
)
def test_a_tree_is_found_by_an_odd_name(asking: str, wanted: str, write: str, tmp_path: Path) -> None:
    hint, meant = meant_node(library_of(tmp_path), asking, wanted, Asked(asking))
    assert (hint, meant) == (f"write '{write}' to lead to that tree", None)


@pytest.mark.parametrize("wanted", ["look-at", "slow/lime.md", "modem#", "#done", "slow", ".yml"])
def test_what_names_no_tree_is_not_taken_for_one(wanted: str, tmp_path: Path) -> None:
    hint, _ = meant_node(library_of(tmp_path), "slow/line", wanted, Asked("slow/line"))
    assert not hint.startswith("write '")


@pytest.mark.parametrize(
    "wanted", ["http://a.example", "https://a.example", "www.a.example", "mailto:a@b.example"]
)
def test_an_address_is_no_node(wanted: str, tmp_path: Path) -> None:
    hint, _ = meant_node(library_of(tmp_path), "modem", wanted, Asked("modem"))
    assert hint.startswith("lead to a node or a tree file")


@pytest.mark.parametrize(("tree", "node"), [("slow/line", "'call'"), ("modem", "a node of its own")])
def test_a_contact_needs_a_node(tree: str, node: str, tmp_path: Path) -> None:
    hint, meant = meant_node(library_of(tmp_path), tree, "shop", Asked(tree))
    assert hint.startswith(f"'shop' is a contact; lead to {node}, which has 'support: shop'")
    assert meant is None


@pytest.mark.parametrize("wanted", ["It works", "it works.", " IT WORKS!"])
def test_the_text_of_a_node_is_not_its_id(wanted: str, tmp_path: Path) -> None:
    hint, _ = meant_node(library_of(tmp_path), "modem", wanted, Asked("modem"))
    assert hint == "this is the text of a node; write its id: 'done'"


def test_the_title_of_a_tree_is_no_text_of_a_node(tmp_path: Path) -> None:
    hint, _ = meant_node(library_of(tmp_path), "modem", "Modem!", Asked("modem"))
    assert "the text of a node" not in hint


def test_a_tree_that_has_moved_is_found_by_what_it_said(tmp_path: Path) -> None:
    library = library_of(tmp_path, **{"copy.yml": FILES["modem.yml"]})
    # The copy was there before, with a catalog of its own.
    earlier = {"router": BEFORE, "copy": BEFORE}
    library = replace(library, earlier=lambda tree_id: earlier.get(tree_id, {}))
    hint = nearest_tree(library, "slow/line", "router")
    assert hint.startswith("was 'router.yml' moved or renamed to 'modem.yml'? Then write '../modem.yml' here")
    assert "moved or renamed" not in nearest_tree(library, "slow/line", "bridge")
