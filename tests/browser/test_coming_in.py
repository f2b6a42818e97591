"""Customers come in from a search engine, by the home page, or by one word in its search field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import txtar
from browser.conftest import NewPage, serving
from browser.guide import address_of, expect_step, guide_of, home
from browser.library import Place
from browser.queries import LANGUAGES
from conftest import ROOT, build

CANCEL = "microsoft/cancel-subscription"
WORDS = {"lv": "atcelt", "en": "cancel"}
CASE = ROOT / "tests" / "page" / "search" / "words.txtar"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_engine_leads_into_the_middle_of_a_guide(page: Page, language: str) -> None:
    page.goto(address_of(language, Place("microsoft/no-cancel-button", "google-play")))
    expect_step(page, "google-play")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_one_word_in_the_field_of_the_home_page_leads_to_the_start(
    new_page: NewPage, address: str, language: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 740})
    page.goto(home(language))
    field = page.locator("main").get_by_role("searchbox")
    box = field.bounding_box()
    assert box
    assert box["width"] >= min(width, 600) / 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    field.focus()
    page.keyboard.type(WORDS[language])
    # What is typed goes on in the theme's own search, which has the results.
    expect(page.locator(".md-search__input")).to_have_value(WORDS[language])
    guide = f"{address}{guide_of(language, CANCEL)}"
    expect(page.locator(".md-search-result__link").first).to_have_attribute(
        "href", f"{guide}?h={WORDS[language]}"
    )
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.startswith(guide) and "#" not in url)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_script_the_examples_of_the_field_lead_to_guides(
    new_page: NewPage, address: str, language: str
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(home(language))
    expect(page.get_by_role("searchbox")).to_be_hidden()
    example = page.locator(".guides-search__examples a").first
    expect(example).to_be_visible()
    example.click()
    expect(page).to_have_url(f"{address}{guide_of(language, CANCEL)}")


@pytest.fixture(params=["mkdocs", "readthedocs"])
def other_theme(request: pytest.FixtureRequest, tmp_path: Path, faults: list[str]) -> Iterator[str]:
    """A site with another theme, beside the shipped one at an address of its own."""
    txtar.unpack(txtar.split(CASE.read_text("utf-8")), tmp_path)
    settings = (tmp_path / "mkdocs.yml").read_text("utf-8")
    theme = f"theme: {request.param}"
    (tmp_path / "mkdocs.yml").write_text(
        settings.replace("theme: {name: material, font: false}", theme), "utf-8"
    )
    (tmp_path / "docs" / "index.md").write_text("# Home\n\n<!-- izeja:search -->\n", "utf-8")
    built = build(tmp_path, "--quiet")
    assert built.returncode == 0, built.stderr
    with serving(tmp_path / "site") as server:
        yield server.address
        # What these themes lack is theirs.
        faults.clear()


# MkDocs drops what is typed before its index is there, and searches again at the next key. In a page
# that is still coming, nothing has the focus.
FOUND_AFTER_ANOTHER_KEY = """
    () => {
        document.activeElement?.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
        return document.querySelector("#mkdocs-search-results a");
    }
"""


def test_the_field_goes_on_in_the_search_of_other_themes(new_page: NewPage, other_theme: str) -> None:
    page = new_page()
    page.goto(other_theme)
    field = page.locator("guided-search").get_by_role("searchbox")
    field.focus()
    page.keyboard.type("renewals")
    if "rtd" in page.content():
        page.keyboard.press("Enter")
    page.wait_for_function(FOUND_AFTER_ANOTHER_KEY)
    found = page.locator("#mkdocs-search-results a").first
    expect(found).to_have_text(re.compile("renew", re.IGNORECASE))
