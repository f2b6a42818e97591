"""Maps as pictures. Coordinates are compared with one another only: Graphviz may change them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import txtar
from conftest import ROOT
from izeja.authoring.overview.chart import Arrow, Box, BoxKind, Chart, Flag
from izeja.authoring.overview.guide_chart import guide_chart
from izeja.authoring.overview.layout import Layout, laid_out
from izeja.authoring.overview.lettering import width_of, wrapped
from izeja.authoring.overview.library_chart import library_chart
from izeja.authoring.overview.shapes import label_of, outline_of, shape_of
from izeja.authoring.overview.svg import as_svg
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled

SVG = "{http://www.w3.org/2000/svg}"


def charts(compiled: Compiled) -> list[Chart]:
    """Return the maps of all trees in all languages, and those of the whole library."""
    graph, problems = compiled.graph, compiled.problems
    libraries = list(compiled.languages.values())
    trees = [guide_chart(one, graph, tree, problems, "../site") for one in libraries for tree in one.trees]
    return trees + [library_chart(one, graph, problems) for one in libraries]


def layout_of(chart: Chart) -> Layout:
    shapes = [shape_of(box) for box in chart.boxes]
    return laid_out(chart, shapes, [label_of(one) if one.labels else None for one in chart.arrows])


def test_no_box_covers_another(everything: Compiled, compiled: Compiled) -> None:
    for chart in charts(everything) + charts(compiled):
        boxes = [
            (shape.width / 2, shape.height / 2, *point)
            for shape, point in zip(
                [shape_of(box) for box in chart.boxes], layout_of(chart).boxes, strict=True
            )
        ]
        for (w, h, x, y), (v, g, a, b) in combinations(boxes, 2):
            assert abs(x - a) >= w + v or abs(y - b) >= h + g, chart.title


def test_a_picture_says_what_the_map_says(everything: Compiled) -> None:
    for chart in charts(everything):
        svg = etree.fromstring(as_svg(chart).encode())
        assert svg.findtext(f"{SVG}title") == chart.title
        boxes = {one.get("data-node"): one for one in svg.iter() if one.get("data-node")}
        assert list(boxes) == [box.id for box in chart.boxes]
        for box in chart.boxes:
            assert boxes[box.id].get("href", "") == box.href
            said = boxes[box.id].findtext(f"{SVG}title") or ""
            assert {box.text, str(box.place or box.text), *(code for code, _ in box.flags)} <= {
                one.partition(": ")[0] if "explain" in one else one for one in said.split("\n")
            }
        assert len(svg.findall(f".//{SVG}g[@aria-hidden]")) == len(chart.arrows)


def test_a_picture_loads_nothing(compiled: Compiled) -> None:
    for chart in charts(compiled):
        svg = as_svg(chart)
        assert "url(" not in svg
        assert "@import" not in svg
        assert {one.tag for one in etree.fromstring(svg.encode()).iter()} <= {
            f"{SVG}{name}"
            for name in ("svg", "title", "desc", "style", "g", "a", "path", "rect", "circle", "text")
        }


@pytest.mark.parametrize("case", ["mistakes", "hostile"])
def test_trees_with_mistakes_and_hostile_texts_are_drawn(case: str, tmp_path: Path) -> None:
    files = txtar.split(
        (ROOT / "tests" / "authoring" / "overview" / "maps" / f"{case}.txtar").read_text("utf-8")
    )
    txtar.unpack({name: text for name, text in files.items() if not name.startswith("map")}, tmp_path)
    library = compile_library(tmp_path)
    for chart in charts(library):
        assert "wrong" in as_svg(chart)


@given(st.text(max_size=60), st.sampled_from(["en", "ar", "xx-unknown"]))
def test_any_text_can_be_drawn(text: str, language: str) -> None:
    boxes = (
        Box("a", "question", text, text, text, flags=(Flag("dead-end", is_error=True),)),
        Box("b", "port", text),
    )
    svg = as_svg(Chart(text, language, boxes, (Arrow("a", "b", labels=(text,)), Arrow("b", "b"))))
    assert len(list(etree.fromstring(svg.encode()).iter(f"{SVG}path"))) >= 6


@given(st.text(max_size=80), st.floats(30, 300))
def test_wrapped_lines_have_all_words_and_fit(text: str, most: float) -> None:
    lines = wrapped(text, most, 13)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line, 13) <= most for line in lines)


def test_text_that_is_too_long_ends_with_an_ellipsis() -> None:
    assert wrapped("one two three four", 40, 13, 2) == ["one", "two…"]


def test_each_kind_has_an_outline_of_its_own() -> None:
    kinds: tuple[BoxKind, ...] = ("question", "step", "resolution", "support", "part", "port")
    assert len({outline_of(kind, 100, 60) for kind in kinds}) == len(kinds)
