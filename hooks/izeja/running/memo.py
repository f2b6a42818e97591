"""What was made of a library the last time, for whoever makes it again and again in one process."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_Made = TypeVar("_Made")


class Memory:
    """Keeps what functions made of values, and hands it out again as long as the values are the same.

    It holds one result for each thing that has a name, and forgets what two rounds did not ask for. It cannot
    be wrong as long as a function makes its result of nothing but the values that it is given, and as long
    as nobody changes a result.
    """

    def __init__(self) -> None:
        self._now: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}
        self._before: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}

    def next_round(self) -> None:
        """Begin to make everything again."""
        self._before, self._now = self._now, {}

    def made(self, make: Callable[..., _Made], name: Hashable, *of: Any) -> _Made:
        """Return what a function makes of values: what it made the last time, if they have not changed.

        Args:
            make: the function. Its result depends on the values alone.
            name: what the result is for, like the id of a tree. Each function has its own names.
            of: the values, which are compared with those of the last time. The result of a function of this
                memory is compared at no cost.
        """
        key = (make, name)
        found = self._now.get(key) or self._before.get(key)
        # Tuples compare their items by identity first.
        if found is None or found[0] != of:
            found = (of, make(*of))
        self._now[key] = found
        result: _Made = found[1]
        return result
