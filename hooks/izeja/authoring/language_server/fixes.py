"""What a message proposes to write, as an edit that one key press makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from izeja.problems.problem import Problem

# Of proposals that are each "for" something, a writer has to choose one.
_PROPOSALS = re.compile(
    r"(?:did you mean|it is now called|write(?: its id| its file, and not its title)?:?) "
    r"'([^'\n]+)'(?! for )",
    re.IGNORECASE,
)
_ALIAS = re.compile(r"'aliases: \[([^\]\n]+)\]'")


class Fix(NamedTuple):
    """What to write in place of what a problem points at, and the old id to keep at what that leads to."""

    new: str
    alias: str | None = None

    @property
    def title(self) -> str:
        """What the editor lets its writer choose."""
        return f"Write '{self.new}'" + (f", and keep '{self.alias}' as an alias" if self.alias else "")


def fixes_of(problem: Problem, written: str) -> Iterator[Fix]:
    """Yield what the hint of a problem proposes.

    Args:
        problem: one of a file.
        written: what it points at, as it is written.
    """
    for found in _PROPOSALS.finditer(problem.hint or ""):
        new = _around(written, found[1])
        # A value alone cannot become a key and a value.
        is_pair = ": " in new and ": " not in written
        if "\n" not in written and new != written and not is_pair:
            if alias := _ALIAS.search(problem.hint or ""):
                yield Fix(new, alias[1])
            yield Fix(new)


def _around(written: str, proposed: str) -> str:
    """Return a proposal with the signs around the word that it replaces."""
    if written.startswith("{") and written.endswith("}") and not proposed.startswith("{"):
        return f"{{{proposed}}}"
    if written[:1] in ("'", '"') and written[-1:] == written[:1] and len(written) > 1:
        return f"{written[0]}{proposed}{written[0]}"
    prefix = "contact:"
    return f"{prefix}{proposed}" if written.startswith(prefix) and prefix not in proposed else proposed
