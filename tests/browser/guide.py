"""The actions and queries of browser tests on a guide's page. Expected values are in `browser.library`."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as NotShownError

from browser.library import LANGUAGES, STARTS, Edge, Place
from preview import wait_for

PHONE = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
SEEN = """
    [...document.querySelectorAll("section[data-kind]")]
        .filter((section) => section.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        .map((section) => section.id)
"""
"""An expression: the ids of the nodes that a customer sees."""
# Chromium takes two taps within 400 ms for a double tap, of which a guide answers the first alone. The first
# counts when it ends: on a busy machine, that is later than when it begins.
READ = "performance.now() > (window.tapped ?? 0) + 450"
NOTE_TAP = (
    "addEventListener('click', () => { window.tapped = performance.now() }, { once: true, capture: true })"
)


def tap(page: Page, link: Locator) -> None:
    """Tap as somebody who has read the step, and not as part of a double tap."""
    page.wait_for_function(READ)
    page.evaluate(NOTE_TAP)
    link.tap()


def home(language: str) -> str:
    return "" if language == LANGUAGES[0] else f"{language}/"


def address_of(language: str, place: Place) -> str:
    return f"{guide_of(language, place.tree)}#{place.node}"


def guide_of(language: str, tree: str) -> str:
    return f"{home(language)}{tree}/"


def address_after(language: str, edge: Edge) -> str:
    """Return the address to which an answer leads: the start of another guide needs no step."""
    is_guide = edge.leaves and edge.target == STARTS[edge.target.tree]
    return guide_of(language, edge.target.tree) if is_guide else address_of(language, edge.target)


def opened(page: Page, path: str) -> Page:
    """Load a page, and return it when its guides have begun: the script of a part may come after the page."""
    page.goto(path)
    expect_begun(page)
    return page


def open_fresh(page: Page, path: str) -> None:
    """Load a page again, even if only the step differs from the page that is open."""
    page.goto("about:blank")
    page.goto(path)


def expect_begun(page: Page) -> None:
    """Wait until the guides of a page have begun, as after a reload."""
    expect(page.locator("guided-help:is(:not(:defined), [data-waits])")).to_have_count(0)


def seen(page: Page) -> list[str]:
    """Return the nodes that a customer sees."""
    seen: list[str] = page.evaluate(SEEN)
    return seen


def section(page: Page, node: str) -> Locator:
    return page.locator(f"section[id='{node}']")


def heading(page: Page, node: str) -> Locator:
    return section(page, node).locator("h2")


def link_of(page: Page, edge: Edge) -> Locator:
    """Return the link of an answer, or of the way on from a step."""
    return section(page, edge.source.node).locator("[data-answer]").nth(edge.number)


def follow(page: Page, way: tuple[Edge, ...]) -> None:
    for edge in way:
        link_of(page, edge).click()
        expect_step(page, edge.target.node)


def expect_step(page: Page, node: str) -> None:
    """Wait for a step, and see no other.

    A guide that waits for its script or for that of a part may show its first step too. A click would then
    follow a plain link, and leave no trail.
    """
    waiting = page.locator("guided-help[data-waits], [data-new] guided-help:not(:defined)")
    expect(waiting).to_have_count(0)
    expect(heading(page, node)).to_be_visible()
    expect_seen(page, node)


def expect_seen(page: Page, *nodes: str) -> None:
    """Wait until a customer sees some nodes, and no others.

    Right after an action, `seen` may be what was there before. A page without JavaScript is as it was loaded.
    """
    shown = seen(page)
    if shown != [*nodes]:
        with suppress(NotShownError):
            page.wait_for_function(f"wanted => {SEEN.strip()}.join(' ') === wanted", arg=" ".join(nodes))
        shown = seen(page)
    assert shown == [*nodes]


def part(page: Page, name: str) -> Locator:
    """Return something that the script has added: a tool, or the trail."""
    return page.locator(f"guided-help [data-part='{name}']")


def expect_script(page: Page, name: str) -> None:
    """Wait until the script of a part has been loaded, such as "zoom" of pictures that can be enlarged."""
    page.evaluate(
        """name => {
            const { src } = document.querySelector("script[src$='guided-help.js']");
            return import(new URL(`parts/${name}.min.js`, src));
        }""",
        name,
    )


def unfold_dates(page: Page) -> None:
    """Unfold what works the answer to a question out from dates, if that is what it asks for."""
    # The script puts it there.
    part(page, "whole").first.wait_for(state="attached")
    for fold in page.locator("section:visible details:not([open]):has(input[type='date']) > summary").all():
        fold.click()


def tool(page: Page, name: str) -> Locator:
    """Return a tool at the foot of the guide, which is unfolded first."""
    fold = page.locator(".guide__facts details")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return part(page, name)


def trail(page: Page) -> list[str]:
    """Return the headings of the steps in the trail."""
    return told(page).all_text_contents()


def told(page: Page) -> Locator:
    """Return the headings of the steps in the trail, as elements to wait for."""
    return part(page, "way").locator(".guide__told [data-slot='heading']")


def expect_in_view(element: Locator) -> None:
    """Wait until a customer sees all of an element: it is neither beyond an edge nor under the header."""
    assert wait_for(lambda: _is_in_view(element))


def _is_in_view(element: Locator) -> bool:
    found: bool = element.evaluate(
        """element => {
            const { top, bottom, left, right } = element.getBoundingClientRect();
            const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
            return top >= header && left >= 0 && bottom <= innerHeight && right <= innerWidth;
        }"""
    )
    return found


def card_of(page: Page, tree: str) -> Locator:
    """Return the link to a guide on the home page."""
    return page.locator(f".guides a[href='{tree}/']")
