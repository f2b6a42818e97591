"""Tables of figures for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NONE = "–"  # noqa: RUF001 - a dash in a table
"""What a cell without a figure has."""


def as_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write columns: the first and words to the left, numbers to the right. Nothing without rows."""
    cells = [list(row) for row in rows]
    if not cells:
        return ""
    widths = [max(len(row[column]) for row in (head, *cells)) for column in range(len(head))]
    lines = []
    for row in (head, *cells):
        shown = [
            cell.rjust(width) if column and _is_numeric(cells, column) else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(shown).rstrip())
    return "\n".join(lines)


def _is_numeric(cells: Sequence[Sequence[str]], column: int) -> bool:
    return all(not row[column] or row[column][0].isdigit() or row[column] == NONE for row in cells)
