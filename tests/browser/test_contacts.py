"""A support step with contacts: phones, mails, what to have at hand, and whether somebody answers now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import NewPage, Server, built_site, serving
from browser.guide import opened
from conftest import ROOT
from preview import wait_for

CASE = ROOT / "tests" / "hosts" / "sites" / "contacts.txtar"
RECORD = "addEventListener('guided-help:contact', ({ detail }) => { window.told = detail; });"
ASK = "section[id='ask']"
LINES_OF_PARTS = """address => {
    const lines = part => {
        const range = document.createRange();
        range.selectNode(part);
        return new Set([...range.getClientRects()].map(({ top }) => top)).size;
    };
    return [...address.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(lines);
}"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(built_site(CASE, tmp_path_factory.mktemp("contacts"))) as server:
        yield server.address


@pytest.fixture
def other_page(new_page: NewPage, elsewhere: str) -> Iterator[Page]:
    page = opened(new_page(timezone_id="Europe/Riga"), f"{elsewhere}modem/")
    yield page
    page.context.close()


def body_of(page: Page) -> list[str]:
    link = page.locator(f"{ASK} [data-channel=email]")
    link.focus()
    (body,) = parse_qs(urlsplit(link.get_attribute("href") or "").query).get("body", [""])
    return body.split("\r\n")


def expect_body(page: Page, *lines: str) -> None:
    """Wait until a mail begins with some lines: a script of its own writes them."""
    assert wait_for(lambda: body_of(page) == [*lines]), body_of(page)


def test_a_mail_and_a_copy_have_what_was_tried_and_is_at_hand(other_page: Page) -> None:
    page = other_page
    page.locator("[data-answer]:visible").first.click()
    address = page.url
    expect_body(page, address, "1. Is the modem on? Yes")
    page.get_by_label("Customer number").fill("47 & 11")
    expect_body(page, address, "1. Is the modem on? Yes", "2. Customer number: 47 & 11")
    page.reload()
    expect_body(page, address, "1. Is the modem on? Yes")


def test_whoever_came_straight_to_the_step_can_copy_and_mail_what_is_at_hand(
    new_page: NewPage, elsewhere: str
) -> None:
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{elsewhere}modem/#ask")
    page.get_by_label("Customer number").fill("4711")
    expect_body(page, page.url, "1. Customer number: 4711")
    expect(page.locator("[data-part=tried] > p")).to_be_hidden()
    page.get_by_text("Copy this summary").click()
    expect(page.get_by_role("status")).to_have_text("Summary copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.split("\n")[1:] == ["1. Customer number: 4711", page.url]
    page.get_by_text("About this guide").click()
    page.get_by_text("Show the whole guide on one page").click()
    expect_body(page, page.url, "1. Customer number: 4711")
    page.context.close()


def test_a_long_mail_leaves_out_the_oldest_lines(other_page: Page) -> None:
    page = other_page
    page.locator("[data-answer]:visible").first.click()
    page.get_by_label("Customer number").fill("ā" * 200)
    page.get_by_label("The exact message").fill("😀" * 100)
    assert wait_for(lambda: body_of(page)[-1].startswith("3. The exact message: 😀")), body_of(page)
    assert body_of(page)[0] == page.url
    expect(page.locator(f"{ASK} [data-channel=email]")).to_have_attribute("href", re.compile("^.{0,1999}$"))


def test_whoever_starts_over_finds_empty_fields(other_page: Page) -> None:
    page = other_page
    page.locator("[data-answer]:visible").first.click()
    page.get_by_label("Customer number").fill("4711")
    page.get_by_text("Start over").click()
    page.locator("[data-answer]:visible").first.click()
    expect(page.get_by_label("Customer number")).to_have_value("")
    kept = page.evaluate("JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state])")
    assert "4711" not in kept


def test_days_off_that_are_over_are_not_shown(new_page: NewPage, elsewhere: str) -> None:
    page = new_page(timezone_id="Asia/Kolkata")
    for day, shown in (("2026-12-26T21:59:00Z", 1), ("2026-12-26T22:01:00Z", 0)):
        page.clock.set_fixed_time(day)
        page.goto(f"{elsewhere}modem/#ask")
        hours = page.locator(f"{ASK} [data-zone='Europe/Riga']")
        expect(hours.locator("b")).to_contain_text("Open again: tomorrow, 12:30\u202fPM (your time)")
        expect(hours.get_by_text("Closed: 24")).to_have_count(1)
        expect(hours.locator("span:visible")).to_have_count(shown)
    page.context.close()


def test_events_name_the_contact_and_the_channel(other_page: Page) -> None:
    page = other_page
    page.evaluate(RECORD)
    page.locator("[data-answer]:visible").first.click()
    page.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
    page.locator(f"{ASK} [data-channel=phone]").first.click()
    told = page.evaluate("told")
    assert told == {"tree": "modem", "node": "ask", "contact": "us", "channel": "phone", "language": "en"}


def test_without_javascript_all_ways_are_links_and_nothing_is_a_field(
    new_page: NewPage, elsewhere: str
) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 320, "height": 600})
    page.goto(f"{elsewhere}modem/")
    hrefs = page.locator(f"{ASK} [data-contact]").evaluate_all("links => links.map((one) => one.protocol)")
    assert hrefs == ["https:", "tel:", "mailto:", "tel:"]
    expect(page.locator(f"{ASK} input:visible")).to_have_count(0)
    expect(page.locator(f"{ASK} [data-zone='Europe/Riga']")).to_contain_text("9\u202fAM")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    heights = page.locator("[data-contact]").evaluate_all(
        "links => links.map((one) => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
    page.context.close()


def test_on_paper_a_customer_who_tried_nothing_has_no_empty_box(other_page: Page, elsewhere: str) -> None:
    other_page.goto(f"{elsewhere}modem/#ask")
    tried = other_page.locator(f"{ASK} .guide__tried")
    expect(tried).to_be_visible()
    other_page.emulate_media(media="print")
    expect(tried).to_be_hidden()


def test_on_paper_a_contact_has_its_number_and_is_not_open_now(other_page: Page) -> None:
    other_page.locator("[data-answer]:visible").first.click()
    state = other_page.locator(f"{ASK} [data-zone] b").first
    expect(state).not_to_be_empty()
    other_page.emulate_media(media="print")
    expect(state).to_be_hidden()
    for number in other_page.locator(f"{ASK} :is([href^='tel:'], [href^='mailto:']) bdi").all():
        expect(number).to_be_visible()


@pytest.mark.parametrize("width", [320, 360])
def test_an_address_that_is_too_long_breaks_after_its_sign(
    new_page: NewPage, provider: Server, width: int
) -> None:
    page = opened(
        new_page(viewport={"width": width, "height": 640}), f"{provider.address}contract/talk-to-us/#service"
    )
    address = page.locator("#service [data-channel=email] bdi")
    expect(address).to_have_text("help@dzirksts.example")
    assert address.evaluate(LINES_OF_PARTS) == [1, 1]
    page.context.close()
