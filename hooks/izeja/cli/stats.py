"""`izeja stats`: a library in numbers."""

from __future__ import annotations

from pathlib import Path

import click

from izeja.cli.languages import in_language
from izeja.cli.options import LIBRARY
from izeja.cli.output import say, write
from izeja.compiler.compile import Scope, compile_library, day_of_build
from izeja.overview.figures import figures_of
from izeja.overview.figures_text import as_json as figures_json
from izeja.overview.figures_text import as_tables
from izeja.overview.review_calendar import as_calendar
from izeja.problems.wording import counted


@click.command(epilog="Example: izeja stats decision_trees --ics reviews.ics")
@LIBRARY
@click.option("--json", "as_json", is_flag=True, help="Write the figures as JSON, for programs.")
@click.option(
    "--ics",
    "file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the days on which reviews are due to this file, as a calendar (iCalendar).",
)
def stats(path: Path, file: Path | None, *, as_json: bool) -> None:
    """Count what a library has: guides and their ways, endings, contacts, reviews and languages.

    PATH is the folder that holds library.yml (default: decision_trees).

    'ways' counts the branches of a guide, 'questions' the fewest and the most that a customer is asked.
    'usually' is the number that half of the customers are asked at most, if each answer of a question is
    chosen equally often.
    """
    compiled = compile_library(path, scope=Scope(lambda _: ()))
    library = in_language(compiled, None)
    figures = figures_of(library, compiled.graph, day_of_build())
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_calendar(figures.reviews, library.shown_root, day_of_build()), "utf-8", newline="")
    if as_json:
        write(figures_json(figures))
    else:
        say(as_tables(figures))
    errors = sum(problem.severity == "error" for problem in compiled.problems)
    if errors:
        has = "has" if errors == 1 else "have"
        say(f"{counted(errors, 'error')} {has} to be fixed: 'izeja check {path}' shows them.", err=True)
