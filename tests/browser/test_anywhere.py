"""A guide in a page of others: of another origin, with style sheets and a policy that are against it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.axe import violations
from browser.conftest import NewPage, Server, serving
from browser.guide import expect_begun, guide_of
from browser.library import (
    EDGES_OF,
    ENDS,
    LANGUAGES,
    STARTS,
    TREES,
    Edge,
    Place,
    heading_of,
    kind_of,
    shortest_way,
    way_through,
)

NO_LANGUAGE_OF_THE_SITE = "de"
TREE = TREES[0]
SHOWN = """
    element => [...element.shadowRoot.querySelectorAll("section[data-kind]")]
        .filter((section) => section.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        .map((section) => section.id)
"""
RECORD = """
    window.told = [];
    for (const name of ["step", "answer", "end"])
        document.addEventListener(`guided-help:${name}`, ({ detail: { node }, target: { id } }) =>
            told.push([name, node, id]));
"""
LISTENING = """
    const listen = window.addEventListener;
    window.listening = 0;
    window.addEventListener = function (type, act, options) {
        if (options?.signal) {
            window.listening += 1;
            options.signal.addEventListener("abort", () => { window.listening -= 1 });
        }
        return listen.call(this, type, act, options);
    };
"""
ACCENT = "one => getComputedStyle(one, '::before').backgroundColor"
STATE = "[location.href, document.title, history.length, JSON.stringify(history.state)]"
EVIL = """<!doctype html><meta charset="utf-8"><title>Evil</title><a href="./" hreflang="en"></a>
<guided-help data-tree="evil" lang="en" onclick="told()"><section id="begin" data-kind="question">
<h2 class="guide__heading" tabindex="-1" onfocus="told()" style="color: red">Evil</h2>
<template><template><iframe srcdoc="x"></iframe></template><img src="x" onerror="told()"></template>
<p data-script="../evil">a</p><img src="none" onerror="told()"><iframe srcdoc="<p>x"></iframe><embed src="x">
<object data="x"></object><base href="https://evil.example/"><meta http-equiv="refresh" content="9">
<link rel="stylesheet">
<style>p {}</style><script>told()</script><svg><set attributeName="href" to="javascript:told()"></set>
<path d="M0 0" onload="told()"/></svg><form action="javascript:told()">
<button formaction="javascript:told()">b</button></form>
<a href="javascript:told()">c</a><a href="data:text/html,x">d</a>
<a href="mailto:a@example.com">a@<wbr>example.com</a>
</section></guided-help>"""
LEFT = """
    root => {
        const refused = "iframe object embed base meta link style script set".split(" ");
        const parts = [root, ...[...root.querySelectorAll("template")].map(({ content }) => content)];
        const isRefused = ({ name, value }) =>
            /^(on|style|srcdoc|action|formaction)/.test(name) || /^(javascript|data):|[.]{2}/.test(value);
        return parts.flatMap((part) => [...part.querySelectorAll("*")]).flatMap((one) => [
            ...refused.filter((name) => name === one.localName),
            ...[...one.attributes].filter(isRefused).map(({ name }) => name),
        ]);
    }
"""
HOSTILE = "* { all: unset !important } head { display: none !important } body * { display: block !important }"

Shop = Callable[..., str]


@pytest.fixture(scope="module")
def helping(site: Path) -> Iterator[Server]:
    """The site of guides, which lets others read it."""
    with serving(site) as server:
        server.headers["Access-Control-Allow-Origin"] = "*"
        yield server


@pytest.fixture
def shop(helping: Server, tmp_path: Path) -> Iterator[Shop]:
    """Writes the page of a shop with guides in it, and returns its address."""
    (tmp_path / "style.css").write_text(HOSTILE)
    (tmp_path / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    with serving(tmp_path) as server:
        of_site = helping.address
        server.headers["Content-Security-Policy"] = (
            f"default-src 'none'; script-src {of_site}; connect-src {of_site}; img-src 'self' {of_site}; "
            "style-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        )

        def write(*guides: str) -> str:
            (tmp_path / "index.html").write_text(
                "<!doctype html><html lang='en'><meta charset='utf-8'><title>Shop</title>"
                "<meta name='viewport' content='width=device-width'><link rel='icon' href='icon.svg'>"
                "<link rel='stylesheet' href='style.css'>"
                f"<script type='module' src='{of_site}assets/izeja/izeja.js'></script>"
                f"<main><h1>Our shop</h1>{''.join(guides)}</main>"
            )
            return server.address

        yield write


def embedded(helping: Server, language: str, place: Place, more: str = "") -> str:
    address = f"{helping.address}{guide_of(language, place.tree)}"
    link = f"<a href='{address}'>Help</a>"
    return f"<guided-help id='one' src='{address}#{place.node}' {more}>{link}</guided-help>"


def shown(page: Page, element: str = "one") -> list[str]:
    nodes: list[str] = page.locator(f"[id='{element}']").evaluate(SHOWN)
    return nodes


def section(page: Page, node: str) -> Locator:
    return page.locator(f"#one section[id='{node}']")


def expect_step(page: Page, language: str, place: Place) -> None:
    heading = section(page, place.node).locator(".guide__heading")
    expect(heading).to_be_visible()
    expect(heading).to_have_text(heading_of(language, place))
    assert shown(page) == [place.node]


def follow(page: Page, language: str, edge: Edge) -> None:
    section(page, edge.source.node).locator("[data-answer]").nth(edge.number).press("Enter")
    expect_step(page, language, edge.target)
    expect(section(page, edge.target.node).locator(".guide__heading")).to_be_focused()


def test_every_ending_is_reached_by_keyboard_in_a_page_that_is_against_it(
    new_page: NewPage, shop: Shop, helping: Server
) -> None:
    language, start = LANGUAGES[0], STARTS[TREE]
    address = shop(embedded(helping, language, start))
    page = new_page()
    page.add_init_script(RECORD)
    # Not before a reload: a guide that is left remembers its step.
    page.add_init_script("sessionStorage.clear()")
    page.goto(address)
    expect_step(page, language, start)
    state = page.evaluate(STATE)
    assert not violations(page)
    for end in ENDS:
        way = shortest_way(start, end)
        if way is None:
            continue
        page.reload()
        expect_step(page, language, start)
        for edge in way:
            follow(page, language, edge)
        assert page.evaluate("told.at(-1)") == ["end", end.node, "one"]
        assert page.locator("#one").evaluate("element => [element.tree, element.node]") == [*end]
        expect(section(page, end.node)).to_have_attribute("data-kind", kind_of(end))
    assert page.evaluate(STATE) == state


def test_a_customer_goes_back_and_finds_the_step_again(
    new_page: NewPage, shop: Shop, helping: Server
) -> None:
    language, start = LANGUAGES[0], STARTS[TREE]
    way = next(way for end in ENDS if (way := shortest_way(start, end)) and any(edge.leaves for edge in way))
    page = new_page()
    page.goto(shop(embedded(helping, language, start)))
    expect_step(page, language, start)
    for edge in way:
        follow(page, language, edge)
    page.reload()
    expect_step(page, language, way[-1].target)
    for edge in reversed(way):
        page.locator("#one [data-part='back']").click()
        expect_step(page, language, edge.source)
    expect(page.locator("#one [data-part='back']")).to_be_hidden()


def test_attributes_choose_the_language_the_accent_and_the_scheme(
    new_page: NewPage, shop: Shop, helping: Server
) -> None:
    first, second = LANGUAGES[:2]
    start = STARTS[TREE]
    page = new_page(color_scheme="light")
    attributes = f"lang='{second}-XX' accent='#a00000' scheme='dark'"
    page.goto(shop(embedded(helping, first, start, attributes)))
    expect_step(page, second, start)
    outer = page.locator("#one")
    guide = outer.locator("guided-help")
    expect(guide).to_have_css("background-color", "rgb(21, 26, 25)")
    arrow = guide.locator("[data-answer]").first
    red = arrow.evaluate(ACCENT)
    outer.evaluate("(one, lang) => Object.assign(one, { lang })", NO_LANGUAGE_OF_THE_SITE)
    outer.evaluate("one => one.setAttribute('accent', '#00a000')")
    outer.evaluate("one => one.setAttribute('scheme', 'light')")
    expect(guide).to_have_css("background-color", "rgb(255, 255, 255)")
    assert arrow.evaluate(ACCENT) != red
    outer.evaluate("(one, lang) => Object.assign(one, { lang })", first)
    expect(guide).to_have_attribute("lang", first)
    expect_step(page, first, start)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_guide_with_more_contrast(
    new_page: NewPage, shop: Shop, helping: Server, scheme: Literal["light", "dark"]
) -> None:
    page = new_page(contrast="more", color_scheme=scheme)
    page.goto(shop(embedded(helping, LANGUAGES[0], STARTS[TREE], "scheme='auto'")))
    expect_step(page, LANGUAGES[0], STARTS[TREE])
    for edge in way_through(TREE):
        follow(page, LANGUAGES[0], edge)
        assert not violations(page, "guided-help", ["color-contrast-enhanced"]), edge.target


def test_a_guide_that_makes_room_for_another_listens_no_longer(
    new_page: NewPage, shop: Shop, helping: Server
) -> None:
    start = STARTS[TREE]
    page = new_page()
    page.add_init_script(LISTENING)
    page.goto(shop(embedded(helping, LANGUAGES[0], start)))
    expect_step(page, LANGUAGES[0], start)
    first = page.evaluate("listening")
    assert first
    for language in (*reversed(LANGUAGES), *LANGUAGES):
        page.locator("#one").evaluate("(one, lang) => Object.assign(one, { lang })", language)
        expect(page.locator("#one guided-help")).to_have_attribute("lang", language)
        expect_step(page, language, start)
        assert page.evaluate("listening") == first


def test_several_guides_of_a_page_go_their_own_ways(new_page: NewPage, shop: Shop, helping: Server) -> None:
    language = LANGUAGES[0]
    trees = TREES[:2]
    guides = [
        f"<guided-help id='{tree}' src='{helping.address}{guide_of(language, tree)}'></guided-help>"
        for tree in trees
    ]
    page = new_page()
    page.goto(shop(*guides))
    for tree in trees:
        expect(page.locator(f"[id='{tree}'] section:visible")).to_have_id(STARTS[tree].node)
    expect_begun(page)  # one that begins may move the others
    page.locator(f"[id='{trees[1]}'] section:visible [data-answer]").first.click()
    expect(page.locator(f"[id='{trees[1]}'] [data-part='back']")).to_be_visible()
    assert shown(page, trees[0]) == [STARTS[trees[0]].node]
    assert not violations(page)


def test_an_answer_counts_before_the_script_of_a_part_is_there(
    new_page: NewPage, shop: Shop, helping: Server, site: Path
) -> None:
    language = LANGUAGES[0]
    pages = {tree: (site / guide_of(language, tree) / "index.html").read_text("utf-8") for tree in TREES}
    start = STARTS[next(tree for tree, text in pages.items() if " data-facts" in text)]
    edge = next(edge for edge in EDGES_OF[start] if not edge.leaves)
    page = new_page()
    helping.held["/facts.min.js"] = let_go = Event()
    page.goto(shop(embedded(helping, language, start)))
    section(page, start.node).locator("[data-answer]").nth(edge.number).click()
    let_go.set()
    del helping.held["/facts.min.js"]
    expect_step(page, language, edge.target)
    expect(section(page, edge.target.node).locator(".guide__heading")).to_be_focused()


def test_what_leads_out_of_a_guide_opens_beside_the_page(
    new_page: NewPage, shop: Shop, helping: Server
) -> None:
    page = new_page()
    page.goto(shop(embedded(helping, LANGUAGES[0], STARTS[TREE])))
    expect_step(page, LANGUAGES[0], STARTS[TREE])
    with page.context.expect_page() as opened:
        page.locator("#one .guide__facts > a").click()
    opened.value.wait_for_url(helping.address)
    expect_step(page, LANGUAGES[0], STARTS[TREE])


def test_an_element_gets_its_guide_when_it_gets_its_address(
    new_page: NewPage, shop: Shop, helping: Server
) -> None:
    """As frameworks do, which put elements into a page before they set attributes."""
    page = new_page()
    page.goto(shop("<guided-help id='one'><a href='help'>Help</a></guided-help>"))
    expect(page.locator("#one:defined > a")).to_be_visible()
    address = f"{helping.address}{guide_of(LANGUAGES[0], TREE)}"
    page.evaluate("(address) => document.getElementById('one').setAttribute('src', address)", address)
    expect_step(page, LANGUAGES[0], STARTS[TREE])


def test_what_is_no_guide_of_the_site_stays_a_link(
    new_page: NewPage, shop: Shop, helping: Server, address: str, faults: list[str]
) -> None:
    """The server at `address` lets nobody read its pages, and is not the one that the script is from."""
    tree = guide_of(LANGUAGES[0], TREE)
    page = new_page()
    page.goto(
        shop(
            f"<guided-help src='{helping.address}no-such-guide/'></guided-help>",
            f"<guided-help src='{address}{tree}'></guided-help>",
            f"<guided-help src='{address}{tree}'><a href='{address}'>Help</a></guided-help>",
            "<guided-help src='javascript:alert(1)'></guided-help>",
            "<guided-help src='https://['></guided-help>",
        )
    )
    links = page.locator("guided-help a")
    expect(links).to_have_count(3)
    for link, to in enumerate((f"{helping.address}no-such-guide/", f"{address}{tree}", address)):
        expect(links.nth(link)).to_have_attribute("href", to)
    assert page.evaluate("[...document.querySelectorAll('guided-help')].every((one) => !one.shadowRoot)")
    assert [fault.partition(":")[0] for fault in faults] == ["404", "Failed to load resource", "http"]
    assert "does not let others read it (CORS)" in faults[-1]
    faults.clear()


def test_a_site_that_others_may_not_read_stays_a_link(
    new_page: NewPage, shop: Shop, helping: Server, faults: list[str]
) -> None:
    page = new_page()
    guide = f"{helping.address}{guide_of(LANGUAGES[0], TREE)}"
    page.route(guide, lambda route: route.fulfill(body="no header"))
    with page.expect_event("pageerror") as reported:
        page.goto(shop(embedded(helping, LANGUAGES[0], STARTS[TREE])))
    assert "does not let others read it (CORS)" in str(reported.value)
    expect(page.get_by_role("link", name="Help", exact=True)).to_be_visible()
    faults.clear()


@pytest.mark.parametrize("way", ["..%2fevil.html", "..%5Cevil.html", "..%252fevil.html", "moved/"])
def test_what_the_server_takes_from_elsewhere_stays_a_link(
    way: str, new_page: NewPage, shop: Shop, helping: Server, tmp_path: Path, faults: list[str]
) -> None:
    """Some servers read escaped slashes as slashes, and some lead to other sites that let everybody read."""
    page = new_page(bypass_csp=True)
    everybody = {"Access-Control-Allow-Origin": "*"}
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "evil.html").write_text(EVIL)
    with serving(folder) as elsewhere:
        elsewhere.headers.update(everybody)
        leads = {**everybody, "Location": f"{elsewhere.address}evil.html"}
        page.route(f"{helping.address}moved/", lambda route: route.fulfill(status=302, headers=leads))
        html = {**everybody, "Content-Type": "text/html"}
        page.route(f"{helping.address}*evil.html", lambda route: route.fulfill(body=EVIL, headers=html))
        page.goto(shop(f"<guided-help src='{helping.address}{way}'></guided-help>"))
        expect(page.locator("guided-help > a")).to_have_attribute("href", f"{helping.address}{way}")
        assert page.evaluate("document.querySelector('guided-help').shadowRoot === null")
        # Refused before it is asked for, or when it has come.
        assert elsewhere.asked == (["/evil.html"] if way == "moved/" else [])
    faults.clear()


def test_a_page_of_the_site_gives_only_what_guides_have(
    new_page: NewPage, shop: Shop, helping: Server, faults: list[str]
) -> None:
    page = new_page(bypass_csp=True)
    headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/html"}
    page.route(f"{helping.address}evil/", lambda route: route.fulfill(body=EVIL, headers=headers))
    page.route(f"{helping.address}evil/none", lambda route: route.fulfill(body="", headers=headers))
    page.goto(shop(f"<guided-help id='one' src='{helping.address}evil/'></guided-help>"))
    guide = page.locator("#one guided-help")
    expect(guide.locator("h2")).to_be_visible()
    assert guide.evaluate(LEFT) == []
    expect(guide).not_to_have_attribute("onclick", re.compile(""))
    expect(guide.locator("form, svg, template, wbr, [href^='mailto:']")).to_have_count(5)
    # It is no whole guide, so that the script misses parts of it; but nothing else has happened.
    assert not [fault for fault in faults if "Cannot read properties of null" not in fault]
    faults.clear()
