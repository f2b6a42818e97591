"""The hours in which a contact answers: days of the week, times of the day, days off and a time zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema

from izeja.language.corrections import nearest
from izeja.language.entry import Entry
from izeja.language.fields import iso_date
from izeja.language.refusal import refusal

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MINUTES_OF_DAY = 24 * 60

_TIME = r"([01]?\d|2[0-4]):([0-5]\d)"
_RANGE = re.compile(rf"{_TIME} ?[-\u2013] ?{_TIME}")
_DATE = r"\d{4}-\d{2}-\d{2}"
_LOOSE_TIME = r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(a\.?m\.?|p\.?m\.?)?"
_LOOSE_RANGE = re.compile(
    rf"(?:from )?{_LOOSE_TIME}\s*(?:-|\u2013|\u2014|to|until)\s*{_LOOSE_TIME}", re.IGNORECASE
)
_LOOSE_DAYS = re.compile(rf"({_DATE})\s*(?:-|\u2013|\u2014|until|\.\.)\s*({_DATE})")
_SPAN = re.compile(r"(\w+)\s*(?:-|\u2013|to|until)\s*(\w+)", re.IGNORECASE)
# What browsers know; a computer has more names, such as `localtime`.
_ZONE = re.compile(
    "UTC|(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+"
)


_USUAL_TIME = "write hours and minutes, from 0:00 to 24:00: '9:00-18:00'"
_SHORTEST_CITY = 5
"""Shorter names of time zones are abbreviations, like `EST`, or too like many others."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Some time of a day, in minutes from its midnight; the end may be on the day after."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{_time(self.start)}-{_time((self.end - 1) % MINUTES_OF_DAY + 1)}"


def _time(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


class DaysOff(NamedTuple):
    """Days in a row on which nobody answers, the last one included."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first} to {self.last}" if self.first < self.last else str(self.first)


def days_of(written: str) -> tuple[int, ...]:
    """Return the days that a key of `weekly` names, each as its place in the week."""
    first, _, last = written.partition("-")
    begin, end = DAYS.index(first), DAYS.index(last or first)
    # `sunday-thursday` goes on from the end of the week.
    return tuple((begin + number) % 7 for number in range((end - begin) % 7 + 1))


def _days(text: str) -> str:
    first, dash, last = text.partition("-")
    if first in DAYS and (not dash or (last in DAYS and last != first)):
        return text
    message = "'{text}' is not a day like 'monday', or several like 'monday-friday'"
    raise refusal(message, text, _days_for(text))


def _days_for(text: str) -> str:
    plain = text.strip().lower()
    if plain in ("daily", "everyday", "every day", "all", "mon-sun", "always"):
        return "write 'monday-sunday'"
    if plain in ("weekdays", "workdays", "working days"):
        return "write 'monday-friday'"
    if plain in ("weekend", "weekends"):
        return "write 'saturday-sunday'"
    if re.search("[,;&]|\\band\\b", plain):
        return "write a line for each of these days"
    span = _SPAN.fullmatch(plain)
    found = [_day_for(one) for one in (span.groups() if span else (plain,))]
    named = [one for one in found if one]
    if len(named) < len(found):
        return "write the days in English: 'monday', 'saturday-sunday'"
    return f"write '{'-'.join(dict.fromkeys(named))}'"


def _day_for(text: str) -> str | None:
    begins = [day for day in DAYS if len(text) > 1 and day.startswith(text.rstrip("."))]
    return begins[0] if len(begins) == 1 else nearest(text, DAYS)


def _opening(text: Any) -> Any:
    if not (opening := _opening_of(text)):
        hint = _opening_for(text) if isinstance(text, str) else _USUAL_TIME
        raise refusal("'{text}' is not a time like '9:00-18:00'", text, hint)
    if opening.start == opening.end:
        hint = "write '0:00-24:00' for the whole day"
        raise refusal("'{text}' ends when it begins", text, hint)
    return opening


def _opening_of(text: Any) -> Opening | None:
    found = _RANGE.fullmatch(text.strip()) if isinstance(text, str) else None
    if not found:
        return None
    start, end = (int(found[at]) * 60 + int(found[at + 1]) for at in (1, 3))
    if max(start, end) > MINUTES_OF_DAY or start == MINUTES_OF_DAY:
        return None
    return Opening(start, end + MINUTES_OF_DAY if end < start else end)


def _opening_for(text: str) -> str:
    plain = text.strip().lower()
    if plain in ("closed", "none", "no", "-", "false"):
        return "leave out days on which nobody answers"
    if re.fullmatch(r"(?:24 ?/ ?7|24 ?h(?:ours?)?|all day|always|open)", plain):
        return "write '0:00-24:00'"
    if re.search("[,;&]|\\band\\b", plain):
        pieces = [_LOOSE_RANGE.fullmatch(one.strip()) for one in re.split("[,;&]|\\band\\b", plain)]
        written = [f'"{one}"' for piece in pieces if piece and (one := _range_of(piece))]
        return f"write a list: [{', '.join(written)}]" if len(written) == len(pieces) else "write a list"
    found = _LOOSE_RANGE.fullmatch(plain)
    better = _range_of(found) if found else None
    return f"write '{better}'" if better else _USUAL_TIME


def _range_of(found: re.Match[str]) -> str | None:
    hours = [_hour(int(found[at]), found[at + 2] or "") for at in (1, 4)]
    minutes = [found[at] or "00" for at in (2, 5)]
    written = "-".join(f"{hour}:{minute}" for hour, minute in zip(hours, minutes, strict=True))
    return written if _opening_of(written) else None


def _hour(hour: int, half: str) -> int:
    if not half:
        return hour
    return hour % 12 + (12 if half.startswith("p") else 0)


def _days_off(text: Any) -> Any:
    first, to, last = text.partition(" to ") if isinstance(text, str) else (text, "", "")
    if isinstance(text, str) and (found := _LOOSE_DAYS.fullmatch(text)):
        hint = f"write '{found[1]} to {found[2]}'"
        raise refusal("'{text}' is not a range of days", text, hint)
    days = DaysOff(iso_date(first), iso_date(last if to else first))
    if days.last < days.first:
        message = "the days of '{text}' are the wrong way round"
        hint = f"write '{days.last} to {days.first}'"
        raise refusal(message, text, hint)
    return days


@cache
def zones() -> frozenset[str]:
    """Return the names of all time zones, which a computer may lack."""
    from importlib.resources import files  # noqa: PLC0415 - only for a library with hours

    every = files("tzdata").joinpath("zones").read_text("ascii").split()
    return frozenset(filter(_ZONE.fullmatch, every))


def _zone(text: str) -> str:
    text = text.strip()
    if text in zones():
        return text
    raise refusal("'{text}' is not the name of a time zone", text, _zone_for(text))


def _zone_for(text: str) -> str:
    plain = text.casefold().replace(" ", "_")
    by_name = {zone.casefold(): zone for zone in sorted(zones())}
    cities = {name.rpartition("/")[2]: zone for name, zone in by_name.items()}
    found = by_name.get(plain) or cities.get(plain.rpartition("/")[2])
    # `EST` is like no city, even those that have its letters.
    is_short = len(plain) < _SHORTEST_CITY
    for names in (by_name, cities):
        # Most names that writers make up are those of countries, and like no city.
        for close in () if found or is_short else get_close_matches(plain, names, n=1, cutoff=0.85):
            return f"did you mean '{names[close]}'?"
    return f"write '{found}'" if found else "write a city in the zone, like 'Europe/Riga'"


_A_DAY = f"({'|'.join(DAYS)})"
DaysText = Annotated[
    str,
    AfterValidator(_days),
    WithJsonSchema({"type": "string", "pattern": f"^{_A_DAY}(-{_A_DAY})?$"}),
]
OpeningText = Annotated[
    Opening,
    BeforeValidator(_opening),
    WithJsonSchema({"type": "string", "pattern": f"^{_RANGE.pattern}$", "examples": ["9:00-18:00"]}),
]
Openings = Annotated[
    Annotated[OpeningText, Tag("one")]
    | Annotated[Annotated[tuple[OpeningText, ...], Field(min_length=1)], Tag("list")],
    Discriminator(lambda value: "list" if isinstance(value, list | tuple) else "one"),
]
DaysOffText = Annotated[
    DaysOff,
    BeforeValidator(_days_off),
    WithJsonSchema(
        {"type": "string", "pattern": f"^{_DATE}( to {_DATE})?$", "examples": ["2026-12-24 to 2026-12-26"]}
    ),
]
TimeZone = Annotated[str, AfterValidator(_zone)]


class Hours(Entry):
    """When a contact answers."""

    time_zone: TimeZone
    """The time zone of the times, by a city: `Europe/Riga`. Daylight saving is taken into account."""
    weekly: Annotated[dict[DaysText, Openings], Field(min_length=1)]
    """The times for each day, or several days: `monday-friday: "9:00-18:00"`. A list has breaks between its
    times. A time that ends before it begins ends on the next day. Days without a line are closed."""
    closed: tuple[DaysOffText, ...] = ()
    """Dates on which nobody answers: `2026-12-24`, or several in a row: `2026-12-24 to 2026-12-26`."""

    def lines(self) -> Iterator[tuple[str, tuple[Opening, ...]]]:
        """Yield the days of each line as they are written, and their times in order."""
        for days, times in self.weekly.items():
            yield days, tuple(sorted((times,) if isinstance(times, Opening) else times, key=_start))


def _start(opening: Opening) -> int:
    return opening.start
