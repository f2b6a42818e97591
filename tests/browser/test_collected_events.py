"""What `docs/reference/events.md` collects from a page is what `izeja stats --events` counts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route, expect

from browser.guide import guide_of, heading, link_of, open_fresh, section
from browser.library import TREES, kind_of, way_through
from conftest import ROOT

RECIPE = re.findall(r"```js\n(.*?)```", (ROOT / "docs/reference/events.md").read_text("utf-8"), re.DOTALL)[0]
IZEJA = Path(sys.executable).parent / "izeja"


def test_a_walk_is_counted_as_it_was(page: Page, tmp_path: Path) -> None:
    """The longest walk of all, with a way back, the page loaded again, and an answer given twice."""
    tree = max(TREES, key=lambda one: len(way_through(one)))
    way = way_through(tree)
    collected: list[str] = []

    def collect(route: Route) -> None:
        collected.append(str(route.request.post_data))
        route.fulfill(status=204)

    page.context.route("**/events", collect)
    # The empty page that a browser begins with has no storage.
    page.context.add_init_script(f"if (origin !== 'null') {{ {RECIPE} }}")
    open_fresh(page, guide_of("lv", tree))
    for edge in way:
        expect(heading(page, edge.source.node)).to_be_visible()
        link_of(page, edge).click()
        expect(heading(page, edge.target.node)).to_be_visible()
    page.go_back()
    expect(heading(page, way[-1].source.node)).to_be_visible()
    page.reload()
    link_of(page, way[-1]).click()
    ending = way[-1].target
    expect(heading(page, ending.node)).to_be_visible()
    with page.expect_request(lambda request: '"solved"' in (request.post_data or "")):
        section(page, ending.node).locator("[data-unsolved]").click()

    file = tmp_path / "events.jsonl"
    lines = [f"{one}\n" for one in collected]
    file.write_text("".join(lines), "utf-8")
    found = counted(file)
    steps = {(guide["id"], step["node"]): step for guide in found["guides"] for step in guide["steps"]}
    assert (found["visits"], found["languages"], found["unknown"]) == (1, {"lv": 1}, [])
    assert len(lines) == found["events"]
    for edge in way:
        step = steps[edge.source.tree, edge.source.node]
        is_here = edge.target.tree == edge.source.tree
        to = edge.target.node if is_here else f"{edge.target.tree}#{edge.target.node}"
        assert (step["visits"], step["kind"]) == (1, kind_of(edge.source))
        assert step["ways"] == [{"to": to, "visits": 1}]
    assert (steps[ending]["solved"], steps[ending]["unsolved"]) == (0, 1)
    [last] = [guide for guide in found["guides"] if guide["id"] == ending.tree]
    assert (last["ended"], last["left"]) == (1, 0)


def counted(file: Path) -> dict[str, Any]:
    command = [str(IZEJA), "stats", str(ROOT / "decision_trees"), "--format", "json", "--events", str(file)]
    result = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own command
    counts: dict[str, Any] = json.loads(result.stdout)
    return counts
