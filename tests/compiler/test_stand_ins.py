"""A preview can make a page of every guide, whatever errors a library has."""

from __future__ import annotations

from pathlib import Path

import pytest

import txtar
from conftest import ROOT, only_some_quick
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.compiler.stand_ins import alone, with_stand_ins
from izeja.page.addresses import BareAddresses
from izeja.page.render import guide_head, render_cards, render_guide

MESSAGES = ROOT / "tests" / "problems" / "messages"
CASES = sorted(MESSAGES.glob("*/*.txtar"))
LIBRARY = """
-- library.yml --
source_language: en
languages: [en, lv]
-- terms.yml --
save:
  text: Save
-- contacts.yml --
us:
  text: Contact us
  url: https://example.org
-- a.yml --
title: First
kind: procedure
start: ask
nodes:
  ask:
    question: Did you press {save}?
    answers:
      - text: "Yes"
        to: done
      - text: "No"
        to: b.yml
  done:
    resolution: It works
-- b.yml --
title: Second
kind: procedure
start: press
nodes:
  press:
    step: Press it
    next: call
  call:
    support: us
"""


def html(shown: Compiled, tree: str, language: str = "en") -> str:
    library = shown.languages[language]
    assert guide_head(library, tree).title
    return render_guide(library, shown.graph, tree, BareAddresses()).html


@pytest.fixture
def root(tmp_path: Path) -> Path:
    txtar.unpack(txtar.split(LIBRARY), tmp_path)
    return tmp_path


def shown(root: Path, last: Compiled | None = None) -> Compiled:
    return with_stand_ins(compile_library(root), last, root)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("case", only_some_quick(CASES), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_library_with_problems_can_be_shown(case: Path, tmp_path: Path) -> None:
    files = {name: text for name, text in txtar.split(case.read_text("utf-8")).items() if name != "expected"}
    txtar.unpack(files, tmp_path)
    made = shown(tmp_path)
    for library in made.languages.values():
        render_cards(library, BareAddresses())
        for tree in library.guides:
            assert guide_head(library, tree).title
            assert "<h1" in render_guide(library, made.graph, tree, BareAddresses()).html
            only, graph = alone(library, tree)
            assert "cannot be shown yet" in render_guide(only, graph, tree, BareAddresses()).html


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("to: done", "to: don"),
        ("to: b.yml", "to: c.yml"),
        ("to: b.yml", "to: ask"),
        ("{save}", "{safe}"),
        ("kind: procedure", "kind: procedur"),
        ("resolution: It works", "resolution: It works\n    body: Call [us](contact:nobody)."),
        ("resolution: It works", "resolution: It works\n    body: See [this](javascript:alert)."),
        ("resolution: It works", "support: nobody"),
    ],
)
def test_most_mistakes_leave_the_rest_of_the_guide_as_it_is_today(root: Path, old: str, new: str) -> None:
    edit(root / "a.yml", old, new)
    edit(root / "a.yml", '"Yes"', "Of course")
    assert "Of course" in html(shown(root), "a")


def test_a_file_that_is_no_yaml_keeps_its_last_version(root: Path) -> None:
    before = shown(root)
    edit(root / "a.yml", "nodes:", "nodes: [")
    assert "Did you press" in html(shown(root, before), "a", "lv")
    assert "cannot be shown yet" in html(shown(root), "a", "lv")


def test_a_node_with_a_mistake_keeps_its_last_version(root: Path) -> None:
    before = shown(root)
    edit(root / "b.yml", "step: Press it", "step: [Press it]")
    edit(root / "b.yml", "title: Second", "title: Other")
    after = html(shown(root, before), "b")
    assert "Press it" in after
    assert "Other" in after


def test_settings_that_are_not_usable_change_nothing(root: Path) -> None:
    before = shown(root)
    edit(root / "library.yml", "languages", "langages")
    assert "Did you press" in html(shown(root, before), "a", "lv")
    assert not shown(root).languages["en"].guides


def test_a_translation_with_an_error_is_not_shown(root: Path) -> None:
    catalog = root / "translations" / "lv" / "a.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgctxt "a#ask question"\nmsgid "Did you press {save}?"\nmsgstr "Vai nospiedāt {sav}?"\n\n'
        'msgctxt "a#done resolution"\nmsgid "It works"\nmsgstr "Darbojas"\n',
        "utf-8",
    )
    said = html(shown(root), "a", "lv")
    assert '<span lang="en" dir="ltr">Did you press <b' in said
    assert "Darbojas" in said
