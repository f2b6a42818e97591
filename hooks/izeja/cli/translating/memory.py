"""Translations that exist already, for those who translate: `izeja translate fill`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from izeja.cli.alone import change_alone
from izeja.cli.options import COLOUR, LIBRARY
from izeja.cli.output import say
from izeja.cli.translating.catalogs import drafts_of_language, library_without_problems, progress_of_drafts
from izeja.library.library import Library
from izeja.problems.wording import counted
from izeja.translation.memory.filling import Filling
from izeja.translation.memory.filling import fill as fill_catalogs
from izeja.translation.memory.glossary import TERMS_FILE, glossary_of
from izeja.translation.memory.sources import is_glossary, read_glossary, read_memory
from izeja.translation.memory.units import MemoryFileError, Unit
from izeja.translation.update import Draft, write_catalog

_MOST_UNFIT = 20


@click.command(
    short_help="Fill in what was translated before.",
    epilog="Example: izeja translate fill lv --from agency.tmx --dry-run",
)
@click.argument("language")
@LIBRARY
@click.option(
    "--from",
    "files",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="A memory (.tmx, .po or .xlf) or a glossary (.tbx or .csv). You can give it several times, the "
    "best first.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be filled in, and change nothing.")
@COLOUR
def fill(language: str, path: Path, files: tuple[Path, ...], *, dry_run: bool, colour: bool) -> None:
    """Fill in what was translated before: in other files, or elsewhere in this library.

    A translation of the same text is filled in and marked as fuzzy: a translator checks it and removes the
    mark. That of the same place goes first. One that would lose a term, a link or the like is not filled in.
    Translations of texts that are at least 75 % the same become remarks, with what differs, and so do the
    translations of terms that a text has. No translation is ever replaced.

    LANGUAGE is one of library.yml.
    PATH is the folder that holds library.yml (default: decision_trees).
    """
    if not dry_run:
        change_alone(path)
    library = library_without_problems(path, colour=colour)
    drafts = drafts_of_language(library, language, colour=colour)
    try:
        glossary = _glossary(files, library, drafts)
        units = _units(files, library.config.source_language, _language_of(drafts))
        filling = fill_catalogs(list(drafts.values()), units, glossary)
    except MemoryFileError as error:
        say(f"{error}\nNo catalogs were changed.")
        sys.exit(1)
    if not dry_run:
        for draft in drafts.values():
            write_catalog(draft)
    say("\n".join(_report(filling)))
    if dry_run:
        say("Nothing was changed (--dry-run).")
    else:
        say(progress_of_drafts(library, drafts))


def _language_of(drafts: Mapping[str, Draft]) -> str:
    # As library.yml writes it: the command may have been given `pt-BR` for `pt_BR`.
    return next(iter(drafts.values())).language


def _units(files: Sequence[Path], source_language: str, language: str) -> Iterator[Unit]:
    for file in files:
        if not is_glossary(file):
            yield from read_memory(file, source_language, language)


def _glossary(files: Sequence[Path], library: Library, drafts: Mapping[str, Draft]) -> Mapping[str, str]:
    """Return the translations of terms: those of files before those of the library."""
    own = drafts.get(TERMS_FILE)
    found = dict(glossary_of(library, own).translations) if own else {}
    # The best file is named first, so it is read last: what it says replaces the rest.
    for file in reversed(files):
        if is_glossary(file):
            found |= read_glossary(file, library.config.source_language, _language_of(drafts)).translations
    return found


def _report(filling: Filling) -> Iterator[str]:
    rows = [(path, one.filled, one.proposed, one.fuzzy, one.left) for path, one in filling.tallies.items()]
    if not rows:
        yield "Everything is translated: there is nothing to fill in."
        return
    if len(rows) > 1:
        rows.append(("all", *(sum(numbers) for numbers in list(zip(*rows, strict=True))[1:])))
    width = max(len(name) for name, *_ in rows)
    yield f"{'':{width}}  filled in  proposed  fuzzy before  nothing found"
    for name, filled, proposed, fuzzy, left in rows:
        yield f"{name:{width}}  {filled:>9,}  {proposed:>8,}  {fuzzy:>12,}  {left:>13,}"
    yield from _on_unfit(filling.unfit)
    if any(filled for _, filled, *_ in rows):
        yield "Filled in texts are marked as fuzzy: check each, then remove the mark."


def _on_unfit(unfit: Sequence[str]) -> Iterator[str]:
    if unfit:
        count = counted(len(unfit), "translation")
        yield f"\n{count} of the same text would break it. These are in remarks, and not filled in:"
        yield from (f"  {line}" for line in unfit[:_MOST_UNFIT])
        if len(unfit) > _MOST_UNFIT:
            yield f"  and {len(unfit) - _MOST_UNFIT} more"
        yield ""
