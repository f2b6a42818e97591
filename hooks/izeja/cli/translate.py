"""The command line for translators: `izeja translate`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from izeja.cli.options import COLOUR, LIBRARY, format_option
from izeja.cli.output import say, show, write
from izeja.language.locales import PSEUDO_LANGUAGES, is_language
from izeja.library.library import Library
from izeja.library.reader import read_library
from izeja.problems.problem import Problem, in_order
from izeja.problems.report import as_text
from izeja.problems.wording import counted
from izeja.proof.contact_rules import missing_addresses
from izeja.reading.files import TooLargeError, decode, read_bytes
from izeja.reading.folder import CONFIG, shown
from izeja.translation.catalog import MAX_BYTES
from izeja.translation.catalog_names import translated_languages
from izeja.translation.copied_pages import copy_pages, copy_problems
from izeja.translation.new_language import (
    UneditableError,
    add_to_config,
    missing_home,
    missing_lines,
)
from izeja.translation.site_words import read_site_words, wording_problems
from izeja.translation.status import status_of
from izeja.translation.status_formats import as_json as status_json
from izeja.translation.status_formats import as_table, badge
from izeja.translation.translate import translate as translate_library
from izeja.translation.update import (
    Draft,
    Updated,
    catalog_as_read,
    draft_catalogs,
    languages_of_catalogs,
    update_catalogs,
    write_catalog,
)


@click.group()
def translate() -> None:
    """Translate a library: add a language, update its catalogs, see what is left.

    \b
    add LANGUAGE    once, for a new language
    update          after every change of the trees
    status          to see the progress of each language
    check           in continuous integration: fails while anything is left
    export, import  for translation tools that use XLIFF 2
    """  # noqa: D301 - click reads \b as: keep these lines


@translate.command()
@click.argument("language")
@LIBRARY
@click.option(
    "--mkdocs",
    type=click.Path(dir_okay=False, path_type=Path),
    default="mkdocs.yml",
    show_default=True,
    help="The site's settings, which are read and never changed.",
)
@COLOUR
def add(language: str, path: Path, mkdocs: Path, *, colour: bool) -> None:
    """Add a language: create all that it needs, and list what is left to do by hand.

    Creates the catalogs of all trees in translations/LANGUAGE, adds the language to library.yml as
    'preparing', which shows it in the preview but does not publish it, and copies the hand-written pages of
    the source language, each with a line that marks it as a copy. If the words of
    the page itself are not translated into the language, creates a catalog of them too. Prints the lines to
    paste into mkdocs.yml. Run it again at any time: it changes nothing, and lists what is still left.

    LANGUAGE is a code like et, de or pt-BR; en-XA and ar-XB are pseudo-languages, for tests.
    PATH is the folder that holds library.yml (by default: decision_trees).
    """
    if not is_language(language):
        message = f"'{language}' is not the code of a language; use one like 'et', 'de' or 'pt-BR'"
        raise click.BadArgumentUsage(message)
    try:
        # library.yml is edited first, and read again: it decides which catalogs exist.
        if add_to_config(_library_without_problems(path, colour=colour), language):
            say(f"{shown(path)}/{CONFIG}: added '{language}: preparing' to the languages")
    except UneditableError as error:
        say(f"{error}, then run this again")
        sys.exit(1)
    library = _library_without_problems(path, colour=colour)
    updates = list(update_catalogs(library))
    _report_updates(updates, colour=colour)
    for page in copy_pages(library, language):
        say(f"{page}: copied, not translated yet")
    left = [*_left(library, language, mkdocs), *_stopped(library, language)]
    if not left:
        say(f"Nothing is left to do for '{language}'.")
        return
    say("\nLeft to do:\n")
    for number, task in enumerate(left, 1):
        say(f"{number}. {task}")


def _library_without_problems(path: Path, *, colour: bool) -> Library:
    library, sources, problems = read_library(path)
    if problems or library is None:
        texts = {source.path: source.text for source in sources.values()}
        show(as_text(problems, texts, colour=colour), colour=colour)
        say("\nFix these first. No catalogs were read or changed.")
        sys.exit(1)
    # Babel raises for a locale that it does not know, with neither a place nor a hint.
    unknown = [one for one in library.config.languages if not is_language(one)]
    if unknown:
        place = f"{shown(path)}/{CONFIG}"
        say(f"'{unknown[0]}' in {place} is not the code of a language. No catalogs were changed.")
        sys.exit(1)
    return library


def _report_updates(updates: Sequence[Updated | Problem], *, colour: bool) -> None:
    for done in updates:
        if isinstance(done, Updated) and (done.changed or done.waiting or done.took_over):
            for old in done.took_over:
                say(f"{old}: renamed to {done.path}")
            left = f"{counted(done.waiting, 'message')} to translate" if done.waiting else "complete"
            say(f"{done.path}: {counted(done.messages, 'message')}, {left}")
    found = [update for update in updates if isinstance(update, Problem)]
    if found:
        _fail(found, colour=colour)


def _fail(problems: Sequence[Problem], *, colour: bool) -> NoReturn:
    files = {problem.position.path for problem in problems}
    files |= {related.position.path for problem in problems for related in problem.related}
    # Catalogs are not part of a library, so the lines to quote are read again here.
    texts = {file: decode(Path(file), file, MAX_BYTES)[0].text for file in files}
    show(as_text(problems, texts, colour=colour), colour=colour)
    sys.exit(1)


def _left(library: Library, language: str, mkdocs: Path) -> Iterator[str]:
    for status in status_of(library):
        if status.language == language:
            waiting = status.progress.stale + status.progress.missing
            if waiting.messages:
                yield (
                    f"Translate {counted(waiting.messages, 'message')} ({counted(waiting.words, 'word')}) in "
                    f"{library.shown_root}/translations/{language}, in Poedit, Weblate or a text editor."
                )
            for page in status.pages:
                yield f"Translate {page}, then delete the line that marks it as a copy."
    default = next(iter(library.config.languages))
    if language != default and (home := missing_home(mkdocs, language, default)):
        missing, existing = map(shown, home)
        yield (
            f"Write {missing}, the home page of this language, like {existing}. Without it, readers of this "
            "language see that one, or none."
        )
    lines = missing_lines(mkdocs, language, library.config.languages)
    if lines is not None:
        what = (
            f"Add this plugin to {mkdocs}, under its 'plugins:'"
            if lines.startswith("plugins:")
            else f"Paste these lines into {mkdocs}, with any other settings that its languages have there, "
            "such as site_description"
        )
        yield (f"{what}:\n\n{lines}\n")


def _stopped(library: Library, language: str) -> Iterator[str]:
    """Yield what else keeps the language from being published."""
    if missing := [*missing_addresses(library, language)]:
        yield f"Add {counted(len(missing), 'address')} for '{language}': run 'izeja check' to see where."
    if language in (library.config.source_language, *PSEUDO_LANGUAGES):
        return
    file = f"{library.shown_root}/{CONFIG}"
    if library.config.states[language] == "preparing":
        yield (
            f"Look at it in the preview. To publish it, write '{language}: required' in {file}, or "
            f"'{language}: fallback' to show missing texts in the source language."
        )
        return
    status = next((one for one in status_of(library) if one.language == language), None)
    is_required = library.config.states[language] == "required"
    if is_required and status is not None and status.progress.percent < 100:
        yield (
            "The site is not built until everything is translated. To show missing texts in the source "
            f"language until then, write '{language}: fallback' in {file}; to publish the language later, "
            f"'{language}: preparing'."
        )


@translate.command(name="export")
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

    library = _library_without_problems(path, colour=colour)
    drafts = _drafts(library, language, colour=colour)
    file.parent.mkdir(parents=True, exist_ok=True)
    catalogs = {file_id: draft.catalog for file_id, draft in drafts.items()}
    file.write_bytes(xliff.as_xliff(catalogs, library.config.source_language, language))
    messages = sum(len(catalog.current) for catalog in catalogs.values())
    say(f"{file}: {counted(messages, 'message')} of {counted(len(catalogs), 'catalog')}")


@translate.command(name="import")
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

    library = _library_without_problems(path, colour=colour)
    try:
        document = xliff.read_xliff(read_bytes(file, xliff.MAX_BYTES))
    except (xliff.XliffError, OSError, TooLargeError) as error:
        say(f"{file}: {error}")
        sys.exit(1)
    drafts = _drafts(library, document.language, colour=colour)
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


def _drafts(library: Library, language: str, *, colour: bool) -> dict[str, Draft]:
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
        _fail(problems, colour=colour)
    return {draft.file_id: draft for draft in drafts}


@translate.command()
@LIBRARY
@COLOUR
def update(path: Path, *, colour: bool) -> None:
    """Bring the translators' catalogs up to date with the trees.

    Creates translations/LANGUAGE/TREE.po for every language of library.yml, or adds what is new to it.
    Translations are kept: that of a changed text is marked as fuzzy, that of a removed text goes to the end,
    and a renamed tree or node keeps its translation if its old id is among its aliases.
    Running it again changes nothing.

    PATH is the folder that holds library.yml (by default: decision_trees).
    """
    library = _library_without_problems(path, colour=colour)
    updates = list(update_catalogs(library))
    _report_updates(updates, colour=colour)
    if not any(isinstance(done, Updated) and (done.changed or done.waiting) for done in updates):
        say("All catalogs are up to date and complete.")


@translate.command()
@LIBRARY
@format_option("json")
@click.option(
    "--badge",
    "picture",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write an SVG badge to this file.",
)
@COLOUR
def status(path: Path, form: str, picture: Path | None, *, colour: bool) -> None:
    """Show the progress of translations: translated, stale and missing, in messages and words.

    Stale texts were translated from an older text, or a translator has marked their translation as fuzzy.

    PATH is the folder that holds library.yml (by default: decision_trees).
    """
    library = _library_without_problems(path, colour=colour)
    statuses = status_of(library)
    if picture is not None:
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_text(badge(statuses), "utf-8", newline="\n")
    if form == "json":
        write(status_json(library, statuses))
    else:
        say(as_table(statuses) or "This library has one language and no translations.")


@translate.command("check")
@LIBRARY
@COLOUR
def check_translations(path: Path, *, colour: bool) -> None:
    """Check that no translation is missing or stale in any language, for continuous integration.

    Reports every text that is not translated, even in languages that are 'fallback' in library.yml, and every
    hand-written page that is still a copy. Languages that are 'preparing' are left out. 'izeja check' reports
    other mistakes.

    PATH is the folder that holds library.yml (by default: decision_trees).
    """
    library = _library_without_problems(path, colour=colour)
    # Every problem counts as an error here, whatever library.yml allows: this asks for complete translations.
    published, translated = library.config.published, translated_languages(library)
    found: list[Problem] = []
    for language in published:
        found += missing_addresses(library, language)
        if language in translated:
            found += [*translate_library(library, language).problems, *copy_problems(library, language)]
        own = read_site_words(library, language)
        found += wording_problems(language, own, library.place_of_language(language))
    if prepared := [one for one in library.config.languages if one not in published]:
        say(f"Not checked, since library.yml prepares them: {', '.join(prepared)}")
    if found:
        _fail(in_order(replace(problem, severity="error") for problem in found), colour=colour)
    languages = counted(len(published), "language")
    say(f"Everything is translated: {counted(len(library.texts), 'text')} in {languages}.")
