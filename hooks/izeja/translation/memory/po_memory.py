"""Catalogs of other libraries, or older ones, as memories."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from izeja.reading.files import decode
from izeja.translation.catalog import parse_catalog
from izeja.translation.memory.units import MemoryFileError, Unit, is_same_language, plain

MAX_BYTES = 50_000_000
"""A larger catalog is not read as a memory."""
_TOO_LARGE = "split it, or export it as TMX, which may be larger"


def read_po(file: Path, source_language: str, language: str) -> Iterator[Unit]:
    """Yield the translations of a catalog that are not fuzzy.

    Args:
        file: the catalog.
        source_language: the language of the texts.
        language: that of the translations. What the header does not say is believed.

    Raises:
        MemoryFileError: it is no catalog, or is in other languages.
    """
    source, problem = decode(file, file.name, MAX_BYTES, _TOO_LARGE)
    catalog, text, problems = (None, "", (problem,)) if problem else parse_catalog(source)
    if catalog is None:
        first = problems[0]
        place = f"line {first.position.line}: " if first.position.line else ""
        message = f"{place}{first.message}" + (f"\n  = {first.hint}" if first.hint else "")
        raise MemoryFileError(message)
    for header, wanted in (("X-Source-Language", source_language), ("Language", language)):
        said = re.search(rf'^"{header}:[ \t]*([\w@-]+)', text, re.MULTILINE)
        if said and not is_same_language(said[1], wanted):
            message = f"the header of this catalog says '{header}: {said[1]}', but '{wanted}' is asked for"
            raise MemoryFileError(message)
    for one in catalog.messages.values():
        if one.translation and not one.fuzzy:
            contexts = frozenset([one.context] if one.context else [])
            yield Unit(plain(one.source), plain(one.translation), file.name, contexts)
