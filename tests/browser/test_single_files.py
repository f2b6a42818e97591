"""Guides as single files, opened from a folder: with JavaScript and without, and without a request."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from browser.guide import heading, link_of, seen
from browser.library import EDGES, LANGUAGES, STARTS, TREES, Place, heading_of, title_of
from conftest import ROOT

LANGUAGE = LANGUAGES[-1]
TREE = TREES[0]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files") / "guides"
    izeja = Path(sys.executable).with_name("izeja")
    subprocess.run([izeja, "export", "--for", "file", folder, ROOT / "decision_trees"], check=True)  # noqa: S603 - our own command
    return folder / LANGUAGE


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def page(request: pytest.FixtureRequest, browser: Browser, log: list[str]) -> Iterator[Page]:
    """A customer who opens files, and may have no JavaScript."""

    def note(asked: Request) -> None:
        if not asked.url.startswith(("data:", "file:")):
            log.append(asked.url)

    with browser.new_context(java_script_enabled=request.param) as context:
        context.on("request", note)
        context.on("console", lambda message: log.append(message.text) if message.type == "error" else None)
        context.on("weberror", lambda error: log.append(str(error.error)))
        yield context.new_page()


def address(files: Path, place: Place) -> str:
    return f"{(files / place.tree).as_uri()}.html#{place.node}"


def test_every_answer_of_a_guide_leads_to_its_node(page: Page, files: Path) -> None:
    page.goto((files / "index.html").as_uri())
    page.get_by_role("link", name=title_of(LANGUAGE, TREE), exact=True).click()
    expect(heading(page, STARTS[TREE].node)).to_be_visible()
    has_script = page.locator("guided-help [data-part]").count() > 0
    for edge in (edge for edge in EDGES if edge.source.tree == TREE):
        page.goto("about:blank")
        page.goto(address(files, edge.source))
        expect(heading(page, edge.source.node)).to_be_visible()
        link_of(page, edge).click()
        page.wait_for_url(f"**/{edge.target.tree}.html*")
        expect(heading(page, edge.target.node)).to_be_visible()
        expect(heading(page, edge.target.node)).to_have_text(heading_of(LANGUAGE, edge.target))
        if has_script:
            assert seen(page) == [edge.target.node]
