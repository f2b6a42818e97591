"""Memoised compile results, for long-running processes such as `mkdocs serve`."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_Made = TypeVar("_Made")


class Memory:
    """Calls functions, and returns the result of the last call if their arguments have not changed since.

    It keeps one result for each function and name, and drops those that two rounds did not ask for. Results
    are right as long as a function depends on nothing but its arguments, and no caller changes a result.
    """

    def __init__(self) -> None:
        self._now: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}
        self._before: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}
        self._has_rounds = False

    def next_round(self) -> None:
        """Begin another compilation of the same library, or the first of several."""
        self._has_rounds = True
        self._before, self._now = self._now, {}

    def made(self, make: Callable[..., _Made], name: Hashable, *of: Any) -> _Made:
        """Return `make(*of)`, from memory if it was called with equal arguments under this name.

        Args:
            make: a function whose result depends on its arguments alone.
            name: what the result is for, like the id of a tree. Each function has its own names.
            of: the arguments. Comparing them costs next to nothing where they are results of this memory.
        """
        key = (make, name)
        # Results older than the last round belong to files that are gone.
        found = self._now.get(key) or self._before.get(key)
        # Tuples compare their items by identity first, and by value only where they are not the same.
        if found is None or found[0] != of:
            found = (of, make(*of))
        self._now[key] = found
        result: _Made = found[1]
        return result

    def made_once(self, make: Callable[..., _Made], name: Hashable, *of: Any) -> _Made:
        """Do the same for what a round asks for only once: a compilation that is the only one keeps nothing.

        The arguments can be as large as everything else, such as the texts of all catalogs.
        """
        return self.made(make, name, *of) if self._has_rounds else make(*of)
