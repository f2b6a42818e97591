"""Catalogs out to other translation tools, and back: `izeja translate export` and `import`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from izeja.cli.options import COLOUR, LIBRARY
from izeja.cli.output import say
from izeja.cli.translating.catalogs import drafts_of_language, library_without_problems
from izeja.problems.wording import counted
from izeja.reading.files import TooLargeError, read_bytes
from izeja.translation.update import (
    catalog_as_read,
    write_catalog,
)


@click.command(name="export")
@click.argument("language")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@LIBRARY
@COLOUR
def export_xliff(language: str, file: Path, path: Path, *, colour: bool) -> None:
    """Write all catalogs of a language as one XLIFF 2 document.

    Translate the document in your tool, then bring it back with 'izeja translate import'. The catalogs do not
    change.

    LANGUAGE is one of library.yml. FILE is the document, like lv.xlf; an existing one is replaced.
    PATH is the folder that holds library.yml (by default: decision_trees).
    """
    from izeja.translation import xliff  # noqa: PLC0415 - its XML library is slow to load, and other commands do not need it

    library = library_without_problems(path, colour=colour)
    drafts = drafts_of_language(library, language, colour=colour)
    file.parent.mkdir(parents=True, exist_ok=True)
    catalogs = {file_id: draft.catalog for file_id, draft in drafts.items()}
    file.write_bytes(xliff.as_xliff(catalogs, library.config.source_language, language))
    messages = sum(len(catalog.current) for catalog in catalogs.values())
    say(f"{file}: {counted(messages, 'message')} of {counted(len(catalogs), 'catalog')}")


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@LIBRARY
@COLOUR
def import_xliff(file: Path, path: Path, *, colour: bool) -> None:
    """Bring the translations of an XLIFF 2 document back into the catalogs.

    Texts that are missing or untranslated in the document keep their translations in the catalogs. So do
    texts that have changed since the document was written; these are listed.

    FILE is a translated document from 'izeja translate export'.
    PATH is the folder that holds library.yml (by default: decision_trees).
    """
    from izeja.translation import xliff  # noqa: PLC0415 - as above

    library = library_without_problems(path, colour=colour)
    try:
        document = xliff.read_xliff(read_bytes(file, xliff.MAX_BYTES))
    except (xliff.XliffError, OSError, TooLargeError) as error:
        say(f"{file}: {error}")
        sys.exit(1)
    drafts = drafts_of_language(library, document.language, colour=colour)
    catalogs = {file_id: catalog_as_read(draft) for file_id, draft in drafts.items()}
    applied = xliff.apply(document, catalogs)
    # All catalogs are ready in memory by now, so a broken document changes none of them.
    for file_id in applied.parts:
        done = write_catalog(drafts[file_id], catalogs[file_id])
        if done.changed:
            say(done.path)
    say(f"{counted(applied.changed, 'translation')} changed.")
    for unit in applied.unknown:
        say(f"left out, since the library no longer has this text: {unit.context}: {unit.source}")
