"""What customers choose from: long lists of answers, and what endings of each outcome offer."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import NewPage, Server, built_site, serving
from browser.guide import PHONE, expect_step, part, section, told
from conftest import ROOT

CASE = ROOT / "tests" / "browser" / "sites" / "choices.txtar"
RECORD = """
    window.told = [];
    for (const what of ["end", "solved", "answer"])
        addEventListener(`guided-help:${what}`, ({ detail }) => told.push([what, detail]));
"""


@pytest.fixture(scope="module")
def choices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(built_site(CASE, tmp_path_factory.mktemp("choices"))) as server:
        yield server


@pytest.fixture
def guide(choices: Server, page: Page) -> Page:
    """The guide, at its start."""
    page.add_init_script(RECORD)
    page.goto(f"{choices.address}a/")
    expect_step(page, "which")
    return page


def shown(page: Page) -> Locator:
    return page.locator("#which [data-text]:visible")


def field(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Filter the answers")


FILTERED = [
    ("gate", ["Gate"]),
    ("IRON", ["Gate", "Iron"]),
    ("ada", ["Āda"]),
    ("launs", ["Āda"]),
    ("Łódź", ["Āda"]),
    ("lodz", ["Āda"]),
    ("iron made", ["Gate"]),
    (" mug ", ["Mug"]),
    # Other endings, as Latvian has them, unless an answer has the word as it is.
    ("ļaunam", ["Āda"]),
    ("gates", ["Gate"]),
    ("KEYS", ["Key"]),
    # The name of a group, and what is typed around words.
    ("undefined", []),
    ("tools ed", ["Edge"]),
    ("“iron”, made", ["Gate"]),
    ("H-o\u200bok", ["Hook"]),
    ("\u00a0key\tHOUSE", ["Key"]),
    # Letters that are no accents, and digits of other scripts.
    ("strasse 5", ["Cord"]),
    ("ISTANBUL", ["Cord"]),
]
"""What is typed into the filter, and the answers that are left."""


def test_a_long_list_is_filtered_whatever_the_case_and_the_accents(guide: Page) -> None:
    status = section(guide, "which").get_by_role("status")
    for typed, left in FILTERED:
        field(guide).fill(typed)
        expect(shown(guide), typed).to_have_text(left)
        expect(status).to_contain_text(
            f"Answers shown: {len(left)} of 13" if left else "No answer has these words"
        )


def test_groups_without_an_answer_are_away_and_escape_shows_all_again(guide: Page) -> None:
    everything = shown(guide).all_text_contents()
    field(guide).fill("mug")
    groups = section(guide, "which").get_by_role("group")
    expect(groups).to_have_count(0)
    field(guide).press("Escape")
    expect(field(guide)).to_have_value("")
    expect(shown(guide)).to_have_text(everything)
    expect(section(guide, "which").get_by_role("status")).to_be_empty()
    expect(groups).to_have_count(2)
    for number in (1, 2):
        expect(groups.nth(number - 1)).to_have_attribute("aria-labelledby", f"which--group-{number}")


def test_no_answer_says_so(guide: Page) -> None:
    field(guide).fill("nothing of the kind")
    expect(shown(guide)).to_have_count(0)
    expect(section(guide, "which").get_by_role("status")).to_contain_text("No answer has these words")


def test_a_filtered_answer_is_reached_and_chosen_by_keyboard(guide: Page) -> None:
    field(guide).focus()
    guide.keyboard.type("key")
    guide.keyboard.press("Tab")
    guide.keyboard.press("Enter")
    expect_step(guide, "stop")
    expect(part(guide, "way").locator("b")).to_have_text(["Key"])


def test_other_questions_have_no_filter(guide: Page) -> None:
    guide.goto(guide.url.replace("a/", "a/#closer"))
    expect_step(guide, "closer")
    expect(guide.get_by_role("searchbox", name="Filter the answers")).to_have_count(0)


def test_an_action_goes_on_like_an_answer(guide: Page) -> None:
    guide.locator("#which").get_by_role("link", name="Iron").last.click()
    guide.get_by_role("link", name="Look closer").click()
    expect_step(guide, "closer")
    expect(told(guide)).to_have_text(["Which one is it?", "It is like this"])
    expect(part(guide, "way").locator("b")).to_have_text(["Iron", "Look closer"])
    ends = [detail for what, detail in guide.evaluate("told") if what == "end"]
    assert ends == [
        {"tree": "a", "node": "answer", "kind": "resolution", "outcome": "answer", "language": "en"}
    ]
    guide.reload()
    expect(told(guide)).to_have_text(["Which one is it?", "It is like this"])
    guide.go_back()
    expect_step(guide, "answer")


def test_an_action_into_another_guide_keeps_the_way_back(guide: Page) -> None:
    guide.goto(guide.url.replace("a/", "a/#answer"))
    guide.get_by_role("link", name="Read on").click()
    expect_step(guide, "end")
    part(guide, "back").click()
    expect_step(guide, "answer")


@pytest.mark.parametrize(
    ("answer", "node", "button", "said"),
    [
        ("Bead", "done", "No, I need more help", "It works: This did not solve it"),
        ("Iron", "answer", "No, I need more help", "It is like this: This did not answer my question"),
        ("Lamp", "stop", "I need more help", "Do not go on: I needed more help"),
    ],
)
def test_what_did_not_help_is_told_as_a_person_would(
    guide: Page, answer: str, node: str, button: str, said: str
) -> None:
    guide.locator("#which").get_by_role("link", name=answer, exact=True).click()
    expect_step(guide, node)
    no = section(guide, node).get_by_role("link", name=button)
    expect(no).to_contain_text("Call us")
    no.click()
    expect_step(guide, "help")
    expect(part(guide, "tries").locator("li")).to_have_text([f"Which one is it? {answer}", said])
    assert ["solved", {"tree": "a", "node": node, "solved": False, "language": "en"}] in guide.evaluate(
        "told"
    )


def test_a_stop_asks_nobody_whether_it_solved_anything(guide: Page) -> None:
    asked = {}
    for node in ("done", "answer", "stop", "help"):
        guide.goto(guide.url.partition("#")[0] + f"#{node}")
        expect_step(guide, node)
        asked[node] = section(guide, node).get_by_role("button", name="Yes").count()
    assert asked == {"done": 1, "answer": 1, "stop": 0, "help": 1}


def test_an_outcome_is_read_with_the_heading(guide: Page) -> None:
    for node, said in (("done", "Done"), ("answer", "Answer"), ("stop", "Important")):
        guide.goto(guide.url.partition("#")[0] + f"#{node}")
        expect(section(guide, node).locator("h2")).to_have_accessible_description(said)


def test_without_javascript_all_is_there_but_the_filter(
    new_page: NewPage, choices: Server, log: list[str]
) -> None:
    page = new_page(java_script_enabled=False, **PHONE)
    page.goto(f"{choices.address}a/")
    expect(page.locator("input")).to_have_count(page.locator("input:not(:visible)").count())
    expect(page.get_by_text("Important")).to_be_visible()
    page.get_by_role("link", name="Look closer").click()
    expect(page).to_have_url(re.compile("#closer$"))
    expect(page.get_by_role("link", name="I need more help").first).to_be_visible()
    log.clear()


def test_an_embedded_guide_offers_the_same(new_page: NewPage, choices: Server, log: list[str]) -> None:
    page = new_page()
    page.goto(f"{choices.address}#b--end")
    expect(page.get_by_role("heading", name="You did it")).to_be_visible()
    page.get_by_role("link", name="Do it again").click()
    expect(page.get_by_role("heading", name="Do it")).to_be_focused()
    log.clear()


def test_all_answers_are_on_paper_and_the_field_is_not(guide: Page) -> None:
    everything = shown(guide).all_text_contents()
    field(guide).fill("mug")
    guide.emulate_media(media="print")
    expect(field(guide)).to_be_hidden()
    guide.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(shown(guide)).to_have_text(everything)
    guide.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(shown(guide)).to_have_text(["Mug"])


def test_whoever_comes_back_sees_the_answers_that_the_field_says(guide: Page) -> None:
    field(guide).fill("key")
    guide.locator("#which").get_by_role("link", name="Key").click()
    expect_step(guide, "stop")
    guide.go_back()
    expect_step(guide, "which")
    expect(field(guide)).to_have_value("key")
    expect(shown(guide)).to_have_text(["Key"])
    guide.reload()
    expect(field(guide)).to_have_value("")
    expect(shown(guide)).to_have_count(13)
