"""The search of a site with many pages loads only the pieces of its index that a query needs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.guide import home
from browser.pictures import served
from browser.queries import LANGUAGES, ask, expect_to_come_in, find_all, open_search, queries, report
from conftest import ROOT

GOOD = 0.95
# The shipped site, built as if it had many pages.
BUILD = """
import sys
import izeja.site.search
izeja.site.search.MANY_PAGES = 1
from mkdocs.__main__ import cli
cli(["build", "--quiet", "--site-dir", sys.argv[1]])
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large") / "site"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-c", BUILD, str(folder)], cwd=ROOT, env=environment, check=True)  # noqa: S603 - our own command
    return folder


@pytest.fixture(scope="module")
def many(large: Path) -> Iterator[str]:
    """Where that site is served."""
    with served(large) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a customer of that site."""
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The files of the search that the page and its workers have asked for."""
    found: list[str] = []
    page.context.on("request", lambda request: found.append(request.url.partition("/search/")[2]))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_many_queries_find_their_step_as_with_the_whole_index(
    page: Page, many: str, language: str
) -> None:
    found = list(find_all(page, f"{many}{home(language)}", language))
    print(report(language, found))  # noqa: T201 - the figures of the table, seen with -rP
    assert sum(one.good for one in found) >= GOOD * len(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_word_comes_in_at_the_right_guide(page: Page, many: str, language: str) -> None:
    expect_to_come_in(page, f"{many}{home(language)}", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_index_of_what_is_meant_finds_what_one_of_all_terms_finds(
    browser: Browser, page: Page, many: str, language: str
) -> None:
    whole = browser.new_page()
    changed: list[str] = []

    def with_all_terms(route: Route) -> None:
        changed.append(route.fetch().text().replace("about:", "nothing:"))
        route.fulfill(content_type="text/javascript", body=changed[-1])

    whole.route(f"**/search.{language}.js", with_all_terms)
    for one in (page, whole):
        open_search(one, f"{many}{home(language)}")
    shown = ".md-search-result__list"
    for query in queries(language)[::4]:
        assert ask(page, query.text) == ask(whole, query.text) != [], query.text
        expect(page.locator(shown)).to_have_js_property("innerHTML", whole.locator(shown).inner_html())
    assert "nothing:" in changed[0]
    whole.close()


def test_the_whole_index_is_not_loaded(page: Page, many: str, asked: list[str]) -> None:
    open_search(page, many)
    assert ask(page, "atcelt abonementu", many)
    assert "lv/index.json" in asked
    assert [one for one in asked if one.startswith("lv/words-")]
    assert "lv.json" not in asked


def test_a_piece_is_loaded_once(page: Page, many: str, asked: list[str]) -> None:
    open_search(page, many)
    for typed in ("atcelt", "atcelt abonementu", "atcelt"):
        assert ask(page, typed, many)
    pieces = [one for one in asked if one.startswith("lv/")]
    assert len(pieces) == len(set(pieces))


@pytest.mark.parametrize("missing", ["**/lv/index.json", "**/search-pieces.js"])
def test_without_pieces_the_whole_index_is_searched(
    page: Page, many: str, asked: list[str], missing: str
) -> None:
    page.route(missing, lambda route: route.fulfill(status=404))
    open_search(page, many)
    assert "microsoft/cancel-subscription/#confirm" in ask(page, "atcelšana", many)
    assert "lv.json" in asked


def test_a_piece_that_failed_is_asked_for_again(page: Page, many: str) -> None:
    page.route("**/lv/words-*.json", lambda route: route.abort(), times=1)
    open_search(page, many)
    ask(page, "atcelšana", many)
    assert "microsoft/cancel-subscription/#confirm" in ask(page, "atcelšanas", many)


def test_who_knows_the_signs_can_use_them(page: Page, many: str) -> None:
    open_search(page, many)
    for typed in ("+atcelt +apple -google", '"atcelsana apstiprinat"', "amaz*"):
        assert ask(page, typed, many), typed


def test_nothing_that_is_typed_breaks_it(page: Page, many: str) -> None:
    open_search(page, many)
    for typed in ("", "!!!", '"', "title:", "\\", "*", "<b>", "\u0327", "zzzzzz qqqq"):
        ask(page, typed)
        assert ask(page, "atcelt abonementu"), typed
