"""The command that adds a language: `izeja translate add`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from izeja.cli.alone import change_alone
from izeja.cli.options import COLOUR, LIBRARY
from izeja.cli.output import say
from izeja.cli.translating.catalogs import library_without_problems, report_updates
from izeja.language.locales import PSEUDO_LANGUAGES, hint_for_code, is_language
from izeja.library.library import Library
from izeja.problems.wording import counted
from izeja.proof.contact_rules import missing_addresses
from izeja.reading.folder import CONFIG, shown
from izeja.translation.copied_pages import copy_pages
from izeja.translation.new_language import (
    UneditableError,
    add_to_config,
    missing_home,
    missing_lines,
)
from izeja.translation.page_words import languages
from izeja.translation.status import status_of
from izeja.translation.tally import size_in_words, time_in_words
from izeja.translation.update import (
    update_catalogs,
)


@click.command(
    short_help="Add a language, and list what is left to do.", epilog="Example: izeja translate add de"
)
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
    PATH is the folder that holds library.yml (default: decision_trees).
    """
    if not is_language(language):
        message = f"'{language}' is not the code of a language: {hint_for_code(language, languages())}"
        raise click.BadArgumentUsage(message)
    change_alone(path)
    try:
        # library.yml is edited first, and read again: it decides which catalogs exist.
        if add_to_config(library_without_problems(path, colour=colour), language):
            say(f"{shown(path)}/{CONFIG}: added '{language}: preparing' to the languages")
    except UneditableError as error:
        say(f"{error}, then run this again")
        sys.exit(1)
    library = library_without_problems(path, colour=colour)
    updates = list(update_catalogs(library))
    report_updates(updates, colour=colour)
    for page in copy_pages(library, language):
        say(f"{page}: copied, not translated yet")
    left = [*_left(library, language, mkdocs), *_stopped(library, language)]
    if not left:
        say(f"Nothing is left to do for '{language}'.")
        return
    say("\nLeft to do:\n")
    for number, task in enumerate(left, 1):
        say(f"{number}. {task}")


def _left(library: Library, language: str, mkdocs: Path) -> Iterator[str]:
    for status in status_of(library):
        if status.language == language:
            if status.progress.left.messages:
                yield (
                    f"Translate {size_in_words(status.progress.left)} in "
                    f"{library.shown_root}/translations/{language}, in Poedit, Weblate or a text editor. "
                    f"This takes {time_in_words(status.progress.minutes)}."
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
