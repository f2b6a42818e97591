"""Scripts that only some guides load."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from browser.conftest import Server
from browser.guide import address_of, expect_step, follow, guide_of, opened, section
from browser.library import ENDS, STARTS, TREES, kind_of, way_to

START = STARTS[TREES[0]]
FAR = max(
    (one for one in ENDS if kind_of(one) == "resolution" and not any(edge.leaves for edge in way_to(one))),
    key=lambda place: len(way_to(place)),
)
SHOWN_AT_ONCE = 2
"""Of a longer trail, the tools fold the earlier answers."""
PLACE = "one => JSON.stringify(one.getBoundingClientRect())"
PLACES = "line => [...line.children].map((one) => JSON.stringify(one.getBoundingClientRect()))"
PART = "export const start = (marked) => { marked.dataset.started = String(marked.matches('section')); };"


def mark(page: Page) -> None:
    """Let the first step of every guide name the part `try`."""

    def named(route: Route) -> None:
        answer = route.fetch()
        html = answer.text().replace("<section ", '<section data-script="try" ', 1)
        route.fulfill(response=answer, body=html)

    page.route(lambda url: url.endswith("/"), named)


def test_a_guide_loads_the_part_that_its_html_names(page: Page) -> None:
    mark(page)
    page.route(
        "**/assets/izeja/parts/try.min.js",
        lambda route: route.fulfill(body=PART, content_type="text/javascript"),
    )
    page.goto(guide_of("en", START.tree))
    expect(page.locator("section[data-started=true]")).to_have_id(START.node)


def test_a_guide_is_complete_without_the_part(page: Page, log: list[str]) -> None:
    mark(page)
    with page.expect_response("**/parts/try.min.js"):
        page.goto(guide_of("en", START.tree))
    page.locator("section:visible [data-answer]").first.click()
    expect(page.locator(f"[id='{START.node}']")).to_be_hidden()
    assert all("parts/try.min.js" in fault for fault in log)
    log.clear()


def test_a_guide_leads_on_without_its_tools(page: Page, log: list[str]) -> None:
    page.route("**/parts/tools.min.js", lambda route: route.abort())
    opened(page, guide_of("en", START.tree))
    first = page.locator(f"[id='{START.node}']")
    first.locator("a[href^='#']").first.click()
    expect(first).to_be_hidden()
    expect(page.locator(".guide__past")).to_have_count(1)
    page.locator(".guide__past a").click()
    expect(first).to_be_visible()
    page.go_back()
    expect(first).to_be_hidden()
    assert all("parts/tools.min.js" in fault for fault in log)
    log.clear()


def test_without_its_tools_a_guide_offers_nothing_that_needs_them(page: Page, log: list[str]) -> None:
    page.route("**/parts/tools.min.js", lambda route: route.abort())
    start = STARTS[FAR.tree]
    way = way_to(FAR)
    assert len(way) > SHOWN_AT_ONCE
    opened(page, guide_of("en", start.tree))
    follow(page, way)
    # All answers can be seen and changed, without a button that shows the earlier ones.
    expect(page.locator(".guide__past:visible")).to_have_count(len(way))
    expect(page.locator(".guide__trail button")).to_have_count(0)
    expect(section(page, FAR.node).locator("[data-unsolved]")).to_be_visible()
    expect(section(page, FAR.node).get_by_role("button")).to_have_count(0)
    assert all("parts/tools.min.js" in fault for fault in log)
    log.clear()


def test_an_ending_keeps_the_place_of_its_answers_when_its_tools_come(page: Page, server: Server) -> None:
    """Who wants to press "No" must not press a "Yes" that has come into its place."""
    with server.holding("/tools.min.js"):
        page.goto(address_of("en", FAR))
        expect_step(page, FAR.node)
        asked = section(page, FAR.node).locator(".guide__solved")
        yes = asked.get_by_role("button")
        expect(yes).to_be_disabled()
        before = asked.evaluate(PLACES)
    expect(yes).to_be_enabled()
    assert asked.evaluate(PLACES) == before
    yes.click()
    expect(asked).to_be_focused()


def test_earlier_steps_wait_for_the_tools_where_they_are(page: Page, server: Server) -> None:
    with server.holding("/tools.min.js"):
        opened(page, guide_of("en", STARTS[FAR.tree].tree))
        follow(page, way_to(FAR))
        earlier = page.locator(".guide__trail button")
        expect(earlier).to_be_disabled()
        words = earlier.locator("span").first
        before = words.evaluate(PLACE)
    expect(earlier).to_be_enabled()
    assert words.evaluate(PLACE) == before
    earlier.click()
    expect(page.locator(".guide__past:visible")).to_have_count(len(way_to(FAR)))


def test_a_guide_loads_no_other_part(page: Page, server: Server) -> None:
    asked = len(server.asked)
    opened(page, guide_of("en", START.tree))
    expect(page.locator("[data-part=whole]")).to_be_attached()
    loaded = [path.rpartition("/")[2] for path in server.asked[asked:] if "/parts/" in path]
    # The shipped library has facts, and no guide of it anything else that has a script of its own.
    assert loaded == ["facts.min.js", "tools.min.js"]
