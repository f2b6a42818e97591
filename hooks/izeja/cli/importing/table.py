"""Tables (CSV): a line for each answer, or a line for each node with its ways on in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from izeja.cli.importing.foreign import (
    ForeignAnswer,
    ForeignNode,
    ForeignTree,
    Loss,
    UnreadableError,
    label_of,
    plain,
)
from izeja.cli.importing.names import Names
from izeja.reading.csv_rows import CsvError, csv_rows

_IF_IT_LEADS = "; if it leads on to other lines, import it with --field to='{}'"


class _Row(dict[str, str]):
    """The cells of a line by their columns, and its number."""

    line = 0


def read_table(text: str, names: Names) -> ForeignTree:
    """Read a table with a line of headings.

    Raises:
        UnreadableError: if no column has the ids of nodes, or none leads on.
    """
    columns, rows = _rows(text)
    name = _column(columns, names, "id")
    heading = _column(columns, names, "text", required=False)
    body = _column(columns, names, "body", required=False)
    ids = {row[name] for row in rows if row[name]}
    ways = _ways(columns, rows, ids, names, taken={name, heading, body})
    if not ways:
        message = "no column leads on to other lines; say which one does with --field to=COLUMN"
        raise UnreadableError(message, 1)
    used = {name, heading, body, *(one for way in ways for one in way)}
    contact = _column([one for one in columns if one not in used], names, "contact", required=False)
    tree = ForeignTree()
    tree.losses += [
        Loss(1, f"a column '{one}', since there are several of this name")
        for one in dict.fromkeys(columns)
        if columns.count(one) > 1
    ]
    used.add(contact)
    tree.losses += [
        Loss(1, f"the column '{one}'{_IF_IT_LEADS.format(one) if ids & {row[one] for row in rows} else ''}")
        for one in columns
        if one not in used and any(row[one] for row in rows)
    ]
    last = ""
    for row in rows:
        # A line that has only an answer belongs to the node above.
        last = row[name] or last
        _add(tree, last, row, [row[one] for one in (heading, body) if one], ways)
        if contact and row[contact]:
            tree.nodes[last].contact = row[contact]
    return tree


def _rows(text: str) -> tuple[list[str], list[_Row]]:
    lines = csv_rows(text)
    rows: list[_Row] = []
    try:
        columns = [one.strip() for one in next(lines, (0, []))[1]]
        for number, cells in lines:
            # Empty cells at the end of a line may be left out.
            row = _Row(zip(columns, (*(one.strip() for one in cells), *[""] * len(columns)), strict=False))
            row.line = number
            if len(cells) > len(columns):
                message = f"this line has {len(cells)} cells, and the headings are {len(columns)}"
                raise UnreadableError(message, row.line)
            if any(row.values()):
                rows.append(row)
    except CsvError as error:
        raise UnreadableError(str(error), error.line) from None
    return columns, rows


def _column(columns: Sequence[str], names: Names, field: str, *, required: bool = True) -> str:
    found = names.first(field, columns)
    if found is None and required:
        message = f"no column has the {field} of nodes; say which one with --field {field}=COLUMN"
        raise UnreadableError(message, 1)
    return found or ""


def _ways(
    columns: Sequence[str], rows: Sequence[_Row], ids: set[str], names: Names, taken: set[str]
) -> list[tuple[str, str]]:
    """Return the columns that lead on, each with that of its answer's text, or "" if it is the heading."""
    free = [one for one in columns if one not in taken]
    if said := [one for one in names.said.get("to", ()) if one in free]:
        pairs = [pair for pair in _pairs(free, names) if pair[0] in said]
        return pairs or [(one, "") for one in said]
    if pairs := [*_pairs(free, names)]:
        return pairs
    if found := names.first("to", free):
        return [(found, "")]
    yes_no = [names.first(one, free) for one in ("yes", "no")]
    return [(one, "") for one in free if (all(yes_no) and one in yes_no) or _leads_on(one, rows, ids)]


def _leads_on(column: str, rows: Sequence[_Row], ids: set[str]) -> bool:
    """Return whether the cells of a column are ids. Some may be wrong, which is reported where they are."""
    cells = [row[column] for row in rows if row[column]]
    known = sum(one in ids for one in cells)
    return known > 0 and known >= len(cells) / 2


def _pairs(columns: Sequence[str], names: Names) -> Iterator[tuple[str, str]]:
    """Yield `to` and `answer`, or `to 1` and `answer 1` and so on."""
    numbered: dict[tuple[str, str], str] = {}
    for column in columns:
        found = re.fullmatch(r"(.*?)[ _-]?(\d*)", column)
        assert found is not None  # noqa: S101 - it matches everything
        for field in ("answer", "to"):
            if names.is_called(field, found[1]):
                numbered.setdefault((field, found[2]), column)
    for (field, number), column in numbered.items():
        if field == "answer" and ("to", number) in numbered:
            yield numbered["to", number], column


def _add(
    tree: ForeignTree, name: str, row: _Row, texts: Sequence[str], ways: Sequence[tuple[str, str]]
) -> None:
    text = plain("\n".join(filter(None, texts)), row.line, tree.losses)
    node = tree.nodes.setdefault(name, ForeignNode(name, text, row.line))
    # A node can have several lines, and need not repeat its text on each.
    if text and not node.text:
        node.text = text
    elif text and text != node.text:
        tree.losses.append(Loss(row.line, f"another text of '{name}': {text}"))
    for to, answer in ways:
        label = row[answer] if answer else ("" if len(ways) == 1 else label_of(to))
        if row[to] or (answer and label):
            node.answers.append(ForeignAnswer(label, row[to] or None, row.line))
