"""What is exported for other programs, read by these: stories by Extwee, maps by Graphviz and Mermaid."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Browser

from conftest import ROOT
from generators.builds import FOLDER, IZEJA, run

_MERMAID = FOLDER / "node_modules" / "mermaid" / "dist" / "mermaid.min.js"
_DRAWN = """
    async (text) => {
        const { svg } = await mermaid.render("map", text);
        const drawn = new DOMParser().parseFromString(svg, "text/html");
        return [".node", ".flowchart-link"].map((one) => drawn.querySelectorAll(one).length);
    }
"""
"""Counts the boxes and the arrows of a map."""


def read_by_programs(browser: Browser, folder: Path) -> str:
    """Expect that other programs understand all stories and maps of the example, and return how many."""
    for form in ("twee", "dot", "mermaid"):
        run(
            (IZEJA, "export", "--for", form, str(folder / form), "docs/examples/provider/decision_trees"),
            ROOT,
        )
    found = json.loads(run(("node", str(FOLDER / "programs.mjs"), str(folder)), ROOT))
    for name, story in found["stories"].items():
        names = {one["name"] for one in story["passages"]}
        assert story["title"], name
        assert story["ifid"], name
        assert story["start"] in names, name
        assert story["isInHtml"], name
        assert {link for one in story["passages"] for link in one["links"]} <= names, name
    assert found["stories"]
    maps = {
        str(Path(name).relative_to(folder / "dot").with_suffix("")): one
        for name, one in found["maps"].items()
    }
    assert maps
    assert all(boxes for boxes, _ in maps.values()), maps
    assert _drawn_by_mermaid(browser, folder / "mermaid") == maps
    return f"{len(found['stories'])} stories and {len(found['maps'])} maps read"


def _drawn_by_mermaid(browser: Browser, folder: Path) -> dict[str, list[int]]:
    """Return how many boxes and arrows Mermaid draws of each map."""
    page = browser.new_page()
    page.set_content("<!doctype html>")
    page.add_script_tag(path=_MERMAID)
    drawn = {
        str(file.relative_to(folder).with_suffix("")): page.evaluate(_DRAWN, file.read_text("utf-8"))
        for file in folder.rglob("*.mmd")
    }
    page.close()
    return drawn
