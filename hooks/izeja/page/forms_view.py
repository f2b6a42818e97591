"""What a question asks to be entered, as its page shows it: dates, a number, or ticks beside its answers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from unicodedata import category

from babel.numbers import (
    format_currency,
    format_decimal,
    get_currency_name,
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
)
from markupsafe import Markup, escape

from izeja.language.inputs import Dates, Moment, Number
from izeja.language.locales import locale_of
from izeja.language.nodes import Answer, Question
from izeja.language.ranges import Interval


class Bounds(NamedTuple):
    """What an answer covers, each bound as JavaScript's `Number` reads it: `-Infinity` and `Infinity` too."""

    low: str
    high: str


class DateField(NamedTuple):
    """A date to be entered: the name of its field, and its label."""

    name: str
    label: Markup


class DatesForm(NamedTuple):
    """Dates to be entered. `since` and `until` are those that are not: a day, or `today`.

    A date that is more than `far` days away from today is probably mistyped, unless a fixed day is as far.
    """

    fields: tuple[DateField, ...]
    since: str | None
    until: str | None
    far: int
    kind: str = "dates"


class NumberForm(NamedTuple):
    """A number to be entered. `low` and `high` count its last decimal; `least` and `most` say the same.

    `unit` is beside the field: the unit, or the sign of the currency; empty if there is none. The script
    writes the number with `digits`, options of `Intl.NumberFormat`, and `suffix`. `mark` separates decimals,
    and `group` thousands.
    `words` is a pattern of what customers may write beside the number.
    """

    label: Markup
    unit: Markup
    suffix: str
    digits: str
    decimals: int
    low: int
    high: int
    least: str
    most: str
    mark: str
    group: str
    words: str
    kind: str = "number"


class TicksForm(NamedTuple):
    """Answers to be ticked."""

    kind: str = "several"


_FAR = 7305
"""Twenty years, in days; answers themselves may reach farther."""
_EVERY_PLURAL = (0, 1, 2, 5, 10, 1.5)
"""Amounts beside which a name has every form that a language has."""
Form = DatesForm | NumberForm | TicksForm


def form_of(node: Question, language: str, line: Callable[..., Markup]) -> Form | None:
    """Return what a question asks to be entered; None if its answers are plain choices.

    Args:
        node: the question.
        language: of the page.
        line: makes HTML of a line; takes its text, and its place in the node.
    """
    if node.dates is not None:
        return _dates(node, node.dates, line)
    if node.number is not None:
        return _number(node.number, language, line)
    return TicksForm() if node.several else None


def bounds_of(node: Question, answer: Answer) -> Bounds | None:
    """Return what an answer covers; None if customers can only choose it themselves."""
    interval = answer.days
    if node.number is not None and answer.range is not None:
        interval = answer.range.interval(node.number.places)
    return _bounds(interval) if interval else None


def _bounds(interval: Interval) -> Bounds:
    # The script turns them into numbers, and JavaScript reads these two words as such.
    low = "-Infinity" if interval.low is None else str(interval.low)
    return Bounds(low, "Infinity" if interval.high is None else str(interval.high))


def _dates(node: Question, dates: Dates, line: Callable[..., Markup]) -> DatesForm:
    moments = {"since": dates.since, "until": dates.until}
    fields = tuple(
        DateField(name, line(label, "dates", name))
        for name, label in moments.items()
        if isinstance(label, str)
    )
    days = [answer.days for answer in node.answers if answer.days is not None]
    reach = max((abs(bound) for one in days for bound in (one.low, one.high) if bound is not None), default=0)
    return DatesForm(fields, _fixed(dates.since), _fixed(dates.until), far=_FAR + reach)


def _fixed(moment: Moment) -> str | None:
    if isinstance(moment, str):
        return None
    return moment.isoformat() if isinstance(moment, date) else moment.value


def _number(number: Number, language: str, line: Callable[..., Markup]) -> NumberForm:
    places = number.places
    low, high = (int(bound.scaleb(places)) for bound in (number.least, number.most))
    digits: dict[str, str | int] = {"maximumFractionDigits": places}
    unit = line(number.unit, "number", "unit") if number.unit else Markup()
    names = {unit.striptags()} if unit else set()
    if number.currency:
        digits |= {"style": "currency", "currency": number.currency, "minimumFractionDigits": places}
        unit = escape(get_currency_symbol(number.currency, locale_of(language)))
        names = _names_of(number.currency, language)
    return NumberForm(
        label=line(number.label, "number", "label"),
        unit=unit,
        suffix=f" {unit.striptags()}" if number.unit else "",
        digits=json.dumps(digits),
        decimals=places,
        low=low,
        high=high,
        least=_in_words(number.least, number, language),
        most=_in_words(number.most, number, language),
        # Of the language's own digits, as the browser writes them; Babel would take those of Latin script.
        mark=get_decimal_symbol(locale_of(language), numbering_system="default"),
        group=get_group_symbol(locale_of(language), numbering_system="default"),
        words=_pattern(names),
    )


def _names_of(currency: str, language: str) -> set[str]:
    """Return what customers call a currency: its code, its sign, and its name, `US dollars` or `dollars`."""
    names = {currency}
    for locale in (locale_of(language), locale_of("en")):
        full = {get_currency_name(currency, count, locale) for count in (None, *_EVERY_PLURAL)}
        names |= {
            get_currency_symbol(currency, locale),
            *full,
            *(word for name in full for word in name.split()),
        }
    return names


def _pattern(names: Iterable[str]) -> str:
    """Return a pattern of JavaScript for any of some names, the longest first."""
    plain = {" ".join("".join(char for char in name if category(char) != "Cf").split()) for name in names}
    longest_first = sorted(plain, key=lambda name: (-len(name), name))
    return "|".join(re.sub(r"[\\^$.*+?()[\]{}|]", r"\\\g<0>", name) for name in longest_first)


def _in_words(amount: Decimal, number: Number, language: str) -> str:
    """Return a number as a language writes it, with all its decimals, which shows how many it can have."""
    locale = locale_of(language)
    form = locale.currency_formats["standard"] if number.currency else locale.decimal_formats[None]
    decimals = f"0.{'0' * number.places}".rstrip(".")
    # CLDR's pattern, such as `#,##0.###`, has as many decimals as are usual, and not those of the question.
    pattern = re.sub(r"(?<=[#,])0(?:\.[0#]+)?", decimals, form.pattern)
    if number.currency:
        return format_currency(
            amount,
            number.currency,
            pattern,
            locale,
            currency_digits=False,
            numbering_system="default",
        )
    return format_decimal(amount, pattern, locale, numbering_system="default")
