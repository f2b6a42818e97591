"""Guides inside a page of other things, with instant navigation, analytics and a strict security policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

import txtar
from browser.conftest import NewPage, serving
from browser.guide import expect_begun, guide_of
from browser.library import TREES, way_through
from conftest import ROOT, build

CASE = ROOT / "tests" / "hosts" / "sites" / "embedded.txtar"
# The guide handles it in the same event.
GO_TO_THE_END = """
    () => new Promise((arrive) => {
        addEventListener("hashchange", () => setTimeout(arrive), { once: true });
        location.hash = "the-end";
    })
"""
RECORD = """
    window.told = [];
    for (const name of ["step", "answer", "end", "solved"])
        addEventListener(`guided-help:${name}`, ({ detail }) => told.push([name, detail]));
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of the case."""
    project = tmp_path_factory.mktemp("embedded")
    (project / "site").mkdir()
    with serving(project / "site") as server:
        # Instant navigation takes the pages of the site's map, and goes to no other.
        files = txtar.split(
            CASE.read_text("utf-8").replace("https://example.org/\ntheme", f"{server.address}\ntheme")
        )
        txtar.unpack(files, project)
        built = build(project, "--strict")
        assert built.returncode == 0, built.stderr
        yield server.address


@pytest.fixture
def other_page(new_page: NewPage, elsewhere: str) -> Iterator[Page]:
    page = new_page()
    page.goto(f"{elsewhere}modem/")
    yield page
    page.context.close()  # what it still asks for is asked before this


def guide(page: Page, tree: str) -> Locator:
    return page.locator(f"guided-help[data-tree='{tree}']")


def expect_shown(page: Page, tree: str, node: str) -> None:
    """Wait for a step of a guide, and see no other of its steps."""
    expect(guide(page, tree).locator("section:visible")).to_have_id(node)


def answer(page: Page, tree: str, number: int) -> None:
    expect_begun(page)  # a guide that begins later moves the others
    guide(page, tree).locator("section:visible [data-answer]").nth(number).click()


def test_two_guides_on_a_page_go_their_own_ways(other_page: Page) -> None:
    page = other_page
    title = page.title()
    expect_shown(page, "light", "light--start")
    expect_shown(page, "cables/cable", "cables--cable--start")
    answer(page, "cables/cable", 1)
    expect_shown(page, "cables/cable", "cables--cable--ask")
    answer(page, "light", 0)
    expect(page.locator("[id='light--wait--heading']")).to_be_focused()
    expect_shown(page, "cables/cable", "cables--cable--ask")
    page.go_back()
    expect(page.locator("[id='light--start']")).to_be_visible()
    expect_shown(page, "cables/cable", "cables--cable--ask")
    page.go_back()
    expect(page.locator("[id='cables--cable--start']")).to_be_visible()
    page.go_forward()
    page.go_forward()
    expect(page.locator("[id='light--wait']")).to_be_visible()
    expect_shown(page, "cables/cable", "cables--cable--ask")
    page.reload()
    expect(page.locator("[id='light--wait']")).to_be_visible()
    expect_shown(page, "cables/cable", "cables--cable--ask")
    expect(page).to_have_title(title)


def test_the_rest_of_the_page_leaves_a_guide_alone(other_page: Page) -> None:
    page = other_page
    answer(page, "light", 0)
    page.evaluate(GO_TO_THE_END)
    expect_shown(page, "light", "light--wait")
    levels = page.locator("article h1, article h2, article h3").evaluate_all(
        "headings => headings.filter((one) => one.checkVisibility()).map(({ tagName }) => tagName)"
    )
    assert levels == ["H1", "H2", "H3", "H2", "H2", "H3", "H2"]


def test_events_tell_the_ids_of_nodes_and_not_of_the_page(other_page: Page) -> None:
    page = other_page
    page.evaluate(RECORD)
    answer(page, "light", 0)
    same = {"tree": "light", "language": "en"}
    assert page.evaluate("told") == [
        ["answer", {"node": "start", "to": "wait", **same}],
        ["step", {"node": "wait", "kind": "step", **same}],
    ]


def test_instant_navigation_starts_a_guide_on_each_page(other_page: Page, elsewhere: str) -> None:
    page = other_page
    page.evaluate("window.stayed = true")
    answer(page, "light", 1)
    page.wait_for_url(f"{elsewhere}cables/cable/#ask")
    expect(page.locator("[id='ask']")).to_be_visible()
    expect_shown(page, "cables/cable", "ask")
    assert page.evaluate("window.stayed")
    guide(page, "cables/cable").locator("[data-part='back']").click()
    page.wait_for_url(f"{elsewhere}modem/**")
    expect(page.locator("[id='light--start']")).to_be_visible()
    answer(page, "light", 0)
    expect(page.locator("[id='light--wait']")).to_be_visible()
    page.locator(".md-header a.md-logo").click()
    page.wait_for_url(elsewhere)
    page.locator(".guides a", has_text="The light").click()
    expect(page.locator("[id='start']")).to_be_visible()
    answer(page, "light", 0)
    expect(page.locator("[id='wait']")).to_be_visible()


@pytest.mark.parametrize(
    ("prepared", "handed_on"),
    [
        ("window.dataLayer = []", "dataLayer.map(({ event, guidedHelp }) => [event, guidedHelp])"),
        (
            "window.said = []; window.plausible = (name, { props }) => said.push([name, props])",
            "said",
        ),
    ],
    ids=["dataLayer", "plausible"],
)
def test_analytics_get_the_events(other_page: Page, prepared: str, handed_on: str) -> None:
    page = other_page
    page.add_init_script(prepared)
    page.add_init_script(RECORD)
    page.reload()
    answer(page, "light", 0)
    answer(page, "light", 0)
    guide(page, "light").locator("section:visible [data-part='yes']").click()
    told = page.evaluate("told")
    assert [name for name, _ in told][-2:] == ["end", "solved"]
    assert page.evaluate(handed_on) == [[f"guided-help:{name}", detail] for name, detail in told]


@pytest.mark.parametrize("name", ["plausible", "dataLayer", "_paq"])
def test_an_element_with_the_name_of_a_tracker_is_none(other_page: Page, name: str) -> None:
    """A browser finds an element by its id as if a script had set the name."""
    page = other_page
    page.add_init_script(
        f"""document.addEventListener("DOMContentLoaded", () =>
            document.body.append(Object.assign(document.createElement("i"), {{ id: "{name}" }})))"""
    )
    page.reload()
    assert page.evaluate(f"window.{name}.localName") == "i"
    answer(page, "light", 0)
    expect(page.locator("[id='light--wait--heading']")).to_be_focused()


def test_matomo_gets_names(other_page: Page) -> None:
    page = other_page
    page.add_init_script("window._paq = []")
    page.reload()
    answer(page, "cables/cable", 1)
    guide(page, "cables/cable").locator("section:visible [data-unsolved]").click()
    told: list[Any] = page.evaluate("_paq")
    assert ["trackEvent", "guided-help", "end", "cables/cable#ask"] in told
    assert told[-2:] == [
        ["trackEvent", "guided-help", "unsolved", "cables/cable#ask"],
        ["trackEvent", "guided-help", "step", "cables/cable#start"],
    ]


POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'"


@pytest.mark.parametrize("tree", TREES)
def test_a_strict_policy_allows_all_of_a_guide(page: Page, site: Path, tree: str) -> None:
    shipped = (site / guide_of("en", tree) / "index.html").read_text("utf-8")
    guide = re.search(r"<guided-help.*</guided-help>", shipped, re.DOTALL)
    assert guide
    html = (
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>Guide</title>"
        "<link rel='icon' href='/icon.svg'><link rel='stylesheet' href='/a.css'>"
        f"<script type='module' src='/a.js'></script><main>{guide[0]}</main></html>"
    )
    assets = site / "assets" / "izeja"
    answers = {
        "a.css": ("text/css", (assets / "guided-help.css").read_text("utf-8")),
        "a.js": ("text/javascript", (assets / "guided-help.js").read_text("utf-8")),
        "icon.svg": ("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        **{
            part.name: ("text/javascript", part.read_text("utf-8"))
            for part in (assets / "parts").glob("*.js")
        },
    }

    def fulfil(route: Route) -> None:
        kind, body = answers.get(route.request.url.rpartition("/")[2], ("text/html", html))
        route.fulfill(body=body, content_type=kind, headers={"Content-Security-Policy": POLICY})

    page.route("**/*", fulfil)
    page.goto(guide_of("en", tree))
    for edge in way_through(tree):
        if edge.leaves:
            break
        page.locator(f"section[id='{edge.source.node}'] [data-answer='{edge.target.node}']").first.click()
        expect(page.locator("section:visible")).to_have_id(edge.target.node)
    expect(page.locator("guided-help:defined")).to_have_count(1)
