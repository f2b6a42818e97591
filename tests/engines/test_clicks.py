"""Clicks that come too often or too early."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.remote.webelement import WebElement

from browser.conftest import serving
from browser.guide import address_of, guide_of
from browser.library import LANGUAGES, STARTS, way_through
from engines.conftest import LONGEST, engines_with
from engines.customer import Customer
from engines.drivers import CHROMIUM, IMPATIENT, WEBKIT
from engines.looks import IN_VIEW

LANGUAGE = LANGUAGES[0]
FIRST = way_through(LONGEST)[0]
ANSWERS = f"section[id='{FIRST.source.node}'] [data-answer]"
# What the browser says of each click: 2 for the second of a double click.
COUNT_CLICKS = """
    (window.counted = [], addEventListener("click", ({ detail }) => window.counted.push(detail), true))
"""


@pytest.mark.parametrize("used", engines_with())
def test_a_double_or_triple_click_answers_one_question(customer: Customer) -> None:
    for times in (2, 3):
        customer.wait(partial(clicks_were_counted, customer, times))
        customer.expect(FIRST.target.node)
        customer.driver.back()
        customer.expect(STARTS[LONGEST].node)


def clicks_were_counted(customer: Customer, times: int) -> bool:
    """Open the guide, click its first answer some times, and return whether the browser counted the clicks.

    On a busy machine the driver is too slow: for the browser, each is a first click then.
    """
    customer.open(guide_of(LANGUAGE, LONGEST))
    customer.expect(STARTS[LONGEST].node)
    customer.run(f"void {COUNT_CLICKS.strip()}")
    # A click elsewhere, so that the browser begins to count again.
    clicks = ActionChains(customer.driver, duration=0).move_to_element(customer.one(".guide__title")).click()
    clicks.move_to_element(customer.link_of(FIRST))
    for _ in range(times):
        clicks.click()
    clicks.perform()
    customer.wait(lambda: len(customer.run("window.counted")) > times)
    counted: list[int] = customer.run("window.counted")
    return counted[1:] == [*range(1, times + 1)]


# The driver of Chromium waits for the whole page. `tests/browser/test_first_screen.py` has it there.
@pytest.mark.parametrize("used", engines_with(without={CHROMIUM, WEBKIT}) + engines_with(IMPATIENT))
def test_a_click_while_the_page_loads_counts(customer: Customer, site: Path) -> None:
    with serving(site) as server:
        loading = replace(customer, address=server.address)
        server.held["guided-help.js"] = let_go = Event()
        try:
            loading.start(guide_of(LANGUAGE, LONGEST))
            # For a moment, the style sheet hides the steps of a guide whose script may still arrive.
            loading.wait(lambda: any(one.is_displayed() for one in loading.all(ANSWERS)))
            loading.click(loading.link_of(FIRST))
            loading.expect_address(address_of(LANGUAGE, FIRST.target))
            loading.wait(lambda: loading.run(IN_VIEW, heading_of(loading)), lambda: "the step is not seen")
        finally:
            let_go.set()
        loading.expect(FIRST.target.node)
        assert loading.run(IN_VIEW, heading_of(loading))


def heading_of(customer: Customer) -> WebElement:
    return customer.one(f"section[id='{FIRST.target.node}'] h2")
