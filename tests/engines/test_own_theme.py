"""The site of `izeja build`, with Izeja's theme, as customers set their browsers."""

from __future__ import annotations

import pytest

from browser.guide import address_of, guide_of, home
from browser.library import LANGUAGES, STARTS, TREES, title_of, way_through
from engines.conftest import LONGEST, beyond_core, engines_with
from engines.customer import Customer
from engines.drivers import CALM, CHROMIUM, CONTRAST, FIREFOX, NO_COOKIES, NO_STORAGE, WEBKIT, zoom
from engines.looks import CUT_OFF, MOVING, PALE, SPACING, at_each_step

LANGUAGE, OTHER = LANGUAGES[:2]
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("used", engines_with(NO_STORAGE, NO_COOKIES))
def test_a_browser_that_keeps_nothing(own_customer: Customer) -> None:
    customer, way = own_customer, way_through(LONGEST)
    customer.open(guide_of(LANGUAGE, LONGEST))
    customer.expect(STARTS[LONGEST].node)
    customer.follow(way)
    light = customer.run(BACKGROUND)
    customer.click(customer.one("[data-site=scheme]"))
    customer.wait(lambda: customer.run(BACKGROUND) != light, lambda: "it is not dark")
    last = way[-1].target
    customer.click(customer.one(f"header a[hreflang='{OTHER}']"))
    customer.expect_address(address_of(OTHER, last))
    customer.expect(last.node)
    customer.open(home(LANGUAGE))
    customer.click(customer.one("[data-site=search]"))
    customer.one(".site-search input").send_keys(title_of(LANGUAGE, TREES[0]))
    customer.wait(lambda: customer.all(f".site-hits a[href*='{TREES[0]}/']"), lambda: "nothing is found")


@pytest.mark.parametrize("used", engines_with(CONTRAST, without={WEBKIT}))
def test_a_guide_in_the_colours_of_the_customer(own_customer: Customer) -> None:
    at_each_step(own_customer, PALE % 4.5)
    assert own_customer.run("matchMedia('(forced-colors: active)').matches")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("used", engines_with(CONTRAST, without={CHROMIUM, FIREFOX}))
def test_a_guide_with_more_contrast(own_customer: Customer, scheme: str) -> None:
    chosen = f"document.documentElement.dataset.scheme = '{scheme}'"
    at_each_step(own_customer, PALE % 7, prepare=chosen)


@beyond_core
@pytest.mark.parametrize("used", engines_with())
def test_a_guide_at_400_percent(own_customer: Customer) -> None:
    with own_customer.wide(320 if own_customer.engine == WEBKIT else 1280), zoom(own_customer.driver):
        at_each_step(own_customer, CUT_OFF)


@beyond_core
@pytest.mark.parametrize("used", engines_with())
def test_a_guide_with_more_space_in_its_texts(own_customer: Customer) -> None:
    at_each_step(own_customer, CUT_OFF, prepare=SPACING)


@beyond_core
@pytest.mark.parametrize("used", engines_with(CALM))
def test_a_guide_without_motion(own_customer: Customer) -> None:
    at_each_step(own_customer, MOVING)
