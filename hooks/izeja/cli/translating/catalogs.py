"""What the commands for translators share: the library, its catalogs, and their problems."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import add
from pathlib import Path
from typing import NoReturn

import click

from izeja.cli.output import say, show
from izeja.language.locales import hint_for_code, is_language
from izeja.library.library import Library
from izeja.library.reader import read_library
from izeja.problems.problem import Problem
from izeja.problems.report import as_text
from izeja.problems.wording import counted
from izeja.reading.files import decode
from izeja.reading.folder import CONFIG, shown
from izeja.translation.catalog import MAX_BYTES
from izeja.translation.catalog_names import context_of
from izeja.translation.page_words import languages
from izeja.translation.po_entries import PoFile
from izeja.translation.same_as_source import MEANT, line_left
from izeja.translation.tally import Progress, size_in_words, time_in_words
from izeja.translation.update import (
    Draft,
    Updated,
    draft_catalogs,
    languages_of_catalogs,
    progress_of,
)


def library_without_problems(path: Path, *, colour: bool) -> Library:
    """Read a library. If it has problems, print them and end the command."""
    library, sources, problems = read_library(path)
    if problems or library is None:
        texts = {source.path: source.text for source in sources.values()}
        show(as_text(problems, texts, colour=colour), colour=colour)
        say("\nFix these first. No catalogs were read or changed.")
        sys.exit(1)
    # Babel raises for a locale that it does not know, with neither a place nor a hint.
    unknown = [one for one in library.config.languages if not is_language(one)]
    if unknown:
        place, hint = f"{shown(path)}/{CONFIG}", hint_for_code(unknown[0], languages())
        say(f"'{unknown[0]}' in {place} is not the code of a language: {hint}\nNo catalogs were changed.")
        sys.exit(1)
    return library


def report_updates(updates: Sequence[Updated | Problem], *, colour: bool) -> None:
    """Print which catalogs were updated and what is left in them. If there are problems, end the command."""
    for done in updates:
        if isinstance(done, Updated) and (done.changed or done.progress.left.messages or done.took_over):
            for old in done.took_over:
                say(f"{old}: renamed to {done.path}")
            waiting = done.progress.left.messages
            left = f"{counted(waiting, 'message')} to translate" if waiting else "complete"
            say(f"{done.path}: {counted(done.progress.total.messages, 'message')}, {left}")
    found = [update for update in updates if isinstance(update, Problem)]
    if found:
        fail(found, colour=colour)


def progress_in_words(library: Library, language: str, progress: Progress) -> str:
    """Write a language, its state in library.yml, and what is left: `lv (required): complete`."""
    left = "complete"
    if progress.left.messages:
        left = f"{size_in_words(progress.left)} to translate, {time_in_words(progress.minutes)}"
    if number := progress.in_source.messages:
        left += f"; {number} of these {'is' if number == 1 else 'are'} in the words of the source language"
    if number := progress.faulty.messages:
        left += f"; {number} of these {'has' if number == 1 else 'have'} mistakes"
    return f"{language} ({library.config.states[language]}): {left}"


def progress_of_drafts(
    library: Library, drafts: Mapping[str, Draft], catalogs: Mapping[str, PoFile] | None = None
) -> str:
    """Write the same of all catalogs of a language, as they are in memory.

    Args:
        library: the library.
        drafts: the catalogs by their parts.
        catalogs: the same parts, if not those of the drafts count.
    """
    language = next(iter(drafts.values())).language
    found = catalogs or {}
    progress = reduce(add, (progress_of(draft, found.get(part)) for part, draft in drafts.items()))
    return progress_in_words(library, language, progress)


def left_in_source(
    drafts: Mapping[str, Draft], catalogs: Mapping[str, PoFile]
) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Yield the translations of a language that nobody has translated: their keys, and a line of each.

    Args:
        drafts: the catalogs by their parts.
        catalogs: the same parts, with the translations that count.
    """
    for part, draft in drafts.items():
        for text in draft.texts:
            key = context_of(text), text.text
            message = catalogs[part].current[key]
            if message.fuzzy or MEANT in message.flags:
                continue
            line = line_left(text, message.forms[0], draft.source_language, draft.language)
            if line is not None:
                yield (part, *key), line


def fail(problems: Sequence[Problem], *, colour: bool, code: int = 1) -> NoReturn:
    """Print problems, with the lines that they name, and end the command with an exit code."""
    files = {problem.position.path for problem in problems}
    files |= {related.position.path for problem in problems for related in problem.related}
    # Catalogs are not part of a library, so the lines to quote are read again here.
    texts = {file: decode(Path(file), file, MAX_BYTES)[0].text for file in files}
    show(as_text(problems, texts, colour=colour), colour=colour)
    sys.exit(code)


def drafts_of_language(library: Library, language: str, *, colour: bool) -> dict[str, Draft]:
    """Return the updated catalogs of a language by their parts. If one has problems, end the command.

    Raises:
        click.BadArgumentUsage: the library has no catalogs of this language.
    """
    # XLIFF wants BCP 47 codes (`pt-BR`); library.yml may have the underscores of gettext.
    known = {one.replace("_", "-"): one for one in languages_of_catalogs(library)}
    if language.replace("_", "-") not in known:
        languages = ", ".join(known) or "none"
        message = f"this library is not translated into '{language}'; its languages are: {languages}"
        raise click.BadArgumentUsage(message)
    # All are drafted, since remarks quote the translations into other languages.
    drafts = [one for one in draft_catalogs(library) if one.language == known[language.replace("_", "-")]]
    problems = [problem for draft in drafts for problem in draft.problems]
    if problems:
        fail(problems, colour=colour)
    return {draft.file_id: draft for draft in drafts}
