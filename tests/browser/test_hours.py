"""Whether a contact is open, as the script and zoneinfo say it: in many zones, also when clocks change."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from browser.conftest import NewPage

# Without those whose rules the browser and Python may know from different years.
ZONES = (
    *("Europe/Riga", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "UTC"),
    *("America/St_Johns", "Europe/Dublin", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Chatham"),
)
WEEK = timedelta(days=7)
# What the script shows is then the instant itself, whatever the language.
TELL = """
    async (cases) => {
        const { start } = await import("/assets/izeja/parts/hours.min.js");
        const inWords = Date.prototype.toLocaleString;
        Date.prototype.toLocaleString = function (lang, options) {
            return lang === "sv" ? inWords.call(this, lang, options) : this.toISOString();
        };
        return cases.map(([now, zone, week, off]) => {
            const marked = document.createElement("p");
            const words = { open: "open %s", always: "open", shut: "shut %s", yours: "%s yours" };
            Object.assign(marked.dataset, { zone, week, off, ...words });
            marked.lang = "en";
            Date.now = () => now;
            start(marked);
            return marked.textContent;
        });
    }
"""


class Case(NamedTuple):
    """The times of each day in minutes, the days off, and an instant."""

    zone: str
    week: dict[int, list[tuple[int, int]]]
    off: list[tuple[date, date]]
    now: datetime


def cases(count: int) -> Iterator[Case]:
    draw = random.Random(15)  # noqa: S311 - the same cases in every run
    for _ in range(count):
        now = datetime(2026, draw.randint(1, 12), draw.randint(1, 28), tzinfo=UTC)
        now += timedelta(minutes=draw.randint(0, 1440), seconds=draw.choice((0, 0, 59)))
        if draw.random() < 0.4:  # around the changes of clocks in Europe and America
            month, day = draw.choice(((3, 8), (3, 29), (10, 25), (11, 1), (4, 5), (10, 4)))
            now = datetime(2026, month, day, draw.randint(0, 23), draw.randint(0, 59), tzinfo=UTC)
        week = {day: times for day in range(7) if draw.random() < 0.7 and (times := list(_times(draw)))}
        off = [
            (first, first + timedelta(days=draw.randint(0, 9)))
            for _ in range(draw.randint(0, 2))
            for first in [now.date() + timedelta(days=draw.randint(-2, 5))]
        ]
        if week:
            yield Case(draw.choice(ZONES), _apart(week), off, now)


def _times(draw: random.Random) -> Iterator[tuple[int, int]]:
    kind = draw.random()
    if kind < 0.2:
        yield 0, 1440
    elif kind < 0.4:
        yield draw.randint(18, 23) * 60, 1440 + draw.randint(0, 5) * 60
    else:
        marks = sorted(draw.sample(range(0, 1440, 30), 4))
        yield marks[0], marks[1]
        if draw.random() < 0.5:
            yield marks[2], marks[3]


def _apart(week: dict[int, list[tuple[int, int]]]) -> dict[int, list[tuple[int, int]]]:
    """Return times of which none is still going on when the next day's begin, as the proof holds."""
    return {
        day: [(start, min(end, 1440 + week.get((day + 1) % 7, [(1440, 0)])[0][0])) for start, end in times]
        for day, times in week.items()
    }


def _minutes(week: dict[int, list[tuple[int, int]]]) -> Iterator[tuple[int, int]]:
    for day, times in sorted(week.items()):
        yield from ((day * 1440 + start, day * 1440 + end) for start, end in times)


def is_open(case: Case, wall: datetime) -> bool:
    for day in (wall.date(), wall.date() - timedelta(days=1)):
        midnight = datetime.combine(day, datetime.min.time())
        if not any(first <= day <= last for first, last in case.off):
            for start, end in case.week.get(day.weekday(), ()):
                if midnight + timedelta(minutes=start) <= wall < midnight + timedelta(minutes=end):
                    return True
    return False


def expected(case: Case) -> str | None:
    """Return what the script has to say; None if the clocks show the time of the change twice, or never."""
    zone = ZoneInfo(case.zone)
    wall = case.now.astimezone(zone).replace(tzinfo=None, second=case.now.second)
    minute = wall.replace(second=0)
    now_open = is_open(case, wall)
    for step in range(1, 1440 * 40):
        later = minute + timedelta(minutes=step)
        if later.minute in (0, 30) and is_open(case, later) != now_open:
            if now_open and later - wall > WEEK:
                return "open"
            local = later.replace(tzinfo=zone)
            if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != later or (
                local.utcoffset() != local.replace(fold=1).utcoffset()
            ):
                return None
            told = local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:00.000Z")
            return f"{'open' if now_open else 'shut'} {told}"
    return "open" if now_open else ""


def test_the_script_says_what_zoneinfo_says(new_page: NewPage) -> None:
    every = list(cases(1500))
    page = new_page(timezone_id="Asia/Tokyo")
    page.goto("")
    asked: list[Any] = [
        [
            one.now.timestamp() * 1000,
            one.zone,
            " ".join(f"{start}-{end}" for start, end in _minutes(one.week)),
            " ".join(f"{first}/{last}" for first, last in one.off),
        ]
        for one in every
    ]
    told = [text.replace(" yours", "").replace("tomorrow, ", "") for text in page.evaluate(TELL, asked)]
    compared = 0
    for case, said in zip(every, told, strict=True):
        right = expected(case)
        if right is not None:
            compared += 1
            assert said == right, case
    assert compared > 1200


IN_WORDS = """
    async ([language, now]) => {
        const { start } = await import("/assets/izeja/parts/hours.min.js");
        const marked = document.createElement("p");
        Object.assign(marked.dataset, { zone: "UTC", week: "540-1020", off: "", shut: "%s", yours: "%s" });
        marked.lang = language;
        Date.now = () => Date.parse(now);
        start(marked);
        return marked.textContent;
    }
"""


@pytest.mark.parametrize(
    ("language", "words"),
    [
        # In the order of other dates on the page, with the halves of a day as in the list of hours.
        ("en", "Monday 30 November at 9 AM"),
        ("en-US", "Monday, November 30 at 9 AM"),
    ],
)
def test_a_day_is_written_as_other_dates_of_the_page(new_page: NewPage, language: str, words: str) -> None:
    page = new_page(timezone_id="UTC")
    page.goto("en/")
    said = page.evaluate(IN_WORDS, [language, "2026-11-26T10:00:00Z"])
    assert said.replace("\u202f", " ").replace("\xa0", " ") == words
