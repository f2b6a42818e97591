"""A guide in a page of others, in the engines that `browser/test_anywhere.py` does not use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from browser.conftest import serving
from browser.guide import guide_of
from browser.library import LANGUAGES, STARTS, TREES, heading_of, way_through
from engines.conftest import beyond_core, engines_with
from engines.customer import Customer

TREE = TREES[0]
SHADOW = "document.querySelector('guided-help').shadowRoot"
LINK = f"{SHADOW}.getElementById(arguments[0]).querySelectorAll('[data-answer]')[arguments[1]]"
HEADINGS = f"""
    [...{SHADOW}?.querySelectorAll("section[data-kind]") ?? []]
        .filter((one) => one.checkVisibility({{ visibilityProperty: true, opacityProperty: true }}))
        .map((one) => one.querySelector(".guide__heading").textContent)
"""


@pytest.fixture
def shop(site: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a page with a guide of another site."""
    with serving(site) as helping, serving(tmp_path) as server:
        helping.headers["Access-Control-Allow-Origin"] = "*"
        address = f"{helping.address}{guide_of(LANGUAGES[0], TREE)}"
        script = f"{helping.address}assets/izeja/izeja.js"
        (tmp_path / "index.html").write_text(
            "<!doctype html><html lang='en'><meta charset='utf-8'><title>Shop</title>"
            "<link rel='icon' href='data:,'><style>* { all: unset !important }</style>"
            f"<script type='module' src='{script}'></script><guided-help src='{address}'></guided-help>"
        )
        yield server.address


@beyond_core
@pytest.mark.parametrize("used", engines_with())
def test_a_guide_leads_to_an_ending_in_a_page_of_others(customer: Customer, shop: str) -> None:
    language = LANGUAGES[0]
    customer.driver.get(shop)

    def expect(heading: str) -> None:
        customer.wait(
            lambda: customer.run(HEADINGS) == [heading], lambda: f"{heading}: {customer.run(HEADINGS)}"
        )

    expect(heading_of(language, STARTS[TREE]))
    for edge in way_through(TREE):
        link: WebElement = customer.run(LINK, edge.source.node, edge.number)
        link.send_keys(Keys.ENTER)
        expect(heading_of(language, edge.target))
    assert customer.driver.current_url == shop
