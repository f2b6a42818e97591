"""Facts: what is known of a customer answers questions and chooses texts, and is no more than they said."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.axe import violations
from browser.conftest import NewPage, built_site, serving
from browser.guide import expect_begun, tool
from browser.guide import opened as opened_at

CASE = Path(__file__).with_suffix("").with_name("facts.txtar")
RECORD = """
    window.told = [];
    for (const name of ["step", "answer", "end", "solved"])
        addEventListener(`guided-help:${name}`, ({ detail }) => told.push([name, detail]));
"""
TEXTS = {
    "iphone": ["Hold the upper key.", "The keys are on the left."],
    "ipad": ["Hold the first key:", "for a second", "The keys are on one side."],
    "android": ["Hold the key on the right.", "The keys are on one side."],
}
NAMES = {"iphone": "iPhone", "ipad": "iPad", "android": "Android phone"}
ANSWERS = {"iphone": "An iPhone", "ipad": "An iPad", "android": "An Android phone"}

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def site_of_facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of the case."""
    with serving(built_site(CASE, tmp_path_factory.mktemp("facts"))) as server:
        yield server.address


@pytest.fixture
def opened(new_page: NewPage, site_of_facts: str) -> Iterator[Open]:
    """A page of this site, at an address in it."""
    pages: list[Page] = []

    def open_page(path: str, **options: Any) -> Page:
        page = new_page(**options)
        pages.append(page)
        page.add_init_script(RECORD)
        page.goto(site_of_facts + path)
        if options.get("java_script_enabled", True):
            expect_begun(page)
        return page

    yield open_page
    for page in pages:
        page.context.close()


def step(page: Page) -> Locator:
    return page.locator("guided-help section:visible")


def expect_at(page: Page, node: str) -> None:
    expect(step(page)).to_have_id(node)


def choose(page: Page, text: str) -> None:
    step(page).locator("[data-answer]").filter(has_text=text).click()


def trail(page: Page) -> list[str]:
    told = page.locator(".guide__past .guide__told").all_text_contents()
    return [" ".join(one.split()) for one in told]


def change(page: Page, question: str) -> None:
    earlier = page.locator("[data-part=earlier]")
    if earlier.is_visible():
        earlier.click()
    page.locator(".guide__past").filter(has_text=question).get_by_text("Change").click()


def texts(page: Page) -> list[str]:
    found = step(page).locator(".guide__body :is(p, li, b):visible, .guide__hint .guide__case:visible")
    return [" ".join(one.split()) for one in found.all_inner_texts()]


def left(page: Page) -> str | None:
    line = step(page).locator(".guide__left")
    return " ".join((line.text_content() or "").split()) if line.is_visible() else None


KEPT = """
    (wanted) => {
        const kept = JSON.parse(sessionStorage.getItem("guided-help:facts"));
        return kept && JSON.stringify(Object.entries(kept).sort()) === wanted;
    }
"""


def expect_kept(page: Page, known: dict[str, str]) -> None:
    """Wait until the tab keeps what is known, which it gets once the step has been seen."""
    wanted = json.dumps([list(one) for one in sorted(known.items())], separators=(",", ":"))
    page.wait_for_function(KEPT, arg=wanted)


@pytest.mark.parametrize("value", TEXTS)
def test_an_answer_is_known_from_then_on(opened: Open, value: str) -> None:
    page = opened("sound/")
    expect_at(page, "which")
    assert left(page) == "Up to 2 more questions"
    choose(page, ANSWERS[value])
    expect_at(page, "volume")
    assert texts(page) == TEXTS[value]
    expect_kept(page, {"phone": value})
    # Two more with nothing known: of these, one answers itself, and the button names what comes after it.
    assert left(page) == (None if value == "android" else "About 1 more question")
    expected = "Open the settings" if value == "android" else "Does it have a switch?"
    expect(step(page).locator(".guide__button")).to_have_text(f"Next: {expected}")
    choose(page, "Next")
    expect_at(page, "android" if value == "android" else "apple")
    assert trail(page)[-1].startswith("Which kind of phone is it?")


@pytest.mark.parametrize("value", TEXTS)
def test_the_address_says_what_is_known_and_then_no_more(
    opened: Open, value: str, site_of_facts: str
) -> None:
    page = opened(f"sound/?phone={value}")
    expect_at(page, "volume")
    assert trail(page) == [f"Which phone do you have? {ANSWERS[value]}"]
    assert texts(page) == TEXTS[value]
    expect(page).to_have_url(f"{site_of_facts}sound/#volume")
    page.reload()
    expect_at(page, "volume")
    assert texts(page) == TEXTS[value]
    # It came in one step, so that one step back leaves the page; the page's own link leads to the question.
    page.go_back()
    expect(page).to_have_url("about:blank")
    page.go_forward()
    page.locator("[data-part=back]").click()
    expect_at(page, "which")


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("?phone=nokia", ""),
        ("?phone=", ""),
        ("?phone", ""),
        ("?from=app&phone=iphone%20#which", "?from=app#which"),
        ("?tablet=ipad", "?tablet=ipad"),
        ("?PHONE=ipad", "?PHONE=ipad"),
        ("?phon=ipad", "?phon=ipad"),
    ],
)
def test_unknown_values_leave_the_address_and_nothing_is_known(
    opened: Open, query: str, left: str, site_of_facts: str
) -> None:
    page = opened(f"sound/{query}")
    expect_at(page, "which")
    expect(step(page).locator("[data-answer]")).to_have_count(4)
    expect_kept(page, {})
    expect(page).to_have_url(f"{site_of_facts}sound/{left}")


def test_an_address_can_lead_into_the_middle(opened: Open, site_of_facts: str) -> None:
    page = opened("sound/?from=app&phone=ipad&account=work#volume")
    expect_at(page, "volume")
    assert trail(page) == []
    assert texts(page) == TEXTS["ipad"]
    expect(page).to_have_url(f"{site_of_facts}sound/?from=app#volume")
    choose(page, "Next")
    expect_at(page, "apple")
    opened_at(page, f"{site_of_facts}ring/")
    expect_at(page, "done")
    assert trail(page) == [
        "Which phone is it? An iPhone or iPad",
        "Which account do you use? That of my employer",
    ]


def test_every_answer_of_a_question_can_be_changed(opened: Open) -> None:
    page = opened("sound/?phone=iphone")
    choose(page, "Next")
    expect_at(page, "apple")
    change(page, "Which kind of phone is it?")
    expect_at(page, "kind")
    expect(step(page).locator("[data-given]")).to_contain_text("From Apple")
    choose(page, "From somebody else")
    expect_at(page, "android")
    expect_kept(page, {"phone": "android"})
    change(page, "Which phone do you have?")
    expect_at(page, "which")
    choose(page, "An iPad")
    # What the later question was answered with does not hold any more.
    expect_at(page, "apple")
    assert trail(page)[2] == "Which kind of phone is it? From Apple"
    expect_kept(page, {"phone": "ipad"})


def test_an_answer_for_several_values_leaves_the_fact_unknown(opened: Open) -> None:
    page = opened("ring/")
    choose(page, "An iPhone or iPad")
    expect_at(page, "apple")
    expect_kept(page, {})
    opened_at(page, page.url.replace("ring/#apple", "sound/"))
    expect_at(page, "which")


def test_without_a_value_the_text_for_all_others_is_shown(opened: Open) -> None:
    page = opened("sound/")
    choose(page, "Another one")
    expect_at(page, "volume")
    # This body has no text for them, so they see every one.
    assert texts(page)[-1] == "The keys are on one side."
    assert [name for name in texts(page) if name in NAMES.values()] == list(NAMES.values())
    choose(page, "Next")
    expect_at(page, "kind")


def test_trying_again_asks_again(opened: Open) -> None:
    page = opened("sound/?phone=iphone")
    choose(page, "Next")
    choose(page, "Ask me again")
    expect_at(page, "which")
    expect(step(page).locator("[data-given]")).to_contain_text("An iPhone")
    choose(page, "An Android phone")
    assert texts(page) == TEXTS["android"]


def test_starting_over_forgets_what_the_guide_asks(opened: Open) -> None:
    page = opened("sound/?phone=iphone&account=work")
    page.locator("[data-part=restart]").click()
    expect_at(page, "which")
    expect_kept(page, {"account": "work"})
    choose(page, "Another one")
    choose(page, "Next")
    expect_at(page, "kind")


def test_facts_cross_guides_languages_and_the_history(opened: Open, site_of_facts: str) -> None:
    page = opened("sound/")
    choose(page, "An Android phone")
    choose(page, "Next")
    expect_at(page, "android")
    choose(page, "Continue")
    # The other guide asks for the same, so it begins behind its question.
    page.wait_for_url(f"{site_of_facts}ring/#android")
    expect_at(page, "android")
    assert texts(page) == ["Hold the power key."]
    page.go_back()
    expect_at(page, "android")
    page.go_back()
    expect_at(page, "volume")
    assert texts(page) == TEXTS["android"]
    page.go_back()
    expect_at(page, "which")
    page.go_forward()
    expect_at(page, "volume")
    page.locator("a[hreflang=lv]").evaluate("link => link.click()")
    page.wait_for_url(f"{site_of_facts}lv/sound/#volume")
    expect_at(page, "volume")
    assert texts(page) == TEXTS["android"]
    assert trail(page) == ["Which phone do you have? An Android phone"]


def test_a_switch_of_language_stays_on_a_question_that_is_open(opened: Open, site_of_facts: str) -> None:
    page = opened("sound/?phone=iphone")
    change(page, "Which phone do you have?")
    expect_at(page, "which")
    page.locator("a[hreflang=lv]").evaluate("link => link.click()")
    page.wait_for_url(f"{site_of_facts}lv/sound/#which")
    expect_at(page, "which")


def test_a_question_can_answer_itself_into_another_guide(opened: Open, site_of_facts: str) -> None:
    page = opened("choose/?phone=android")
    page.wait_for_url(f"{site_of_facts}ring/#android")
    expect_at(page, "android")
    page.go_back()
    page.wait_for_url(f"{site_of_facts}choose/#which")
    expect_at(page, "which")
    expect(step(page).locator("[data-answer]")).to_have_count(2)
    choose(page, "One from Apple")
    page.wait_for_url(f"{site_of_facts}sound/#kind")
    expect_at(page, "kind")
    # Whoever goes back, by the browser or by the page, is not sent forward again.
    page.locator("[data-part=back]").click()
    page.wait_for_url(f"{site_of_facts}choose/#which")
    expect_at(page, "which")
    page.go_back()
    page.go_back()
    page.wait_for_url(f"{site_of_facts}choose/#which")
    expect_at(page, "which")


def test_coming_back_to_the_start_of_a_guide_leaves_its_question_open(
    opened: Open, site_of_facts: str
) -> None:
    page = opened("choose/")
    choose(page, "One from Apple")
    page.wait_for_url(f"{site_of_facts}sound/#kind")
    page.go_back()
    page.wait_for_url(f"{site_of_facts}choose/")
    expect_at(page, "which")
    page.reload()
    expect_at(page, "which")


def test_a_page_of_other_things_is_not_left_without_a_click(opened: Open, site_of_facts: str) -> None:
    page = opened("article/?phone=android")
    expect_at(page, "choose--which")
    expect(page).to_have_url(f"{site_of_facts}article/")
    expect(step(page).locator("[data-answer]")).to_have_count(2)


def test_guides_of_one_page_share_what_is_known(opened: Open) -> None:
    page = opened("both/")
    sound, ring = (page.locator(f"guided-help[data-tree={tree}]") for tree in ("sound", "ring"))
    sound.locator("section:visible [data-answer]").nth(2).click()
    expect(sound.locator("section:visible")).to_have_id("sound--volume")
    expect(ring.locator("section:visible")).to_have_id("ring--which")
    expect(ring.locator("#ring--android [data-for=android]")).to_have_attribute("data-fits", "")
    # Each guide shows what was answered in it.
    ring.locator("section:visible [data-answer]").first.click()
    expect(sound.locator("#sound--volume .guide__body [data-fits]")).to_contain_text("on the right")
    sound.locator("section:visible [data-answer]").click()
    expect(sound.locator("section:visible")).to_have_id("sound--android")


def test_events_tell_ids_alone(opened: Open) -> None:
    page = opened("sound/?phone=iphone")
    choose(page, "Next")
    expect_at(page, "apple")
    told = page.evaluate("told")
    assert [detail for name, detail in told if name == "answer"] == [
        {"tree": "sound", "node": "which", "to": "volume", "fact": "phone", "language": "en"},
        {"tree": "sound", "node": "volume", "to": "kind", "language": "en"},
        {"tree": "sound", "node": "kind", "to": "apple", "fact": "phone", "language": "en"},
    ]
    assert [detail["node"] for name, detail in told if name == "step"] == ["volume", "apple"]


def test_support_is_told_what_was_known(opened: Open) -> None:
    page = opened("sound/?phone=iphone")
    choose(page, "Next")
    choose(page, "No")
    expect(step(page).locator(".guide__tried li")).to_have_text(
        [
            "Which phone do you have? An iPhone",
            "Turn the volume up: Done",
            "Which kind of phone is it? From Apple",
            "Does it have a switch? No",
        ]
    )


def test_a_fact_can_be_called_what_every_object_of_javascript_has(opened: Open) -> None:
    page = opened("built/")
    expect(step(page).get_by_text("It is on your bill.")).to_be_visible()
    expect(step(page).get_by_text("It is on the wall.")).to_be_visible()
    choose(page, "Next")
    choose(page, "Others")
    expect_kept(page, {"constructor": "others"})


HOSTILE = [
    *("null", "1", '"phone"', "[]", '["phone"]', "{", '{"phone": "nokia"}', '{"phone": ["iphone"]}'),
    *('{"phone": {"iphone": 1}}', '{"__proto__": {"phone": "iphone"}}', '{"constructor": "iphone"}'),
    *('{"phone": "<b>"}', '{"phone": "iphone ipad"}', '{"phone=iphone": ""}', '{"x": "' + "y" * 9999 + '"}'),
]


def test_what_is_kept_is_not_trusted(opened: Open, site_of_facts: str) -> None:
    page = opened("plain/")
    for text in HOSTILE:
        page.goto(f"{site_of_facts}plain/")
        page.evaluate(
            "text => { sessionStorage.clear(); sessionStorage.setItem('guided-help:facts', text); }", text
        )
        opened_at(page, f"{site_of_facts}sound/")
        expect_at(page, "which")
        expect_kept(page, {})
        choose(page, "An iPhone")
        assert texts(page) == TEXTS["iphone"], text


def test_nothing_is_kept_beyond_the_tab(opened: Open, site_of_facts: str) -> None:
    page = opened("sound/?phone=iphone")
    expect_at(page, "volume")
    assert page.evaluate("localStorage.length") == 0
    assert page.context.cookies() == []
    other = page.context.new_page()
    opened_at(other, f"{site_of_facts}sound/")
    expect_at(other, "which")


def test_facts_work_where_nothing_can_be_kept(opened: Open, log: list[str]) -> None:
    page = opened("plain/")
    page.add_init_script(
        "Storage.prototype.setItem = Storage.prototype.getItem = () => { throw Error('no storage'); }"
    )
    opened_at(page, page.url.replace("plain/", "sound/"))
    choose(page, "An iPhone")
    assert texts(page) == TEXTS["iphone"]
    choose(page, "Next")
    expect_at(page, "apple")
    # Material's own script does not expect it.
    log[:] = [fault for fault in log if "no storage" not in fault]


def test_without_its_script_every_question_is_asked(opened: Open, log: list[str]) -> None:
    page = opened("plain/")
    page.route("**/parts/facts.min.js", lambda route: route.abort())
    opened_at(page, page.url.replace("plain/", "sound/?phone=iphone"))
    expect_at(page, "which")
    choose(page, "An iPhone")
    assert [name for name in texts(page) if name in NAMES.values()] == list(NAMES.values())
    choose(page, "Next")
    expect_at(page, "kind")
    log[:] = [fault for fault in log if "facts.min.js" not in fault and "ERR_FAILED" not in fault]


def test_without_javascript_every_variant_has_a_name(opened: Open) -> None:
    page = opened("sound/?phone=iphone#volume", java_script_enabled=False)
    named = page.locator("#volume [data-case]")
    expect(named).to_have_text([*NAMES.values(), "iPhone:", "In all other cases:"], use_inner_text=True)
    expect(page.locator("#volume .guide__case").filter(visible=False)).to_have_count(0)
    expect(page.locator("#which [data-answer]")).to_have_count(4)


def test_the_whole_guide_has_every_variant(opened: Open) -> None:
    page = opened("sound/?phone=iphone")
    tool(page, "whole").click()
    cases = page.locator("#volume :is(.guide__case, [data-case])")
    expect(cases.filter(visible=True).first).to_be_visible()
    expect(cases.filter(visible=False)).to_have_count(0)
    page.locator("[data-part=single]").click()
    assert texts(page) == TEXTS["iphone"]


def test_a_page_without_facts_asks_for_nothing_more(opened: Open) -> None:
    page = opened("sound/?phone=ipad")
    expect_at(page, "volume")
    assert violations(page) == []
    opened_at(page, page.url.replace("sound/#volume", "sound/#kind"))
    expect_at(page, "kind")
    assert violations(page) == []


def test_what_is_kept_is_small(opened: Open) -> None:
    page = opened("sound/?phone=ipad&account=work&phone=iphone")
    expect_at(page, "volume")
    expect_kept(page, {"account": "work", "phone": "iphone"})
