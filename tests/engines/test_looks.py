"""Guides as customers set them: large, spaced out, without motion, in colours of their own."""

from __future__ import annotations

import pytest

from browser.guide import guide_of
from engines.conftest import LONGEST, engines_with
from engines.customer import Customer
from engines.drivers import CALM, CHROMIUM, CONTRAST, FIREFOX, WEBKIT, zoom
from engines.looks import CUT_OFF, LANGUAGE, MOVING, PALE, SPACING, at_each_step


@pytest.mark.parametrize("used", engines_with())
def test_a_guide_at_400_percent(customer: Customer) -> None:
    """1280 px at 400 % are 320. WebKit's MiniBrowser cannot zoom, and its window is never so narrow."""
    with customer.wide(320 if customer.engine == WEBKIT else 1280), zoom(customer.driver):
        assert customer.engine == WEBKIT or customer.run("innerWidth") == 320
        at_each_step(customer, CUT_OFF)


@pytest.mark.parametrize("used", engines_with())
def test_a_guide_with_more_space_in_its_texts(customer: Customer) -> None:
    at_each_step(customer, CUT_OFF, prepare=SPACING)


@pytest.mark.parametrize("used", engines_with(CALM))
def test_a_guide_without_motion(customer: Customer) -> None:
    customer.open(guide_of(LANGUAGE, LONGEST))
    assert customer.run("matchMedia('(prefers-reduced-motion: reduce)').matches")
    at_each_step(customer, MOVING)


@pytest.mark.parametrize("used", engines_with(CONTRAST, without={WEBKIT}))
def test_a_guide_in_the_colours_of_the_customer(customer: Customer) -> None:
    customer.open(guide_of(LANGUAGE, LONGEST))
    assert customer.run("matchMedia('(forced-colors: active)').matches")
    at_each_step(customer, PALE % 4.5)


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("used", engines_with(CONTRAST, without={CHROMIUM, FIREFOX}))
def test_a_guide_with_more_contrast(customer: Customer, scheme: str) -> None:
    """WebKit has no colours of the customer, and asks the page for more contrast."""
    customer.open(guide_of(LANGUAGE, LONGEST))
    assert customer.run("matchMedia('(prefers-contrast: more)').matches")
    at_each_step(customer, PALE % 7, prepare=f"document.body.dataset.mdColorScheme = '{scheme}'")
