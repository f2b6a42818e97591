"""Flowcharts in the documentation are pictures in its site, which loads no script for them."""

from __future__ import annotations

import pytest
from lxml import etree

import flowcharts

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*lines: str) -> etree._Element:
    figure = etree.fromstring(flowcharts.picture("\n".join(lines), "mermaid", "flowchart", {}, None))
    (picture,) = figure
    return picture


def test_a_picture_has_the_words_of_its_boxes_arrows_and_frames() -> None:
    picture = drawn(
        "flowchart LR",
        "  accTitle: From YAML to a page",
        '  yaml[("trees (YAML)")] --> reading',
        "  reading -.->|data & <positions>| page",
        "  subgraph outside [who starts it]",
        "    cli",
        "  end",
    )
    assert picture.get("aria-label") == "From YAML to a page"
    words = {"trees (YAML)", "reading", "data & <positions>", "page", "who starts it", "cli"}
    assert {text.text for text in picture.iter(f"{SVG}text")} == words
    arrows = [one for one in picture.iter(f"{SVG}g") if one.get("class") == "edge"]
    assert ["stroke-dasharray" in one[0].attrib for one in arrows] == [False, True]


def test_a_line_that_cannot_be_drawn_stops_the_build() -> None:
    with pytest.raises(ValueError, match="cannot draw this line of a flowchart: a o--o b"):
        drawn("flowchart LR", "a o--o b")
