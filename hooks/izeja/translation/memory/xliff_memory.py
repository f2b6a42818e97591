"""XLIFF documents as memories: those that an agency has sent back, for this library or for another one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from izeja.reading.files import read_bytes
from izeja.translation.memory.units import MemoryFileError, Unit, is_same_language, plain
from izeja.translation.xliff import MAX_BYTES, read_xliff
from izeja.translation.xliff_units import XliffError


def read_xliff_memory(file: Path, source_language: str, language: str) -> Iterator[Unit]:
    """Yield the translations of a document that are finished, and whole.

    Args:
        file: the document.
        source_language: the language of the texts.
        language: that of the translations.

    Raises:
        MemoryFileError: it is no XLIFF, or is in other languages.
        TooLargeError: it has more bytes than `xliff.MAX_BYTES`.
        OSError: it cannot be read.
    """
    try:
        document = read_xliff(read_bytes(file, MAX_BYTES))
    except XliffError as error:
        raise MemoryFileError(str(error)) from None
    for found, wanted in ((document.source_language, source_language), (document.language, language)):
        if not is_same_language(found, wanted):
            message = f"this document is in '{found}', but '{wanted}' is asked for"
            raise MemoryFileError(message)
    for unit in document.units:
        if unit.lost_codes:
            continue
        source, translation = plain(unit.source), plain(unit.translation)
        if source and translation and not unit.fuzzy and unit.form is None:
            yield Unit(source, translation, file.name, frozenset([unit.context] if unit.context else []))
