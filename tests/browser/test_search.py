"""The search in the header finds the steps of guides."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.guide import address_of, expect_step, guide_of, home
from izeja.graph import Place

STEPS = [
    ("lv", "Amazon", Place("microsoft/no-cancel-button", "amazon")),
    ("lv", "koplieto", Place("microsoft/no-cancel-button", "not-owner")),
    ("lv", "OneDrive", Place("microsoft/no-cancel-button", "move-files")),
    ("lv", "pastkastēs", Place("microsoft/which-account", "find-account.receipt")),
    ("en", "Amazon", Place("microsoft/no-cancel-button", "amazon")),
    ("en", "administrator", Place("microsoft/no-cancel-button", "ask-administrator")),
    ("en", "community", Place("microsoft/contact-support", "community")),
    ("en", "mailboxes", Place("microsoft/which-account", "find-account.receipt")),
]


@pytest.mark.parametrize(("language", "word", "place"), STEPS)
def test_a_word_of_a_step_finds_it(page: Page, address: str, language: str, word: str, place: Place) -> None:
    page.goto(home(language))
    page.locator(".md-search__input").click()
    page.keyboard.type(word)
    guide = f"{address}{guide_of(language, place.tree)}"
    page.locator(f".md-search-result__link[href^='{guide}?'][href$='#{place.node}']").click()
    page.wait_for_url(lambda url: url.startswith(guide))
    assert f"{page.url.partition('?')[0]}#{place.node}" == f"{address}{address_of(language, place)}"
    expect_step(page, place.node)
