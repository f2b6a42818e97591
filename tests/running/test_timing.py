"""The time of a run, phase by phase."""

from __future__ import annotations

import pytest

from izeja.running import timing
from izeja.running.timing import as_table, phase


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def perf_counter(self) -> float:
        """Return the time, as `time.perf_counter` does."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timing, "time", clock)
    monkeypatch.setattr(timing, "_took", {})
    return clock


def test_a_phase_inside_another_counts_for_itself(clock: Clock) -> None:
    with phase("outer"):
        clock.now += 1
        with phase("inner"):
            clock.now += 2
        clock.now += 1
    # Nothing is running now.
    clock.now += 50
    with phase("inner"):
        clock.now += 4
    assert as_table() == (
        "outer                        2000 ms    25%\n"
        "inner                        6000 ms    75%\n"
        "total                        8000 ms"
    )


def test_a_phase_that_has_not_ended_is_counted_up_to_now(clock: Clock) -> None:
    with phase("outer"):
        clock.now += 0.003
        assert as_table(before=0.001) == (
            "start-up                        1 ms    25%\n"
            "outer                           3 ms    75%\n"
            "total                           4 ms"
        )


@phase("one")
def fail_after_a_second(clock: Clock) -> None:
    clock.now += 1
    raise ValueError("stop")


def test_a_phase_that_fails_has_ended(clock: Clock) -> None:
    with pytest.raises(ValueError, match="stop"):
        fail_after_a_second(clock)
    clock.now += 5
    assert as_table().startswith("one                          1000 ms   100%\n")


@pytest.mark.usefixtures("clock")
def test_nothing_has_taken_any_time_yet() -> None:
    assert as_table() == "total                           0 ms"
