"""An ending asks whether it helped, offers the next best way out, and lists the steps tried for support."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import NewPage
from browser.guide import (
    address_of,
    expect_step,
    follow,
    guide_of,
    link_of,
    opened,
    part,
    section,
    told,
    tool,
    trail,
)
from browser.library import (
    EDGES,
    ENDS,
    LANGUAGES,
    Edge,
    Place,
    heading_of,
    kind_of,
    shortest_way,
    way_out,
    way_to,
)

RECORD = """
    window.told = [];
    addEventListener("guided-help:solved", ({ detail }) => told.push(detail));
"""


FAR = max((place for place in ENDS if kind_of(place) == "support"), key=lambda place: len(way_to(place)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_ending_that_did_not_help_leads_to_the_next_way_out(page: Page, language: str) -> None:
    page.add_init_script(RECORD)
    for place in ENDS:
        target = way_out(place)
        page.goto("about:blank")
        opened(page, address_of(language, place))
        no = section(page, place.node).locator("[data-unsolved]")
        no.click()
        expect_step(page, target.node)
        if target.tree == place.tree:
            same = {"tree": place.tree, "node": place.node, "language": language}
            assert page.evaluate("told") == [{**same, "solved": False}]
            expect(told(page).last).to_have_text(heading_of(language, place))
        else:
            expect(part(page, "back")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_ending_that_helped_says_thank_you(page: Page, language: str) -> None:
    page.add_init_script(RECORD)
    opened(page, address_of(language, ENDS[0]))
    expect_step(page, ENDS[0].node)
    asked = section(page, ENDS[0].node).locator(".guide__solved")
    question = asked.inner_text()
    asked.locator("button").click()
    expect(asked.locator("a, button").filter(visible=True)).to_have_count(0)
    expect(asked).to_be_focused()
    expect(asked).not_to_have_text(question, use_inner_text=True)
    expect(asked).not_to_have_text("", use_inner_text=True)
    same = {"tree": ENDS[0].tree, "node": ENDS[0].node, "language": language}
    assert page.evaluate("told") == [{**same, "solved": True}]
    # Somebody else may be next, or the same customer with the next problem.
    part(page, "begin").click()
    page.evaluate("history.back()")
    expect_step(page, ENDS[0].node)
    expect(asked).to_have_text(question, use_inner_text=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_support_gets_a_summary_of_what_was_tried(new_page: NewPage, language: str) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    opened(page, guide_of(language, FAR.tree))
    follow(page, way_to(FAR))
    asked = [heading_of(language, edge.source) for edge in way_to(FAR)]
    expect(part(page, "tries").locator("li")).to_contain_text(asked)
    tried = part(page, "tries").locator("li").all_text_contents()
    assert all(one.startswith(question) for one, question in zip(tried, asked, strict=True))
    part(page, "copy-tried").click()
    expect(part(page, "status")).not_to_be_empty()
    copied: str = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[-1] == page.url
    assert copied.splitlines()[1:-1] == [f"{number}. {said}" for number, said in enumerate(tried, 1)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_goes_on_over_guides(page: Page, language: str) -> None:
    out = next(
        edge
        for edge in EDGES
        if edge.leaves and way_to(edge.source) and support_near(edge.target) is not None
    )
    opened(page, guide_of(language, out.source.tree))
    follow(page, way_to(out.source))
    before = len(trail(page)) + 1
    link_of(page, out).click()
    expect_step(page, out.target.node)
    onward = support_near(out.target) or ()
    follow(page, onward)
    tried = part(page, "tries").locator("li")
    expect(tried).to_have_count(before + len(onward))
    page.reload()
    expect_step(page, onward[-1].target.node if onward else out.target.node)
    expect(tried).to_have_count(before + len(onward))


def support_near(start: Place) -> tuple[Edge, ...] | None:
    ends = [place for place in ENDS if place.tree == start.tree and kind_of(place) == "support"]
    ways = [way for end in ends if (way := shortest_way(start, end)) is not None]
    found = [way for way in ways if not any(edge.leaves for edge in way)]
    return min(found, key=len, default=None)


def test_the_link_of_a_step_can_be_copied(new_page: NewPage) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    opened(page, address_of("en", FAR))
    tool(page, "copy").click()
    expect(part(page, "status")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_step_is_shared_where_the_device_can(new_page: NewPage) -> None:
    page = new_page()
    page.add_init_script("navigator.share = async (what) => { window.shared = what }")
    opened(page, address_of("en", FAR))
    expect(part(page, "copy")).to_be_hidden()
    tool(page, "share").click()
    assert page.evaluate("shared") == page.evaluate("({ title: document.title, url: location.href })")
