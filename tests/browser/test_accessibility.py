"""axe-core finds no violations on the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page

from browser.axe import violations
from browser.conftest import NewPage
from browser.guide import address_of, follow, guide_of, home, opened, part, seen, tool, unfold_dates
from browser.library import (
    LANGUAGES,
    PLACES,
    STARTS,
    TREES,
    asks_for_dates,
    kind_of,
    nodes_of,
    shortest_way,
    way_through,
)

# Each guide is seen in each language, scheme and width, and each scheme at each width.
LOOKS = [
    (language, scheme, width)
    for place, language in enumerate(LANGUAGES)
    for scheme, width in zip(("light", "dark"), ((1280, 360), (360, 1280))[place % 2], strict=True)
]
DATED = next(filter(asks_for_dates, PLACES))
LONGEST = max(TREES, key=lambda tree: len(way_through(tree)))
SUPPORT = next(
    place
    for place in PLACES
    if kind_of(place) == "support" and len(shortest_way(STARTS[place.tree], place) or ()) > 1
)
# Material's menu of languages, while it is open, lies over this one on a phone.
COVERED = {'target-size: a[data-part="restart"]'}

LOOK = ("language", "scheme", "width")


@pytest.fixture
def page(new_page: NewPage, scheme: str, width: int) -> Page:
    return new_page(color_scheme=scheme, viewport={"width": width, "height": 740})


@pytest.mark.parametrize(LOOK, LOOKS)
def test_the_home_page(page: Page, language: str) -> None:
    page.goto(home(language))
    assert not violations(page)


@pytest.mark.parametrize(LOOK, LOOKS)
@pytest.mark.parametrize("tree", TREES)
def test_a_guide(page: Page, language: str, tree: str) -> None:
    way = way_through(tree)
    opened(page, guide_of(language, tree))
    found = {"start": violations(page)}
    tool(page, "whole").click()
    found["whole"] = violations(page)
    tool(page, "single").click()
    follow(page, way[:3])
    found["middle"] = violations(page)
    follow(page, way[3:])
    found["ending"] = violations(page) if way[3:] else []
    assert not any(found.values()), found


def want_dates(page: Page) -> None:
    unfold_dates(page)
    page.locator(".guide__form button").click()


def enter_dates(page: Page) -> None:
    unfold_dates(page)
    for field in page.locator("section:visible input[type='date']").all():
        field.fill("2026-11-22")


def change(page: Page) -> None:
    part(page, "earlier").click()
    part(page, "way").locator("a").first.click()
    page.locator("section:visible [data-answer]").first.click()


STATES: dict[str, Callable[[Page], None]] = {
    "dates wanted": want_dates,
    "dates given": enter_dates,
    "solved": lambda page: page.locator("section:visible [data-part='yes']").click(),
    "menu": lambda page: page.locator(".md-header .md-select button").focus(),
    "changing": change,
}


@pytest.mark.parametrize("colours", ["none", "active"])
@pytest.mark.parametrize(LOOK, [*LOOKS, (LANGUAGES[0], "light", 320)])
def test_what_a_guide_says_on_the_way(
    new_page: NewPage, language: str, scheme: str, width: int, colours: Literal["none", "active"]
) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 740}, forced_colors=colours)
    starts = {"solved": SUPPORT, "dates wanted": DATED, "dates given": DATED}
    found = {}
    for state, do in STATES.items():
        page.goto("about:blank")
        if state in starts:
            opened(page, address_of(language, starts[state]))
        else:
            opened(page, guide_of(language, LONGEST))
            follow(page, way_through(LONGEST)[:3])
        do(page)
        found[state] = [one for one in violations(page) if state != "menu" or one not in COVERED]
    opened(page, guide_of(language, SUPPORT.tree))
    follow(page, shortest_way(STARTS[SUPPORT.tree], SUPPORT) or ())
    found["tried"] = violations(page)
    if colours == "active":
        found = {state: [one for one in names if not is_contrast(one)] for state, names in found.items()}
    assert not any(found.values()), found


def is_contrast(name: str) -> bool:
    # With forced colours, the browser replaces ours, so there are none to judge.
    return name.startswith("color-contrast:")


# The article has no colours but those that have been seen by now.
@pytest.mark.parametrize(LOOK, LOOKS[::2])
@pytest.mark.parametrize("tree", TREES)
def test_a_guide_without_its_script(page: Page, language: str, tree: str) -> None:
    page.route("**/guided-help.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.goto(guide_of(language, tree))
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    assert seen(page) == nodes_of(tree)
    assert not violations(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_that_a_site_can_choose_is_legible(
    new_page: NewPage, scheme: Literal["light", "dark"]
) -> None:
    page = new_page(color_scheme=scheme)
    opened(page, address_of(LANGUAGES[0], SUPPORT))
    guide = page.locator(".guide")
    illegible = {}
    for colour in (
        "black",
        "#e92063",
        "#ff6e42",
        "#ffec3d",
        "#8bc34b",
        "#009485",
        "#00bdd6",
        "#4051b5",
        "white",
    ):
        guide.evaluate("(guide, colour) => guide.style.setProperty('--md-typeset-a-color', colour)", colour)
        illegible[colour] = violations(page, within=".guide")
    assert not {colour: found for colour, found in illegible.items() if found}
