"""Catalogs of a new library, with the translations that the first guide has already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from izeja.cli.starter import texts
from izeja.library.library import Library
from izeja.library.reader import read_library
from izeja.reading.folder import CONFIG, CONTACTS
from izeja.translation.catalog_names import context_of
from izeja.translation.update import draft_catalogs, update_catalogs, write_catalog

_Place: TypeAlias = tuple[str, tuple[str | int, ...]]


def fill_catalogs(library: Library, guide: str, *, is_example: bool) -> None:
    """Write the catalogs of a new library, with the texts of the starter in each language as translations.

    Args:
        library: it has a contact and one guide, both of the starter.
        guide: the id of the guide.
        is_example: whether its title is that of the starter, too.
    """
    for draft in draft_catalogs(library):
        own = texts.written_in(draft.language)
        known = dict(_texts_in(own, guide)) if own else {}
        if not is_example:
            known.pop((guide, ("title",)), None)
        for text in draft.texts:
            if (text.file_id, text.at) in known:
                draft.catalog.current[context_of(text), text.text].forms = [known[text.file_id, text.at]]
        write_catalog(draft)
    # Each catalog quotes the translations of the others, which are there now.
    for _ in update_catalogs(library):
        pass


def _texts_in(language: str, guide: str) -> Iterator[tuple[_Place, str]]:
    """Yield the texts of the starter in a language, by the places that they have in a library."""
    with TemporaryDirectory() as temporary:
        root = Path(temporary)
        (root / CONFIG).write_text(f"source_language: {language}\nlanguages: [{language}]\n", "utf-8")
        (root / CONTACTS).write_text(texts.contact(language), "utf-8")
        (root / f"{guide}.yml").write_text(texts.first_guide(language), "utf-8")
        library, _, _ = read_library(root)
        assert library is not None  # noqa: S101 - a test reads the starter of every language
        for text in library.texts:
            yield (text.file_id, text.at), text.text
