"""What a question can ask the customer to enter: dates, or a number."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, GetPydanticSchema, WithJsonSchema
from pydantic_core import PydanticCustomError

from izeja.language.entry import Entry
from izeja.language.fields import Line, Words, iso_date, one_line
from izeja.language.locales import decimals_of_currency
from izeja.language.ranges import Exact, Interval


class Today(Enum):
    """The day on which a customer answers."""

    TODAY = "today"


Moment = str | date | Today


def moment_of(text: str) -> Moment:
    """Return the label of a date to ask for, or the date itself: a fixed day, or today."""
    text = one_line(text)
    if text == Today.TODAY.value:
        return Today.TODAY
    # A label is words, so what looks like a date was meant to be one.
    return iso_date(text) if re.fullmatch(r"\d{1,4}([-./ ]{1,2}\d{1,4}){2}\.?", text) else text


MomentText = Annotated[
    Moment,
    GetPydanticSchema(lambda _moment, handler: handler(Annotated[str, AfterValidator(moment_of)])),
    Words("line"),
]


class Dates(Entry):
    """The dates that a question asks for. Its answers compare the number of days between them."""

    since: MomentText
    """The label of the first date: `The day on which you cancelled`. Or a date that is not asked for:
    `today`, or a day like `2026-11-30`."""
    until: MomentText
    """The label of the second date; or `today`, or a day like `2026-11-30`. If it is before the first date,
    the number of days is negative. With `until: today`, the first date cannot be one that is yet to come."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the dates that are asked for."""
        return tuple(one for one in (self.since, self.until) if isinstance(one, str))

    @property
    def within(self) -> Interval:
        """The numbers of days that customers can enter."""
        return Interval(0 if self.until is Today.TODAY else None, None)


def _currency(text: Any) -> Any:
    # The currencies of CLDR are slow to load, and most libraries have none.
    if isinstance(text, str) and re.fullmatch("[A-Z]{3}", text) and decimals_of_currency(text) is not None:
        return text
    raise PydanticCustomError("not_a_currency", "'{text}' is not the code of a currency", {"text": text})


Currency = Annotated[
    str,
    BeforeValidator(_currency),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["EUR", "USD"]}),
]


class Number(Entry):
    """The number that a question asks for. Each answer then has a `range`."""

    label: Line
    """What to enter: `Your monthly use`, `The amount on your bill`."""
    unit: Line | None = None
    """What is counted, as it is written behind the number: `kWh`, `%`, `months`."""
    currency: Currency | None = None
    """For money: the code of the currency, like `EUR`. The page writes amounts as the customer does."""
    least: Exact = Decimal(0)
    """The smallest number that a customer can enter (default: `0`)."""
    most: Exact
    """The largest number that a customer can enter."""
    decimals: Annotated[int, Field(ge=0, le=4)] | None = None
    """How many decimals a number can have, up to 4. Without it: those of the currency, or none."""

    @property
    def places(self) -> int:
        """How many decimals a number can have."""
        if self.decimals is None:
            return (decimals_of_currency(self.currency) or 0) if self.currency else 0
        return self.decimals
