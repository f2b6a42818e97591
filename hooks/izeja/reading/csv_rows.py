"""Tables in CSV, as spreadsheets write them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

_SEPARATOR = re.compile(r'"?sep=([,;\t|])"?', re.IGNORECASE)


class CsvError(ValueError):
    """A text is no CSV; `line` is where that was noticed. The message says how to mend it."""

    def __init__(self, line: int) -> None:
        super().__init__(
            "this is not valid CSV: a text in quotes ends with a quote, and a quote in it is written twice"
        )
        self.line = line


def csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each line, after the number of the line on which they end.

    The sign between cells is what a first line such as `sep=;` says, which Excel hides, or the one of commas,
    semicolons and tabs that the first line has most of: where a comma separates decimals, spreadsheets write
    semicolons.

    Raises:
        CsvError: this is no CSV.
    """
    head, _, rest = text.partition("\n")
    before = 0
    if named := _SEPARATOR.fullmatch(head.strip("\r ")):
        text, before = rest, 1
    delimiter = named[1] if named else max(",;\t", key=head.count)
    # Strict, since a quote that nothing closes would take all further lines into its cell without an error.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield before + reader.line_num, row
    except csv.Error:
        raise CsvError(before + reader.line_num) from None
