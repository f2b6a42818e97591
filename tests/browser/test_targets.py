"""Everything that is tapped is large enough for a thumb: 44 px, and 24 px for the link of a source."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from browser.conftest import NewPage, Server
from browser.guide import expect_step, guide_of, link_of, opened, part
from browser.library import LANGUAGES, TREES, way_through

# What a thumb can hit: for a box to tick, its whole line. A word of a sentence is as high as its line.
SMALL = """
    ([thumb, least]) => [...document.querySelectorAll("guided-help :is(a[href], button, summary, input)")]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(".guide__term"))
        .filter((one) => !one.matches("a") || getComputedStyle(one).display !== "inline")
        .map((one) => one.type === "checkbox" ? one.closest("label") : one)
        .map((one) => ({ one, box: one.getBoundingClientRect(), isSource: one.closest("p, dl") }))
        .filter(({ box, isSource }) => Math.min(box.width, box.height) < (isSource ? least : thumb) - .5)
        .map(({ one, box }) => `${one.outerHTML.slice(0, 90)}: ${box.width} x ${box.height}`)
"""
THUMB, LEAST = 44, 24
GUIDES = [
    "internet/no-light",
    "internet/slow-wifi",
    "moving/take-it-with-you",
    "contract/cancel",
    "contract/talk-to-us",
]


def small_at_each_step(page: Page) -> Iterator[str]:
    """Yield what is too small, at each step of the guide that is open, with everything unfolded."""
    part(page, "whole").wait_for(state="attached")
    for node in page.locator("section[data-kind]").evaluate_all("all => all.map(({ id }) => id)"):
        page.evaluate("node => { location.hash = node }", node)
        page.locator(f"section[id='{node}']").wait_for()
        page.evaluate("for (const one of document.querySelectorAll('guided-help details')) one.open = true")
        yield from (f"{node}: {one}" for one in page.evaluate(SMALL, [THUMB, LEAST]))


@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_tapped_is_large(new_page: NewPage, provider: Server, width: int) -> None:
    page = new_page(base_url=provider.address, viewport={"width": width, "height": 740})
    found = set()
    for guide in GUIDES:
        page.goto(f"{guide}/")
        found |= {*small_at_each_step(page)}
    assert not found


@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_tapped_in_a_trail_is_large(new_page: NewPage, width: int) -> None:
    tree = max(TREES, key=lambda tree: len(way_through(tree)))
    page = opened(new_page(viewport={"width": width, "height": 740}), guide_of(LANGUAGES[0], tree))
    for edge in way_through(tree):
        link_of(page, edge).click()
        expect_step(page, edge.target.node)
        assert page.evaluate(SMALL, [THUMB, LEAST]) == []
    part(page, "earlier").click()
    assert page.evaluate(SMALL, [THUMB, LEAST]) == []
