"""What is left to translate: `izeja translate status` and `check`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from izeja.cli.options import COLOUR, LIBRARY, ending_in, format_option
from izeja.cli.output import say, write
from izeja.cli.translating.catalogs import fail, library_without_problems
from izeja.problems.problem import Problem, in_order
from izeja.problems.wording import counted
from izeja.proof.contact_rules import missing_addresses
from izeja.reading.writing import write_whole
from izeja.translation.catalog_names import translated_languages
from izeja.translation.copied_pages import copy_problems
from izeja.translation.site_words import read_site_words, wording_problems
from izeja.translation.status import UnreadableCatalogsError, status_of
from izeja.translation.status_formats import as_json as status_json
from izeja.translation.status_formats import as_table, badge
from izeja.translation.translate import translate as translate_library


@click.command(
    short_help="Show the progress of each language.", epilog="Example: izeja translate status decision_trees"
)
@LIBRARY
@format_option("json")
@click.option(
    "--badge",
    "picture",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=ending_in(".svg"),
    help="Also write an SVG badge to this file.",
)
@COLOUR
def status(path: Path, form: str, picture: Path | None, *, colour: bool) -> None:
    """Show the progress of translations: translated, stale and missing, in messages and words.

    What customers read in their language is translated. Stale texts were translated from an older text, or
    their translation is marked as fuzzy or has mistakes. A translation that is still in the words of the
    source language counts as missing.

    PATH is the folder that holds library.yml (default: decision_trees).
    """
    library = library_without_problems(path, colour=colour)
    try:
        statuses = status_of(library)
    except UnreadableCatalogsError as error:
        fail(error.problems, colour=colour)
    if picture is not None:
        write_whole(picture, badge(statuses).encode())
    if form == "json":
        write(status_json(library, statuses))
    else:
        say(as_table(statuses) or "This library has one language and no translations.")


@click.command(
    "check",
    short_help="Fail if a translation is missing or stale.",
    epilog="Example: izeja translate check decision_trees",
)
@LIBRARY
@COLOUR
def check_translations(path: Path, *, colour: bool) -> None:
    """Check that no translation is missing or stale in any language, for continuous integration.

    Reports every text that is not translated, even in languages that are 'fallback' in library.yml, and every
    hand-written page that is still a copy. Languages that are 'preparing' are left out. 'izeja check' reports
    other mistakes.

    PATH is the folder that holds library.yml (default: decision_trees).
    """
    library = library_without_problems(path, colour=colour)
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
        fail(in_order(replace(problem, severity="error") for problem in found), colour=colour)
    languages = counted(len(published), "language")
    say(f"Everything is translated: {counted(len(library.texts), 'text')} in {languages}.")
