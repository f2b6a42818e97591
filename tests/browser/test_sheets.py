"""Sheets of paper as a browser shows and prints them: QR codes that a phone reads, and pages of A4."""

from __future__ import annotations

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, expect

from browser.library import ENDS, LANGUAGES, TREES
from conftest import ROOT

SITE = "https://help.example.com"
MOST_PAGES = 2
"""What the longest of the shipped guides needs."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sheets") / "out"
    izeja = Path(sys.executable).with_name("izeja")
    site = f"{SITE}/{{language}}"
    call: list[str | Path] = [izeja, "export", "--for", "sheet", made, ROOT / "decision_trees", "--pdf"]
    subprocess.run([*call, "--site", site], check=True)  # noqa: S603 - our own command
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_reads_the_page_of_the_guide_and_of_each_ending(
    browser: Browser, folder: Path, language: str
) -> None:
    asked: list[str] = []
    with browser.new_context(java_script_enabled=False, device_scale_factor=2) as context:
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        for tree in TREES:
            page.goto((folder / language / f"{tree}.html").as_uri())
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            read = zxingcpp.read_barcodes(Image.open(BytesIO(page.screenshot(full_page=True))))
            at = f"{SITE}/{language}/{tree}/"
            ends = [f"{at}#{place.node}" for place in ENDS if place.tree == tree]
            assert sorted(one.text for one in read) == sorted([at, *ends])
            assert {one.ec_level for one in read} == {"M"}
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []


def test_a_number_leads_to_its_node_without_a_script(browser: Browser, folder: Path) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        for tree in TREES:
            page.goto((folder / LANGUAGES[0] / f"{tree}.html").as_uri())
            for number in page.locator("a .sheet__to > .sheet__number:only-child").all():
                if not (
                    address := number.locator("xpath=ancestor::a").get_attribute("href") or ""
                ).startswith("#"):
                    continue
                number.click()
                expect(page).to_have_url(re.compile(f"{re.escape(address)}$"))
                target = page.locator(f'[id="{address[1:]}"]')
                expect(target).to_be_in_viewport()
                expect(target.locator("h2 > .sheet__number")).to_have_text(number.text_content() or "")


def test_sheets_are_printed_on_few_pages_of_a4(folder: Path) -> None:
    sheets = {file.with_suffix("") for file in folder.rglob("*.html")}
    assert sheets == {file.with_suffix("") for file in folder.rglob("*.pdf")}
    for sheet in sheets:
        content = sheet.with_suffix(".pdf").read_bytes()
        sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
        assert 1 <= len(sizes) <= MOST_PAGES
        assert {
            (round(float(width) / 72 * 25.4), round(float(height) / 72 * 25.4)) for width, height in sizes
        } == {(210, 297)}
