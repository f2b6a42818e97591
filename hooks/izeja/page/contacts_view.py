"""The contacts of a support step as its page shows them: links, hours in words, and hours for the script."""

from __future__ import annotations

from datetime import time
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from izeja.language.contact_ways import ContactWay
from izeja.language.hours import MINUTES_OF_DAY, DaysOff, Hours, Opening, days_of
from izeja.language.locales import dates_of, locale_of

if TYPE_CHECKING:
    from babel import Locale

_NOON = time(12)
_NAMED = {time(0): "midnight", _NOON: "noon"}
"""Times that CLDR has a word for, in some languages."""
_NAMED_TIMES = frozenset(_NAMED.values())


class Reach(NamedTuple):
    """A way to reach a contact: its channel, its link, and the site, number or address that it names."""

    channel: str
    href: str
    shown: Markup


class HoursLine(NamedTuple):
    """Some days of the week, and their times, in words; None for the whole day."""

    days: str
    times: str | None


class HoursShown(NamedTuple):
    """The hours of a contact: in words, and as the script reads them.

    `week` has each time as minutes from Monday's midnight, `off` the first and the last day of each row.
    `city` is one in the time zone.
    """

    zone: str
    week: str
    off: str
    lines: tuple[HoursLine, ...]
    closed: tuple[str, ...]
    city: str


class ContactShown(NamedTuple):
    """A contact. `ways` has the main one first."""

    key: str
    text: Markup
    ways: tuple[Reach, ...]
    hours: HoursShown | None
    note: Markup | None


def reach_of(way: ContactWay) -> Reach:
    """Return a way to reach a contact as HTML. An email address too long for its line breaks after the @."""
    return Reach(way.channel, way.href, escape(way.shown).replace("@", Markup("@<wbr>")))


def hours_shown(hours: Hours, language: str) -> HoursShown:
    """Return the hours of a contact as a language writes them."""
    return _shown(hours.time_zone, tuple(hours.lines()), hours.closed, language)


# Many steps hand over to the same contact, and CLDR's patterns are slow.
@lru_cache(maxsize=256)
def _shown(
    zone: str, lines: tuple[tuple[str, tuple[Opening, ...]], ...], closed: tuple[DaysOff, ...], language: str
) -> HoursShown:
    locale = locale_of(language)
    week = sorted(
        (day * MINUTES_OF_DAY + one.start, day * MINUTES_OF_DAY + one.end)
        for days, times in lines
        for day in days_of(days)
        for one in times
    )
    return HoursShown(
        zone,
        " ".join(f"{start}-{end}" for start, end in week),
        " ".join(f"{days.first}/{days.last}" for days in closed),
        tuple([HoursLine(_days(days, locale), _times(times, locale)) for days, times in lines]),
        tuple([_dates(days, dates_of(language)) for days in closed]),
        _city(zone, locale),
    )


def _days(written: str, locale: Locale) -> str:
    days = days_of(written)
    names = [locale.days["format"]["wide"][day] for day in dict.fromkeys((days[0], days[-1]))]
    shown = _between(names, locale)
    # It begins a line, and many languages write days in small letters.
    return shown[:1].upper() + shown[1:]


def _between(pair: list[str], locale: Locale) -> str:
    return locale.interval_formats[None].format(*pair) if len(pair) > 1 else pair[0]


def _times(times: tuple[Opening, ...], locale: Locale) -> str | None:
    from babel.lists import format_list  # noqa: PLC0415 - slow to load

    if times[0].end - times[0].start == MINUTES_OF_DAY:
        return None
    return format_list([_interval(one, locale) for one in times], locale=locale)


def _interval(opening: Opening, locale: Locale) -> str:
    from babel.dates import format_interval  # noqa: PLC0415 - as above

    ends = _time(opening.start), _time(opening.end)
    # In patterns of CLDR, `a` is the half of the day. Without it, a language has a clock of 24 hours.
    if "a" not in locale.time_formats["short"].pattern:
        return format_interval(*ends, "Hm", locale=locale)
    names = _names(locale)
    # CLDR knows no next day, and shortens what is AM twice: from 9 AM until 2 AM would be '9 - 2 AM'.
    is_short = opening.end >= MINUTES_OF_DAY and len({one.hour < _NOON.hour for one in ends}) == 1
    if is_short or not names.keys().isdisjoint(ends):
        return _between([names.get(one) or _time_in_words(one, locale) for one in ends], locale)
    return format_interval(*ends, _skeleton(*ends), locale=locale)


def _names(locale: Locale) -> dict[time, str]:
    """Return the words for 12 AM and 12 PM, since nobody is sure what these are; empty without both words."""
    periods = locale.day_periods["format"]["wide"]
    return {one: str(periods[name]) for one, name in _NAMED.items()} if periods.keys() >= _NAMED_TIMES else {}


def _time_in_words(one: time, locale: Locale) -> str:
    from babel.dates import format_skeleton  # noqa: PLC0415 - as above

    # As in intervals, a time is not broken into two lines.
    return format_skeleton(_skeleton(one), one, locale=locale).replace(" ", "\u202f")


def _skeleton(*times: time) -> str:
    """Return CLDR's name for times on a clock of twelve hours: minutes only where there are some."""
    return "hm" if any(one.minute for one in times) else "h"


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _dates(days: DaysOff, locale: Locale) -> str:
    from babel.dates import format_date, format_interval  # noqa: PLC0415 - as above

    if days.first == days.last:
        return format_date(days.first, "long", locale=locale)
    return format_interval(days.first, days.last, "yMMMd", locale=locale)


def _city(zone: str, locale: Locale) -> str:
    from babel.dates import get_timezone, get_timezone_location  # noqa: PLC0415 - as above

    return (
        zone if zone == "UTC" else get_timezone_location(get_timezone(zone), locale=locale, return_city=True)
    )
