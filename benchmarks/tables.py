"""Tables, as a terminal shows them and as Markdown; medians and goals, as both write them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

Row = Sequence[str]


def as_text(title: str, head: Row, rows: Sequence[Row]) -> str:
    """Return a table for a terminal, with an empty line before and after it."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines = [
        "   ".join(
            [
                row[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in (head, *rows)
    ]
    return "\n".join([f"\n{title}\n", *(f"  {line.rstrip()}" for line in lines), ""])


def as_markdown(head: Row, rows: Sequence[Row]) -> str:
    """Return a table in Markdown, numbers to the right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def judged(found: float, *, most: float | None = None, least: float | None = None) -> str:
    """Return a figure and whether it meets its goal, like `7.2, met`."""
    met = (most is None or found <= most) and (least is None or found >= least)
    return f"{found:,.4g}, {'met' if met else 'MISSED'}"


def spread(values: Sequence[float], places: int = 2) -> tuple[str, str]:
    """Return the median of some values, and the least and the greatest of them, for two columns."""
    least, most = min(values), max(values)
    return f"{statistics.median(values):,.{places}f}", f"{least:,.{places}f}-{most:,.{places}f}"
