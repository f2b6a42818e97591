"""Files of events, read through DuckDB into one table: CSV, JSON lines and Parquet.

No file is trusted: nothing is loaded from elsewhere, and what cannot be read is counted.
"""

from __future__ import annotations

import codecs
import csv
import glob
import gzip
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from izeja.problems.wording import listed
from izeja.reading.containment import real

_LONGEST_HEAD = 1_000_000
"""The most bytes that are read of a line with the names of columns."""

if TYPE_CHECKING:  # takes time to load, and is an extra
    from duckdb import DuckDBPyConnection

FIELDS: Mapping[str, str] = {
    "session": "a name for the visit, or nothing",
    "time": "when it happened, or nothing",
    "event": "step, answer, end, solved or contact",
    "tree": "the id of the guide",
    "node": "the id of the step",
    "to": "of an answer, the step that it leads to",
    "solved": "of 'solved', true or false",
    "language": "the language of the page",
}
"""What an event has, as the page calls it; a column of a file for each."""
_NEEDED = ("event", "tree")
_KINDS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "json",
    ".ndjson": "json",
    ".json": "json",
    ".parquet": "parquet",
}
_PACKED = (".gz", ".zst")


class EventsError(Exception):
    """A file of events cannot be read: its message says why, and what to do."""


class Unread(NamedTuple):
    """How many lines of a file could not be read, and the first of them if that is known."""

    path: str
    lines: int
    first: int | None


def can_read() -> bool:
    """Return whether the library that reads the files is installed."""
    return find_spec("duckdb") is not None


def read_files(
    connection: DuckDBPyConnection, paths: Iterable[Path], columns: Mapping[str, str]
) -> tuple[Unread, ...]:
    """Read files into the table `raw`, which has the columns of `FIELDS` as text.

    Args:
        connection: from `izeja.authoring.visits.counting.connected`.
        paths: the files; their endings say what they are.
        columns: the names of columns in the files, by the names in `FIELDS`; others are called the same.

    Raises:
        EventsError: a file is something else, or lacks a column.
    """
    connection.execute(f"CREATE TABLE raw ({', '.join(f'{_quoted(one)} VARCHAR' for one in FIELDS)})")
    unread = (_read(connection, path, columns) for path in paths)
    return tuple(one for one in unread if one.lines)


def _read(connection: DuckDBPyConnection, path: Path, columns: Mapping[str, str]) -> Unread:
    from duckdb import Error  # noqa: PLC0415 - see above

    suffixes = [one.lower() for one in path.suffixes if one.lower() not in _PACKED]
    kind = _KINDS.get(suffixes[-1] if suffixes else "")
    if kind is None:
        message = f"'{path}' is not a file of events: its name ends in none of {listed(list(_KINDS))}"
        raise EventsError(message)
    reader = {"csv": _read_csv, "json": _read_json, "parquet": _read_parquet}[kind]
    try:
        return reader(connection, path, columns)
    except Error as error:
        first = str(error).partition("\n")[0]
        message = f"'{path}' cannot be read as {kind.upper()}: {first}"
        raise EventsError(message) from None


def _read_csv(connection: DuckDBPyConnection, path: Path, columns: Mapping[str, str]) -> Unread:
    from duckdb import Error  # noqa: PLC0415 - as above

    names, delimiter, skip = _head(path)
    chosen = _chosen(path, names, columns)
    # The columns are named by their places, since those of the file can have any name, or the same one.
    types = {f"column{number}": "VARCHAR" for number in range(len(names))}
    taken = ", ".join(
        f"column{names.index(chosen[one])}" if one in chosen else "NULL::VARCHAR" for one in FIELDS
    )
    reading = (
        f"INSERT INTO raw SELECT {taken} FROM read_csv(?, auto_detect = false, header = false, delim = ?, "  # noqa: S608 - nothing of a file is in it
        "quote = '\"', escape = '\"', columns = ?, null_padding = true, store_rejects = true, skip = ?, "
        "parallel = ?)"
    )
    values = [_pattern(path), delimiter, types, skip]
    try:
        connection.execute(reading, [*values, True])
    except Error:
        # Several threads cannot read values with line breaks.
        connection.execute(reading, [*values, False])
    found = connection.execute("SELECT count(DISTINCT line), min(line) FROM reject_errors").fetchone()
    connection.execute("DROP TABLE reject_errors; DROP TABLE reject_scans")
    lines, first = found or (0, None)
    return Unread(str(path), lines, first)


def _head(path: Path) -> tuple[list[str], str, int]:
    """Return the columns of a CSV file, what is between them, and the number of the line that names them."""
    number, line = 0, ""
    with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as lines:
        try:
            while not line.strip() and (read := lines.readline(_LONGEST_HEAD)):
                number, line = number + 1, read.decode("utf-8-sig")
        except UnicodeError:
            message = f"'{path}' is not UTF-8: in a spreadsheet, save it as 'CSV UTF-8'"
            raise EventsError(message) from None
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            message = f"'{path}' cannot be read as CSV: {error}"
            raise EventsError(message) from None
    delimiter = max(",;\t|", key=line.count)
    return [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])], delimiter, number


def _read_json(connection: DuckDBPyConnection, path: Path, columns: Mapping[str, str]) -> Unread:
    lines = "read_ndjson_objects(?, ignore_errors = true, maximum_object_size = 1000000)"
    if _is_array(path):
        # The array has to be whole: DuckDB leaves out what it cannot read of lines alone.
        lines = "read_json_objects(?, format = 'array', maximum_object_size = 1000000)"
    # The first lines show which fields there are; looking through all of them would read the file twice.
    names = [
        name
        for (name,) in connection.execute(
            f"SELECT DISTINCT unnest(json_keys(json)) FROM (SELECT json FROM {lines} LIMIT 1000) "  # noqa: S608 - as above
            "WHERE json_type(json) = 'OBJECT'",
            [_pattern(path)],
        ).fetchall()
    ]
    if not names:
        message = f'\'{path}\' has no line that is a JSON object, such as: {{"event": "step", ...}}'
        raise EventsError(message)
    inner = [one for one in columns.values() if "." in one and one.partition(".")[0] in names]
    chosen = _chosen(path, [*names, *inner], columns)
    taken = ", ".join("json_extract_string(json, ?)" if one in chosen else "NULL::VARCHAR" for one in FIELDS)
    ways = [_json_path(chosen[one]) for one in FIELDS if one in chosen]
    connection.execute(
        f"INSERT INTO raw SELECT {taken} FROM {lines} WHERE json_type(json) = 'OBJECT'",  # noqa: S608 - as above
        [*ways, _pattern(path)],
    )
    found = connection.execute(
        f"SELECT count(*) FROM {lines} WHERE json IS NULL OR json_type(json) <> 'OBJECT'",  # noqa: S608 - as above
        [_pattern(path)],
    ).fetchone()
    return Unread(str(path), found[0] if found else 0, None)


def _is_array(path: Path) -> bool:
    """Return whether a file is one JSON array, and not a line for each event."""
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as file:
            text = file.read(_LONGEST_HEAD).removeprefix(codecs.BOM_UTF8).lstrip()
        line, _, rest = text.partition(b"\n")
        # A line that is whole is one of many, unless it is all there is.
        return re.match(rb"\[\s*(\{|$)", line) is not None and not (
            rest.strip() and line.rstrip().endswith(b"]")
        )
    except (OSError, EOFError, zlib.error):
        return False  # the reader says what is wrong with it


def _read_parquet(connection: DuckDBPyConnection, path: Path, columns: Mapping[str, str]) -> Unread:
    described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [_pattern(path)]).fetchall()
    chosen = _chosen(path, [str(row[0]) for row in described], columns)
    taken = ", ".join(
        f"{_quoted(chosen[one])}::VARCHAR" if one in chosen else "NULL::VARCHAR" for one in FIELDS
    )
    connection.execute(f"INSERT INTO raw SELECT {taken} FROM read_parquet(?)", [_pattern(path)])  # noqa: S608 - as above
    return Unread(str(path), 0, None)


def _chosen(path: Path, names: Sequence[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Return the column of a file for each of `FIELDS` that it has."""
    wanted = {one: columns.get(one, one) for one in FIELDS}
    # Reversed, so that the first one counts of columns with the same name.
    folded = {name.casefold(): name for name in reversed(names)}
    chosen = {one: folded[name.casefold()] for one, name in wanted.items() if name.casefold() in folded}
    if not names:
        message = f"'{path}' is empty: its first line should name its columns, such as: {','.join(FIELDS)}"
        raise EventsError(message)
    for one, name in wanted.items():
        if one not in chosen and (one in _NEEDED or one in columns):
            option = f"--field {one}=COLUMN"
            message = (
                f"'{path}' has no column '{name}' ({FIELDS[one]}); it has: {listed(names)}.\n"
                f"Write '{option}' with the one that is meant"
            )
            raise EventsError(message)
    return chosen


def _pattern(path: Path) -> str:
    # A star in the name of a file is a star, and a name like a URL is a file.
    return glob.escape(str(real(path)))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _json_path(name: str) -> str:
    """Return where DuckDB finds a value: `guidedHelp.tree` is `tree` in `guidedHelp`."""
    return "$" + "".join(f'."{part}"' for part in name.replace('"', "").split("."))
