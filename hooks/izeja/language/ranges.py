"""Ranges of numbers, as answers have them: read exactly, and compared as whole numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import partial
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

DAY = r"-?\d{1,5}"
"""A number of days, as a pattern."""
NUMBER = r"-?\d{1,9}(?:\.\d{1,4})?"
"""A number that a question can ask for: with all its decimals, JavaScript counts it exactly, too."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Whole numbers, both bounds included; None is no bound."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Range:
    """Exact numbers; None is no bound. An open range leaves out its bound: `< 2` has no 2."""

    low: Decimal | None
    high: Decimal | None
    is_open: bool = False

    @property
    def bounds(self) -> tuple[Decimal, ...]:
        """The bounds that are written."""
        return tuple(bound for bound in dict.fromkeys((self.low, self.high)) if bound is not None)

    def interval(self, decimals: int = 0) -> Interval:
        """Return the numbers in it that have so many decimals, each as a whole number of its last place."""
        low, high = (
            None if bound is None else int(bound.scaleb(decimals).to_integral_value(rounding))
            for bound, rounding in ((self.low, ROUND_CEILING), (self.high, ROUND_FLOOR))
        )
        if self.is_open:
            # `> 2.5` begins at 3 and not at 4: what is rounded is beyond the bound already.
            low = low + 1 if low is not None and Decimal(low).scaleb(-decimals) == self.low else low
            high = high - 1 if high is not None and Decimal(high).scaleb(-decimals) == self.high else high
        return Interval(low, high)


def in_digits(number: int, decimals: int) -> str:
    """Return a number of last places as a writer writes it: 250 of two decimals is `2.5`."""
    return decimal_digits(Decimal(number).scaleb(-decimals))


def decimal_digits(number: Decimal) -> str:
    """Return a number as a writer writes it, without zeros at its end."""
    return f"{number.normalize():f}" if number else "0"


def decimals_of(number: Decimal) -> int:
    """Return how many decimals a number needs."""
    return max(0, -int(number.normalize().as_tuple().exponent))


def _range_pattern(number: str) -> str:
    return rf"(?:(<=|>=|<|>) ?({number})|({number})(?: to ({number}))?)"


def _read(text: Any, pattern: str, error: str, what: str) -> Range:
    found = re.fullmatch(pattern, text) if isinstance(text, str) else None
    if not found:
        raise PydanticCustomError(error, f"'{{text}}' is not a range of {what}", {"text": text})
    sign, bound, low, high = found.groups()
    if sign:
        edge = Decimal(bound)
        low_high = (None, edge) if "<" in sign else (edge, None)
        return Range(low_high[0], low_high[1], is_open="=" not in sign)
    if Decimal(high or low) < Decimal(low):
        raise PydanticCustomError(error, "the bounds of '{text}' are the wrong way round", {"text": text})
    return Range(Decimal(low), Decimal(high or low))


_DAYS, _RANGE = _range_pattern(DAY), _range_pattern(NUMBER)
_read_days = partial(_read, pattern=_DAYS, error="not_day_range", what="days")
_read_numbers = partial(_read, pattern=_RANGE, error="not_number_range", what="numbers")


def _exact(text: Any) -> Any:
    if isinstance(text, str) and re.fullmatch(NUMBER, text):
        return Decimal(text)
    raise PydanticCustomError("not_a_decimal", "'{text}' is not a number like '12.5'", {"text": text})


Days = Annotated[
    Interval,
    BeforeValidator(lambda text: _read_days(text).interval()),
    WithJsonSchema(
        {"type": ["string", "integer"], "pattern": f"^{_DAYS}$", "examples": ["<= 2", "3 to 7", "> 7"]}
    ),
]
NumberRange = Annotated[
    Range,
    BeforeValidator(_read_numbers),
    WithJsonSchema(
        {"type": ["string", "number"], "pattern": f"^{_RANGE}$", "examples": ["<= 2.5", "3 to 7", "> 7"]}
    ),
]
Exact = Annotated[
    Decimal,
    BeforeValidator(_exact),
    WithJsonSchema({"type": ["string", "number"], "pattern": f"^{NUMBER}$", "examples": ["100", "12.5"]}),
]
