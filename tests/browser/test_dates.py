"""Questions that ask for two dates: what a customer enters, and what the page answers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel.units import format_unit
from playwright.sync_api import Locator, Page, expect

from browser.conftest import NewPage
from browser.guide import expect_step, guide_of, opened, part, section, told, unfold_dates
from browser.library import EDGES_OF, LANGUAGES, PLACES, Edge, Place, answer_of, asks_for_dates, days_of

TODAY = date(2026, 11, 22)


def dated() -> list[Place]:
    return [place for place in PLACES if asks_for_dates(place)]


def bounds() -> list[tuple[Place, int, Edge]]:
    """Return the first and the last number of days of each answer; for no bound, one far away."""
    found = []
    for place in dated():
        for edge in EDGES_OF[place]:
            if days := days_of(edge):
                low, high = days
                found.append((place, low if low is not None else (high or 0) - 400, edge))
                found.append((place, high if high is not None else (low or 0) + 400, edge))
    return found


def fields(page: Page, place: Place) -> list[Locator]:
    return section(page, place.node).locator("input").all()


def open_dates(page: Page, language: str, place: Place) -> None:
    """Go to a question, and unfold what works its answer out from dates."""
    opened(page, f"{guide_of(language, place.tree)}#{place.node}")
    unfold_dates(page)


def enter(page: Page, place: Place, since: date, until: date) -> None:
    for field, day in zip(fields(page, place), (since, until), strict=True):
        field.fill(day.isoformat())


def go_on(page: Page, place: Place) -> None:
    section(page, place.node).locator("form button").click()


def test_there_are_such_questions() -> None:
    assert len(bounds()) >= 4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("place", "days", "edge"), bounds(), ids=str)
def test_dates_lead_to_the_answer_that_is_for_them(
    page: Page, language: str, place: Place, days: int, edge: Edge
) -> None:
    open_dates(page, language, place)
    enter(page, place, TODAY, TODAY + timedelta(days=days))
    sum_ = section(page, place.node).locator("output")
    if days:
        amount = format_unit(abs(days), "duration-day", "long", locale=language)
        expect(sum_.locator("span")).to_contain_text(amount)
    answer = answer_of(language, edge)
    expect(sum_.locator("b")).to_have_text(answer)
    go_on(page, place)
    expect_step(page, edge.target.node)
    expect(told(page)).to_have_count(1)
    expect(part(page, "way").locator("b")).to_have_text(answer)


def test_the_order_of_the_dates_is_told(page: Page) -> None:
    place = dated()[0]
    open_dates(page, "en", place)
    sum_ = section(page, place.node).locator("output span")
    for days, said in (
        (1, "Between these dates: 1 day"),
        (0, "Both dates are the same day"),
        (-3, "The second date comes before the first one by: 3 days"),
    ):
        enter(page, place, TODAY, TODAY + timedelta(days=days))
        expect(sum_).to_have_text(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_is_said_beside_the_field(page: Page, language: str) -> None:
    place = dated()[0]
    open_dates(page, language, place)
    since, until = fields(page, place)
    go_on(page, place)
    expect_step(page, place.node)
    expect(since).to_be_focused()
    for field in (since, until):
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(page.locator(f"[id='{field.get_attribute('aria-describedby')}']")).to_be_visible()
    since.fill(TODAY.isoformat())
    expect(since).to_have_attribute("aria-invalid", "false")
    go_on(page, place)
    expect(until).to_be_focused()
    expect(section(page, place.node).locator(".guide__error:visible")).to_have_count(1)


def test_half_a_date_is_a_mistake(page: Page) -> None:
    place = dated()[0]
    open_dates(page, "en", place)
    since, until = fields(page, place)
    until.fill(TODAY.isoformat())
    since.click()
    page.keyboard.type("11")
    page.keyboard.press("Enter")
    expect_step(page, place.node)
    expect(since).to_have_attribute("aria-invalid", "true")


def test_no_event_tells_a_date(page: Page) -> None:
    place, days, edge = bounds()[0]
    page.add_init_script(
        "window.told = []; for (const name of ['step', 'answer', 'end'])"
        "addEventListener(`guided-help:${name}`, ({ detail }) => told.push(JSON.stringify(detail)));"
    )
    open_dates(page, "en", place)
    enter(page, place, TODAY, TODAY + timedelta(days=days))
    go_on(page, place)
    expect_step(page, edge.target.node)
    events = " ".join(page.evaluate("told"))
    kept = page.evaluate("JSON.stringify({...sessionStorage}) + JSON.stringify(history.state)")
    assert '"to":' in events
    assert str(TODAY.year) not in events + kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_script_there_are_plain_choices(new_page: NewPage, language: str) -> None:
    page = new_page(java_script_enabled=False)
    place = dated()[0]
    page.goto(f"{guide_of(language, place.tree)}#{place.node}")
    assert not fields(page, place)
    answers = section(page, place.node).locator("[data-answer]:visible")
    expect(answers).to_have_count(len(EDGES_OF[place]))
