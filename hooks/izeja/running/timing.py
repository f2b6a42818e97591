"""Where the time of a run went, phase by phase."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

_took: dict[str, float] = {}
_running: list[str] = []
_since = 0.0


@contextmanager
def phase(name: str) -> Iterator[None]:
    """Count the time until the end of the block for a phase; what is within another counts for that alone."""
    _count()
    _running.append(name)
    try:
        yield
    finally:
        _count()
        _running.pop()


def as_table(*, before: float = 0.0) -> str:
    """Return what every phase took so far, as lines of milliseconds and shares.

    Args:
        before: the seconds before the first phase, in which the program was loaded.
    """
    _count()
    took = {"start-up": before, **_took} if before else _took
    whole = sum(took.values()) or 1.0
    rows = [f"{name:<24} {1000 * one:8.0f} ms {one / whole:6.0%}" for name, one in took.items()]
    return "\n".join([*rows, f"{'together':<24} {1000 * whole:8.0f} ms"])


def _count() -> None:
    global _since  # noqa: PLW0603 - there is one clock in a process
    now = time.perf_counter()
    if _running:
        name = _running[-1]
        _took[name] = _took.get(name, 0.0) + now - _since
    _since = now
