"""The site that `izeja build` makes without MkDocs, as customers see it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.axe import violations
from browser.beginnings import Beginning
from browser.conftest import NewContext, Server, serving
from browser.guide import (
    address_after,
    expect_in_view,
    expect_seen,
    expect_step,
    guide_of,
    heading,
    home,
    link_of,
    open_fresh,
    opened,
)
from browser.library import EDGES, LANGUAGES, STARTS, TREES, heading_of, title_of, way_through
from browser.queries import Found, queries, report
from conftest import PROVIDER, ROOT

MANY = max(TREES, key=lambda tree: sum(edge.source.tree == tree for edge in EDGES))
GOOD = 0.95
WORDS = {
    "en": {"search": "Search", "dark": "Dark colours", "skip": "Skip to content", "none": "Nothing found."},
    "lv": {"search": "Meklēt", "dark": "Tumšās krāsas", "skip": "Pāriet uz saturu", "none": "Nekas nav"},
}
HITS = """
    () => [...document.querySelectorAll(".site-hits li")].map((item) => {
        const links = [...item.querySelectorAll("a")];
        return (links.length > 1 ? links.slice(1) : links).map(({ href }) => href);
    }).flat()
"""


# The space above each heading, and below it.
GAPS = """headings => headings.map(heading => {
    const { top, bottom } = heading.getBoundingClientRect();
    return [
        top - heading.previousElementSibling.getBoundingClientRect().bottom,
        heading.nextElementSibling.getBoundingClientRect().top - bottom,
    ];
})"""
RUN = "from izeja.cli.main import main; main()"
# The shipped site, built as if it had many pages.
RUN_MANY = f"import izeja.site.search; izeja.site.search.MANY_PAGES = 1; {RUN}"


@contextmanager
def built(run: str, folder: Path, project: Path = ROOT) -> Iterator[Server]:
    command = [sys.executable, "-c", run, "build", str(project), "--site-dir", str(folder)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
    with serving(folder) as server:
        yield server


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with built(RUN, tmp_path_factory.mktemp("plain") / "site") as server:
        yield server


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same site with the index of its search in pieces."""
    with built(RUN_MANY, tmp_path_factory.mktemp("many") / "site") as server:
        yield server


@pytest.fixture
def page(plain: Server, new_context: NewContext) -> Iterator[Page]:
    with new_context(base_url=plain.address) as context:
        yield context.new_page()


@pytest.fixture
def unscripted(plain: Server, new_context: NewContext) -> Iterator[Page]:
    with new_context(base_url=plain.address, java_script_enabled=False) as context:
        yield context.new_page()


def field(page: Page) -> Locator:
    return page.get_by_role("dialog").get_by_role("searchbox")


def open_search(page: Page, language: str) -> None:
    page.locator("header").get_by_role("button", name=WORDS[language]["search"], exact=True).click()
    expect(field(page)).to_be_focused()


def find(page: Page, text: str) -> list[str]:
    """Type a query, and return the addresses of the hits when they are those of this query."""
    field(page).fill("")
    page.wait_for_function("!document.querySelector('.site-hits').firstChild")
    field(page).fill(text)
    page.wait_for_function("document.querySelector('[role=status]').textContent")
    hits: list[str] = page.evaluate(HITS)
    return hits


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_of_a_guide_shows_its_node_alone(page: Page, language: str) -> None:
    page.goto(home(language))
    page.get_by_role("link", name=title_of(language, MANY), exact=True).click()
    expect_step(page, STARTS[MANY].node)
    for edge in (edge for edge in EDGES if edge.source.tree == MANY):
        open_fresh(page, f"{guide_of(language, MANY)}#{edge.source.node}")
        expect_step(page, edge.source.node)
        link_of(page, edge).click()
        page.wait_for_url(address_after(language, edge))
        expect(heading(page, edge.target.node)).to_have_text(heading_of(language, edge.target))
        expect_seen(page, edge.target.node)


@pytest.mark.parametrize("width", [360, 1280])
def test_an_answer_leaves_the_header_of_the_site_in_view(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    opened(page, guide_of("en", MANY))
    edge = next(edge for edge in EDGES if edge.source == STARTS[MANY] and not edge.leaves)
    expect_step(page, edge.source.node)
    link_of(page, edge).click()
    expect_step(page, edge.target.node)
    expect(heading(page, edge.target.node)).to_be_focused()
    expect_in_view(page.get_by_role("banner"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_script_every_answer_leads_to_its_node(unscripted: Page, language: str) -> None:
    unscripted.goto(home(language))
    unscripted.get_by_role("link", name=title_of(language, MANY), exact=True).click()
    expect(unscripted.get_by_role("button")).to_have_count(0)
    for edge in (edge for edge in EDGES if edge.source.tree == MANY):
        open_fresh(unscripted, guide_of(language, MANY))
        link_of(unscripted, edge).click()
        unscripted.wait_for_url(address_after(language, edge))
        expect(heading(unscripted, edge.target.node)).to_have_text(heading_of(language, edge.target))
        if "#" in unscripted.url:
            expect_in_view(heading(unscripted, edge.target.node))


def find_all(page: Page, site: Server, language: str) -> list[Found]:
    """Ask every kept query of a language."""
    start = f"{site.address}{home(language)}"
    page.goto(start)
    open_search(page, language)
    found = []
    for one in queries(language):
        hits = (hit.removeprefix(start).replace("/#", "#").strip("/") for hit in find(page, one.text))
        found.append(Found(one, tuple(hits)))
    print(report(language, found))  # noqa: T201 - the figures of the table, seen with -rP
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_customers_find_what_they_mean_among_the_first(page: Page, plain: Server, language: str) -> None:
    found = find_all(page, plain, language)
    assert sum(one.good for one in found) >= GOOD * len(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_customers_of_a_large_site_find_the_same_with_pieces(page: Page, many: Server, language: str) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url.partition("/search/")[2]))
    found = find_all(page, many, language)
    assert sum(one.good for one in found) >= GOOD * len(found)
    assert f"{language}/index.json" in asked
    assert f"{language}.json" not in asked


def test_the_search_is_used_by_keyboard(page: Page) -> None:
    page.goto(home("en"))
    # The field in the page hands over what is typed there.
    page.locator("guided-search input").focus()
    page.keyboard.type("refund")
    hits = page.locator(".site-hits a")
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("refund")
    expect(hits.first).to_have_text(title_of("en", "microsoft/get-refund"))
    page.keyboard.press("ArrowDown")
    expect(hits.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()
    open_search(page, "en")
    find(page, "qqqq")
    expect(page.get_by_role("status")).to_contain_text(WORDS["en"]["none"])
    find(page, "refund")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{guide_of('en', 'microsoft/get-refund')}**")


REFUND = "microsoft/get-refund"


@pytest.fixture(params=["site-search-box.js", "search.en.js", "en.json"])
def held(request: pytest.FixtureRequest, plain: Server) -> Iterator[Event]:
    """Hold back one of the files of the search until the event is set."""
    plain.held[request.param] = let_go = Event()
    yield let_go
    let_go.set()
    del plain.held[request.param]


@pytest.mark.parametrize("where", ["page", "dialog"])
def test_what_was_sent_is_searched_whenever_the_search_is_there(page: Page, held: Event, where: str) -> None:
    page.goto(home("en"))
    if where == "dialog":
        open_search(page, "en")
    else:
        page.locator("guided-search input").focus()
    page.keyboard.insert_text("refund")
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value("refund")
    # Nothing is said of hits before they are there.
    expect(page.locator(".site-hits")).to_be_empty()
    expect(page.get_by_role("dialog").get_by_role("status")).to_be_empty()
    expect(page.locator(".site-help")).to_be_hidden()
    held.set()
    page.wait_for_url(f"**/{guide_of('en', REFUND)}**")


LATE_PICTURE = """
    const picture = () => document.body.append(Object.assign(new Image(), { src: "?late" }));
    addEventListener("DOMContentLoaded", picture);
"""


@pytest.mark.parametrize("held", ["?late"], indirect=True)
def test_the_field_in_a_page_finds_before_all_pictures_are_there(page: Page, held: Event) -> None:
    page.add_init_script(LATE_PICTURE)
    page.goto(home("en"), wait_until="domcontentloaded")
    page.locator("guided-search input").focus()
    page.keyboard.insert_text("refund")
    expect(page.locator(".site-hits a").first).to_have_text(title_of("en", REFUND))
    assert page.evaluate("document.readyState") == "interactive"
    held.set()


def test_who_types_on_after_enter_stays(page: Page, held: Event) -> None:
    page.goto(home("en"))
    open_search(page, "en")
    page.keyboard.insert_text("refund")
    page.keyboard.press("Enter")
    field(page).fill("qqqq")
    held.set()
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text(WORDS["en"]["none"])
    expect(page.locator(".site-help")).to_be_visible()
    expect(field(page)).to_have_value("qqqq")
    field(page).fill("")
    expect(page.locator(".site-help")).to_be_hidden()


def test_enter_searches_again_when_the_network_is_back(page: Page, log: list[str]) -> None:
    page.route("**/search/en.json", lambda route: route.abort())
    page.goto(home("en"))
    open_search(page, "en")
    page.keyboard.insert_text("refund")
    expect(page.locator(".site-help")).to_be_visible()
    page.unroute("**/search/en.json")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{guide_of('en', REFUND)}**")
    assert any("Failed to fetch" in one for one in log)
    log.clear()


def test_a_customer_chooses_between_light_and_dark(page: Page) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    page.goto(home("en"))
    light = page.evaluate(background)
    switch = page.get_by_role("button", name=WORDS["en"]["dark"])
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    dark = page.evaluate(background)
    assert dark != light
    page.goto(guide_of("lv", MANY))
    assert page.evaluate(background) == dark
    page.emulate_media(color_scheme="dark")
    page.get_by_role("button", name=WORDS["lv"]["dark"]).click()
    expect(page.locator("body")).to_have_css("background-color", light)


def test_without_a_script_the_colours_are_those_of_the_system(unscripted: Page) -> None:
    unscripted.goto(home("en"))
    body = unscripted.locator("body")
    unscripted.emulate_media(color_scheme="light")
    expect(body).to_have_css("background-color", "rgb(255, 255, 255)")
    unscripted.emulate_media(color_scheme="dark")
    expect(body).not_to_have_css("background-color", "rgb(255, 255, 255)")


def test_a_new_customer_sees_the_start_before_the_script_is_there(page: Page) -> None:
    beginning = Beginning(page, guide_of(LANGUAGES[0], MANY))
    assert beginning.shows_the_start
    before = beginning.places
    beginning.begin()
    assert beginning.places == before


@pytest.mark.parametrize("held", ["guided-help.js"], indirect=True)
def test_an_answer_leads_to_its_step_before_the_script_is_there(page: Page, held: Event) -> None:
    edge = next(edge for edge in EDGES if edge.source == STARTS[MANY] and not edge.leaves)
    page.goto(guide_of("en", MANY), wait_until="commit")
    link_of(page, edge).click()
    expect(heading(page, edge.target.node)).to_be_in_viewport()
    held.set()
    expect_step(page, edge.target.node)
    expect(heading(page, edge.target.node)).to_be_in_viewport()


def test_an_address_of_a_step_waits_for_the_script(page: Page) -> None:
    other = next(edge.target for edge in EDGES if edge.source == STARTS[MANY] and not edge.leaves)
    beginning = Beginning(page, f"{guide_of(LANGUAGES[0], MANY)}#{other.node}")
    assert not beginning.shows_the_start
    beginning.begin()
    expect_seen(page, other.node)


LATER = "link[href$='later.css']"
BEFORE_SCRIPT = "document.querySelector('.guide__status').remove()"
BEFORE_LATER = f'document.querySelector("{LATER}").sheet.disabled = true'


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_step_looks_the_same_before_the_later_style(page: Page, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    for tree, start in STARTS.items():
        opened(page, guide_of(language, tree))
        expect_step(page, start.node)
        expect(page.locator(LATER)).to_have_count(1)
        # A form is opened by the script, which comes after that style.
        if page.locator(".guide__form:visible").all():
            continue
        page.evaluate(BEFORE_SCRIPT)
        whole = page.screenshot()
        page.evaluate(BEFORE_LATER)
        assert page.screenshot() == whole, tree


@pytest.mark.parametrize("held", ["later.css"], indirect=True)
def test_the_first_step_is_seen_before_the_later_style(page: Page, held: Event) -> None:
    page.goto(guide_of("en", MANY), wait_until="commit")
    expect(heading(page, STARTS[MANY].node)).to_be_visible()
    held.set()
    expect_step(page, STARTS[MANY].node)


def test_a_guide_works_without_the_later_style(page: Page, log: list[str]) -> None:
    page.route("**/later.css", lambda route: route.abort())
    for edge in (edge for edge in EDGES if edge.source.tree == MANY and not edge.leaves):
        open_fresh(page, f"{guide_of('en', MANY)}#{edge.source.node}")
        expect_step(page, edge.source.node)
        link_of(page, edge).click()
        expect_seen(page, edge.target.node)
    assert all("later.css" in one or "ERR_FAILED" in one for one in log)
    log.clear()


def test_the_switch_of_languages_keeps_the_step(page: Page) -> None:
    edge = next(edge for edge in EDGES if edge.source.tree == MANY and not edge.leaves)
    page.goto(f"{guide_of('en', MANY)}#{edge.target.node}")
    expect_step(page, edge.target.node)
    page.locator("header a[hreflang=lv]").click()
    expect(heading(page, edge.target.node)).to_have_text(heading_of("lv", edge.target))


def test_the_page_for_missing_addresses_leads_to_guides(page: Page) -> None:
    page.goto("404.html")
    expect(page.locator("section.missing:visible")).to_have_count(1)
    expect(page.locator("section.missing:visible")).to_have_attribute("lang", LANGUAGES[0])
    page.locator("section.missing:visible a").first.click()
    expect(page.locator("guided-help")).to_be_visible()


def test_a_heading_in_a_text_is_nearer_to_what_it_is_of(new_context: NewContext, tmp_path: Path) -> None:
    with built(RUN, tmp_path / "site", PROVIDER) as site, new_context(base_url=site.address) as context:
        page = context.new_page()
        page.goto("internet/slow-wifi/#one-device")
        expect_seen(page, "one-device")
        gaps = page.locator("#one-device .guide__body h3").evaluate_all(GAPS)
        assert len(gaps) == 2
        assert all(above > 2 * below for above, below in gaps), gaps


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_with_more_contrast(
    new_context: NewContext, plain: Server, scheme: Literal["light", "dark"]
) -> None:
    with new_context(base_url=plain.address, contrast="more", color_scheme=scheme) as context:
        page = context.new_page()
        for path in (home("en"), guide_of("en", MANY), "404.html"):
            page.goto(path)
            expect(page.locator(LATER)).to_have_count(1)
            assert not violations(page, rules=["color-contrast-enhanced"]), path
        opened(page, guide_of("en", MANY))
        for edge in way_through(MANY):
            expect_step(page, edge.source.node)
            link_of(page, edge).click()
            expect_step(page, edge.target.node)
            assert not violations(page, rules=["color-contrast-enhanced"]), edge.target


@pytest.mark.parametrize(("language", "scheme", "width"), [("en", "light", 1280), ("lv", "dark", 320)])
def test_pages_are_accessible(page: Page, language: str, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 740})
    for path in (home(language), guide_of(language, MANY), "404.html"):
        page.goto(path)
        assert not violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=WORDS[LANGUAGES[0]]["skip"])).to_be_focused()
    page.goto(home(language))
    open_search(page, language)
    find(page, "microsoft")
    assert not violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
