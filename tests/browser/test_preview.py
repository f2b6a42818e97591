"""What a writer sees in the preview: problems above the guide, and marks on untranslated texts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

import txtar
from browser.axe import looks, violations
from browser.conftest import NewPage
from preview import Preview, previewing

SITE = """
-- mkdocs.yml --
site_name: Test
theme:
  name: material
  font: false
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default}
    - {media: "(prefers-color-scheme: dark)", scheme: slate}
plugins:
  - izeja
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true}
        - {locale: lv, name: Latviešu}
-- docs/en/index.md --
# Home

<!-- izeja:guides -->
-- decision_trees/library.yml --
source_language: en
languages: [en, lv]
-- decision_trees/modem.yml --
title: Modem
kind: diagnosis
start: look
nodes:
  look:
    question: Is the light on?
    answers:
      - text: "Yes"
        to: works
      - text: "No"
        to: "<img src=x onerror=alert(1)>"
  works:
    resolution: It works
"""
SEVERAL = """-- decision_trees/m%d.yml --
title: "%d"
kind: diagnosis
start: nowhere
nodes: {a: {resolution: A}}
"""


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    project = tmp_path_factory.mktemp("preview")
    txtar.unpack(txtar.split(SITE + "".join(SEVERAL % (one, one) for one in range(30))), project)
    with previewing(project) as running:
        running.shows("modem/", "izeja-problems")
        yield running


@pytest.fixture
def open_page(browser: Browser) -> Iterator[NewPage]:
    with ExitStack() as contexts:

        def opened(address: str, **options: Any) -> Page:
            page = contexts.enter_context(browser.new_context(**options)).new_page()
            page.goto(address)
            return page

        yield opened


@pytest.mark.parametrize("path", ["", "modem/", "lv/modem/", "m3/"])
def test_the_panel_is_accessible(preview: Preview, open_page: NewPage, path: str) -> None:
    page = open_page(preview.address + path)
    panel = page.get_by_role("region", name="Preview:")
    for _ in looks(page):
        page.reload()
        expect(panel).to_be_visible()
        assert not [one for one in violations(page) if "izeja" in one]
        # However many problems there are, none is cut off, and the guide begins on the screen.
        assert panel.evaluate("panel => panel.scrollWidth <= panel.clientWidth")
        heading = page.locator("main h1").first.bounding_box()
        assert heading is not None
        assert heading["y"] < page.evaluate("innerHeight")


def test_a_problem_is_text_and_stays_above_the_guide(preview: Preview, open_page: NewPage) -> None:
    page = open_page(preview.address + "modem/")
    panel = page.get_by_role("region", name="Preview: 1 error")
    expect(panel).to_contain_text("decision_trees/modem.yml:11:14")
    expect(panel).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator(".izeja-problems img")).to_have_count(0)
    expect(page.get_by_role("heading", name="Is the light on?")).to_be_visible()
    page.get_by_role("link", name="Yes").click()
    expect(page.get_by_role("heading", name="It works")).to_be_visible()
    expect(panel).to_be_visible()


def test_a_text_without_a_translation_is_marked(preview: Preview, open_page: NewPage) -> None:
    page = open_page(preview.address + "lv/modem/")
    text = page.locator("#look--heading [lang=en]")
    expect(text).to_have_text("Is the light on?")
    assert text.evaluate("one => getComputedStyle(one).outlineStyle") == "dashed"
    expect(page.get_by_role("region", name="untranslated texts")).to_be_visible()
    page = open_page(preview.address + "modem/")
    expect(page.locator("#look--heading")).to_be_visible()
    expect(page.locator(".guide [lang]")).to_have_count(0)
