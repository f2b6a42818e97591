"""What customers see of a guide before its script has arrived."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, Route

from browser.guide import expect_begun

# A style sheet hides what the script may replace, by an animation that ends when the script does not come.
_NOTE_HIDDEN = """
    window.hiddenAtFirst = [];
    const note = ({ animationName, target }) => {
        if (animationName === "guide-unseen") window.hiddenAtFirst.push(target.localName);
    };
    addEventListener("animationstart", note, true);
"""
_PAINTED = """
    document.readyState !== "loading" && performance.getEntriesByName("first-contentful-paint").length > 0
"""
_PLACES = """
    [...document.querySelectorAll("guided-help > :is(.guide__bar, header, section), guided-help > section *")]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .map((element) => {
            const { x, y, width, height } = element.getBoundingClientRect();
            return [element.className, x, y, width, height];
        })
"""


class Beginning:
    """A page whose guide waits for its script, painted for the first time."""

    def __init__(self, page: Page, path: str) -> None:
        self._page = page
        self._held: list[Route] = []
        page.add_init_script(_NOTE_HIDDEN)
        page.route("**/guided-help.js", self._hold)
        page.goto(path, wait_until="commit")
        page.wait_for_function(_PAINTED)

    def _hold(self, route: Route) -> None:
        self._held.append(route)

    @property
    def shows_the_start(self) -> bool:
        """Whether the first step was shown at once."""
        hidden: list[str] = self._page.evaluate("window.hiddenAtFirst")
        return "section" not in hidden

    @property
    def places(self) -> list[Any]:
        """Where everything is that is seen of the first step and above it."""
        places: list[Any] = self._page.evaluate(_PLACES)
        return places

    def begin(self) -> None:
        """Let the script come, and wait until the guide has begun."""
        for route in self._held:
            route.continue_()
        expect_begun(self._page)
