"""What a browser makes of the manifests, icons and colour of the site: Chromium reads them as on a phone."""

from __future__ import annotations

import json
import re

from playwright.sync_api import expect

from browser.conftest import NewPage
from browser.library import LANGUAGES

PIXELS = {192, 512}
"""The sizes of bitmaps without which Chromium offers no place on the home screen."""


def test_each_language_can_be_put_on_a_home_screen(new_page: NewPage) -> None:
    for language in LANGUAGES:
        page = new_page()
        page.goto("" if language == LANGUAGES[0] else f"{language}/")
        read = page.context.new_cdp_session(page).send("Page.getAppManifest")
        assert read["errors"] == []
        manifest = read["manifest"]
        assert json.loads(read["data"])["lang"] == language  # Chromium does not tell what it read
        expect(page).to_have_url(manifest["startUrl"])
        assert manifest["scope"] == page.url.removesuffix(f"{language}/")
        assert manifest["display"] == "kMinimalUi"
        for icon in manifest["icons"]:
            assert page.request.get(icon["url"]).ok
        assert {int(icon["sizes"].partition("x")[0]) for icon in manifest["icons"][1:]} == PIXELS


def test_the_colour_around_a_page_is_that_of_its_header(new_page: NewPage) -> None:
    for scheme in ("light", "dark"):
        page = new_page(color_scheme=scheme)
        page.goto("en/microsoft/get-refund/")
        shown = page.locator("meta[name=theme-color]").first.get_attribute("content") or ""
        rgb = ", ".join(str(int(pair, 16)) for pair in re.findall("[0-9a-f]{2}", shown))
        expect(page.locator(".md-header")).to_have_css("background-color", f"rgb({rgb})")
