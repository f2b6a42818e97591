"""Compiling runs every phase, and reports the problems and how much was checked."""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path

import pytest

import txtar
from izeja.compiler.check import check_library, check_unsaved
from izeja.compiler.compile import (
    compile_folder,
    compile_library,
    day_of_build,
    languages_of,
    no_garbage_collection,
)
from izeja.compiler.compiled import Compiled, LazyLanguages
from izeja.library.library import Library
from izeja.proof.graph import Graph
from izeja.running.memo import Memory

LIBRARY = """
-- library.yml --
source_language: en
languages: {lv: fallback, en: required}
-- a.yml --
title: One
kind: causes
reviewed: 2026-01-01
review_every: 10 days
start: ask
nodes:
  ask:
    question: Which?
    answers:
      - text: This
        to: done
      - text: That
        to: b.yml
  done:
    resolution: Done
-- b.yml --
title: Another
kind: causes
start: ask
nodes:
  ask:
    question: Which?
    answers:
      - text: This
        to: done
      - text: That
        to: done
  done:
    resolution: Done
-- translations/lv/a.po --
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "a title"
msgid "One"
msgstr "Viens"
"""
TODAY = date(2026, 1, 5)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    txtar.unpack(txtar.split(LIBRARY), tmp_path / "trees")
    monkeypatch.chdir(tmp_path)
    return Path("trees")


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_library_in_each_language(root: Path) -> None:
    compiled = compile_library(root, TODAY)
    assert list(compiled.languages) == ["lv", "en"]
    assert compiled.source is not compiled.languages["lv"]
    assert (compiled.source.language, compiled.source.trees["a"].title) == ("en", "One")
    assert compiled.languages["lv"].trees["a"].title == "Viens"
    assert compiled.languages["lv"].is_foreign("b", "title")
    assert compiled.languages["lv"] is compiled.languages["lv"]


def test_warnings_fail_nothing(root: Path) -> None:
    compiled = compile_library(root, TODAY)
    assert {problem.code for problem in compiled.problems} == {"untranslated"}
    assert not compiled.failed
    assert compiled.unaccepted == ()
    late = compile_library(root, date(2026, 1, 12))
    assert not late.failed
    assert [problem.code for problem in late.unaccepted] == ["overdue-review"]


def test_how_much_was_checked(root: Path) -> None:
    compiled = compile_library(root, TODAY)
    assert compiled.branches_of == {"a": 3, "b": 2}
    assert compiled.branches == 5
    assert compiled.counts() == "2 trees, 4 nodes, 5 branches, 2 languages"
    some = check_library(root, {"b"}, TODAY)
    assert some.chosen == {"b"}
    assert some.counts() == "1 tree, 2 nodes, 2 branches, 2 languages"
    assert (
        check_library(root, {"a"}, TODAY, cached=False).counts() == "1 tree, 2 nodes, 3 branches, 2 languages"
    )


def test_a_library_that_failed_has_no_branches(root: Path) -> None:
    replace(root / "a.yml", "to: done", "to: don")
    compiled = compile_library(root, TODAY)
    assert compiled.failed
    assert (compiled.branches_of, compiled.branches) == ({}, 0)
    assert [problem.code for problem in compiled.unaccepted] == ["unknown-target"]


def test_a_folder_without_a_library(root: Path) -> None:
    (root / "library.yml").unlink()
    compiled = compile_library(root, TODAY)
    assert (dict(compiled.languages), compiled.graph) == ({}, Graph())
    assert [problem.code for problem in compiled.problems] == ["missing-file"]
    assert compiled.counts() == "0 trees, 0 nodes, 0 branches, 0 languages"
    for cached in (True, False):
        some = check_library(root, {"a"}, TODAY, cached=cached)
        assert (some.problems, some.chosen) == (compiled.problems, {"a"})


def test_a_change_that_is_not_finished_is_the_only_problem(root: Path) -> None:
    journal = root / ".izeja-changes" / "journal.json"
    txtar.unpack({".izeja-changes/journal.json": "{}"}, root)
    replace(root / "a.yml", "to: b.yml", "to: moved/b.yml")
    found = [
        compile_library(root, TODAY),
        check_unsaved(root, {}, Memory()),
        *(check_library(root, {tree}, TODAY, cached=cached) for tree in "ab" for cached in (True, False)),
    ]
    assert {one.code for compiled in found for one in compiled.problems} == {"unfinished-change"}
    assert all(len(compiled.problems) == 1 for compiled in found)
    journal.unlink()
    assert "unknown-target" in {one.code for one in check_library(root, {"a"}, TODAY).problems}


def test_a_broken_tree_beside_a_missing_library_concerns_nobody_else(root: Path) -> None:
    (root / "library.yml").unlink()
    replace(root / "b.yml", "title: Another", "titel: Another")
    assert {one.position.path for one in compile_library(root, TODAY).problems} == {
        "trees/library.yml",
        "trees/b.yml",
    }
    assert {one.position.path for one in check_library(root, {"a"}, TODAY).problems} == {"trees/library.yml"}


@pytest.mark.parametrize("cached", [True, False])
def test_some_trees_have_their_own_problems_and_those_of_shared_files(root: Path, *, cached: bool) -> None:
    replace(root / "a.yml", "to: done", "to: don")
    replace(root / "b.yml", "resolution: Done", "resoluton: Done")
    (root / "terms.yml").write_text("save: {txt: Save}\n", "utf-8")
    paths = {one.position.path for one in check_library(root, {"a"}, TODAY, cached=cached).problems}
    assert paths == {"trees/a.yml", "trees/terms.yml"}
    paths = {one.position.path for one in check_library(root, {"b"}, TODAY, cached=cached).problems}
    assert paths == {"trees/b.yml", "trees/terms.yml"}


@pytest.mark.parametrize("cached", [True, False])
def test_some_trees_have_the_problems_of_their_catalogs(root: Path, *, cached: bool) -> None:
    check_library(root, today=TODAY)
    replace(root / "translations" / "lv" / "a.po", "msgstr", "msgster")
    found = check_library(root, {"a"}, TODAY, cached=cached)
    assert [(one.code, one.position.path) for one in found.problems] == [
        ("invalid-catalog", "trees/translations/lv/a.po")
    ]
    assert "msgster" in found.texts["trees/translations/lv/a.po"]
    assert [one.code for one in check_library(root, {"b"}, TODAY, cached=cached).problems] == ["untranslated"]


def test_a_check_of_some_trees_uses_the_day(root: Path) -> None:
    check_library(root)
    found = check_library(root, {"a"}, date(2026, 2, 1))
    assert "overdue-review" in {one.code for one in found.problems}


def test_reports(root: Path) -> None:
    compiled = compile_library(root, date(2026, 2, 1))
    report = compiled.report(compiled.unaccepted)
    assert "overdue-review" in report
    assert "[untranslated]" not in report
    assert report.endswith("\n\n1 warning in 1 file")
    assert "[untranslated]" in compiled.report()
    assert "\x1b[" in compiled.report(colour=True)
    assert "\x1b[" not in compiled.report()


def test_texts_of_every_file_that_problems_name(root: Path) -> None:
    replace(root / "translations" / "lv" / "a.po", 'msgid ""', 'msgid "')
    (root / "translations" / "en").mkdir()
    (root / "translations" / "en" / "page.po").write_text('msgid "Bakc"\nmsgstr "x"\n', "utf-8")
    compiled = compile_library(root, TODAY)
    assert {one.position.path for one in compiled.problems if one.position.line} <= compiled.texts.keys()
    assert "Bakc" in compiled.texts["trees/translations/en/page.po"]
    assert compiled.source.page_words == ""


def test_a_language_that_nobody_knows(root: Path) -> None:
    replace(root / "library.yml", ", en: required}", ", en: required, qq: fallback}")
    compiled = compile_library(root, TODAY)
    (problem,) = (one for one in compiled.problems if one.code == "unknown-language")
    assert (problem.position.line, problem.position.column) == (2, 41)


def test_meanwhile_gets_the_graph_and_the_words_that_can_be_shown(root: Path) -> None:
    replace(root / "library.yml", ", en: required}", ", en: required, ja: fallback}")
    (root / "translations" / "lv" / "page.po").write_text('msgid "Back"\nmsgstr "Iet atpakaļ"\n', "utf-8")
    seen: list[object] = []
    compiled = compile_library(root, TODAY, meanwhile=lambda graph, words: seen.extend([graph, words]))
    assert seen == [compiled.graph, {"lv": 'msgid "Back"\nmsgstr "Iet atpakaļ"\n', "en": ""}]


def test_problems_of_reading_are_told_apart(root: Path) -> None:
    replace(root / "a.yml", "to: done", "to: don")
    (root / "terms.yml").write_text("save: {txt: Save}\n", "utf-8")
    compiled, found = compile_folder(root, TODAY)
    assert {one.position.path for one in found} == {"trees/terms.yml"}
    assert set(found) < set(compiled.problems)


def test_a_memory_makes_nothing_twice(root: Path) -> None:
    memory = Memory()
    first = compile_library(root, TODAY, memory=memory).languages["lv"].trees["b"]
    assert compile_library(root, TODAY, memory=memory).languages["lv"].trees["b"] is first


def test_the_day_of_a_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert day_of_build() == date(1970, 1, 2)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert day_of_build() >= date(2026, 1, 1)


def test_the_day_of_a_build_is_used(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767571200")  # 2026-01-05
    assert compile_library(root).unaccepted == ()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")  # 2026-02-02
    assert [one.code for one in compile_library(root).unaccepted] == ["overdue-review"]
    assert [one.code for one in check_library(root).unaccepted] == ["overdue-review"]


def test_languages_are_made_when_they_are_asked_for(compiled: Compiled) -> None:
    made: list[str] = []

    def make(language: str) -> Library:
        made.append(language)
        return compiled.source

    languages = LazyLanguages({"en": lambda: make("en"), "lv": lambda: make("lv")})
    assert (list(languages), len(languages), made) == (["en", "lv"], 2, [])
    assert languages["lv"] is compiled.source
    assert made == ["lv"]


def test_the_languages_to_work_on(compiled: Compiled) -> None:
    assert languages_of(compiled.source, None) == ["lv", "en"]
    assert languages_of(compiled.source, ()) == ["en"]
    assert languages_of(compiled.source, ("lv",)) == ["lv", "en"]


@pytest.mark.parametrize("was_on", [True, False])
def test_the_garbage_collector_is_left_as_it_was(*, was_on: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if was_on else gc.disable)()
        with no_garbage_collection():
            assert not gc.isenabled()
        assert gc.isenabled() == was_on
    finally:
        (gc.enable if before else gc.disable)()
