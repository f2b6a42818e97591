"""Questions that ask for a number, for one date or for ticks: what is entered, and what the page answers."""

# ruff: noqa: RUF001 - the page has dashes and minus signs

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

import txtar
from browser.axe import violations
from browser.conftest import NewPage, serving
from browser.guide import expect_begun, expect_script, unfold_dates
from browser.guide import opened as opened_at
from conftest import build

CASE = Path(__file__).with_suffix("").with_name("forms.txtar")
READER = "**/parts/forms.min.js"
KEPT = """() => JSON.stringify(
    [window.told, { ...sessionStorage }, { ...localStorage }, history.state, location.href]
)"""
ANSWERS = ("Up to 50 GB", "More than 20 euros", "Up to 20 euros", "More than 100", "Less than 0", "More")
NOW = datetime(2026, 11, 22, 12)  # noqa: DTZ001 - the clock of a browser has a zone of its own


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of the case."""
    project = tmp_path_factory.mktemp("forms")
    (project / "site").mkdir()
    with serving(project / "site") as server:
        address = f"{server.address}\ntheme"
        text = CASE.read_text("utf-8").replace("https://example.org/\ntheme", address)
        txtar.unpack(txtar.split(text), project)
        built = build(project)
        assert built.returncode == 0, built.stderr
        yield server.address


@pytest.fixture
def opened(new_page: NewPage, forms: str) -> Iterator[NewPage]:
    """A page of this site, at an address in it."""
    pages: list[Page] = []

    def open_page(path: str, **options: object) -> Page:
        page = new_page(**options)
        pages.append(page)
        page.clock.set_fixed_time(NOW)
        page.goto(forms + path)
        if options.get("java_script_enabled", True):
            expect_begun(page)
        return page

    yield open_page
    for page in pages:
        page.context.close()


def step(page: Page) -> Locator:
    return page.locator("guided-help section:not([hidden])")


def expect_at(page: Page, node: str) -> None:
    expect(step(page)).to_have_id(node)


def field(page: Page) -> Locator:
    return step(page).locator("form input").first


def enter(page: Page, text: str) -> None:
    """Enter something once the script that reads it is there."""
    unfold_dates(page)
    expect(step(page).locator("form")).to_be_visible()
    expect_script(page, "forms")
    field(page).fill(text)


def go_on(page: Page) -> None:
    step(page).locator("form .guide__button").click()


def expect_said(page: Page, text: str) -> None:
    """Wait until an entry is repeated in some words; its parts are in lines of their own."""
    expect(step(page).locator("output")).to_have_text(text, use_inner_text=True)


@pytest.mark.parametrize(
    ("path", "typed", "shown"),
    [
        ("numbers/#use", "1,234", "You entered: 1,234 GB More"),
        ("numbers/#use", "50", "You entered: 50 GB Up to 50 GB"),
        ("lv/numbers/#use", "1234", "Ievadīts: 1234 GB More"),
        ("lv/numbers/#use", "12 34", None),
        ("numbers/#price", "€ 1,234.5", "You entered: €1,234.50 More than 20 euros"),
        ("lv/numbers/#price", "19,99 €", "Ievadīts: 19,99 € Up to 20 euros"),
        ("lv/numbers/#flow", "12 345,678", "Ievadīts: 12 345,678 m³ More than 100"),
        ("numbers/#flow", "−0.5", "You entered: -0.5 m³ Less than 0"),
        ("ar/numbers/#use", "١٢٣٤", "لقد أدخلت: 1,234 GB More"),
        ("numbers/#use", "5001", None),
        ("numbers/#use", "-1", None),
        ("numbers/#use", "many", None),
    ],
)
def test_a_number_is_repeated_with_its_answer(
    opened: NewPage, path: str, typed: str, shown: str | None
) -> None:
    page = opened(path)
    enter(page, typed)
    if shown is None:
        expect(step(page).locator("output")).to_be_hidden()
        here = page.url
        go_on(page)
        expect(field(page)).to_be_focused()
        expect(field(page)).to_have_attribute("aria-invalid", "true")
        expect(page).to_have_url(here)
    else:
        expect_said(page, shown)
        go_on(page)
        answer = next(one for one in ANSWERS if shown.endswith(f" {one}"))
        expect(page.locator("guided-help [data-part=way] b")).to_have_text(answer)


def test_the_bounds_are_said_in_the_language(opened: NewPage) -> None:
    for path, message in (
        ("numbers/#use", "Enter a whole number from 0 to 5,000"),
        ("numbers/#price", "Enter a number from €0.00 to €5,000.00"),
        ("lv/numbers/#price", "Ievadiet skaitli no 0,00 € līdz 5 000,00 €"),
    ):
        page = opened(path)
        enter(page, "")
        go_on(page)
        error = step(page).locator(".guide__error")
        expect(error).to_be_visible()
        expect(error).to_have_text(message, use_inner_text=True)


def test_what_has_two_readings_is_asked_about(opened: NewPage) -> None:
    page = opened("lv/numbers/#flow")
    enter(page, "1.234")
    expect(step(page).locator("output")).to_be_hidden()
    go_on(page)
    expect_at(page, "flow")
    error = step(page).locator(".guide__error")
    expect(error).to_have_text("Vai domājāt: 1234 m³ 1,234 m³", use_inner_text=True)
    assert violations(page) == []
    error.get_by_role("button", name="1,234 m³").click()
    expect_at(page, "end")
    expect(page.locator("guided-help [data-part=way] b")).to_have_text("Up to 100")


def test_what_was_said_of_an_entry_goes_with_it(opened: NewPage) -> None:
    page = opened("lv/numbers/#flow")
    enter(page, "1.234")
    go_on(page)
    error = step(page).locator(".guide__error")
    expect(error).to_be_visible()
    for key in ("x", "Backspace", "Backspace"):
        page.keyboard.press(key)
        expect(error).to_be_empty()
        expect(field(page)).to_have_attribute("aria-invalid", "false")


def test_nothing_that_is_entered_is_kept_or_told(opened: NewPage) -> None:
    page = opened("numbers/#use")
    page.evaluate(
        "() => { window.told = []; for (const name of ['step', 'answer', 'end'])"
        "addEventListener(`guided-help:${name}`, ({ detail }) => told.push(detail)); }"
    )
    enter(page, "4321")
    go_on(page)
    expect_at(page, "price")
    kept = page.evaluate(KEPT)
    assert "4321" not in kept
    assert json.loads(kept)[0]


def test_a_form_is_used_by_keyboard(opened: NewPage) -> None:
    page = opened("numbers/#use")
    enter(page, "")
    page.keyboard.type("75")
    page.keyboard.press("Enter")
    expect_at(page, "price")
    expect(step(page).locator("h2")).to_be_focused()


def test_start_over_forgets_what_was_entered(opened: NewPage) -> None:
    page = opened("numbers/")
    enter(page, "75")
    go_on(page)
    expect_at(page, "price")
    page.locator("[data-part=restart]").click()
    expect_at(page, "use")
    expect(field(page)).to_have_value("")
    enter(page, "20")
    expect_said(page, "You entered: 20 GB Up to 50 GB")


def test_what_was_sent_before_the_script_arrives_is_read_then(opened: NewPage) -> None:
    held: list[Route] = []
    page = opened("")
    page.route(READER, lambda route: held.append(route))  # noqa: PLW0108 - Playwright sets attributes on it
    with page.expect_request(READER):
        page.goto(page.url + "numbers/")
    field(page).fill("20")
    go_on(page)
    expect_at(page, "use")
    held[0].continue_()
    expect_at(page, "price")


def test_a_form_without_its_script_is_no_dead_end(opened: NewPage, log: list[str]) -> None:
    page = opened("")
    page.route(READER, lambda route: route.abort())
    opened_at(page, page.url + "numbers/")
    expect(page.locator("[data-part=form]")).to_have_count(0)
    step(page).get_by_role("link", name="Up to 50 GB").click()
    expect_at(page, "price")
    assert all("parts/forms.min.js" in fault for fault in log)
    log.clear()


def test_an_embedded_form_chooses_an_answer(opened: NewPage) -> None:
    page = opened("bill/")
    enter(page, "75")
    go_on(page)
    expect_at(page, "numbers--price")


@pytest.mark.parametrize(
    ("since", "shown"),
    [
        ("2026-11-22", "22 November 2026 – 22 November 2026 Both dates are the same day Within two weeks"),
        ("2026-11-08", "8 November 2026 – 22 November 2026 Between these dates: 14 days Within two weeks"),
        ("2026-10-01", "1 October 2026 – 22 November 2026 Between these dates: 52 days Earlier"),
    ],
)
def test_one_date_is_compared_with_today(opened: NewPage, since: str, shown: str) -> None:
    page = opened("days/")
    expect(step(page).locator("input")).to_have_count(1)
    enter(page, since)
    expect_said(page, shown)
    go_on(page)
    expect_at(page, "sent")


@pytest.mark.parametrize(
    ("date", "message"),
    [
        ("0026-01-10", "Check the year: write all four digits"),
        ("0202-01-10", "Check the year: write all four digits"),
        ("1986-01-10", "Check the year: write all four digits"),
        ("2062-01-10", "Check the year: write all four digits"),
        ("2026-11-23", "This date is in the future"),
        ("", "Enter a full date"),
    ],
)
def test_a_doubtful_date_is_asked_about(opened: NewPage, date: str, message: str) -> None:
    page = opened("days/")
    enter(page, date)
    expect(step(page).locator("output")).to_be_hidden()
    go_on(page)
    expect_at(page, "bought")
    expect(step(page).locator(".guide__error:visible")).to_contain_text(message)
    expect(field(page)).to_be_focused()


@pytest.mark.parametrize(("born", "leads"), [("1920-05-01", "sent"), ("1936-01-01", "end")])
def test_a_date_near_a_fixed_one_is_taken_however_long_ago(opened: NewPage, born: str, leads: str) -> None:
    page = opened("long-ago/")
    enter(page, born)
    go_on(page)
    expect_at(page, leads)


@pytest.mark.parametrize(
    ("zone", "now", "today"),
    [
        ("Pacific/Kiritimati", "2026-11-22T11:00:00Z", "23 November 2026"),
        ("Pacific/Pago_Pago", "2026-11-22T10:30:00Z", "21 November 2026"),
        ("Europe/Riga", "2026-11-22T21:59:59Z", "22 November 2026"),
        ("Europe/Riga", "2026-11-22T22:00:00Z", "23 November 2026"),
        ("America/New_York", "2026-11-01T05:30:00Z", "1 November 2026"),
    ],
)
def test_today_is_the_customers(opened: NewPage, zone: str, now: str, today: str) -> None:
    page = opened("days/", timezone_id=zone)
    page.clock.set_fixed_time(now)
    enter(page, "2026-10-01")
    said = step(page).locator("output")
    expect(said).to_contain_text(f"1 October 2026 – {today} ", use_inner_text=True)


def test_a_date_with_the_same_label_is_filled_in(opened: NewPage) -> None:
    page = opened("days/")
    enter(page, "2026-11-10")
    go_on(page)
    expect_at(page, "sent")
    first, second = step(page).locator("input").all()
    expect(first).to_have_value("2026-11-10")
    second.fill("2026-11-12")
    expect_said(page, "10 November 2026 – 12 November 2026 Between these dates: 2 days A week at most")
    kept = page.evaluate(KEPT)
    assert "2026" not in kept


def test_two_dates_of_one_question_are_never_the_same(opened: NewPage) -> None:
    page = opened("twins/")
    unfold_dates(page)
    first, second = step(page).locator("input").all()
    first.fill("2026-11-10")
    expect(second).to_have_value("")
    second.fill("2026-11-12")
    expect(first).to_have_value("2026-11-10")
    expect(step(page).locator("output b")).to_have_text("Some days")


@pytest.mark.parametrize(
    ("node", "date", "answer"),
    [
        ("ends", "2026-11-21", "It has ended"),
        ("ends", "2026-11-22", "It still runs"),
        ("law", "2026-06-30", "Before it"),
        ("law", "2026-07-01", "After the new law"),
    ],
)
def test_the_other_date_can_be_today_or_a_fixed_day(
    opened: NewPage, node: str, date: str, answer: str
) -> None:
    page = opened(f"days/#{node}")
    enter(page, date)
    expect(step(page).locator("output b")).to_have_text(answer)


def tick(page: Page, *texts: str) -> None:
    for text in texts:
        step(page).get_by_role("checkbox", name=text).check()


@pytest.mark.parametrize(
    ("ticked", "node", "told"),
    [
        (["No dial tone", "A red light"], "red", "A red light; No dial tone"),
        (["No dial tone"], "blinks", "No dial tone"),
        (["A light that blinks", "No dial tone"], "blinks", "A light that blinks; No dial tone"),
        ([], "none", "None of these"),
    ],
)
def test_the_first_that_is_ticked_leads_on(opened: NewPage, ticked: list[str], node: str, told: str) -> None:
    page = opened("ticks/")
    tick(page, *ticked)
    go_on(page)
    expect_at(page, node)
    expect(page.locator("guided-help [data-part=way] b")).to_have_text(told)
    page.reload()
    expect(page.locator("guided-help [data-part=way] b")).to_have_text(told)
    page.locator("guided-help [data-part=way] a").click()
    expect_at(page, "seen")
    for box in step(page).get_by_role("checkbox").all():
        name = box.locator("xpath=..").inner_text().strip()
        expect(box).to_be_checked(checked=name in ticked)


def test_all_that_was_ticked_is_in_the_summary(opened: NewPage) -> None:
    page = opened("ticks/")
    tick(page, "A red light", "No dial tone")
    go_on(page)
    step(page).locator("[data-answer]").click()
    step(page).get_by_role("link", name="No").click()
    expect_at(page, "help")
    expect(page.locator("[data-part=tries] li").first).to_have_text(
        "What do you see? A red light; No dial tone"
    )


def test_ticks_have_names_and_keys(opened: NewPage) -> None:
    page = opened("ticks/")
    group = step(page).get_by_role("group", name="Tick everything that fits", exact=True)
    expect(group.get_by_role("checkbox")).to_have_count(3)
    expect(step(page).get_by_role("link", name="None of these")).to_be_visible()
    expect(step(page).get_by_role("link", name="A red light")).to_be_hidden()
    field(page).focus()
    for key in ("Space", "Tab", "Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    expect_at(page, "red")


@pytest.mark.parametrize(
    "path", ["numbers/#use", "lv/numbers/#price", "ar/days/", "ticks/", "ar/ticks/", "bill/"]
)
def test_forms_are_accessible_and_fit_a_narrow_screen(opened: NewPage, path: str) -> None:
    page = opened(path, viewport={"width": 320, "height": 640})
    unfold_dates(page)
    expect(step(page).locator("form")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", ["numbers/#use", "days/#bought", "ticks/#seen"])
def test_without_a_script_there_are_plain_choices(opened: NewPage, path: str) -> None:
    page = opened(path, java_script_enabled=False)
    expect(page.locator("guided-help form")).to_have_count(0)
    section = page.locator(f"section#{path.partition('#')[2]}")
    links = section.locator("[data-answer]")
    expect(links.nth(1)).to_be_visible()
    expect(links.filter(visible=False)).to_have_count(0)
    several = section.get_by_text("Choose the first answer that fits")
    expect(several).to_have_count(int(path == "ticks/#seen"))


def test_on_paper_there_are_plain_choices(opened: NewPage) -> None:
    page = opened("ticks/")
    page.emulate_media(media="print")
    expect(step(page).locator("form")).to_be_hidden()
    expect(step(page).get_by_text("A red light").last).to_be_visible()


@pytest.mark.parametrize(
    "ticked",
    [
        [0, 3],
        [3, 0],
        [0, 0],
        [0, 2],
        [0, 99],
        [0, "3"],
        ["0"],
        {"0": 3},
        "03",
        None,
        [[0], [3]],
        [0, None],
        [1, 3],
        {"toString": 1},
    ],
)
def test_kept_ticks_are_taken_only_as_this_guide_has_them(opened: NewPage, ticked: object) -> None:
    page = opened("ticks/")
    kept = {"node": "red", "trail": [{"node": "seen", "answer": 0, "ticked": ticked}]}
    page.evaluate("kept => sessionStorage.setItem('guided-help:ticks', JSON.stringify(kept))", kept)
    page.goto(page.url.partition("#")[0] + "#red")
    page.reload()
    expect_at(page, "red")
    told = page.locator("guided-help [data-part=way] b")
    is_known = ticked in ([0, 3], [3, 0])
    expect(told).to_have_text("A red light; No dial tone" if is_known else "A red light")
