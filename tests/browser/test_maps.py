"""Maps in a browser: text stays in its box, axe finds nothing, and the keyboard reaches each node."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.axe import violations
from browser.conftest import NewPage, serving
from browser.library import EDGES, Edge
from conftest import ROOT

WIDER_THAN_THEIR_BOX = """() => [...document.querySelectorAll("[data-node]")].flatMap((box) => {
  const { width } = box.querySelector(".outline").getBBox();
  const texts = [...box.querySelectorAll("text")];
  return texts.filter((text) => text.getBBox().width > width).map((text) => text.textContent);
})"""
MAPS = {"tree": "microsoft/cancel-subscription.yml", "library": "", "visits": "microsoft/still-charged.yml"}


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of maps, each alone and in a page."""
    folder = tmp_path_factory.mktemp("maps")
    izeja = Path(sys.executable).with_name("izeja")
    events = folder / "events.csv"
    events.write_text("".join(["event,tree,node,to\n", *map(event_of, EDGES)]), "utf-8")
    for name, tree in MAPS.items():
        picture = folder / f"{name}.svg"
        options = ["--language", "lv", "--site", "https://example.org", "--write", str(picture)]
        options += ["--events", str(events)] if name == "visits" else []
        subprocess.run([izeja, "map", ROOT / "decision_trees" / tree, *options], check=True)  # noqa: S603 - our own
        head = "<html lang=lv><meta charset=utf-8><title>Map</title><link rel=icon href=data:,>"
        page = f"{head}<main><h1>Map</h1>{picture.read_text('utf-8')}"
        (folder / f"{name}.html").write_text(page, "utf-8")
    with serving(folder) as server:
        yield server.address


def event_of(edge: Edge) -> str:
    """Return the events of somebody who sees a step, and takes a way on from it."""
    tree, node = edge.source
    return f"step,{tree},{node},\nanswer,{tree},{node},{edge.target if edge.leaves else edge.target.node}\n"


@pytest.mark.parametrize("name", MAPS)
def test_a_map_can_be_read(maps: str, new_page: NewPage, name: str) -> None:
    for scheme in ("light", "dark"):
        page = new_page(color_scheme=scheme)
        page.goto(f"{maps}{name}.html")
        assert page.evaluate(WIDER_THAN_THEIR_BOX) == []
        assert violations(page) == []
        page.keyboard.press("Tab")
        assert page.locator("a[data-node]").first.evaluate("one => one === document.activeElement")


def test_paper_is_light(maps: str, new_page: NewPage) -> None:
    page = new_page(color_scheme="dark")
    page.goto(f"{maps}tree.svg")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(paper) != "rgb(255, 255, 255)"
    page.emulate_media(media="print")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
