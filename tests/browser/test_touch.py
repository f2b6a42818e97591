"""Guides on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.conftest import NewPage
from browser.guide import (
    PHONE,
    card_of,
    expect_in_view,
    expect_step,
    guide_of,
    heading,
    home,
    link_of,
    opened,
    section,
    tap,
    tool,
)
from browser.library import ENDINGS, LANGUAGES, STARTS, TREES, kind_of, nodes_of, way_through

pytestmark = pytest.mark.parametrize("language", LANGUAGES)
SMALL = {**PHONE, "viewport": {"width": 320, "height": 640}}
BEYOND_THE_EDGE = """
    (elements) => elements
        .filter((one) => one.getBoundingClientRect().right > innerWidth)
        .map((one) => one.outerHTML)
"""
CONTENT_WIDTH = "document.scrollingElement.scrollWidth"


@pytest.mark.parametrize("tree", TREES)
def test_a_guide_can_be_walked_by_tapping(new_page: NewPage, language: str, tree: str) -> None:
    page = new_page(**PHONE)
    page.goto(home(language))
    card_of(page, tree).tap()
    expect_step(page, STARTS[tree].node)
    for edge in way_through(tree):
        tap(page, link_of(page, edge))
        expect_step(page, edge.target.node)
        expect_in_view(heading(page, edge.target.node))
    assert kind_of(edge.target) in ENDINGS


def test_each_step_begins_at_its_top_on_a_phone_held_across(new_page: NewPage, language: str) -> None:
    tree = max(TREES, key=lambda tree: len(way_through(tree)))
    page = new_page(**{**PHONE, "viewport": {"width": 740, "height": 360}})
    opened(page, guide_of(language, tree))
    for edge in way_through(tree):
        page.evaluate("scrollTo(0, document.scrollingElement.scrollHeight)")
        tap(page, link_of(page, edge))
        expect_step(page, edge.target.node)
        expect_in_view(heading(page, edge.target.node))


@pytest.mark.parametrize("tree", TREES)
def test_every_step_fits_a_small_phone(new_page: NewPage, language: str, tree: str) -> None:
    page = new_page(**SMALL)
    opened(page, guide_of(language, tree))
    for node in nodes_of(tree):
        page.evaluate("node => { location.hash = node }", node)
        expect_step(page, node)
        assert page.evaluate(CONTENT_WIDTH) <= 320, node
        for target in section(page, node).locator("[data-answer], [data-contact]").all():
            box = target.bounding_box()
            assert box
            assert box["height"] >= 44, node
    tool(page, "whole").tap()
    assert page.evaluate(CONTENT_WIDTH) <= 320


def test_a_guide_fits_with_letters_twice_as_large(new_page: NewPage, language: str) -> None:
    tree = max(TREES, key=lambda tree: len(way_through(tree)))
    page = new_page(**PHONE)
    opened(page, guide_of(language, tree))
    page.evaluate("document.documentElement.style.fontSize = '250%'")  # Material's own is 125 %
    for edge in way_through(tree):
        seen = page.locator("guided-help *:visible:not(.guide__aloud, .guide__aloud *)")
        assert seen.evaluate_all(BEYOND_THE_EDGE) == []
        tap(page, link_of(page, edge))
        expect_step(page, edge.target.node)


def test_the_home_page_fits_a_small_phone(new_page: NewPage, language: str) -> None:
    page = new_page(**SMALL)
    page.goto(home(language))
    assert page.evaluate(CONTENT_WIDTH) <= 320
    for tree in TREES:
        expect(card_of(page, tree)).to_be_visible()
