"""Intervals against all numbers of a range, one by one."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from conftest import times
from izeja.language.ranges import Interval, Range
from izeja.proof.intervals import Gap, Overlap, gaps_and_overlaps

BOUNDS = st.integers(-6, 6)
INTERVALS = st.builds(Interval, st.none() | BOUNDS, st.none() | BOUNDS).filter(
    lambda one: one.low is None or one.high is None or one.low <= one.high
)
GRID = range(-9, 10)
DECIMALS = st.integers(-25, 25).map(lambda number: Decimal(number) / 10)


def has(interval: Interval, number: int) -> bool:
    above = interval.low is None or interval.low <= number
    return above and (interval.high is None or number <= interval.high)


@times(5)
@given(st.lists(INTERVALS, max_size=5), INTERVALS)
def test_every_number_is_judged(intervals: list[Interval], within: Interval) -> None:
    faults = list(gaps_and_overlaps(intervals, within))
    for number in GRID:
        holders = sum(has(one, number) for one in intervals)
        gap = any(isinstance(fault, Gap) and has(fault.numbers, number) for fault in faults)
        overlap = any(isinstance(fault, Overlap) and has(fault.numbers, number) for fault in faults)
        assert gap == (has(within, number) and not holders)
        assert overlap == (has(within, number) and holders > 1)


@times(5)
@given(st.lists(INTERVALS, max_size=5), INTERVALS)
def test_an_overlap_names_two_that_have_all_of_it(intervals: list[Interval], within: Interval) -> None:
    for fault in gaps_and_overlaps(intervals, within):
        if isinstance(fault, Overlap):
            assert fault.first != fault.second
            shared = [number for number in GRID if has(fault.numbers, number)]
            assert all(has(intervals[fault.first], number) for number in shared)
            assert all(has(intervals[fault.second], number) for number in shared)


@given(st.lists(INTERVALS, max_size=5), INTERVALS)
def test_no_gap_is_said_twice(intervals: list[Interval], within: Interval) -> None:
    gaps = [fault.numbers for fault in gaps_and_overlaps(intervals, within) if isinstance(fault, Gap)]
    said = Counter(number for gap in gaps for number in GRID if has(gap, number))
    assert all(count == 1 for count in said.values())


@times(5)
@given(st.none() | DECIMALS, st.none() | DECIMALS, st.booleans(), st.integers(0, 2))
def test_a_range_has_the_numbers_between_its_bounds(
    low: Decimal | None,
    high: Decimal | None,
    is_open: bool,  # noqa: FBT001 - drawn
    decimals: int,
) -> None:
    interval = Range(low, high, is_open=is_open).interval(decimals)
    for number in range(-300, 301):
        exact = Fraction(number, 10**decimals)
        above = low is None or exact > Fraction(low) or (exact == Fraction(low) and not is_open)
        below = high is None or exact < Fraction(high) or (exact == Fraction(high) and not is_open)
        assert has(interval, number) == (above and below)
