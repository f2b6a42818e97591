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
