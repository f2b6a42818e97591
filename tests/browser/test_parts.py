"""Scripts that only some guides load."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from browser.conftest import Server
from browser.guide import guide_of, opened
from browser.library import STARTS, TREES

START = STARTS[TREES[0]]
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


def test_a_guide_loads_no_other_part(page: Page, server: Server) -> None:
    asked = len(server.asked)
    opened(page, guide_of("en", START.tree))
    expect(page.locator("[data-part=whole]")).to_be_attached()
    loaded = [path.rpartition("/")[2] for path in server.asked[asked:] if "/parts/" in path]
    # The shipped library has facts, and no guide of it anything else that has a script of its own.
    assert loaded == ["facts.min.js", "tools.min.js"]
