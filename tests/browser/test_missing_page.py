"""The page for missing addresses, in the language of the address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import NewPage, Server
from browser.library import LANGUAGES, TREES


@pytest.fixture
def missing(page: Page, log: list[str], site: Path) -> Iterator[Page]:
    """A page of a customer whose host answers every missing address with 404.html."""
    body = (site / "404.html").read_text("utf-8")
    page.route("**/gone/**", lambda route: route.fulfill(status=404, body=body, content_type="text/html"))
    yield page
    # The answer says so itself, and Material's own script asks for what the tests' server lacks.
    log[:] = [fault for fault in log if "404" not in fault]


@pytest.mark.parametrize(("gone", "language"), [("en/gone/away/", "en"), ("gone/away/", "lv")])
def test_it_speaks_the_language_of_the_address(missing: Page, gone: str, language: str) -> None:
    missing.goto(gone)
    shown = missing.locator("[data-missing]:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_have_attribute("lang", language)
    # The most wanted guides, and the way home.
    expect(shown.get_by_role("listitem")).to_have_count(min(6, len(TREES)))
    shown.get_by_role("link").first.click()
    expect(missing.locator(f"guided-help[data-tree='{TREES[0]}'][lang={language}]")).to_be_visible()


def test_without_javascript_it_speaks_all_languages(new_page: NewPage, site: Path, server: Server) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{server.address}404.html")
    expect(page.locator("[data-missing]:visible")).to_have_count(len(LANGUAGES))
    assert "404 - Not found" not in (site / "404.html").read_text("utf-8")
