"""`izeja stats`: a library in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from izeja.authoring.overview.figures import figures_of
from izeja.authoring.overview.figures_text import as_json as figures_json
from izeja.authoring.overview.figures_text import as_tables
from izeja.authoring.overview.review_calendar import as_calendar
from izeja.authoring.visits.visits_text import as_json as visits_json
from izeja.authoring.visits.visits_text import as_tables as visits_tables
from izeja.cli.events import counted_visits, events_options
from izeja.cli.languages import in_language
from izeja.cli.options import FORMERLY_JSON, LIBRARY, ending_in, format_option, refuse_without_effect
from izeja.cli.output import say, write
from izeja.cli.translating.catalogs import fail
from izeja.compiler.compile import Scope, compile_library, day_of_build
from izeja.problems.wording import counted
from izeja.reading.writing import write_whole
from izeja.translation.status import UnreadableCatalogsError


@click.command(
    short_help="Count guides, endings, reviews, and what customers did.",
    epilog="Example: izeja stats decision_trees --events october.csv",
)
@LIBRARY
@format_option("json")
@FORMERLY_JSON
@click.option(
    "--ics",
    "file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=ending_in(".ics"),
    help="Without --events: also write the days on which reviews are due to this file, "
    "as a calendar (iCalendar).",
)
@events_options
def stats(
    path: Path,
    form: str,
    file: Path | None,
    events: tuple[Path, ...],
    columns: Mapping[str, str],
    *,
    former_json: bool | None,
) -> None:
    """Count what a library has: guides and their ways, endings, contacts, reviews and languages.

    PATH is the folder that holds library.yml (default: decision_trees).

    'ways' counts the branches of a guide, 'questions' the fewest and the most that a customer is asked.
    'usually' is the median, if all answers to a question are chosen equally often.

    With --events, count instead what customers did: the share that came to each step, what they answered,
    and where they ended or left. This needs the extra 'events': pip install 'izeja[events]'.
    """
    if events or columns:
        refuse_without_effect("with --events", "file")
    as_json = former_json or form == "json"
    # Catalogs matter only to how far translations are, which `figures_of` reads from them.
    compiled = compile_library(path, scope=Scope(lambda _: ()))
    library = in_language(compiled, None)
    if events or columns:
        visits = counted_visits(compiled, events, columns)
        if as_json:
            write(visits_json(visits))
        else:
            say(visits_tables(visits))
        return
    try:
        figures = figures_of(library, compiled.graph, day_of_build())
    except UnreadableCatalogsError as error:
        fail(error.problems, colour=False, code=2)
    if file is not None:
        write_whole(file, as_calendar(figures.reviews, library.shown_root, day_of_build()).encode())
    if as_json:
        write(figures_json(figures))
    else:
        say(as_tables(figures))
    errors = sum(problem.severity == "error" for problem in compiled.problems)
    if errors:
        say(f"The library has {counted(errors, 'error')}: 'izeja check {path}' shows them.", err=True)
