"""The search in the header finds the steps of guides, in the words of customers and in their language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

import txtar
from browser.axe import violations
from browser.conftest import NewPage
from browser.guide import expect_step, guide_of, home
from browser.library import Place
from browser.pictures import served
from browser.queries import LANGUAGES, ask, expect_to_come_in, find_all, open_search, report
from conftest import ROOT, build

STEPS = [
    ("lv", "Amazon", Place("microsoft/no-cancel-button", "amazon")),
    ("lv", "koplieto", Place("microsoft/no-cancel-button", "not-owner")),
    ("lv", "OneDrive", Place("microsoft/no-cancel-button", "move-files")),
    ("lv", "pastkastēs", Place("microsoft/which-account", "find-account.receipt")),
    ("en", "Amazon", Place("microsoft/no-cancel-button", "amazon")),
    ("en", "administrator", Place("microsoft/no-cancel-button", "ask-administrator")),
    ("en", "community", Place("microsoft/contact-support", "community")),
    ("en", "mailboxes", Place("microsoft/which-account", "find-account.receipt")),
]


@pytest.mark.parametrize(("language", "word", "place"), STEPS)
def test_a_word_of_a_step_finds_it(page: Page, address: str, language: str, word: str, place: Place) -> None:
    page.goto(home(language))
    page.locator(".md-search__input").click()
    page.keyboard.type(word)
    guide = f"{address}{guide_of(language, place.tree)}"
    page.locator(f".md-search-result__link[href^='{guide}?'][href$='#{place.node}']").click()
    page.wait_for_url(lambda url: url.partition("?")[0] == guide and url.endswith(f"#{place.node}"))
    expect_step(page, place.node)


GOOD = 0.95
CANCEL = "microsoft/cancel-subscription"
CASES = sorted((ROOT / "tests" / "page" / "search").glob("*.txtar"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_customers_find_what_they_mean_among_the_first(page: Page, address: str, language: str) -> None:
    found = list(find_all(page, f"{address}{home(language)}", language))
    print(report(language, found))  # noqa: T201 - the figures of the table, seen with -rP
    assert sum(one.good for one in found) >= GOOD * len(found)
    others = tuple(f"{other}/" for other in LANGUAGES if home(other)) if not home(language) else ("http",)
    assert not [(one.query.text, hit) for one in found for hit in one.hits if hit.startswith(others)]


def test_latvian_words_find_latvian_steps(page: Page, address: str) -> None:
    open_search(page, address)
    for word in ("atcelšana", "atcelsana", "maksa", "kapec", "gimenes", "abonementu"):
        hits = ask(page, word, address)
        assert hits, word
        assert not [hit for hit in hits if hit.startswith(("en/", "http"))], word


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_it_says_when_nothing_is_found_can_be_read(
    new_page: NewPage, address: str, scheme: Literal["light", "dark"]
) -> None:
    page = new_page(color_scheme=scheme)
    open_search(page, address)
    assert ask(page, "qqxqz") == []
    help_ = page.locator(".md-search__output").get_by_text("Neatradāt vajadzīgo?")
    expect(help_).to_be_visible()
    assert not violations(page, within=".md-search__output", rules=("color-contrast",))
    page.context.close()


def test_who_knows_the_signs_can_use_them(page: Page, address: str) -> None:
    open_search(page, address)
    for typed, found in (
        ("+atcelt +apple -google", "#apple"),
        ('"atcelsana apstiprinat"', "#confirm"),
        ("title:administratoram", "#ask-administrator"),
        ("amaz*", "#amazon"),
        ("administ~1 administratori", "#ask-administrator"),
    ):
        assert ask(page, typed)[0].endswith(found), typed


def test_nothing_that_is_typed_breaks_it(page: Page, address: str) -> None:
    open_search(page, address)
    for typed in ("", "   ", "!!!", '"', "+", "-", "a:b", "title:", "\\", "^", "~2", "*", "<b>", "\u0327"):
        ask(page, typed)
        assert ask(page, "atcelt abonementu"), typed


def test_a_hit_marks_the_words_as_they_stand_there(page: Page, address: str) -> None:
    open_search(page, address)
    ask(page, "gimenu abonementam")
    page.locator(".md-search-result__link[href$='#not-owner']").click()
    expect_step(page, "not-owner")
    marks = page.locator("section#not-owner mark")
    expect(marks.filter(has_text=re.compile("^ģimenes abonementiem$")).first).to_be_visible()


def test_what_was_not_found_is_named_as_it_was_typed(page: Page, address: str) -> None:
    open_search(page, address)
    ask(page, "abonementiem ķirzakas")
    missing = page.locator(".md-search-result__terms del")
    expect(missing.first).to_be_attached()
    expect(missing.filter(has_not_text=re.compile("^ķirzakas$"))).to_have_count(0)


def test_a_word_is_finished_as_titles_have_it(page: Page, address: str) -> None:
    open_search(page, address)
    ask(page, "administ")
    expect(page.locator(".md-search__suggest")).to_have_text("administratora")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".md-search__input")).to_have_value("administratora")


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ({"status": 404}, "importScripts"),
        ({"body": "self.izejaWords = () => { throw new Error('broken'); };"}, "broken"),
        ({"body": "self.izejaWords = (((;"}, "SyntaxError"),
    ],
    ids=["missing", "broken", "not understood"],
)
def test_without_our_words_materials_search_is_there(
    new_page: NewPage, address: str, log: list[str], answer: dict[str, Any], fault: str
) -> None:
    page = new_page()
    page.route("**/search-words.js", lambda route: route.fulfill(content_type="text/javascript", **answer))
    open_search(page, "")
    assert "microsoft/cancel-subscription/#confirm" in ask(page, "atcelšana", address)
    # The message of a worker may arrive later than its answers.
    if not any(fault in one for one in log):
        page.context.wait_for_event("console", lambda message: fault in message.text)
    log.clear()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[Path], str]]:
    """Build the site of a case, and serve it from a folder of its host."""
    hosts = []

    def open_site(case: Path) -> str:
        txtar.unpack(txtar.split(case.read_text("utf-8")), tmp_path)
        built = build(tmp_path, "--strict", "--quiet", "--site-dir", str(tmp_path / "host" / "help"))
        assert built.returncode == 0, built.stdout + built.stderr
        host = served(tmp_path / "host")
        hosts.append(host)
        return f"{host.__enter__()}help/"

    yield open_site
    for host in hosts:
        host.__exit__(None, None, None)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_sites_of_other_kinds(browser: Browser, serve: Callable[[Path], str], case: Path) -> None:
    address = serve(case)
    page = browser.new_page()
    for line in txtar.split(case.read_text("utf-8"))["queries"].splitlines():
        path, typed, wanted = line.split("\t")
        open_search(page, address + path)
        assert ask(page, typed, address)[:1] == [wanted][: bool(wanted)], typed
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_word_comes_in_at_the_right_guide(page: Page, address: str, language: str) -> None:
    expect_to_come_in(page, f"{address}{home(language)}", language)


@pytest.mark.parametrize(
    ("language", "typed"),
    [("lv", "atcelt"), ("lv", "atcelšana"), ("lv", "Atcelšanu"), ("en", "cancel"), ("en", "cancellation")],
)
def test_enter_opens_the_start_of_the_guide_that_is_called_so(
    page: Page, address: str, language: str, typed: str
) -> None:
    open_search(page, home(language))
    ask(page, typed)
    page.keyboard.press("Enter")
    guide = f"{address}{guide_of(language, CANCEL)}"
    page.wait_for_url(lambda url: url.startswith(guide) and "#" not in url)


def test_a_number_that_is_nowhere_is_not_another(browser: Browser, serve: Callable[[Path], str]) -> None:
    page, address = browser.new_page(), serve(ROOT / "tests" / "page" / "search" / "words.txtar")
    open_search(page, address)
    assert ask(page, "0x80070007", address)[:1] == ["code/#enter"]
    output = page.locator(".md-search__output")
    expect(output).to_contain_text("No page mentions “0x80070007”. This comes closest:")
    missing = page.locator(".md-search-result__terms del")
    expect(missing.first).to_be_attached()
    expect(missing.filter(has_not_text=re.compile("^0x80070007$"))).to_have_count(0)
    ask(page, "0x80070005", address)
    expect(output).not_to_contain_text("No page mentions")
    # Without a guide for those whom no guide helps, the way out is the first contact.
    assert ask(page, "zzzzz", address) == []
    expect(output.get_by_role("link", name="Ask our people")).to_have_attribute(
        "href", "https://people.test/contact"
    )
    page.close()


@pytest.mark.parametrize(
    ("language", "told"), [("lv", "Nav atbilstošu dokumentu"), ("en", "No matching documents")]
)
def test_a_search_without_a_hit_leads_to_support(page: Page, address: str, language: str, told: str) -> None:
    support = f"{address}{guide_of(language, 'microsoft/contact-support')}"
    for start in (home(language), guide_of(language, CANCEL)):
        open_search(page, start)
        assert ask(page, "ķirzaka qqqq", address) == []
        output = page.locator(".md-search__output")
        expect(output).to_contain_text(told)
        assert output.get_by_role("link").evaluate_all("all => all.map(({ href }) => href)") == [support]
    # It is the last thing in the search that the keyboard comes to.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(support)


def test_what_was_typed_is_never_html(page: Page) -> None:
    page.goto("?q=<img/src=x/onerror=window.bad=1>+atcelt")
    expect(page.locator(".md-search-result__terms del").first).to_be_attached()
    assert page.evaluate("window.bad") is None
    expect(page.locator(".md-search__output img")).to_have_count(0)
