"""A glance at one guide shows what the whole library does, long before that is compiled."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import txtar
from conftest import ROOT
from izeja.compiler.compile import compile_library
from izeja.compiler.glance import glance
from izeja.compiler.stand_ins import with_stand_ins
from izeja.page.addresses import BareAddresses
from izeja.page.render import render_guide
from izeja.running.memo import Memory

TREES = ROOT / "decision_trees"
PROVIDER = ROOT / "docs" / "examples" / "provider" / "decision_trees"
LIBRARY = {
    "library.yml": "source_language: en\nlanguages: {en: required, lv: fallback}\nunsolved: far.yml\n",
    "near.yml": (
        "title: Near\nkind: diagnosis\nstart: ask\nnodes:\n  ask:\n    question: Which?\n    answers:\n"
        "      - {text: Inside, to: inside}\n      - {text: Far, to: far.yml}\n"
        "  inside: {include: parts/part.yml, next: done}\n  done: {resolution: Done}\n"
    ),
    "far.yml": "title: Far\nkind: diagnosis\nstart: end\nnodes: {end: {resolution: There}}\n",
    "parts/part.yml": "title: Part\nkind: part\nstart: do\nnodes: {do: {step: Do it, next: return}}\n",
    "translations/lv/near.po": (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgctxt "near title"\nmsgid "Near"\nmsgstr "Tuvu"\n'
    ),
}


@pytest.mark.parametrize("source", [TREES, PROVIDER], ids=["shipped", "provider"])
def test_a_guide_reads_the_same_at_a_glance(source: Path) -> None:
    memory = Memory()
    whole = compile_library(source, memory=memory)
    for tree in whole.graph.guides:
        seen = glance(source, tree, tuple(whole.languages), whole, memory)
        assert seen is not None
        for language, library in whole.languages.items():
            pages = [
                render_guide(one, graph, tree, BareAddresses()).html
                for one, graph in ((library, whole.graph), (seen.languages[language], seen.graph))
            ]
            assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("file", "before", "after", "language", "shown"),
    [
        ("near.yml", "Which?", "Which one?", "en", "Which one?"),
        ("parts/part.yml", "Do it", "Do that", "en", "Do that"),
        ("far.yml", "There", "Not there", "lv", "Not there"),
        ("translations/lv/near.po", "Tuvu", "Blakus", "lv", "Blakus"),
        ("near.yml", "Done", "'Done {unknown}'", "en", "Done <"),
        ("near.yml", "to: inside", "to: gone", "en", "Inside"),
        ("near.yml", "nodes:", "nodes: [", "en", "Which?"),
    ],
)
def test_an_edit_is_seen_before_the_library_is_compiled(
    tmp_path: Path, file: str, before: str, after: str, language: str, shown: str
) -> None:
    txtar.unpack(LIBRARY, tmp_path)
    memory = Memory()
    whole = compile_library(tmp_path, memory=memory)
    assert not whole.failed
    path = tmp_path / file
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
    guide = "far" if file == "far.yml" else "near"
    seen = glance(tmp_path, guide, (language,), whole, memory)
    assert seen is not None
    html = render_guide(seen.languages[language], seen.graph, guide, BareAddresses()).html
    assert shown in html
    # What is proved later says the same.
    again = compile_library(tmp_path, memory=memory)
    again = with_stand_ins(again, whole, tmp_path) if again.failed else again
    assert html == render_guide(again.languages[language], again.graph, guide, BareAddresses()).html


def test_mistakes_of_the_guide_are_seen_and_no_others(tmp_path: Path) -> None:
    txtar.unpack(LIBRARY, tmp_path)
    memory = Memory()
    whole = compile_library(tmp_path, memory=memory)
    (tmp_path / "far.yml").write_text(LIBRARY["far.yml"].replace("start: end", "start: nowhere"), "utf-8")
    near = tmp_path / "near.yml"
    near.write_text(LIBRARY["near.yml"].replace("to: inside", "to: insid"), "utf-8")
    seen = glance(tmp_path, "near", ("en",), whole, memory)
    assert seen is not None
    assert [(one.code, one.position.path) for one in seen.problems] == [
        ("unknown-target", f"{tmp_path.as_posix()}/near.yml")
    ]


def test_nothing_is_seen_of_a_guide_that_is_gone_and_without_settings(tmp_path: Path) -> None:
    shutil.copytree(TREES, tmp_path, dirs_exist_ok=True)
    memory = Memory()
    whole = compile_library(tmp_path, memory=memory)
    guide = next(iter(whole.graph.guides))
    (tmp_path / "library.yml").write_text("languages: [", "utf-8")
    assert glance(tmp_path, guide, ("en",), whole, memory) is None
