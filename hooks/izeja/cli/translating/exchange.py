"""Catalogs out to other translation tools, and back: `izeja translate export` and `import`."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from izeja.cli.alone import change_alone
from izeja.cli.options import COLOUR, LIBRARY, ending_in, formerly
from izeja.cli.output import say
from izeja.cli.translating.catalogs import (
    drafts_of_language,
    left_in_source,
    library_without_problems,
    progress_of_drafts,
)
from izeja.language.fields import is_blank
from izeja.language.locales import base_language
from izeja.library.library import Library
from izeja.problems.wording import counted
from izeja.reading.files import TooLargeError, read_bytes
from izeja.reading.writing import write_whole
from izeja.translation.update import (
    address_today,
    catalog_as_read,
    languages_of_catalogs,
    write_catalog,
)

if TYPE_CHECKING:
    from izeja.translation.xliff_units import Altered, Applied, Document, Unit


_VERSIONS = ("1.2", "2.0")
_OTHER_KINDS = {
    ".csv": ("a glossary", "glossary"),
    ".tbx": ("a glossary", "glossary"),
    ".tmx": ("a translation memory", "fill"),
    ".po": ("a catalog", "fill"),
}
"""What files of other endings are, and the command that takes them."""


@click.command(
    name="export",
    short_help="Write all catalogs of a language as XLIFF.",
    epilog="Example: izeja translate export lv lv.xlf",
)
@click.argument("language")
@click.argument(
    "file", type=click.Path(dir_okay=False, path_type=Path), callback=ending_in(".xlf", ".xliff", ".xml")
)
@LIBRARY
@click.option(
    "--xliff",
    "version",
    type=click.Choice(_VERSIONS),
    default="2.0",
    show_default=True,
    help="The version of XLIFF: 1.2 for tools that do not know 2.0.",
)
@click.option(
    "--version", "former_version", type=click.Choice(_VERSIONS), hidden=True, callback=formerly("--xliff")
)
@COLOUR
def export_xliff(
    language: str, file: Path, path: Path, version: str, former_version: str | None, *, colour: bool
) -> None:
    """Write all catalogs of a language as one XLIFF document.

    Translate the document in your tool, then bring it back with 'izeja translate import'. The catalogs do not
    change.

    LANGUAGE is one of library.yml. FILE is the document, like lv.xlf; an existing one is replaced.
    PATH is the folder that holds library.yml (default: decision_trees).
    """
    from izeja.translation import xliff  # noqa: PLC0415 - its XML library is slow to load, and other commands do not need it

    library = library_without_problems(path, colour=colour)
    drafts = drafts_of_language(library, language, colour=colour)
    catalogs = {file_id: draft.catalog for file_id, draft in drafts.items()}
    source = library.config.source_language
    write_whole(file, xliff.as_xliff(catalogs, source, language, former_version or version))
    messages = sum(len(catalog.current) for catalog in catalogs.values())
    say(f"{file}: {counted(messages, 'message')} of {counted(len(catalogs), 'catalog')}")
    say(progress_of_drafts(library, drafts))


@click.command(
    name="import",
    short_help="Bring the translations of an XLIFF document back.",
    epilog="Example: izeja translate import lv.xlf",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@LIBRARY
@COLOUR
def import_xliff(file: Path, path: Path, *, colour: bool) -> None:
    """Bring the translations of an XLIFF document, 1.2 or 2, back into the catalogs.

    Texts that are missing or untranslated in the document keep their translations in the catalogs. So do
    texts that have changed since the document was written; these are listed. What was renamed meanwhile is
    found by its 'aliases'. A translation that lost a term or a link in the tool is kept, and listed too, as
    are two different translations of one text, of which the last counts. One with a code that has lost what
    it stands for is left out, and listed with its line.

    FILE is a translated document from 'izeja translate export'.
    PATH is the folder that holds library.yml (default: decision_trees).
    """
    from izeja.translation import xliff, xliff_units  # noqa: PLC0415 - as above

    change_alone(path)
    library = library_without_problems(path, colour=colour)
    try:
        document = xliff.read_xliff(read_bytes(file, xliff.MAX_BYTES))
    except xliff_units.XliffError as error:
        _refuse(file, _of_another_kind(file) or str(error))
    except (OSError, TooLargeError) as error:
        _refuse(file, str(error))
    if (mistake := _mistake_in(document, library)) is not None:
        _refuse(file, mistake)
    drafts = drafts_of_language(library, document.language, colour=colour)
    catalogs = {file_id: catalog_as_read(draft) for file_id, draft in drafts.items()}
    document = xliff_units.as_of_today(document, catalogs, partial(address_today, library))
    applied = xliff_units.apply(document, catalogs)
    if len(applied.unknown) == len(document.units):
        _refuse(
            file,
            f"its {counted(len(document.units), 'text')} and those of this library have nothing in common; "
            f"its first one is '{document.units[0].source}'\n"
            "  = import it where it was exported, or export the catalogs of this library again",
        )
    # All catalogs are ready in memory by now, so a broken document changes none of them.
    for file_id in applied.parts:
        done = write_catalog(drafts[file_id], catalogs[file_id])
        if done.changed:
            say(done.path)
    _report(applied, file, document.language)
    imported = {(unit.file_id, unit.context, unit.source) for unit in document.units}
    for key, line in left_in_source(drafts, catalogs):
        if key in imported:
            say(f"still in the words of the source language: {key[1]}: {line}")
    say(progress_of_drafts(library, drafts, catalogs))


def _report(applied: Applied, file: Path, language: str) -> None:
    """Print what a document has changed, and what of it a translator has to look at."""
    say(f"{counted(applied.changed, 'translation')} changed.")
    left_out = [unit for unit in applied.unknown if not is_blank(unit.translation)]
    for line in _on_left_out(left_out, file, language):
        say(line)
    for line in _on_incomplete(applied.incomplete, file):
        say(line)
    for one in applied.altered:
        say(f"changed, but not with the codes of its source text: {one.unit.context}: {_changes(one)}")
    if applied.altered:
        say("Correct these in your tool, then import them again; 'izeja check' shows where they are.")
    for first, last in applied.contradicted:
        both = f"'{first.translation}', and then '{last.translation}', which was taken"
        say(f"translated twice, in different words: {last.context}: {both}")


def _on_left_out(units: Sequence[Unit], file: Path, language: str) -> Iterator[str]:
    for unit in units:
        yield f"left out, since the library no longer has this text: {unit.context}: {unit.source}"
    if units:
        command = shlex.join(["izeja", "translate", "fill", language, "--from", str(file)])
        yield f"If such a text is elsewhere now, or was reworded, get its translation with '{command}'."


def _on_incomplete(units: Sequence[Unit], file: Path) -> Iterator[str]:
    for unit in units:
        for line, code in unit.lost_codes:
            why = f"left out, since nothing says what {code} stands for"
            yield f"{file}:{line}: {why}: {unit.context}: {unit.source}"
    if units:
        yield "Set your tool to keep the codes of the exported file as they are, then import it again."


def _of_another_kind(file: Path) -> str | None:
    """Return which command takes a file that is not XLIFF, by its ending; None if there is none."""
    if (kind := _OTHER_KINDS.get(file.suffix.lower())) is None:
        return None
    what, command = kind
    hint = f"if it is {what}, use 'izeja translate {command} LANGUAGE --from {shlex.quote(str(file))}'"
    return f"this is not XLIFF\n  = {hint}"


def _mistake_in(document: Document, library: Library) -> str | None:
    """Return why a document cannot be one of this library: it has no texts, or other languages."""
    if not document.units:
        return (
            "it has no texts\n"
            "  = export the catalogs again with 'izeja translate export', and the document from your tool"
        )
    if not document.language:
        return (
            "it does not say in which language its translations are\n"
            "  = set the target language in your tool, and export the document again"
        )
    source = library.config.source_language
    # Some tools add a region to a language.
    if document.source_language and base_language(document.source_language) != base_language(source):
        return (
            f"its texts are in '{document.source_language}', and those of this library in '{source}'"
            "\n  = import it where it was exported"
        )
    known = languages_of_catalogs(library)
    if document.language.replace("_", "-") not in {one.replace("_", "-") for one in known}:
        return (
            f"its translations are in '{document.language}', and this library is translated into: "
            f"{', '.join(known) or 'no language'}\n  = if it is one of these under another code, set that as "
            "the target language in your tool; 'izeja translate add' adds a language"
        )
    return None


def _refuse(file: Path, why: str) -> NoReturn:
    say(f"{file}: {why}\nNo catalogs were changed.")
    sys.exit(1)


def _changes(altered: Altered) -> str:
    changes = [(code, "is missing") for code in altered.missing] + [
        (code, "was added") for code in altered.added
    ]
    # A block of code has lines.
    return ", ".join(f"{code.split(chr(10))[0]} {what}" for code, what in changes)
