"""Glossaries as CSV, for spreadsheets.

The columns are `key`, the source language, the other language, and both again for the meanings, as
`meaning (en)`. A text that a spreadsheet would take for a formula has an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from izeja.language.locales import language_called
from izeja.reading.csv_rows import CsvError, csv_rows
from izeja.reading.files import decode
from izeja.translation.memory.glossary import MAX_BYTES, Glossary, GlossaryTerm
from izeja.translation.memory.units import MemoryFileError, is_same_language, plain

# What spreadsheets run (https://owasp.org/www-community/attacks/CSV_Injection). Apostrophes before it count
# too: when it is read, exactly one is taken off.
_FORMULA = re.compile("'*[=+@\t\r-]")
_MEANING = re.compile(r"meaning \((.+)\)")


def as_csv(glossary: Glossary) -> str:
    """Write a glossary as CSV, in the columns that the module describes."""
    file = io.StringIO(newline="")
    write = csv.writer(file, lineterminator="\n").writerow
    languages = (glossary.source_language, glossary.language)
    write(["key", *languages, *(f"meaning ({one})" for one in languages)])
    for term in glossary.terms:
        texts = (term.name, term.translation, term.meaning, term.meaning_translated)
        write([term.key, *map(_as_cell, texts)])
    return file.getvalue()


def read_csv(file: Path, source_language: str, language: str) -> Glossary:
    """Read a glossary.

    Args:
        file: the file: UTF-8, with commas, semicolons or tabs between its cells.
        source_language: the language of the terms.
        language: that of their translations.

    Raises:
        MemoryFileError: it is no such file, or has no columns in these languages.
    """
    source, problem = decode(file, file.name, MAX_BYTES)
    if problem:
        raise MemoryFileError(f"{problem.message}\n  = {problem.hint}" if problem.hint else problem.message)
    rows = _rows(source.text)
    # Agencies write `Latvian` for `lv`.
    header = [language_called(cell) or cell.strip() for cell in next(rows, (0, []))[1]]
    columns = _columns(header, source_language, language)
    terms = []
    for line, row in rows:
        if any(cell.strip() for cell in row[len(header) :]):
            message = (
                f"line {line} has {len(row)} cells, and the first line names {len(header)} columns\n"
                "  = put a text that has the sign between cells in it into quotes"
            )
            raise MemoryFileError(message)
        cells = [_from_cell(row[at]) if 0 <= at < len(row) else "" for at in columns]
        if any(cells[1:]):
            terms.append(GlossaryTerm(*cells))
    return Glossary(source_language, language, tuple(terms))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    try:
        yield from csv_rows(text)
    except CsvError as error:
        message = f"{error.message}, at line {error.line}\n  = {error.hint}"
        raise MemoryFileError(message) from None


def _columns(header: list[str], source_language: str, language: str) -> tuple[int, ...]:
    """Return the number of each column of a term, in the order of its fields; -1 for one that is missing."""
    meanings = [found[1] if (found := _MEANING.fullmatch(one)) else "" for one in header]
    columns = (
        header.index("key") if "key" in header else -1,
        _column(header, source_language),
        _column(header, language),
        _column(meanings, source_language),
        _column(meanings, language),
    )
    for code, at in zip((source_language, language), columns[1:3], strict=True):
        if at < 0:
            message = (
                f"this has no column '{code}'; its columns: {', '.join(filter(None, header)) or 'none'}\n"
                f"  = write a first line such as: key,{source_language},{language}"
            )
            raise MemoryFileError(message)
    for code in (source_language, language):
        if header.count(code) > 1:
            message = (
                f"this has {header.count(code)} columns '{code}'\n  = delete all but the one that is meant"
            )
            raise MemoryFileError(message)
    return columns


def _column(codes: list[str], language: str) -> int:
    """Return the column of a language: that of its own code before those of its kin; -1 if there is none.

    Raises:
        MemoryFileError: there are several of its kin.
    """
    if language in codes:
        return codes.index(language)
    kin = [at for at, code in enumerate(codes) if code and is_same_language(code, language)]
    if len(names := {codes[at] for at in kin}) > 1:
        message = (
            f"this has columns for several kinds of '{language}': {', '.join(sorted(names))}\n"
            f"  = write '{language}' above the one that is meant"
        )
        raise MemoryFileError(message)
    return kin[0] if kin else -1


def _as_cell(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _from_cell(cell: str) -> str:
    return plain(cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell)
