"""What a writer most likely meant by a value that is not valid, in the form that is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from izeja.language.links import is_https
from izeja.language.names import slug_of

_DASHES = re.compile("\\s*[-\u2010-\u2015\u2212]\\s*|\\s*\\.\\.+\\s*|\\s*\u2026\\s*")
_NUMBER = r"(-?\d{1,5})(?: days?)?"
_UNIT = r"(?: ?[^\W\d_]{1,8}| ?[%\u20ac$\u00a3\u00b0]C?| )?"
_WITH_UNIT = rf"{_UNIT}(-?\d{{1,9}}(?:\.\d{{1,4}})?){_UNIT}"
_PERIODS = {"day": 1, "week": 7, "month": 30, "year": 365}
_OF_UNIT = re.compile(r"(\d{1,4}) *(day|week|month|year)s?")
_BOTH_IN = re.compile(r"(\d{1,4})( ?(?:-|\u2013|to) ?)(\d{1,4}) *((?:day|week|month|year)s?)")
_RANGES = (
    (r"(?:up to|at most|max\.?|within|until)", "<= {}", ""),
    (r"(?:at least|min\.?|from)", ">= {}", ""),
    (r"(?:more than|over|after)", "> {}", ""),
    (r"(?:less than|fewer than|under|below|before)", "< {}", ""),
    ("", "<= {}", r"(?:or (?:less|fewer)|and (?:less|fewer))"),
    ("", ">= {}", r"(?:or more|and more|\+)"),
)

SAME_KEYS = {
    "next": "to",
    "href": "url",
    "link": "url",
    "label": "text",
    "note": "hint",
    "website": "url",
    "web": "url",
    "tel": "phone",
    "telephone": "phone",
    "mobile": "phone",
    "mail": "email",
    "opening_hours": "hours",
    "office_hours": "hours",
    "timezone": "time_zone",
    "holidays": "closed",
    "min": "least",
    "minimum": "least",
    "max": "most",
    "maximum": "most",
    "precision": "decimals",
    **dict.fromkeys(("multiple", "multi", "checkboxes"), "several"),
    "from": "since",
    "to": "until",
    "units": "unit",
}
"""Keys of other places and other programs, and what is meant by them."""


def nearest(wanted: str, names: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the most similar name, None if none is similar enough."""
    # Sorted, since ties go to the first, and the order of a set differs from run to run.
    return next(iter(get_close_matches(wanted, sorted(names), n=1, cutoff=cutoff)), None)


def name_for(text: str) -> str:
    """Return the id that is most like a text; it is empty if the text has no letters."""
    return slug_of(text.lower().removesuffix(".yml"))


def date_for(text: str) -> str | None:
    """Return a date as `2026-11-22`, written in another order; two if day and month can be exchanged."""
    found = re.fullmatch(r"(\d{1,2})[./ -]+(\d{1,2})[./ -]+(\d{4})\.?", text.strip())
    if found:
        day, month, year = map(int, found.groups())
        orders = dict.fromkeys(((month, day), (day, month)) if "/" in text else ((month, day),))
    elif found := re.fullmatch(r"(\d{4})[./ ]+(\d{1,2})[./ ]+(\d{1,2})\.?|(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = map(int, filter(None, found.groups()))
        orders = {(month, day): None}
    else:
        return None
    dates = [one for month, day in orders if (one := _day(year, month, day))]
    return "' or '".join(dates) or None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def period_for(text: str) -> str | None:
    """Return a period in days: `6 months` is `180 days`."""
    found = re.fullmatch(r"(\d{1,4}) *(day|week|month|year)?s?", text.strip().lower())
    days = int(found[1]) * _PERIODS[found[2] or "day"] if found else 0
    return f"{days} days" if days else None


def days_for(text: str) -> str | None:
    """Return a range of days from one in any unit: `> 2 years` is `> 730`."""
    plain = text.lower()
    # In '1 to 2 years' both are years, in '15 to 2 years' the first number is of days.
    if found := _BOTH_IN.fullmatch(plain):
        low, between, high, unit = found.groups()
        plain = f"{low}{unit if int(low) < int(high) else ''}{between}{high}{unit}"
    return range_for(_OF_UNIT.sub(lambda one: str(int(one[1]) * _PERIODS[one[2]]), plain))


def range_for(text: str, number: str = _NUMBER) -> str | None:
    """Return a range as answers have it: `15 - 60` is `15 to 60`, `up to 14` is `<= 14`."""
    plain = re.sub("\u2264|=<", "<=", re.sub("\u2265|=>", ">=", text.strip().lower()))
    if found := re.fullmatch(rf"(<=|>=|<|>) *{number}", plain):
        return f"{found[1]} {found[2]}"
    if found := re.fullmatch(rf">= *{number} *(?:and|,|&+) *<= *{number}", plain):
        return f"{found[1]} to {found[2]}"
    if found := re.fullmatch(rf"(?:between )?{number}(?: and |{_DASHES.pattern}| to |:){number}", plain):
        low, high = sorted((found[1], found[2]), key=Decimal)
        return f"{low} to {high}"
    for before, written, after in _RANGES:
        if found := re.fullmatch(rf"{before} *{number} *{after}", plain):
            return written.format(found[1])
    return None


def number_range_for(text: str) -> str | None:
    """Return a range of numbers as answers have it: `up to 2,5 kWh` is `<= 2.5`.

    `< 1,000` is `< 1000' or '< 1.000`, since a comma before three digits may be either; a space is no point.
    """
    plain = re.sub(r"(?<=\d),(?=\d{1,2}(?!\d))", ".", _together(text))
    ways = dict.fromkeys(range_for(plain.replace(",", mark), _WITH_UNIT) for mark in ("", "."))
    found = [one for one in ways if one]
    # A reading that exchanges the bounds was not meant, if there is another.
    in_order = [one for one in found if re.sub(r"\D", "", one) == re.sub(r"\D", "", text)]
    return "' or '".join(in_order or found) or None


def decimal_for(text: str) -> str | None:
    """Return a number in digits and a point: `12,5 kWh` is `12.5`, `1 000` is `1000`."""
    found = re.fullmatch(rf"{_UNIT}(-?\d{{1,9}}(?:[.,]\d{{1,2}})?){_UNIT}", _together(text.strip()))
    return found[1].replace(",", ".") if found else None


def _together(text: str) -> str:
    """Return a text without the spaces that are between thousands: `1 000` is `1000`."""
    return re.sub(
        r"(?<!\d)(\d{1,3})((?:[ \u00a0\u202f]\d{3})+)(?!\d)", lambda one: re.sub(r"\s", "", one[0]), text
    )


def url_for(text: str) -> str | None:
    """Return the full `https://` URL that a text was probably meant to be."""
    bare = re.sub(r"^(?:https?|ttps?|htps?|hhtps?):?/*", "", text.strip(), flags=re.IGNORECASE)
    guess = f"https://{bare}".replace(" ", "%20")
    return guess if "@" not in bare and re.match(r"[\w-]+\.[\w.-]*[a-z]", bare) and is_https(guess) else None


def is_mail(text: str) -> bool:
    """Return whether a text is an e-mail address."""
    return re.fullmatch(r"(?:mailto:)?[^\s@]+@[^\s@]+\.\w+", text) is not None


def is_phone(text: str) -> bool:
    """Return whether a text is a phone number."""
    return re.fullmatch(r"(?:tel:)?[+(]?[\d ()/.-]{5,}", text) is not None
