"""What somebody enters at a question that asks for dates, a number or ticks: the answer that it leads to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from izeja.authoring.overview.typed_numbers import readings_of
from izeja.language.nodes import Question
from izeja.language.ranges import in_digits
from izeja.page.forms_view import DatesForm, Form, NumberForm, bounds_of

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4})\.?", re.ASCII)


class EntryError(Exception):
    """What was entered leads to no answer; the message says what to enter."""


def entered(question: Question, form: Form, text: str, today: date) -> tuple[int, ...]:
    """Return the answer to a question that asks for something, or all answers that were ticked.

    Args:
        question: it has answers that cover whatever can be entered.
        form: what it asks for.
        text: what was entered.
        today: the day that dates are compared with.

    Raises:
        EntryError: it is nothing that the page would take.
    """
    match form:
        case DatesForm():
            return (_covering(question, _days(form, text, today)),)
        case NumberForm():
            return (_covering(question, _number(form, text)),)
        case _:
            return _ticked(question, text)


def prompt_of(form: Form) -> str:
    """Return what to enter, in English, with the labels that customers read."""
    match form:
        case DatesForm():
            labels = ", ".join(field.label.striptags() for field in form.fields)
            return f"{'a date' if len(form.fields) == 1 else 'two dates'} such as 2026-11-30 ({labels})"
        case NumberForm():
            label = form.label.striptags()
            return f"a number from {form.least} to {form.most}{form.suffix} ({label})"
        case _:
            return "the numbers of all answers that fit, such as 1 3; nothing, if none does"


def _covering(question: Question, number: int) -> int:
    for index, answer in enumerate(question.answers):
        bounds = bounds_of(question, answer)
        if bounds and _number_of(bounds.low) <= number <= _number_of(bounds.high):
            return index
    # Only a library with problems has gaps.
    raise EntryError("no answer covers that; choose an answer yourself, such as #1")


def _number_of(bound: str) -> float:
    return float(bound.replace("Infinity", "inf"))


def _days(form: DatesForm, text: str, today: date) -> int:
    words = [one for one in re.split(r"[\s,;]+", text) if one]
    if len(words) != len(form.fields):
        message = f"type {prompt_of(form)}"
        raise EntryError(message)
    dates = iter([_date(word, form, today) for word in words])
    since, until = (_fixed(end, today) or next(dates) for end in (form.since, form.until))
    return (until - since).days


def _date(word: str, form: DatesForm, today: date) -> date:
    found = _DAY.fullmatch(word)
    if word == "today":
        return today
    try:
        parts = [int(one) for one in found.groups() if one] if found else []
        # A year is first or last, and never short.
        entered_day = date(*(parts if word[4:5] == "-" else parts[::-1]))
    except (TypeError, ValueError):
        message = f"'{word}' is not a day; write it as 2026-11-30 or 30.11.2026"
        raise EntryError(message) from None
    since, until = (_fixed(end, today) or today for end in (form.since, form.until))
    if abs((entered_day - today).days) > form.far + abs((since - until).days):
        message = f"check the year of '{word}'; if it is right, choose an answer yourself"
        raise EntryError(message)
    if form.until == "today" and entered_day > today:
        message = f"'{word}' is still to come; check it, or choose an answer yourself"
        raise EntryError(message)
    return entered_day


def _fixed(end: str | None, today: date) -> date | None:
    if end is None:
        return None
    return today if end == "today" else date.fromisoformat(end)


def _number(form: NumberForm, text: str) -> int:
    found = readings_of(text, form)
    if found.is_sure:
        return found.numbers[0]
    if found.numbers:
        meant = " or ".join(in_digits(one, form.decimals) for one in found.numbers)
        message = f"do you mean {meant}? Write it without separators"
        raise EntryError(message)
    message = f"type {prompt_of(form)}"
    raise EntryError(message)


def _ticked(question: Question, text: str) -> tuple[int, ...]:
    words = [one for one in re.split(r"[\s,;]+", text) if one]
    numbers = sorted({int(one) - 1 for one in words if re.fullmatch(r"\d{1,4}", one, re.ASCII)})
    if len(numbers) != len(set(words)) or not _are_answers(numbers, question):
        message = f"type numbers from 1 to {len(question.answers)} with spaces between; nothing, if none fits"
        raise EntryError(message)
    ticked = tuple(one for one in numbers if not question.answers[one].none)
    return ticked or tuple(index for index, one in enumerate(question.answers) if one.none)[:1]


def _are_answers(numbers: Sequence[int], question: Question) -> bool:
    return all(0 <= number < len(question.answers) for number in numbers)
