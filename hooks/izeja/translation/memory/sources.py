"""Files that translations can come from, each read as its ending says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from izeja.reading.files import TooLargeError
from izeja.translation.memory.glossary import Glossary
from izeja.translation.memory.glossary_csv import read_csv
from izeja.translation.memory.po_memory import read_po
from izeja.translation.memory.tbx import read_tbx
from izeja.translation.memory.tmx import read_tmx
from izeja.translation.memory.units import MemoryFileError, Unit

MEMORIES = (".tmx", ".po")
GLOSSARIES = (".tbx", ".csv")


def read_memory(file: Path, source_language: str, language: str) -> Iterator[Unit]:
    """Yield the translations of a file: TMX, or a catalog.

    Raises:
        MemoryFileError: it is no such file, or has nothing in these languages.
        OSError: it cannot be read.
    """
    try:
        if file.suffix.lower() == ".tmx":
            yield from read_tmx(file, file.name, source_language, language)
        elif file.suffix.lower() == ".po":
            yield from read_po(file, file.name, language)
        else:
            raise MemoryFileError(_unknown(file, MEMORIES))
    except TooLargeError as error:
        raise MemoryFileError(str(error)) from None


def read_glossary(file: Path, source_language: str, language: str) -> Glossary:
    """Read a glossary: TBX or CSV. Raises as `read_memory` does."""
    try:
        if file.suffix.lower() == ".tbx":
            return read_tbx(file, source_language, language)
        if file.suffix.lower() == ".csv":
            return read_csv(file, file.name, source_language, language)
    except TooLargeError as error:
        raise MemoryFileError(str(error)) from None
    raise MemoryFileError(_unknown(file, GLOSSARIES))


def _unknown(file: Path, endings: tuple[str, ...]) -> str:
    return f"the ending '{file.suffix}' is none of those that can be read: {', '.join(endings)}"
