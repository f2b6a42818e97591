"""Dates, typed into the field that each engine has for them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from browser.guide import address_of
from browser.library import EDGES_OF, LANGUAGES, PLACES, Edge, Place, answer_of, asks_for_dates, days_of
from engines.conftest import core, engines_with
from engines.customer import Customer

TODAY = date(2026, 11, 22)


Bound = tuple[Place, int, Edge]


def bounds() -> list[Bound]:
    """Return the first number of days of each answer, or the last if there is no first."""
    dated = [place for place in PLACES if asks_for_dates(place)]
    ways = [(place, days_of(edge), edge) for place in dated for edge in EDGES_OF[place]]
    return [(place, next(day for day in days if day is not None), edge) for place, days, edge in ways if days]


@pytest.mark.parametrize("used", engines_with())
@pytest.mark.parametrize(("place", "days", "edge"), core(bounds(), bounds()[0]))
@pytest.mark.parametrize("language", LANGUAGES[-1:])
def test_dates_lead_to_their_answer(
    customer: Customer, language: str, place: Place, days: int, edge: Edge
) -> None:
    customer.open(address_of(language, place))
    customer.expect(place.node)
    customer.click(customer.one(f"section[id='{place.node}'] summary"))
    fields = customer.all(f"section[id='{place.node}'] input")
    for field, day in zip(fields, (TODAY, TODAY + timedelta(days=days)), strict=True):
        customer.fill_date(field, day)
    found = customer.one(f"section[id='{place.node}'] output b")
    customer.wait(lambda: found.text == answer_of(language, edge), lambda: found.text)
    customer.click(customer.one(f"section[id='{place.node}'] form button"))
    customer.expect(edge.target.node)
