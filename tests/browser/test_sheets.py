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

import txtar
from browser.library import ENDS, LANGUAGES, TREES
from conftest import ROOT

SITE = "https://help.example.com"
MOST_PAGES = 2
"""What the longest of the shipped guides needs."""
LONG_TEXTS = Path(__file__).with_name("long_texts.txtar")
WIDTH = 703
"""What an A4 page has between its margins, in CSS pixels."""
OUTSIDE = """() => [...document.querySelectorAll(".sheet__node")].flatMap((node) => {
  // A node that is longer than a column has a box in each.
  const columns = [...node.getClientRects()];
  const isInside = (box) => columns.some((one) => box.left >= one.left - 1 && box.right <= one.right + 1);
  return [...node.querySelectorAll("*")]
    .filter((element) => ![...element.getClientRects()].filter((box) => box.width).every(isInside))
    .map((element) => element.outerHTML);
})"""
"""The parts of nodes that reach out of their column."""


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


@pytest.mark.parametrize("site", ["", SITE])
def test_long_texts_stay_in_their_column(browser: Browser, tmp_path: Path, site: str) -> None:
    txtar.unpack(txtar.split(LONG_TEXTS.read_text("utf-8")), tmp_path / "trees")
    izeja, made = Path(sys.executable).with_name("izeja"), tmp_path / "out"
    call: list[str | Path] = [izeja, "export", "--for", "sheet", made, tmp_path / "trees", "--site", site]
    subprocess.run(call, check=True)  # noqa: S603 - our own command
    with browser.new_context(java_script_enabled=False, viewport={"width": WIDTH, "height": 900}) as context:
        page = context.new_page()
        page.emulate_media(media="print")
        for name in ("one", "other"):
            page.goto((made / "en" / f"{name}.html").as_uri())
            expect(page.locator(".sheet__node").last).to_be_attached()
            assert page.evaluate(OUTSIDE) == []
            assert page.evaluate("document.documentElement.scrollWidth") == WIDTH
