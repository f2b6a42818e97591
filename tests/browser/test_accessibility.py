"""What axe-core finds on the pages: nothing."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Page

from browser.conftest import NewPage
from browser.guide import LANGUAGES, TREES, follow, guide_of, home, nodes_of, part, seen, way_through

# Each guide is seen in each language, scheme and width, and each scheme at each width.
LOOKS = [
    (language, scheme, width)
    for place, language in enumerate(LANGUAGES)
    for scheme, width in zip(("light", "dark"), ((1280, 360), (360, 1280))[place % 2], strict=True)
]
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# Material gives the box around its search the role of a dialog, and no name; its template is not ours.
MATERIALS_OWN = {"aria-dialog-name: .md-search"}

LOOK = ("language", "scheme", "width")


def violations(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # In the middle of a transition, colours are what nobody is meant to read.
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    found: dict[str, Any] = page.evaluate("options => axe.run(options)", OPTIONS)
    named = [
        f"{rule['id']}: {' '.join(map(str, node['target']))}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    return [name for name in named if name not in MATERIALS_OWN]


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
    page.goto(guide_of(language, tree))
    found = {"start": violations(page)}
    part(page, "whole").click()
    found["whole"] = violations(page)
    part(page, "single").click()
    follow(page, way[:3])
    found["middle"] = violations(page)
    follow(page, way[3:])
    found["ending"] = violations(page) if way[3:] else []
    assert not any(found.values()), found


# The article has no colours but those that have been seen by now.
@pytest.mark.parametrize(LOOK, LOOKS[::2])
@pytest.mark.parametrize("tree", TREES)
def test_a_guide_without_its_script(page: Page, language: str, tree: str) -> None:
    page.route("**/guided-help.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.goto(guide_of(language, tree))
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    assert seen(page) == nodes_of(tree)
    assert not violations(page)
