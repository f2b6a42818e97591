"""A plugin of pytest for the runs on a mutant."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

MUTANT = "MUTANT_UNDER_TEST"
STATS = Path("mutmut-stats.json")


def pytest_configure() -> None:
    # In its first run, without a mutant, mutmut notes which functions a test calls. It knows that it does so
    # without this variable, which would make processes that a test starts look for settings of mutmut.
    if os.environ.get(MUTANT) == "stats":
        del os.environ[MUTANT]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put quick tests first, since the first failure ends the run."""
    if STATS.is_file():
        took = json.loads(STATS.read_text("utf-8"))["duration_by_test"]
        items.sort(key=lambda item: took.get(item.nodeid, 0))
