"""Maps as Mermaid and DOT: each case in `maps/` is a library, with what its maps look like."""

from __future__ import annotations

from pathlib import Path

import pytest

import txtar
from golden import read_case
from izeja.authoring.overview.chart import Arrow, Chart, merged
from izeja.authoring.overview.dot import as_dot
from izeja.authoring.overview.guide_chart import guide_chart
from izeja.authoring.overview.library_chart import library_chart
from izeja.authoring.overview.mermaid import as_mermaid
from izeja.authoring.overview.svg import as_svg
from izeja.compiler.compile import compile_library

CASES = sorted((Path(__file__).parent / "maps").glob("*.txtar"))


def chart_of(folder: Path, tree_id: str, language: str, site: str | None = None) -> Chart:
    compiled = compile_library(folder)
    library = compiled.languages[language]
    if tree_id == "*":
        return library_chart(library, compiled.graph, compiled.problems, site)
    return guide_chart(library, compiled.graph, tree_id, compiled.problems, site)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_maps_of_a_library(
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    update_goldens: bool,  # noqa: FBT001 - a fixture
) -> None:
    read = read_case(case, "map ")
    txtar.unpack({name: text for name, text in read.given.items() if name != "maps"}, tmp_path / "library")
    # Maps say where things are written.
    monkeypatch.chdir(tmp_path)
    found = {}
    for line in read.given["maps"].splitlines():
        tree_id, language, *site = line.split()
        chart = chart_of(Path("library"), tree_id, language, *site)
        found[f"map {line}.mmd"] = as_mermaid(chart)
        found[f"map {line}.dot"] = as_dot(chart)
    read.compare(found, update=update_goldens)


def test_arrows_between_the_same_boxes_are_one() -> None:
    arrows = [Arrow("a", "b", labels=("1",)), Arrow("a", "c"), Arrow("a", "b", labels=("2",))]
    assert merged(arrows) == (Arrow("a", "b", labels=("1", "2")), Arrow("a", "c"))


UNTRANSLATED = txtar.split("""\
-- library.yml --
source_language: en
languages: {en: required, lv: fallback}
-- contacts.yml --
us: {text: Call us, phone: "+371 67000000"}
-- modem.yml --
title: The modem
kind: diagnosis
start: light
nodes:
  light:
    question: Is it on?
    answers:
      - {text: "Yes", to: works}
      - {text: "No", to: call}
      - {text: "Off", to: stop}
  works: {resolution: It works}
  stop: {resolution: It is off, outcome: stop}
  call: {support: us}
-- translations/lv/modem.po --
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: lv\\n"

msgctxt "modem#works resolution"
msgid "It works"
msgstr "Darbojas"

msgctxt "modem#light question"
msgid "Is it on?"
msgstr "Vai tas ir ieslēgts?"
""")


def test_a_map_says_which_texts_are_not_translated(tmp_path: Path) -> None:
    txtar.unpack(UNTRANSLATED, tmp_path)
    notes = {box.id: box.note for box in chart_of(tmp_path, "modem", "lv").boxes}
    # A question shows its answers, and support its contact.
    assert notes == {
        "light": "not translated, in 'en'",
        "works": "",
        "stop": "outcome: stop, not translated, in 'en'",
        "call": "not translated, in 'en'",
    }
    assert as_svg(chart_of(tmp_path, "modem", "lv")).count("not translated, in 'en'</text>") >= 2
    assert not any("translated" in box.note for box in chart_of(tmp_path, "modem", "en").boxes)
