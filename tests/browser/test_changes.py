"""What is new in a guide, as customers read it below the guide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from browser.axe import violations
from browser.conftest import NewPage, built_site, serving
from conftest import ROOT

CASE = ROOT / "tests" / "hosts" / "feeds.txtar"
ABOUT = {"": "About this guide", "lv/": "Par šo ceļvedi"}
SHOWN = {
    "": [
        '22 November 2026 Added what to do if Power <1> says "on" & a < b.',
        "2 March 2026 Added Modem B.",
        "2 March 2026 Added Modem A.",
    ],
    "lv/": [
        "2026. gada 22. novembris Pievienots, ko darīt, ja pie Strāva <1> ir „on” un a < b.",
        "2026. gada 2. marts Pievienots modems B.",
        "2026. gada 2. marts Pievienots modems A.",
    ],
}


@pytest.fixture(scope="module")
def changes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with guides that have changed."""
    with serving(built_site(CASE, tmp_path_factory.mktemp("changes"))) as server:
        yield server.address


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", ABOUT)
def test_the_updates_of_a_guide_are_folded_below_it(
    new_page: NewPage, changes: str, language: str, *, javascript: bool
) -> None:
    page = new_page(java_script_enabled=javascript)
    page.goto(f"{changes}{language}modem/no-light/")
    updates = page.locator(".guide__changes")
    expect(updates).to_be_hidden()
    page.get_by_text(ABOUT[language], exact=True).click()
    expect(updates).to_be_visible()
    expect(updates.locator("div")).to_have_text(SHOWN[language])
    for update in updates.locator("div").all():
        expect(update).to_be_visible()


def test_paper_shows_them_unfolded(page: Page, changes: str) -> None:
    page.goto(f"{changes}modem/no-light/")
    page.emulate_media(media="print")
    expect(page.locator(".guide__changes").locator("div").first).to_be_visible()


def test_a_note_without_a_translation_says_its_language(page: Page, changes: str) -> None:
    page.goto(f"{changes}lv/bills/")
    page.get_by_text(ABOUT["lv/"], exact=True).click()
    note = page.locator(".guide__changes [lang=en]")
    expect(note).to_have_text("Added the new address of the billing page.")


def test_they_can_be_read_by_all(page: Page, changes: str) -> None:
    page.goto(f"{changes}modem/no-light/")
    page.get_by_text(ABOUT[""], exact=True).click()
    expect(page.locator(".guide__changes")).to_be_visible()
    assert violations(page, "guided-help") == []


def test_a_guide_without_any_says_nothing(page: Page, changes: str) -> None:
    page.goto(f"{changes}quiet/")
    page.get_by_text(ABOUT[""], exact=True).click()
    expect(page.locator(".guide__more")).to_have_attribute("open", "")
    expect(page.locator(".guide__changes")).to_have_count(0)
