"""The page of limits says what the code does."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from conftest import ROOT
from izeja.language.config import Limits
from izeja.page.assets import asset

_ROW = re.compile(r"^\| [^|]+ \| ([\d,]+) \| `([^`]+)`(?: in (\S+))? \|$", re.MULTILINE)
PAGE = (ROOT / "docs" / "reference" / "limits.md").read_text("utf-8")
ROWS = [(name, place, int(number.replace(",", ""))) for number, name, place in _ROW.findall(PAGE)]


@pytest.mark.parametrize(("name", "place", "number"), ROWS)
def test_a_limit_is_what_the_page_says(name: str, place: str, number: int) -> None:
    if place == "library.yml":
        assert getattr(Limits(), name.removeprefix("limits: ")) == number
    elif place:
        assert re.search(rf"var {name} ?= ?{number};", asset(place))
    else:
        module, _, constant = name.rpartition(".")
        assert getattr(import_module(f"izeja.{module}"), constant) == number


def test_every_row_is_compared() -> None:
    assert len(ROWS) == PAGE.count("\n| ") - 2
    assert {name.removeprefix("limits: ") for name, place, _ in ROWS if place == "library.yml"} == set(
        Limits.model_fields
    )
