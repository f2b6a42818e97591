"""How long each phase of a run takes, for `--profile`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

# Global, so that phases need no object passed through every call of the compiler.
_took: dict[str, float] = {}
_running: list[str] = []
_since = 0.0


@contextmanager
def phase(name: str) -> Iterator[None]:
    """Add the time of a block to a phase, without the time of the phases inside it."""
    _count()
    _running.append(name)
    try:
        yield
    finally:
        _count()
        _running.pop()


def as_table(*, before: float = 0.0) -> str:
    """Return the time of each phase so far, in milliseconds and as a share of the whole.

    Args:
        before: the seconds before the first phase, in which the program was loaded; shown as `start-up`.
    """
    _count()
    took = {"start-up": before, **_took} if before else _took
    whole = sum(took.values())
    rows = [f"{name:<24} {1000 * one:8.0f} ms {one / (whole or 1.0):6.0%}" for name, one in took.items()]
    return "\n".join([*rows, f"{'total':<24} {1000 * whole:8.0f} ms"])


def _count() -> None:
    """Add the time since the last call to the phase that is running, the innermost one."""
    global _since  # noqa: PLW0603 - there is one clock in a process
    now = time.perf_counter()
    if _running:
        name = _running[-1]
        _took[name] = _took.get(name, 0.0) + now - _since
    _since = now
