"""What a list of intervals leaves out of a range of whole numbers, and what it has twice."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from izeja.language.ranges import Interval


class Gap(NamedTuple):
    """Numbers that no interval has."""

    numbers: Interval


class Overlap(NamedTuple):
    """Numbers that two intervals have, and which ones these are."""

    numbers: Interval
    second: int
    first: int


def gaps_and_overlaps(intervals: Sequence[Interval], within: Interval) -> Iterator[Gap | Overlap]:
    """Yield every reason why a number in a range is not in exactly one of some intervals.

    Args:
        intervals: the parts of the range, in any order; what is outside of the range does not count.
        within: the range.
    """
    # All arithmetic is with whole numbers, which are exact; the infinities only take part in comparisons.
    first, last = _low(within), _high(within)
    parts = [(max(_low(one), first), min(_high(one), last), index) for index, one in enumerate(intervals)]
    covered = first - 1
    widest = -1
    # Sorted by where they begin, one pass finds everything. The index keeps ties in the order of the file.
    for low, high, index in sorted(part for part in parts if part[0] <= part[1]):
        if widest >= 0 and low <= covered:
            yield Overlap(_interval(low, min(covered, high)), index, widest)
        # Whole numbers: what ends at 2 and what begins at 3 touch.
        elif low > covered + 1:
            yield Gap(_interval(covered + 1, low - 1))
        # An interval inside an earlier one must not shorten what that one covers.
        if widest < 0 or high > covered:
            covered, widest = high, index
    if covered < last:
        yield Gap(_interval(covered + 1, last))


def _low(interval: Interval) -> float:
    return -math.inf if interval.low is None else interval.low


def _high(interval: Interval) -> float:
    return math.inf if interval.high is None else interval.high


def _interval(low: float, high: float) -> Interval:
    return Interval(_whole(low), _whole(high))


def _whole(bound: float) -> int | None:
    return None if math.isinf(bound) else int(bound)
