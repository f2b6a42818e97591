"""axe-core finds no violations on the pages."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from browser.axe import violations
from browser.conftest import NewPage
from browser.guide import address_of, follow, guide_of, home, opened, seen, tool
from browser.library import (
    LANGUAGES,
    PLACES,
    STARTS,
    TREES,
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
LONGEST = max(TREES, key=lambda tree: len(way_through(tree)))
SUPPORT = next(
    place
    for place in PLACES
    if kind_of(place) == "support" and len(shortest_way(STARTS[place.tree], place) or ()) > 1
)
# Material's menu of languages, while it is open, lies over this one on a phone.
COVERED = {'target-size: a[data-part="restart"]'}

LOOK = ("language", "scheme", "width")
PALETTES = {"light": "default", "dark": "slate"}
# What can differ from one look to the next. At each width, some language has every rule.
RULES_THAT_DIFFER = ("color-contrast", "target-size")


@pytest.fixture
def page(new_page: NewPage, scheme: str, width: int) -> Page:
    return new_page(color_scheme=scheme, viewport={"width": width, "height": 740})


@pytest.mark.parametrize(LOOK, LOOKS)
def test_the_home_page(page: Page, language: str) -> None:
    page.goto(home(language))
    assert not violations(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tree", TREES)
def test_a_guide(new_page: NewPage, language: str, tree: str) -> None:
    """A state is reached once. The colours and the width then change around it, and with them a few rules."""
    way = way_through(tree)
    page = opened(new_page(), guide_of(language, tree))
    found = {"start": in_each_look(page, language)}
    tool(page, "whole").click()
    found["whole"] = in_each_look(page, language)
    tool(page, "single").click()
    follow(page, way[:3])
    found["middle"] = in_each_look(page, language)
    follow(page, way[3:])
    found["ending"] = in_each_look(page, language) if way[3:] else []
    assert not any(found.values()), found


def in_each_look(page: Page, language: str) -> list[str]:
    found = []
    for number, (_, scheme, width) in enumerate(one for one in LOOKS if one[0] == language):
        page.set_viewport_size({"width": width, "height": 740})
        body = page.locator("body")
        if body.get_attribute("data-md-color-scheme") != PALETTES[scheme]:
            page.locator("label[for^='__palette']:visible").click()
        expect(body).to_have_attribute("data-md-color-scheme", PALETTES[scheme])
        found += violations(page, rules=RULES_THAT_DIFFER if number else ())
    return found


@pytest.mark.parametrize(LOOK, LOOKS)
def test_the_menu_of_languages(page: Page, language: str) -> None:
    opened(page, guide_of(language, LONGEST))
    follow(page, way_through(LONGEST)[:3])
    page.locator(".md-header .md-select button").focus()
    assert not {*violations(page)} - COVERED


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_guide_with_more_contrast(new_page: NewPage, scheme: Literal["light", "dark"]) -> None:
    page = new_page(contrast="more", color_scheme=scheme, viewport={"width": 360, "height": 740})
    opened(page, guide_of(LANGUAGES[0], LONGEST))
    for edge in way_through(LONGEST):
        assert not violations(page, "guided-help", ["color-contrast-enhanced"])
        follow(page, (edge,))
    assert not violations(page, "guided-help", ["color-contrast-enhanced"])
