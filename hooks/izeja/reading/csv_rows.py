"""Tables in CSV, as spreadsheets write them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

_SEPARATOR = re.compile(r'"?sep=([,;\t|])"?', re.IGNORECASE)


class CsvError(ValueError):
    """A text cannot be read as CSV: what is wrong, how to mend it, and the line in which to look."""

    def __init__(self, message: str, hint: str, line: int) -> None:
        super().__init__(f"{message}: {hint}")
        self.message, self.hint, self.line = message, hint, line


def csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each line, after the number of the line on which they end.

    The sign between cells is what a first line such as `sep=;` says, which Excel hides, or the one of commas,
    semicolons and tabs that the first line has most of: where a comma separates decimals, spreadsheets write
    semicolons.

    Raises:
        CsvError: this is no CSV, or one of its cells is longer than Python reads.
    """
    head, _, rest = text.partition("\n")
    before = 0
    if named := _SEPARATOR.fullmatch(head.strip("\r ")):
        text, before = rest, 1
    delimiter = named[1] if named else max(",;\t", key=head.count)
    # Strict, since a quote that nothing closes would take all further lines into its cell without an error.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    last = before
    try:
        for row in reader:
            last = before + reader.line_num
            yield last, row
    except csv.Error as error:
        # Python has no codes for these errors.
        if "field limit" in str(error):
            message = f"a cell has more than {csv.field_size_limit():,} characters"
            hint = "shorten it; if it begins with a quote, it ends with one too"
            # A quote that nothing closes takes many lines into its cell.
            raise CsvError(message, hint, last + 1) from None
        hint = "a text in quotes ends with a quote, and a quote in it is written twice"
        raise CsvError("this is not valid CSV", hint, before + reader.line_num) from None
