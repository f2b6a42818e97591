"""A guide shows its start before its script is there, unless it could begin somewhere else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.beginnings import Beginning
from browser.guide import expect_step, follow, guide_of, home, opened
from browser.library import LANGUAGES, STARTS, TREES, asks_for_dates, way_through

LANGUAGE = LANGUAGES[0]
WAY = way_through(TREES[0])
GUIDE = guide_of(LANGUAGE, TREES[0])
STEP = WAY[0].target


@pytest.mark.parametrize("tree", STARTS)
def test_the_start_is_shown_at_once_and_stays_where_it_is(page: Page, tree: str) -> None:
    beginning = Beginning(page, guide_of(LANGUAGE, tree))
    # The form for dates comes with the script, and moves what is below it.
    assert beginning.shows_the_start == (not asks_for_dates(STARTS[tree]))
    before = beginning.places
    beginning.begin()
    expect_step(page, STARTS[tree].node)
    if beginning.shows_the_start:
        assert beginning.places == before


@pytest.mark.parametrize("more", [f"#{STEP.node}", "?shop=apple"])
def test_an_address_that_names_more_waits_for_the_script(page: Page, more: str) -> None:
    beginning = Beginning(page, f"{GUIDE}{more}")
    assert not beginning.shows_the_start
    beginning.begin()


def test_a_tab_that_remembers_answers_waits_for_the_script(page: Page) -> None:
    opened(page, GUIDE)
    follow(page, WAY[:1])
    page.goto("about:blank")
    beginning = Beginning(page, GUIDE)
    assert not beginning.shows_the_start
    beginning.begin()
    expect_step(page, WAY[0].source.node)


@pytest.mark.parametrize("path", [home(LANGUAGE), GUIDE])
def test_a_page_that_has_begun_is_no_longer_new(page: Page, path: str) -> None:
    page.goto(path)
    # Instant navigation would show the start on the way to any step.
    expect(page.locator("html[data-new]")).to_have_count(0)
