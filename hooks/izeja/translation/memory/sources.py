"""Files that translations can come from, each read as its ending says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from izeja.reading.files import NotAFileError, TooLargeError
from izeja.translation.memory.glossary import Glossary
from izeja.translation.memory.glossary_csv import read_csv
from izeja.translation.memory.po_memory import read_po
from izeja.translation.memory.tbx import read_tbx
from izeja.translation.memory.tmx import read_tmx
from izeja.translation.memory.units import MemoryFileError, Unit
from izeja.translation.memory.xliff_memory import read_xliff_memory

_Read = TypeVar("_Read")
_Reader = Callable[[Path, str, str], _Read]

_MEMORIES: Mapping[str, _Reader[Iterator[Unit]]] = {
    ".tmx": read_tmx,
    ".po": read_po,
    ".xlf": read_xliff_memory,
    ".xliff": read_xliff_memory,
}
_GLOSSARIES: Mapping[str, _Reader[Glossary]] = {".tbx": read_tbx, ".csv": read_csv}


def is_glossary(file: Path) -> bool:
    """Return whether a file has terms, as its ending says, and no whole texts."""
    return file.suffix.lower() in _GLOSSARIES


def read_memory(file: Path, source_language: str, language: str) -> Iterator[Unit]:
    """Yield the translations of a file from one language into another: TMX, a catalog, or XLIFF.

    Raises:
        MemoryFileError: it is no such file, is too large, or has nothing in these languages.
        OSError: it cannot be read.
    """
    try:
        yield from _reader(file, _MEMORIES)(file, source_language, language)
    except (MemoryFileError, NotAFileError, TooLargeError) as error:
        message = f"{file}: {error}"
        raise MemoryFileError(message) from None


def read_glossary(file: Path, source_language: str, language: str) -> Glossary:
    """Read a glossary: TBX or CSV. Raises as `read_memory` does."""
    try:
        found = _reader(file, _GLOSSARIES)(file, source_language, language)
    except (MemoryFileError, NotAFileError, TooLargeError) as error:
        message = f"{file}: {error}"
        raise MemoryFileError(message) from None
    if not found.terms:
        message = f"{file}: it has no terms"
        raise MemoryFileError(message)
    return found


def _reader(file: Path, readers: Mapping[str, _Reader[_Read]]) -> _Reader[_Read]:
    reader = readers.get(file.suffix.lower())
    if reader is None:
        message = f"only files that end with {', '.join(readers)} can be read here"
        raise MemoryFileError(message)
    return reader
