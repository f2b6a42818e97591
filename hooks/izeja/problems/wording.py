"""Words of messages that are long if their input is: every line of a message stays readable."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate

LINE = 200
"""The most characters of a line of a message."""
_LIST = 120
"""The most characters of a list within a line."""


def shortened(text: str) -> str:
    """Return a text with every line cut in its middle that is longer than `LINE`."""
    if len(text) <= LINE:
        return text
    return "\n".join(map(_shortened_line, text.split("\n")))


def _shortened_line(line: str) -> str:
    # Messages quote what was found, and say after it what is wrong, so both ends count.
    end = LINE // 3
    return line if len(line) <= LINE else f"{line[: LINE - end - 1]}…{line[-end:]}"


def counted(number: int, noun: str) -> str:
    """Return a number with an English noun that has a regular plural: `1 file`, `2 files`."""
    if number == 1:
        return f"1 {noun}"
    ending = "es" if noun.endswith(("ch", "s", "x")) else "s"
    plural = noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeou" else noun + ending
    return f"{number:,} {plural}"


def listed(names: Collection[str], total: int = 0) -> str:
    """Return names with commas between them, as many as can be read: `one, two and 3 more`.

    `total` is how many there are, if `names` are only the first of them.
    """
    total = max(total, len(names))
    lengths = accumulate(len(name) + len(", ") for name in names)
    shown = max(1, sum(length <= _LIST for length in lengths))
    if shown >= total:
        return ", ".join(names)
    return f"{', '.join(list(names)[:shown])} and {total - shown:,} more"


def quoted(names: Sequence[str], last: str = "and") -> str:
    """Return names in quotes, with a word before the last one: `'one', 'two' and 'three'`."""
    shown = [f"'{name}'" for name in names]
    return f"{listed(shown[:-1])} {last} {shown[-1]}" if len(shown) > 1 else shown[0]


def chained(names: Sequence[str]) -> str:
    """Return names as a way, with both of its ends: `start -> owner -> ... 14 more ... -> start`."""
    arrow = " -> "
    whole = arrow.join(names)
    if len(whole) <= _LIST:
        return whole
    # Half of the space is for each end of the way.
    ends = [*accumulate(len(name) + len(arrow) for name in names)]
    starts = (0, *ends[:-1])
    first = max(1, sum(end <= _LIST // 2 for end in ends))
    last = max(1, sum(ends[-1] - start < _LIST // 2 for start in starts))
    left = len(names) - first - last
    if left <= 0:
        return whole
    return arrow.join((*names[:first], f"... {left:,} more ...", *names[-last:]))
