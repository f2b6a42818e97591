"""The terms of a library, out to tools for terms and back: `izeja translate glossary`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from izeja.cli.alone import change_alone
from izeja.cli.options import COLOUR, LIBRARY, ending_in, refuse_without_effect
from izeja.cli.output import say, write
from izeja.cli.translating.catalogs import drafts_of_language, library_without_problems, progress_of_drafts
from izeja.library.library import Library
from izeja.problems.wording import counted
from izeja.reading.writing import write_whole
from izeja.translation.memory.glossary import TERMS_FILE, Glossary, Taken, glossary_of, take_over
from izeja.translation.memory.glossary_csv import as_csv
from izeja.translation.memory.sources import read_glossary
from izeja.translation.memory.units import MemoryFileError
from izeja.translation.update import Draft, write_catalog


@click.command(
    short_help="Write the terms as a glossary, or take one over.",
    epilog="Example: izeja translate glossary lv --write lv.tbx",
)
@click.argument("language")
@LIBRARY
@click.option(
    "--write",
    "written",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=ending_in(".csv", ".tbx", why=", which says what to write"),
    help="Write the glossary to this file, as CSV (.csv) or TBX-Basic (.tbx).",
)
@click.option(
    "--from",
    "read",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take the translations of this glossary over (.csv or .tbx).",
)
@click.option("--dry-run", is_flag=True, help="With --from: show what would change, and change nothing.")
@COLOUR
def glossary(
    language: str, path: Path, written: Path | None, read: Path | None, *, dry_run: bool, colour: bool
) -> None:
    """Write the terms of the library and their translations as a glossary, or take one over.

    Without --write and --from, prints CSV. From a glossary, a missing translation is filled in and marked
    as fuzzy. A translation that exists is never replaced: if the glossary has another one, both are listed.

    LANGUAGE is one of library.yml.
    PATH is the folder that holds library.yml (default: decision_trees).
    """
    if written is not None and read is not None:
        message = "use --write or --from, not both"
        raise click.UsageError(message)
    if read is None:
        refuse_without_effect("without --from", "dry_run")
    elif not dry_run:
        change_alone(path)
    library = library_without_problems(path, colour=colour)
    drafts = drafts_of_language(library, language, colour=colour)
    draft = drafts.get(TERMS_FILE)
    if draft is None:
        say("This library has no terms.")
    elif read is not None:
        _take_over(library, draft, read, dry_run=dry_run)
        say("Nothing was changed (--dry-run)." if dry_run else progress_of_drafts(library, drafts))
    elif written is not None:
        _write(glossary_of(library, draft), written)
        say(progress_of_drafts(library, drafts))
    else:
        write(as_csv(glossary_of(library, draft)), newline=False)


def _write(found: Glossary, file: Path) -> None:
    if file.suffix.lower() == ".tbx":
        from izeja.translation.memory.tbx import as_tbx  # noqa: PLC0415 - its XML library is slow to load

        write_whole(file, as_tbx(found))
    else:
        # Spreadsheets take a file without the mark for one in the encoding of the system.
        write_whole(file, as_csv(found).encode("utf-8-sig"))
    done = sum(bool(one.translation) for one in found.terms)
    say(f"{file}: {counted(len(found.terms), 'term')}, {done} translated")


def _take_over(library: Library, draft: Draft, file: Path, *, dry_run: bool) -> None:
    try:
        found = read_glossary(file, library.config.source_language, draft.language)
    except MemoryFileError as error:
        say(f"{error}\nNo catalogs were changed.")
        sys.exit(1)
    taken = take_over(found, draft, file.name)
    if not dry_run:
        write_catalog(draft)
    say("\n".join(_report(taken, draft.path)))


def _report(taken: Taken, path: str) -> Iterator[str]:
    yield f"{path}: {counted(taken.filled, 'translation')} filled in, {taken.proposed} proposed in remarks"
    for what, lines in (
        ("Translated differently in the library, and left unchanged", taken.differing),
        ("Not filled in, since it does not fit the text", taken.unfit),
        ("Not in terms.yml", taken.unknown),
    ):
        if lines:
            yield f"\n{what}:"
            yield from (f"  {line}" for line in lines)
