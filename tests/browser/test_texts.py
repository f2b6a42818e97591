"""Code, notes, tables, headings and explained terms, as a customer meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.axe import violations
from browser.conftest import NewPage, built_site, serving
from conftest import ROOT

CASE = ROOT / "tests" / "browser" / "sites" / "texts.txtar"
KINDS = ["note", "tip", "important", "warning", "caution"]
# The site is Material as it comes, whose own colours these are.
NOT_OURS = {"color-contrast: .md-copyright"}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose texts have everything."""
    with serving(built_site(CASE, tmp_path_factory.mktemp("texts"))) as server:
        yield server.address


def opened(page: Page, texts: str, path: str = "network/") -> Locator:
    page.goto(texts + path)
    return page.locator("section:visible").first


@pytest.mark.parametrize("javascript", [True, False])
def test_all_of_a_text_is_there(new_page: NewPage, texts: str, *, javascript: bool) -> None:
    step = opened(new_page(java_script_enabled=javascript), texts)
    expect(step.get_by_role("note")).to_have_count(len(KINDS))
    for number, kind in enumerate(KINDS):
        expect(step.get_by_role("note").nth(number)).to_have_attribute("data-note", kind)
    expect(step.get_by_role("note").nth(3)).to_contain_text("Warning")
    expect(step.get_by_role("heading", level=3)).to_have_text(["What the light says", "Before you begin"])
    heads = ["Light", "Meaning", "What to do", "Minutes"]
    expect(step.get_by_role("columnheader")).to_have_text(heads)
    expect(step.get_by_role("row")).to_have_count(4)
    expect(step.locator("pre").first).to_contain_text(
        "Format-Table Name, InterfaceDescription, LinkSpeed\nipconfig /all"
    )
    expect(step.get_by_role("link", name="help@example.com")).to_have_attribute(
        "href", "mailto:help@example.com"
    )
    expect(step.get_by_role("link", name="https://example.com/help")).to_be_visible()


def test_code_is_in_titles_and_headings_and_not_in_plain_ones(page: Page, texts: str) -> None:
    step = opened(page, texts)
    expect(page).to_have_title("The command ping finds no network - Texts")
    expect(page.locator("h1 code")).to_have_text("ping")
    expect(step.locator("h2 code")).to_have_text("ipconfig /all")
    step.get_by_role("link", name="Nothing about").click()
    expect(page.locator(".guide__trail code")).to_have_text("ipconfig /all")


@pytest.mark.parametrize("language", ["", "ar/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_screen(new_page: NewPage, texts: str, language: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 740})
    step = opened(page, texts, f"{language}network/")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert step.locator("pre").first.evaluate("one => one.scrollWidth <= one.clientWidth")
    table = step.get_by_role("group")
    table.focus()
    expect(table).to_be_focused()


def test_code_runs_from_left_to_right_in_every_language(page: Page, texts: str) -> None:
    opened(page, texts, "ar/network/")
    expect(page.locator("guided-help")).to_have_css("direction", "rtl")
    for code in page.locator("section:visible").locator("code, pre").all():
        expect(code).to_have_css("direction", "ltr")


def test_code_is_copied(new_page: NewPage, texts: str) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    button = opened(page, texts).get_by_role("button", name="Copy", exact=True).first
    button.click()
    expect(page.locator("[data-copies]").first).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith("LinkSpeed\nipconfig /all\n")


def test_a_term_explains_itself(page: Page, texts: str) -> None:
    step = opened(page, texts)
    term = step.locator(".guide__heading").get_by_role("button", name="Router")
    meaning = page.get_by_text("The box with aerials")
    expect(meaning).to_be_hidden()
    term.focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".guide__meaning:popover-open").get_by_role("link", name="Router")).to_be_focused()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    expect(term).to_be_focused()


def test_no_button_is_in_a_link(page: Page, texts: str) -> None:
    opened(page, texts)
    expect(page.locator("a button, button a, button button, label button")).to_have_count(0)
    expect(page.locator(".guide__answer .izeja-term")).to_have_text("SIM card")


@pytest.mark.parametrize("javascript", [True, False])
def test_printed_meanings_are_a_list(new_page: NewPage, texts: str, *, javascript: bool) -> None:
    page = new_page(java_script_enabled=javascript)
    opened(page, texts)
    words = page.locator(".guide__meanings")
    expect(words.get_by_role("heading", name="Words explained")).to_be_hidden()
    page.emulate_media(media="print")
    expect(words.get_by_role("heading", name="Words explained")).to_be_visible()
    expect(words.locator("p")).to_have_text([re.compile("^Router:"), re.compile("^Network adapter:")])


def test_a_printed_step_has_the_meanings_of_its_own_words(page: Page, texts: str) -> None:
    opened(page, texts).get_by_role("link", name="Nothing about").click()
    page.emulate_media(media="print")
    words = page.locator(".guide__meanings > *")
    expect(words.filter(visible=True)).to_have_count(0)
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Back").click()
    page.emulate_media(media="print")
    expect(words.filter(visible=True)).to_have_count(3)
    page.emulate_media(media="screen")
    page.locator(".guide__facts summary").click()
    page.get_by_role("button", name="Show the whole guide on one page").click()
    page.emulate_media(media="print")
    expect(words.filter(visible=True)).to_have_count(3)


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("", "dark", 360), ("", "light", 1280), ("ar/", "dark", 1280)]
)
def test_axe_finds_nothing(new_page: NewPage, texts: str, language: str, scheme: str, width: int) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 740})
    step = opened(page, texts, f"{language}network/")
    assert set(violations(page)) <= NOT_OURS
    step.get_by_role("button", name="Router").first.click()
    assert set(violations(page)) <= NOT_OURS
