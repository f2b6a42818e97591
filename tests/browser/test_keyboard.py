"""From the home page to an ending by Tab and Enter alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.guide import card_of, expect_step, home, link_of, section
from browser.library import LANGUAGES, STARTS, TREES, way_through

MOST_TABS = 40
# Material marks these in its own way: with a background, and by opening the search over the page.
MARKED_OTHERWISE = ".md-select__link, .md-search__input"
IS_MARKED = """
    (marked) => {
        const focused = document.activeElement;
        if (focused.matches(marked)) return true;
        const label = focused.matches(".md-option") ? [focused.nextElementSibling] : [];
        const styles = [focused, ...label].flatMap((element) =>
            [null, "::before", "::after"].map((part) => getComputedStyle(element, part)));
        return styles.some(({ outlineStyle, outlineWidth, boxShadow }) =>
            (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none");
    }
"""
NAME = "() => document.activeElement.outerHTML.slice(0, 200)"


def tab_to(page: Page, wanted: Locator) -> None:
    """Go to an element with the Tab key, and check at each stop that the focus is visible."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(IS_MARKED, MARKED_OTHERWISE), page.evaluate(NAME)
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab does not lead to {wanted}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tree", TREES)
def test_a_guide_can_be_walked_with_the_keyboard(page: Page, language: str, tree: str) -> None:
    start = STARTS[tree]
    page.goto(home(language))
    tab_to(page, card_of(page, tree))
    page.keyboard.press("Enter")
    expect_step(page, start.node)
    for edge in way_through(tree):
        tab_to(page, link_of(page, edge))
        page.keyboard.press("Enter")
        expect_step(page, edge.target.node)
    if (contact := section(page, edge.target.node).locator("a[data-contact]")).count():
        tab_to(page, contact)
    else:
        expect(page.locator("section[data-kind='resolution']:visible")).to_be_visible()
