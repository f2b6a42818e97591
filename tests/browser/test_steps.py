"""How a guide behaves for a customer who goes on, goes back, reloads, switches language or prints."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from browser.conftest import NewPage, Server
from browser.guide import (
    PHONE,
    address_of,
    expect_seen,
    expect_step,
    follow,
    guide_of,
    heading,
    link_of,
    open_fresh,
    opened,
    part,
    section,
    told,
    tool,
    trail,
)
from browser.library import (
    EDGES,
    EDGES_OF,
    LANGUAGES,
    PLACES,
    STARTS,
    Edge,
    Place,
    answer_of,
    asks_for_dates,
    heading_of,
    kind_of,
    longest_way,
    nodes_of,
    other_ids,
    outcome_of,
    questions_after,
    shortest_way,
    way_to,
)

pytestmark = pytest.mark.parametrize("language", LANGUAGES)

WAY = max((longest_way(start) for start in STARTS.values()), key=len)
START, FIRST, SECOND, THIRD, *_ = [WAY[0].source, *(edge.target for edge in WAY)]
TREE = START.tree
OTHER_IDS = list(other_ids())
RETRIES = [edge for edge in EDGES if edge.retry and not edge.leaves]
SCRIPT = "**/guided-help.js"
DONE = {"en": "Done", "lv": "Izdarīts"}
LAST_QUESTION = {"en": "Last question in this guide", "lv": "Pēdējais jautājums šajā ceļvedī"}

RECORD_EVENTS = """
    window.told = [];
    for (const name of ["step", "answer", "end"])
        addEventListener(`guided-help:${name}`, ({ detail }) => told.push([name, detail]));
"""
# Work that the script puts off until the browser is idle is done, and its frame is on the screen.
# An idle moment or a frame may never come while a browser is busy elsewhere, so each has a limit.
SETTLED = """
    () => {
        const soon = { timeout: 2000 };
        const idle = () => new Promise((done) => requestIdleCallback(() => setTimeout(done), soon));
        const frame = () => new Promise((done) => {
            requestAnimationFrame(done);
            setTimeout(done, 2000);
        });
        return document.fonts.ready.then(idle).then(frame).then(idle);
    }
"""
PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"
# Material shows the search in its header only when its script runs; the guide must not move for anything.
RECORD_SHIFTS = """
    window.shifts = [];
    const isOurs = ({ node }) => !document.querySelector(".md-header").contains(node);
    new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries())
            if (sources.some(isOurs)) shifts.push([value, ...sources.map(({ node }) => node?.className)]);
    }).observe({ type: "layout-shift", buffered: true });
"""


DATED = next(filter(asks_for_dates, PLACES))


def named(edge: Edge) -> str:
    return f"{edge.source} > {edge.target}"


@pytest.fixture
def walked(page: Page, language: str) -> Page:
    """A page on which three steps are done."""
    opened(page, guide_of(language, TREE))
    follow(page, WAY[:3])
    return page


def test_who_misses_an_answer_need_not_wait_to_press_it(page: Page, language: str) -> None:
    """To the browser, the second click is one of a double click: of those, a guide follows one."""
    opened(page, guide_of(language, TREE))
    heading(page, START.node).hover()
    page.mouse.down()
    page.mouse.up()
    link_of(page, WAY[0]).hover()
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    expect_step(page, FIRST.node)
    link_of(page, WAY[1]).hover()
    page.mouse.down(click_count=3)
    page.mouse.up(click_count=3)
    # Later clicks come after that one.
    part(page, "back").click()
    expect_step(page, START.node)


def test_back_and_forward_go_step_by_step(walked: Page) -> None:
    for place in (SECOND, FIRST, START):
        walked.go_back()
        expect_step(walked, place.node)
        expect(heading(walked, place.node)).to_be_focused()
    expect(told(walked)).to_have_count(0)
    for place in (FIRST, SECOND, THIRD):
        walked.go_forward()
        expect_step(walked, place.node)
        expect(heading(walked, place.node)).to_be_focused()
    expect(told(walked)).to_have_count(3)


def test_back_on_the_page_is_back_in_the_browser(walked: Page) -> None:
    part(walked, "back").click()
    expect_step(walked, SECOND.node)
    walked.go_forward()
    expect_step(walked, THIRD.node)


def test_a_reload_keeps_the_step_and_the_trail(walked: Page) -> None:
    before = trail(walked)
    walked.reload()
    expect_step(walked, THIRD.node)
    expect(told(walked)).to_have_text(before)
    expect(part(walked, "trail")).to_be_visible()


@pytest.mark.parametrize(
    "edited",
    [
        "trail[0].answer = 99",
        "trail[0].node = 'no-such-step'",
        "trail[0].answer = OTHER",
        "trail.pop()",
        "trail.reverse()",
    ],
)
def test_a_trail_that_no_longer_leads_to_the_step_is_forgotten(
    walked: Page, language: str, edited: str
) -> None:
    """The guide may have been edited since."""
    kept = "const kept = JSON.parse(sessionStorage.getItem(key)); const { trail } = kept;"
    other = next(edge.number for edge in EDGES_OF[START] if edge.target != FIRST)
    open_fresh(walked, address_of(language, THIRD))
    expect(told(walked)).to_have_count(3)
    walked.evaluate(
        f"key => {{ {kept} {edited.replace('OTHER', str(other))};"
        "sessionStorage.setItem(key, JSON.stringify(kept)); history.replaceState(null, '', location.href); }",
        f"guided-help:{TREE}",
    )
    open_fresh(walked, address_of(language, THIRD))
    expect_step(walked, THIRD.node)
    expect(told(walked)).to_have_count(0)


def test_a_link_to_a_step_shows_it_and_offers_the_start(page: Page, language: str) -> None:
    opened(page, address_of(language, THIRD))
    expect_step(page, THIRD.node)
    expect(told(page)).to_have_count(0)
    expect(part(page, "restart")).to_be_hidden()
    part(page, "begin").click()
    expect_step(page, START.node)
    expect(part(page, "begin")).to_be_hidden()


@pytest.mark.parametrize(("place", "anchor"), OTHER_IDS, ids=str)
def test_another_id_of_a_step_shows_it_too(page: Page, language: str, place: Place, anchor: str) -> None:
    opened(page, f"{guide_of(language, place.tree)}#{anchor}")
    expect_step(page, place.node)


@pytest.mark.parametrize("anchor", ["#no-such-step", "#", "#%E0%A4%A", "#a%20b"])
def test_an_unknown_step_shows_the_start(page: Page, language: str, anchor: str) -> None:
    opened(page, f"{guide_of(language, TREE)}{anchor}")
    expect_step(page, START.node)


def test_the_trail_tells_what_was_answered(page: Page, language: str) -> None:
    opened(page, guide_of(language, TREE))
    follow(page, WAY)
    expect(told(page)).to_have_text([heading_of(language, edge.source) for edge in WAY])
    expect(part(page, "way").locator(".guide__told > b")).to_have_text(
        [DONE[language] if kind_of(edge.source) == "step" else answer_of(language, edge) for edge in WAY]
    )


def test_a_long_trail_shows_its_last_step_and_the_others_when_asked(walked: Page) -> None:
    past = part(walked, "way").locator("li")
    expect_visible(past, "no no yes")
    part(walked, "earlier").click()
    expect_visible(past, "yes yes yes")


def expect_visible(items: Locator, wanted: str) -> None:
    """Wait until each of some items is visible or is not, as "yes" and "no" say."""
    expect(items).to_have_count(len(wanted.split()))
    for number, one in enumerate(wanted.split()):
        expect(items.nth(number)).to_be_visible(visible=one == "yes")


def change(page: Page, index: int) -> None:
    """Ask to change the answer of a step in the trail."""
    if part(page, "earlier").is_visible():
        part(page, "earlier").click()
    part(page, "way").locator("a").nth(index).click()


def test_an_answer_can_be_changed(walked: Page, language: str) -> None:
    asked = heading_of(language, START)
    part(walked, "earlier").click()
    link = part(walked, "way").locator("a").first
    expect(link).to_have_accessible_name(re.compile(f".+: {re.escape(asked)}"))
    link.click()
    expect_step(walked, START.node)
    expect(link_of(walked, WAY[0]).locator("[data-part='given']")).to_be_visible()
    expect(told(walked)).to_have_count(0)


def test_what_still_holds_of_later_answers_is_kept(walked: Page) -> None:
    before = trail(walked)
    change(walked, 0)
    link_of(walked, WAY[0]).click()
    expect_step(walked, THIRD.node)
    expect(told(walked)).to_have_text(before)
    expect(part(walked, "status")).not_to_be_empty()
    expect(heading(walked, THIRD.node)).to_be_focused()
    part(walked, "back").click()
    expect_step(walked, SECOND.node)
    expect(part(walked, "status")).to_be_empty()


def test_an_answer_that_leads_elsewhere_begins_anew_from_there(walked: Page) -> None:
    met = {START, *(edge.target for edge in WAY)}
    place, other = next(
        (edge.source, edge)
        for edge in EDGES
        if edge.source in (START, FIRST, SECOND) and not edge.leaves and edge.target not in met
    )
    index = [START, FIRST, SECOND].index(place)
    change(walked, index)
    follow(walked, (other,))
    expect(told(walked)).to_have_count(index + 1)


def test_later_answers_hold_again_where_ways_meet(page: Page, language: str) -> None:
    first, around, on = next(
        (first, (other, back), on)
        for first in EDGES
        for other in EDGES_OF[first.source]
        if other.target != first.target and not other.leaves
        for back in EDGES_OF[other.target]
        if back.target == first.target and not back.retry
        for on in EDGES_OF[first.target]
        if not on.leaves and not on.retry and not first.leaves
    )
    opened(page, guide_of(language, first.source.tree))
    follow(page, (*(shortest_way(STARTS[first.source.tree], first.source) or ()), first, on))
    change(page, trail(page).index(heading_of(language, first.source)))
    expect_step(page, first.source.node)
    follow(page, around[:1])
    link_of(page, around[1]).click()
    expect_step(page, on.target.node)


def expect_left(page: Page, language: str, place: Place) -> None:
    """See how many questions may follow after a node, as the library has them."""
    fewest, most = questions_after(place)
    said = section(page, place.node).locator(".guide__left")
    if most - fewest > 3:
        expect(said).to_be_hidden()
    elif most:
        numbers = [str(one) for one in dict.fromkeys((fewest, most)) if one]
        expect(said).to_be_visible()
        expect(said).to_have_text(re.compile(r"^\D*" + r"\D+".join(numbers) + r"\D*$"))
    elif kind_of(place) == "question":
        expect(said).to_have_text(LAST_QUESTION[language])


def test_it_is_said_how_many_questions_may_follow(page: Page, language: str) -> None:
    opened(page, guide_of(language, TREE))
    for edge in WAY:
        expect_left(page, language, edge.source)
        follow(page, (edge,))
    expect(section(page, WAY[-1].target.node).locator(".guide__left")).to_have_count(0)


def test_each_start_says_how_many_questions_may_follow(page: Page, language: str) -> None:
    for tree, start in STARTS.items():
        opened(page, guide_of(language, tree))
        expect_left(page, language, start)


def test_starting_over_forgets_all_answers(walked: Page) -> None:
    part(walked, "restart").click()
    expect_step(walked, START.node)
    expect(told(walked)).to_have_count(0)
    expect(part(walked, "trail")).to_be_hidden()
    expect(part(walked, "given")).to_have_count(0)


def test_skipping_to_the_content_stays_at_the_step(walked: Page) -> None:
    before = trail(walked)
    walked.locator(".md-skip").focus()
    walked.keyboard.press("Enter")
    walked.wait_for_url(f"**#{THIRD.node}")
    expect_step(walked, THIRD.node)
    expect(told(walked)).to_have_text(before)


@pytest.mark.parametrize("retry", RETRIES, ids=named)
def test_trying_again_cuts_the_trail(page: Page, language: str, retry: Edge) -> None:
    way = shortest_way(STARTS[retry.source.tree], retry.source) or ()
    opened(page, guide_of(language, retry.source.tree))
    follow(page, way)
    before = trail(page)
    follow(page, (retry,))
    expect(told(page)).to_have_text(before[: [edge.source for edge in way].index(retry.target)])


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desktop", "phone"])
def test_another_language_shows_the_same_step(
    new_page: NewPage, address: str, language: str, device: dict[str, object]
) -> None:
    page = new_page(**device)
    opened(page, guide_of(language, TREE))
    follow(page, WAY[:3])
    other = next(other for other in LANGUAGES if other != language)
    menu, link = page.locator(".md-header .md-select"), page.locator(f".md-header a[hreflang='{other}']")
    if device:
        menu.locator("button").tap()
        link.tap()
    else:
        menu.locator("button").hover()
        link.click()
    page.wait_for_url(f"{address}{address_of(other, THIRD)}")
    expect_step(page, THIRD.node)
    expect(page.locator("html")).to_have_attribute("lang", other)
    expect(told(page)).to_have_count(3)


def test_control_and_click_opens_a_step_in_a_tab_of_its_own(
    walked: Page, language: str, address: str
) -> None:
    with walked.context.expect_page() as opened:
        link_of(walked, WAY[3]).click(modifiers=["ControlOrMeta"])
    expect_step(opened.value, WAY[3].target.node)
    expect(opened.value).to_have_url(f"{address}{address_of(language, WAY[3].target)}")
    expect_step(walked, THIRD.node)


@pytest.mark.parametrize("leave", ["link.click()", "location.assign(link.href.replace(/#.*/, answer.hash))"])
def test_a_step_is_kept_also_for_those_who_leave_at_once(
    page: Page, address: str, language: str, leave: str
) -> None:
    other = next(other for other in LANGUAGES if other != language)
    opened(page, guide_of(language, TREE))
    follow(page, WAY[:2])
    answer = link_of(page, WAY[2]).element_handle()
    link = page.locator(f".md-header a[hreflang='{other}']").element_handle()
    page.evaluate(f"([answer, link]) => {{ answer.click(); {leave}; }}", [answer, link])
    page.wait_for_url(f"{address}{address_of(other, THIRD)}")
    expect_step(page, THIRD.node)
    expect(told(page)).to_have_count(3)


@pytest.mark.parametrize("come", ["hover", "focus"])
def test_a_step_is_laid_out_when_a_customer_comes_to_its_answer(page: Page, language: str, come: str) -> None:
    opened(page, guide_of(language, TREE))
    ahead = page.locator("guided-help [data-ready]")
    expect(ahead).to_have_count(0)
    expect(part(page, "whole")).to_have_count(1)  # with the tools, which lay out steps
    getattr(link_of(page, WAY[0]), come)()
    expect(ahead).to_have_id(WAY[0].target.node)
    expect(ahead).to_be_hidden()
    expect(page.locator("guided-help").get_by_role("region")).to_have_count(0)
    follow(page, WAY[:1])
    expect(page.locator(f"#{WAY[0].target.node}[data-ready]")).to_have_count(0)


@pytest.mark.parametrize("back", ["browser", "page"])
def test_the_way_back_from_another_guide_ends_at_the_same_step(page: Page, language: str, back: str) -> None:
    out = next(edge for edge in EDGES if edge.leaves and len(way_to(edge.source)) > 1)
    opened(page, guide_of(language, out.source.tree))
    follow(page, way_to(out.source))
    before = trail(page)
    link_of(page, out).click()
    expect_step(page, out.target.node)
    page.go_back() if back == "browser" else part(page, "back").click()
    expect_step(page, out.source.node)
    expect(told(page)).to_have_text(before)


def test_events_tell_ids_and_nothing_else(page: Page, language: str) -> None:
    page.add_init_script(RECORD_EVENTS)
    opened(page, guide_of(language, TREE))
    follow(page, WAY)
    same = {"tree": TREE, "language": language}
    expected: list[Any] = [["step", {"node": START.node, "kind": kind_of(START), **same}]]
    for edge in WAY:
        place = edge.target
        expected.append(["answer", {"node": edge.source.node, "to": place.node, **same}])
        expected.append(["step", {"node": place.node, "kind": kind_of(place), **same}])
    expected.append(["end", {"node": place.node, "kind": kind_of(place), **outcome_of(place), **same}])
    assert page.evaluate("told") == expected


def test_nothing_is_asked_of_the_server_once_a_page_is_loaded(
    page: Page, language: str, server: Server
) -> None:
    opened(page, guide_of(language, TREE))
    page.wait_for_load_state("networkidle")
    server.asked.clear()
    follow(page, WAY)
    part(page, "restart").click()
    tool(page, "whole").click()
    page.evaluate(SETTLED)
    page.evaluate("fetch('?last', { signal: AbortSignal.timeout(10000) })")
    assert [path for path in server.asked if not path.endswith("?last")] == []


@pytest.mark.parametrize("script", ["fast", "slow"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_jumps_while_a_page_loads(new_page: NewPage, language: str, width: int, script: str) -> None:
    def late(route: Route) -> None:
        page.wait_for_function(PAINTED)
        route.continue_()

    page = new_page(viewport={"width": width, "height": 740})
    page.add_init_script(RECORD_SHIFTS)
    # The script has 0.4 s until the article is shown without it. On a busy machine, that is too short.
    animations = page.context.new_cdp_session(page)
    animations.send("Animation.enable")
    animations.send("Animation.setPlaybackRate", {"playbackRate": 0.01})
    if script == "slow":
        page.route(SCRIPT, late)
    for visit in (
        partial(page.goto, guide_of(language, TREE)),
        partial(open_fresh, page, address_of(language, THIRD)),
        page.reload,
        partial(page.goto, address_of(language, DATED)),
    ):
        visit()
        page.evaluate(SETTLED)
        assert page.evaluate("shifts") == []


def test_a_blocked_script_leaves_the_whole_article(page: Page, language: str, faults: list[str]) -> None:
    page.route(SCRIPT, lambda route: route.abort())
    page.goto(guide_of(language, TREE))
    last = section(page, nodes_of(TREE)[-1]).element_handle()
    page.wait_for_function("last => last.checkVisibility({visibilityProperty: true})", arg=last)
    expect_seen(page, *nodes_of(TREE))
    link_of(page, WAY[0]).click()
    expect(page.locator(":target")).to_have_id(FIRST.node)
    assert all("guided-help.js" in fault for fault in faults)
    faults.clear()


def test_the_whole_guide_can_be_read_on_one_page(walked: Page) -> None:
    tool(walked, "whole").click()
    expect_seen(walked, *nodes_of(TREE))
    expect(part(walked, "trail")).to_be_hidden()
    expect(walked.locator("h1")).to_be_focused()
    link_of(walked, WAY[0]).click()
    expect(walked.locator(":target")).to_have_id(FIRST.node)
    expect_seen(walked, *nodes_of(TREE))
    tool(walked, "single").click()
    expect_step(walked, FIRST.node)


def test_a_step_is_printed_with_its_trail(walked: Page) -> None:
    walked.emulate_media(media="print")
    expect_seen(walked, THIRD.node)
    expect_visible(part(walked, "way").locator("li"), "yes yes yes")
    expect_no_tools(walked)


def test_the_whole_guide_is_printed_whole(walked: Page) -> None:
    tool(walked, "whole").click()
    walked.emulate_media(media="print")
    expect_seen(walked, *nodes_of(TREE))
    expect_no_tools(walked)


def expect_no_tools(page: Page) -> None:
    tools = page.locator(".md-header, .md-footer, guided-help button, .guide__tool, .guide__past a")
    expect(tools.filter(visible=True)).to_have_count(0)
