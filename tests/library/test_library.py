"""The contents of a library, and how its folder is read: all of it, some of it, or from memory."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

import txtar
from izeja.language.fields import url_in
from izeja.library.hand_written import page_hint
from izeja.library.library import Library
from izeja.library.reader import read_library
from izeja.library.suggestions import nearest_tree, unknown_entry
from izeja.problems.problem import Position
from izeja.reading.folder import start_reading
from izeja.running import processes
from izeja.running.memo import Memory

FILES = """
-- library.yml --
source_language: en
languages: [en, lv]
order: [shop/pay.yml, c]
pages: ../docs/{language}
-- terms.yml --
save:
  text: Save
  url: {en: https://example.org/en, lv: https://example.org/lv}
wrong:
  txt: Wrong
-- a.yml --
title: A
kind: procedure
start: one
nodes:
  one:
    resolution: One
  two:
    nothing: Two
-- b.yml --
- not a tree
-- c.yml --
title: C
kind: part
start: one
nodes:
  one:
    resolution: One
-- shop/pay.yml --
title: Pay
kind: causes
aliases: [shop/old]
start: one
nodes:
  one:
    resolution: One
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    txtar.unpack(txtar.split(FILES), tmp_path / "trees")
    (tmp_path / "docs" / "lv").mkdir(parents=True)
    (tmp_path / "docs" / "lv" / "help.md").touch()
    return tmp_path / "trees"


@pytest.fixture
def library(root: Path) -> Library:
    found, _, _ = read_library(root)
    assert found is not None
    return found


def test_trees_come_in_the_order_of_the_library(library: Library) -> None:
    assert list(library.trees) == ["shop/pay", "c", "a"]
    assert list(library.guides) == ["shop/pay", "a"]


def test_what_was_not_understood_is_known(library: Library) -> None:
    assert library.has_unclear
    assert library.is_unclear("a")
    assert library.is_unclear("a", "two")
    assert not library.is_unclear("a", "one")
    assert library.is_unclear("b", "anything")
    assert library.is_unclear("terms.yml", "wrong")
    assert not library.is_unclear("terms.yml", "save")
    assert not library.is_unclear("contacts.yml")
    assert not library.is_unclear("shop/pay")


def test_terms_are_shown_in_the_language(library: Library) -> None:
    assert library.term_names["save"].url == "https://example.org/en"
    assert replace(library, language="lv").term_names["save"].url == "https://example.org/lv"
    assert url_in({"en": "one", "lv": "two"}, "de") == "one"
    assert url_in("one", "lv") == "one"
    assert url_in(None, "lv") is None


def test_pages_belong_to_a_language(library: Library) -> None:
    assert not library.has_page("help.md")
    assert replace(library, language="lv").has_page("help.md")
    config = library.config.model_copy(update={"pages": None})
    assert not replace(library, language="lv", config=config).has_page("help.md")


def test_a_text_may_be_foreign(library: Library) -> None:
    translated = replace(library, foreign=frozenset({("a", ("nodes", "one", "resolution"))}))
    assert translated.is_foreign("a", "nodes", "one", "resolution")
    assert not translated.is_foreign("a", "title")
    assert not library.is_foreign("a", "nodes", "one", "resolution")


def test_texts_know_their_file(library: Library) -> None:
    assert [(one.at, one.text) for one in library.texts_of["terms"]] == [(("save", "text"), "Save")]
    assert "contacts" not in library.texts_of
    assert [one.text for one in library.texts] == ["Pay", "One", "C", "One", "A", "One", "Save"]


def test_some_files_can_be_read_alone(root: Path) -> None:
    found, sources, problems = read_library(root, only=["c.yml"], in_hand={"c.yml": b"- nothing"})
    assert found is not None
    assert not found.trees
    assert set(sources) == {"library.yml", "terms.yml", "c.yml"}
    assert {problem.position.path.rpartition("/")[2] for problem in problems} == {"terms.yml", "c.yml"}


def test_a_file_that_was_never_saved_is_read(root: Path) -> None:
    text = b"title: New\nkind: causes\nstart: one\nnodes:\n  one:\n    resolution: One\n"
    found, _, _ = read_library(
        root, in_hand={"shop/new.yml": text, "contacts.yml": b"us: {text: Us, url: https://example.org/}\n"}
    )
    assert found is not None
    assert found.names.keys() >= {"a", "shop/pay", "shop/new"}
    assert found.trees["shop/new"].title == "New"
    assert "us" in found.contacts
    assert "contacts" not in found.names


@pytest.mark.parametrize(
    "name", ["library.yaml", "library.yml.txt", "Library.txt", "config.yml", "SETTINGS.yml", "LIBRARY.YML"]
)
def test_settings_under_another_name_are_found(name: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    _, _, problems = read_library(tmp_path)
    (missing,) = (one for one in problems if one.code == "missing-file")
    assert missing.hint == f"rename '{name}' to 'library.yml'"


def test_an_entry_is_guessed_only_where_that_is_wanted(library: Library) -> None:
    place = Position("a.yml", 1, 1, 1, 2)
    message = "terms.yml has no term 'saev'"
    assert unknown_entry(library, "term", "saev", place).hint == "did you mean 'save'?"
    plain = unknown_entry(library, "term", "saev", place, may_guess=False)
    assert (plain.code, plain.message, plain.position) == ("unknown-target", message, place)
    assert plain.hint == "add 'saev:' to terms.yml, and below it 'text: ...'"


def test_a_folder_of_pages_that_is_misspelt_is_guessed(library: Library) -> None:
    config = library.config.model_copy(update={"pages": "../dosc/{language}"})
    hint = page_hint(replace(library, config=config), "help.md")
    assert hint == "library.yml says 'pages: ../dosc/{language}': did you mean '../docs/{language}'?"


def test_files_that_have_not_changed_are_the_same_values(root: Path) -> None:
    memory = Memory()
    before, _, _ = read_library(root, memory)
    memory.next_round()
    (root / "a.yml").write_text((root / "a.yml").read_text("utf-8").replace("title: A", "title: B"), "utf-8")
    after, _, _ = read_library(root, memory)
    assert before is not None
    assert after is not None
    assert after.trees["shop/pay"] is before.trees["shop/pay"]
    assert after.texts_of["c"] is before.texts_of["c"]
    assert after.trees["a"].title == "B"


def test_bounds_come_from_the_library(root: Path) -> None:
    config = (root / "library.yml").read_text("utf-8")
    (root / "library.yml").write_text(f"{config}limits:\n  file_size: 100\n  nesting: 6\n", "utf-8")
    _, _, problems = read_library(root)
    assert {(one.position.path.rpartition("/")[2], one.code) for one in problems} >= {
        ("terms.yml", "too-large")
    }


def test_a_folder_without_a_usable_library_is_none(tmp_path: Path) -> None:
    found, _, problems = read_library(tmp_path)
    assert found is None
    assert {problem.code for problem in problems} == {"missing-file", "no-trees"}


def test_suggestions_name_what_was_meant(library: Library) -> None:
    assert nearest_tree(library, "a", "shop/old") == "it is now called 'shop/pay.yml'"
    assert nearest_tree(library, "shop/pay", "shop/old") == "it is now called 'pay.yml'"
    assert nearest_tree(library, "shop/pay", "shop/pai") == "did you mean 'pay.yml'?"
    assert nearest_tree(library, "", "shop/pai") == "did you mean 'shop/pay.yml'?"
    assert nearest_tree(library, "a", "quite-different") == "use one of: a.yml, shop/pay.yml"
    assert nearest_tree(library, "a", "quite-different", parts=True) == "use one of: c.yml"
    place = Position("a.yml")
    assert unknown_entry(library, "term", "safe", place).hint == "did you mean 'save'?"
    problem = unknown_entry(library, "term", "close", place)
    assert problem.message == "terms.yml has no term 'close'"
    assert problem.hint == "add 'close:' to terms.yml, and below it 'text: ...'\nor use one of: save"


@pytest.mark.parametrize("size", [100, 1_000_000])
def test_files_are_read_again_within_the_bounds_of_the_library(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_start_method", lambda: "fork" if sys.platform == "linux" else None)
    monkeypatch.setattr(processes, "_worth_starting", lambda *_, **__: int(sys.platform == "linux"))
    config = f"source_language: en\nlanguages: [en]\nlimits: {{file_size: {size}}}\n"
    (tmp_path / "library.yml").write_text(config, "utf-8")
    (tmp_path / "a.yml").write_text("title: A\n" * 20, "utf-8")
    before = threading.active_count()
    found = read_library(tmp_path, readings=start_reading(tmp_path))
    assert found == read_library(tmp_path)
    assert threading.active_count() == before
