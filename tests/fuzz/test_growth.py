"""Time grows with the input, and no faster: four times as much takes at most nine times as long."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable

import pytest

from fuzz.growth import GROWING, Make
from fuzz.targets import SEEDS, TARGETS

SMALL, LARGE, MOST = 500, 2000, 9.0
QUICK = 0.1
"""Seconds in which nothing can be measured that would matter to anybody."""

STEP = 1 if os.environ.get("GROWTH") == "all" else 15
"""`make fuzz` tries each kind of repetition, and `make test` each 15th."""

CASES = [
    pytest.param(target, make, id=f"{target}-{name}".encode("unicode_escape").decode())
    for target, cases in GROWING.items()
    for name, make in cases.items()
]


def seconds(run: Callable[[bytes], None], content: bytes, times: int) -> float:
    """Return the least time that this process needs, whatever else the machine does."""
    taken = []
    for _ in range(times):
        gc.collect()
        before = time.process_time()
        run(content)
        taken.append(time.process_time() - before)
    return min(taken)


@pytest.mark.slow
@pytest.mark.parametrize(("target", "make"), CASES[::STEP])
def test_time_grows_with_the_input(target: str, make: Make) -> None:
    run = TARGETS[target]
    run(SEEDS[target][0])
    large = seconds(run, make(LARGE).encode(), 1)
    if large < QUICK:
        return
    for times in (1, 3, 5):
        ratio = seconds(run, make(LARGE).encode(), times) / seconds(run, make(SMALL).encode(), times)
        if ratio < MOST:
            return
    pytest.fail(f"{LARGE // SMALL} times as much takes {ratio:.1f} times as long")
