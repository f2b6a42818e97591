"""Guides, the search and the dark mode where a browser keeps nothing for a site."""

from __future__ import annotations

import pytest

from browser.guide import guide_of, home
from browser.library import LANGUAGES, STARTS, TREES, title_of, way_through
from engines.conftest import LONGEST, engines_with
from engines.customer import Customer
from engines.drivers import NO_COOKIES, NO_STORAGE

LANGUAGE = LANGUAGES[0]
USED = engines_with(NO_STORAGE, NO_COOKIES)


@pytest.mark.parametrize("used", USED)
def test_a_guide_leads_to_an_ending(customer: Customer) -> None:
    customer.open(guide_of(LANGUAGE, LONGEST))
    customer.expect(STARTS[LONGEST].node)
    customer.follow(way_through(LONGEST))


@pytest.mark.parametrize("used", USED)
def test_the_search_finds_a_guide(customer: Customer) -> None:
    tree = TREES[0]
    customer.open(home(LANGUAGE))
    customer.one(".md-search__input").send_keys(title_of(LANGUAGE, tree))
    result = f".md-search-result__link[href*='{tree}/']"
    customer.wait(lambda: customer.all(result), lambda: customer.one(".md-search-result").text)


@pytest.mark.parametrize("used", USED)
@pytest.mark.parametrize("path", [home(LANGUAGE), guide_of(LANGUAGE, TREES[0])])
def test_a_page_can_be_dark(customer: Customer, path: str) -> None:
    customer.open(path)
    for scheme in ("slate", "default"):
        customer.one("label[for^='__palette']:not([hidden])").click()
        customer.wait(lambda: customer.run("document.body.dataset.mdColorScheme") == scheme)  # noqa: B023 - it is called at once
