"""The documentation's site: axe-core finds no violations, and readers find a page and the other language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.axe import violations
from browser.conftest import NewPage, serving

# Pages without guides stay as Material makes them: its search has no name there, and wide tables scroll,
# which Chromium and Firefox themselves make possible from the keyboard.
MATERIALS_OWN = ("aria-dialog-name: .md-search", "scrollable-region-focusable")


@pytest.fixture(scope="module")
def docs(documentation: Path) -> Iterator[str]:
    """Where the documentation is served."""
    with serving(documentation) as server:
        yield server.address


@pytest.fixture(autouse=True)
def own_log(faults: list[str]) -> Iterator[None]:
    yield
    # On pages without guides, which stay as they are, Material looks for the sitemap of each language.
    faults[:] = [fault for fault in faults if not fault.endswith("/sitemap.xml")]


@pytest.mark.parametrize(
    ("scheme", "width", "path", "other"),
    [
        ("light", 1280, "writers/by-example/", "lv/writers/by-example/"),
        ("dark", 360, "lv/translators/", "translators/"),
        ("light", 360, "reference/tree-language/", "lv/"),
    ],
)
def test_pages_are_for_everybody_and_lead_to_the_other_language(
    new_page: NewPage, docs: str, scheme: str, width: int, path: str, other: str
) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 740})
    page.goto(docs + path)
    assert not [one for one in violations(page) if not one.startswith(MATERIALS_OWN)]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    language = "lv" if other.startswith("lv/") else "en"
    page.locator(f".md-header a[hreflang='{language}']").evaluate("link => link.click()")
    # On a page with guides, the link names a step as soon as their script is idle.
    page.wait_for_url(re.compile(f"{docs}{other}(#|$)"))


def test_the_search_finds_a_problem_by_its_code(page: Page, docs: str) -> None:
    page.goto(docs)
    page.locator(".md-search__input").fill("dead-end")
    first = page.locator(".md-search-result__link").first
    expect(first).to_have_attribute("href", re.compile(f"{docs}problems/dead-end/"))
