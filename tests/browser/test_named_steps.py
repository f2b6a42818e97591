"""The title, the links to other languages and Back name the step that is shown, whatever a page does."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import NewPage
from browser.guide import guide_of, link_of, part
from browser.library import LANGUAGES, STARTS, heading_of, longest_way

WAY = max((longest_way(start) for start in STARTS.values()), key=len)[:4]

# A page whose other scripts leave no idle moment: what is put off runs at its latest time, or never.
RESTLESS = """
    window.waits = [];
    window.requestIdleCallback = (act, { timeout } = {}) => {
        if (!timeout) return;
        waits.push(timeout);
        setTimeout(act, timeout);
    };
"""
MOST = 100
"""The milliseconds after which a step has its name."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_is_named_on_a_page_that_never_rests(new_page: NewPage, language: str) -> None:
    page = new_page()
    page.add_init_script(RESTLESS)
    page.goto(guide_of(language, WAY[0].source.tree))
    # Before, the title is that of the article.
    expect(part(page, "restart")).to_be_attached()
    at_start = page.title()
    for edge in WAY:
        link_of(page, edge).click()
        expect_named(page, heading_of(language, edge.target), edge.target.node)
        expect(part(page, "back")).to_have_attribute("href", f"#{edge.source.node}")
    page.go_back()
    expect_named(page, heading_of(language, WAY[-1].source), WAY[-1].source.node)
    part(page, "restart").click()
    expect(page).to_have_title(at_start)
    waits = page.evaluate("waits")
    assert len(waits) > len(WAY)
    assert max(waits) <= MOST


def expect_named(page: Page, heading: str, node: str) -> None:
    expect(page).to_have_title(re.compile(f"^{re.escape(heading)} - "))
    for link in page.locator("a[hreflang]").all():
        expect(link).to_have_attribute("href", re.compile(f"#{node}$"))
