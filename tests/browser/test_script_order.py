"""Neither a guide nor the theme waits for the other's script."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from browser.guide import expect_step, guide_of, home, link_of
from browser.library import LANGUAGES, TREES, title_of, way_through

LANGUAGE = LANGUAGES[0]
FIRST = way_through(TREES[0])[0]


def hold(page: Page, script: str) -> list[Route]:
    held: list[Route] = []
    page.route(f"**/{script}", lambda route: held.append(route))  # noqa: PLW0108 - Playwright sets attributes on it
    return held


def test_a_guide_begins_without_the_script_of_the_theme(page: Page) -> None:
    hold(page, "bundle.*.min.js")
    page.goto(guide_of(LANGUAGE, FIRST.source.tree), wait_until="commit")
    expect_step(page, FIRST.source.node)
    link_of(page, FIRST).click()
    expect_step(page, FIRST.target.node)


def test_the_theme_works_without_the_script_of_a_guide(page: Page) -> None:
    hold(page, "guided-help.js")
    page.goto(guide_of(LANGUAGE, FIRST.source.tree), wait_until="commit")
    page.locator("label[for^='__palette']:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_what_is_typed_before_the_script_of_the_theme_is_there_is_looked_for(page: Page) -> None:
    held = hold(page, "bundle.*.min.js")
    page.goto(home(LANGUAGE), wait_until="commit")
    page.locator("main").get_by_role("searchbox").click()
    page.keyboard.type(title_of(LANGUAGE, TREES[0]))
    for route in held:
        route.continue_()
    expect(page.locator(f".md-search-result__link[href*='{TREES[0]}/']").first).to_be_visible()
