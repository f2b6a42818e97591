"""Rules for what answers cover: days, numbers, or what customers tick. Each yields its problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from izeja.language.inputs import Dates, Number
from izeja.language.nodes import Question
from izeja.language.ranges import Interval, decimal_digits, decimals_of, in_digits
from izeja.library.library import Library
from izeja.problems.problem import Position, Problem, Related
from izeja.proof.intervals import Overlap, gaps_and_overlaps


class _Asked(NamedTuple):
    """A question, and where its keys and values are in the file."""

    node: Question
    key: Callable[..., Position]
    value: Callable[..., Position]


def what_answers_cover(library: Library) -> Iterator[Problem]:
    """Yield every mistake in what the answers to questions cover: days, numbers, or what customers tick."""
    for tree_id, tree in library.trees.items():
        for node_id, node in tree.nodes.items():
            if isinstance(node, Question):
                source = library.source_of(tree_id)
                at = ("nodes", node_id)
                yield from _rules(_Asked(node, partial(source.key, *at), partial(source.value, *at)))


def _rules(asked: _Asked) -> Iterator[Problem]:
    node = asked.node
    misplaced = list(_misplaced(asked))
    yield from misplaced
    if misplaced:
        return
    if (second := _second_form(node)) is not None:
        message = f"a question cannot have '{second[0]}' and '{second[1]}'"
        hint = "delete one of the two, or make it two questions"
        yield Problem("unknown-key", message, asked.key(second[1]), hint)
    elif node.dates is not None:
        yield from _dates(asked, node.dates)
    elif node.number is not None:
        yield from _number(asked, node.number)
    elif node.several:
        yield from _several(asked)


_NEEDS = {"days": ("dates", "dates:"), "range": ("number", "number:"), "none": ("several", "several: true")}
"""The keys of answers, each with the key that the question then has, and how that is written."""

_INSTEAD = {"days": "range", "range": "days"}


def _misplaced(asked: _Asked) -> Iterator[Problem]:
    """`unknown-key`: answers have only what fits their question."""
    for index, answer in enumerate(asked.node.answers):
        if answer.days is None and answer.range is None and not answer.none:
            continue
        for key, (wanted, written) in _NEEDS.items():
            if getattr(answer, key) not in (None, False) and getattr(asked.node, wanted) in (None, False):
                message = f"only a question with '{wanted}' can have answers with '{key}'"
                hint = f"add '{written}' to the question, or delete this key"
                if (instead := _INSTEAD.get(key)) and getattr(asked.node, _NEEDS[instead][0]) is not None:
                    hint = f"write '{instead}' in place of '{key}'"
                yield Problem("unknown-key", message, asked.value("answers", index, key), hint)


def _second_form(node: Question) -> tuple[str, str] | None:
    """Return two of the keys of a question that cannot be together."""
    there = [key for key in ("dates", "number", "several", "asks") if getattr(node, key) not in (None, False)]
    return (there[0], there[1]) if len(there) > 1 else None


def _dates(asked: _Asked, dates: Dates) -> Iterator[Problem]:
    """`uncovered-days`, `overlapping-days`: a date question has one answer for every number of days."""
    if not dates.labels:
        message = "neither 'since' nor 'until' asks for a date"
        hint = "replace the date that the customer enters with its label: 'The day on which you bought it'"
        yield Problem("invalid-value", message, asked.key("dates"), hint)
        return
    covered = _Covered(
        asked="dates",
        key="days",
        of=[answer.days for answer in asked.node.answers],
        within=dates.within,
        every="any number of days",
        none="with 'until: today', no number of days is below 0, so no customer gets this answer",
    )
    yield from _for_nobody(asked, covered)
    for fault in _faults(asked, covered, _days):
        if fault.is_overlap:
            yield Problem("overlapping-days", fault.message, fault.at, _EACH_DAY, fault.related)
        else:
            yield Problem("uncovered-days", fault.message, fault.at, _EACH_DAY, fault.related)


_EACH_DAY = "exactly one answer must cover each number of days"


def _number(asked: _Asked, number: Number) -> Iterator[Problem]:
    """`uncovered-range`, `overlapping-range`: a number question has one answer for every number."""
    wrong = list(_bounds(asked, number))
    yield from wrong
    if wrong:
        return
    places = number.places
    bounds = f"{decimal_digits(number.least)} to {decimal_digits(number.most)}"
    covered = _Covered(
        asked="number",
        key="range",
        of=[answer.range.interval(places) if answer.range else None for answer in asked.node.answers],
        within=Interval(*(int(bound.scaleb(places)) for bound in (number.least, number.most))),
        every=f"any number from {bounds}",
        none=f"no number from {bounds} is in this range, so no customer gets this answer",
    )
    yield from _for_nobody(asked, covered)
    hint = f"exactly one answer must cover each number from {bounds}"
    hint += f", in steps of {in_digits(1, places)}" if places else ""
    for fault in _faults(asked, covered, partial(_numbers, places=places)):
        if fault.is_overlap:
            yield Problem("overlapping-range", fault.message, fault.at, hint, fault.related)
        else:
            yield Problem("uncovered-range", fault.message, fault.at, hint, fault.related)


def _bounds(asked: _Asked, number: Number) -> Iterator[Problem]:
    """`invalid-value`: the numbers of a question fit each other."""
    if number.unit is not None and number.currency is not None:
        message, hint = "a number cannot have a 'unit' and a 'currency'", "delete one of the two"
        yield Problem("invalid-value", message, asked.key("number", "unit"), hint)
    for key in ("least", "most"):
        if key in number.model_fields_set:
            yield from _too_exact(number, getattr(number, key), asked.value("number", key))
    if number.least >= number.most:
        hint = "write the smallest number that a customer can enter as 'least', and the largest as 'most'"
        message = f"'most' is {decimal_digits(number.most)}, and 'least' is {decimal_digits(number.least)}"
        yield Problem("invalid-value", message, asked.value("number", "most"), hint)
        return
    for index, answer in enumerate(asked.node.answers):
        place = partial(asked.value, "answers", index, "range")
        for bound in answer.range.bounds if answer.range else ():
            yield from _too_exact(number, bound, place())
            if bound < number.least or bound > number.most:
                key, than = ("least", "less") if bound < number.least else ("most", "more")
                message = f"{decimal_digits(bound)} is {than} than a customer can enter"
                hint = f"change it, or '{key}: {decimal_digits(getattr(number, key))}' of the question"
                yield Problem("invalid-value", message, place(), hint)


def _too_exact(number: Number, found: Decimal, place: Position) -> Iterator[Problem]:
    if (decimals := decimals_of(found)) > number.places:
        only = f"only {_counted(number.places)}" if number.places else "no decimals"
        message = f"{decimal_digits(found)} has {_counted(decimals)}; a customer can enter {only}"
        yield Problem(
            "invalid-value", message, place, f"round it, or write 'decimals: {decimals}' in 'number'"
        )


def _counted(decimals: int) -> str:
    return "1 decimal" if decimals == 1 else f"{decimals} decimals"


def _several(asked: _Asked) -> Iterator[Problem]:
    """`missing-key`, `invalid-value`: one answer is for customers who tick nothing."""
    none = [index for index, answer in enumerate(asked.node.answers) if answer.none]
    if not none:
        message = "no answer to this question is for customers who tick nothing"
        hint = "add 'none: true' to one answer, such as 'None of these'"
        yield Problem("missing-key", message, asked.key("several"), hint)
    for index in none[1:]:
        related = (Related("the other answer", asked.value("answers", none[0], "none")),)
        message, hint = "two answers are for customers who tick nothing", "delete this line, or the other one"
        yield Problem("invalid-value", message, asked.value("answers", index, "none"), hint, related)


class _Covered(NamedTuple):
    """What the answers to a question cover, None for one that covers nothing by itself.

    `asked` is the key of the question, and `key` that of answers. `within` are the numbers that customers can
    enter. `every` names all of them, and `none` says that an answer covers none of them.
    """

    asked: str
    key: str
    of: Sequence[Interval | None]
    within: Interval
    every: str
    none: str


class _Fault(NamedTuple):
    """What no answer covers, or two answers cover."""

    is_overlap: bool
    message: str
    at: Position
    related: tuple[Related, ...]


def _for_nobody(asked: _Asked, covered: _Covered) -> Iterator[Problem]:
    """`invalid-value`: no answer covers only what customers cannot enter."""
    for index, interval in enumerate(covered.of):
        if interval is not None and _is_outside(interval, covered.within):
            hint = "delete this answer, or change its range"
            yield Problem("invalid-value", covered.none, asked.value("answers", index, covered.key), hint)


def _faults(asked: _Asked, covered: _Covered, shown: Callable[[Interval], str]) -> Iterator[_Fault]:
    """Yield what no answer covers and what two answers cover; `shown` puts numbers into words."""
    answers = partial(asked.value, "answers")
    parts = [(interval, index) for index, interval in enumerate(covered.of) if interval is not None]
    without = tuple(
        Related(f"this answer has no '{covered.key}'", answers(index))
        for index, interval in enumerate(covered.of)
        if interval is None
    )
    for fault in gaps_and_overlaps([interval for interval, _ in parts], covered.within):
        if isinstance(fault, Overlap):
            second, first = (answers(parts[one][1], covered.key) for one in (fault.second, fault.first))
            message = f"two answers cover {shown(fault.numbers)}"
            yield _Fault(
                is_overlap=True, message=message, at=second, related=(Related("the other answer", first),)
            )
        else:
            what = covered.every if fault.numbers == covered.within else shown(fault.numbers)
            yield _Fault(
                is_overlap=False,
                message=f"no answer covers {what}",
                at=asked.key(covered.asked),
                related=without,
            )


def _is_outside(interval: Interval, within: Interval) -> bool:
    lows = [bound for bound in (interval.low, within.low) if bound is not None]
    highs = [bound for bound in (interval.high, within.high) if bound is not None]
    return bool(lows and highs) and max(lows) > min(highs)


def _days(days: Interval) -> str:
    if days.low == days.high:
        return "1 day" if days.low == 1 else f"{days.low} days"
    if days.low is None:
        return f"{days.high} days or fewer"
    if days.high is None:
        return f"{days.low} days or more"
    return f"{days.low} to {days.high} days"


def _numbers(numbers: Interval, places: int) -> str:
    # What customers can enter has two bounds, and so has every part of it.
    low, high = (in_digits(bound or 0, places) for bound in (numbers.low, numbers.high))
    return low if low == high else f"{low} to {high}"
