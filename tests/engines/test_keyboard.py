"""From the home page to an ending by Tab and Enter alone, through the header of the theme."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from browser.guide import home
from browser.library import LANGUAGES, STARTS, way_through
from engines.conftest import GUIDES, LONGEST, core, engines_with
from engines.customer import Customer

MOST_TABS = 40
# The switch of colours is seen as the label beside it.
IS_IN_VIEW = """
    ((focused) => {
        const seen = focused.matches(".md-option") ? focused.nextElementSibling : focused;
        const { top, bottom, left, right, width, height } = seen.getBoundingClientRect();
        return width * height > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    })(document.activeElement)
"""
NAME = "document.activeElement.outerHTML.slice(0, 200)"
OPEN = "[...document.querySelectorAll('[data-md-toggle]:checked')].map(({ id }) => id)"


def tab_to(customer: Customer, wanted: WebElement) -> None:
    """Go to an element with the Tab key, and see each stop."""
    for _ in range(MOST_TABS):
        customer.press(Keys.TAB)
        customer.wait(
            lambda: customer.run(IS_IN_VIEW), lambda: f"the focus is not seen: {customer.run(NAME)}"
        )
        if customer.focused() == wanted:
            return
    pytest.fail(f"Tab does not lead to {wanted.text}")


def expect_open(customer: Customer, *parts: str) -> None:
    """Wait until some parts of the theme are open, and no others: it follows the focus a little later."""
    customer.wait(lambda: customer.run(OPEN) == [*parts], lambda: f"open: {customer.run(OPEN)}")


@pytest.mark.parametrize("used", engines_with())
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(("tree", "language"), core(GUIDES, (LONGEST, LANGUAGES[0])))
def test_a_guide_can_be_walked_with_the_keyboard(
    customer: Customer, tree: str, language: str, width: int
) -> None:
    with customer.wide(width):
        customer.open(home(language))
        tab_to(customer, customer.one(f".guides a[href='{tree}/']"))
        expect_open(customer)
        customer.press(Keys.ENTER)
        customer.expect(STARTS[tree].node)
        for edge in way_through(tree):
            tab_to(customer, customer.link_of(edge))
            customer.press(Keys.ENTER)
            customer.expect(edge.target.node)


@pytest.mark.parametrize("used", engines_with())
def test_the_search_is_open_while_it_has_the_focus(customer: Customer) -> None:
    customer.open(home(LANGUAGES[0]))
    field = customer.one(".md-search__input")
    tab_to(customer, field)
    expect_open(customer, "__search")
    customer.press(Keys.TAB)
    assert customer.run("document.activeElement.closest('.md-search') !== null")
    tab_to(customer, customer.one(".guides a"))
    expect_open(customer)
