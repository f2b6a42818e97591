"""Walks through a site in Estonian and Arabic, which were added by files alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from browser.axe import violations
from browser.conftest import NewPage, serving
from browser.guide import PHONE, expect_begun, expect_step, heading, link_of, opened, part, tap
from browser.library import EDGES_OF, STARTS, way_through
from more_languages import ESTONIAN, add_estonian_and_arabic

TREE = "microsoft/still-charged"
WIDTH = 360
START = STARTS[TREE]


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = add_estonian_and_arabic(tmp_path_factory.mktemp("languages"))
    with serving(site) as server:
        yield server.address


@pytest.fixture
def other_page(new_page: NewPage) -> Iterator[Page]:
    page = new_page(**PHONE)
    yield page
    page.context.close()  # what it still asks for is asked before this


@pytest.mark.parametrize(
    ("language", "direction", "title"),
    [("et", "ltr", ESTONIAN["I'm still being charged"]), ("ar", "rtl", "I'm still being charged")],
)
def test_a_guide_is_walked_in_a_language_that_was_added(
    other_page: Page, elsewhere: str, language: str, direction: str, title: str
) -> None:
    page = other_page
    page.goto(f"{elsewhere}{language}/")
    page.locator(".guides a", has_text=title).tap()
    page.wait_for_url(f"{elsewhere}{language}/{TREE}/")
    expect_begun(page)
    element = page.locator("guided-help")
    expect(element).to_have_attribute("lang", language)
    expect(element).to_have_css("direction", direction)
    for edge in way_through(TREE):
        expect_step(page, edge.source.node)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= WIDTH
        tap(page, link_of(page, edge))
        expect_step(page, edge.target.node)
    expect(page.locator("[data-foreign]:visible")).not_to_be_empty()
    assert not violations(page)


def test_a_text_that_is_not_translated_says_its_language(other_page: Page, elsewhere: str) -> None:
    page = other_page
    opened(page, f"{elsewhere}ar/{TREE}/")
    said = heading(page, START.node).locator("[lang]")
    expect(said).to_have_attribute("lang", "en")
    expect(said).to_have_css("direction", "ltr")
    answer = page.locator("section:visible .guide__answer").first
    assert answer.evaluate("answer => getComputedStyle(answer, '::before').scale") == "-1 1"
    back = part(page, "back")
    link_of(page, EDGES_OF[START][0]).tap()
    expect(back).to_be_visible()
    assert back.evaluate("back => back.getBoundingClientRect().x") > WIDTH / 2
