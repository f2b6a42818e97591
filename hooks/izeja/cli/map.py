"""`izeja map`: a tree, or a whole library, as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from izeja.authoring.overview.chart import Chart
from izeja.authoring.overview.dot import as_dot
from izeja.authoring.overview.guide_chart import guide_chart
from izeja.authoring.overview.layout import TangleError, can_lay_out
from izeja.authoring.overview.library_chart import library_chart
from izeja.authoring.overview.mermaid import as_mermaid
from izeja.authoring.visits.figures import GuideVisits, Visits
from izeja.authoring.visits.on_chart import with_all_visits, with_visits
from izeja.cli.check import chosen_trees
from izeja.cli.events import counted_visits, events_options
from izeja.cli.languages import in_language
from izeja.cli.options import LIBRARY_OR_TREE, ending_in, site_address
from izeja.cli.output import say, write
from izeja.compiler.compile import Scope, compile_library
from izeja.compiler.compiled import Compiled
from izeja.library.library import Library
from izeja.problems.wording import counted
from izeja.reading.writing import write_whole

_FORMATS = {".svg": "svg", ".mmd": "mermaid", ".mermaid": "mermaid", ".dot": "dot", ".gv": "dot"}


@click.command(
    short_help="Draw a tree as a map, with where each answer leads.",
    epilog="Example: izeja map decision_trees/microsoft/get-refund.yml --write map.svg",
)
@LIBRARY_OR_TREE
@click.option(
    "--format",
    "form",
    type=click.Choice(("svg", "mermaid", "dot")),
    help="What to write: a picture, Mermaid for pull requests, or DOT for Graphviz. By default, what the "
    "ending of --write says (.svg, .mmd or .dot), or else Mermaid.",
)
@click.option(
    "--write",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=ending_in(*_FORMATS),
    help="Write to this file instead of the terminal.",
)
@click.option("--language", metavar="CODE", help="The language of the texts (default: that of the trees).")
@click.option(
    "--site",
    metavar="URL",
    callback=site_address(or_folder=True),
    help="Where the site in this language is, such as https://help.example.com/lv or ../site. "
    "Each box then links to its step there.",
)
@events_options
def map(  # noqa: A001, PLR0913, PLR0917 - commands have the names that people call; an argument for each option
    path: Path,
    form: str | None,
    file: Path | None,
    language: str | None,
    site: str | None,
    events: tuple[Path, ...],
    columns: Mapping[str, str],
) -> None:
    """Draw a tree as a map: its questions, steps and endings, and where each answer leads.

    PATH is the file of a tree, or the folder that holds library.yml (default: decision_trees). The map of
    a folder shows all its trees and the links between them.

    Problems are marked with their codes. A tree with mistakes is drawn as far as it is
    understood. Pictures need the extra 'map': pip install 'izeja[map]'.

    With --events, the map shows which ways customers took, within a guide or from guide to guide: see
    'izeja stats'.
    """
    form = form or _FORMATS.get(file.suffix.lower() if file else "", "mermaid")
    if form == "svg" and not can_lay_out():
        message = "pictures need another package: pip install 'izeja[map]' (mermaid and dot do not)"
        raise click.UsageError(message)
    root, trees = chosen_trees([path])
    # Catalogs of other languages have nothing that the map shows.
    wanted = (language,) if language else ()
    compiled = compile_library(root, scope=Scope(lambda _: wanted))
    tree_id = next(iter(trees), None)
    chart = _chart(compiled, in_language(compiled, language), tree_id, site)
    if events or columns:
        chart = _with_events(chart, compiled, tree_id, counted_visits(compiled, events, columns))
    drawn = _drawn(chart, form)
    if file is None:
        write(drawn, newline=False)
    else:
        write_whole(file, drawn.encode())
    wrong = sum(bool(box.flags) or box.is_wrong for box in chart.boxes)
    if wrong:
        has = "has" if wrong == 1 else "have"
        say(f"{counted(wrong, 'box')} on the map {has} problems: 'izeja check {path}' shows them.", err=True)


def _chart(compiled: Compiled, library: Library, tree_id: str | None, site: str | None) -> Chart:
    if tree_id is None:
        return library_chart(library, compiled.graph, compiled.problems, site)
    if tree_id not in library.trees:
        message = f"this tree cannot be read, so it has no map:\n\n{compiled.report()}"
        raise click.UsageError(message)
    return guide_chart(library, compiled.graph, tree_id, compiled.problems, site)


def _with_events(chart: Chart, compiled: Compiled, tree_id: str | None, visits: Visits) -> Chart:
    if tree_id is None:
        return with_all_visits(chart, visits, compiled.graph)
    if tree_id not in compiled.graph.guides:
        message = (
            "--events needs the file of a guide, or a whole library: customers see a part only in guides"
        )
        raise click.UsageError(message)
    found = [guide for guide in visits.guides if guide.id == tree_id]
    # A guide that nobody opened is drawn with zeros: without numbers, it would look as if none were counted.
    return with_visits(chart, *found) if found else with_visits(chart, GuideVisits(tree_id, 0, 0, 0, 0, ()))


def _drawn(chart: Chart, form: str) -> str:
    if form == "svg":
        # lxml takes time to load, and Mermaid does not need it.
        from izeja.authoring.overview.svg import as_svg  # noqa: PLC0415 - see above

        try:
            return as_svg(chart)
        except TangleError as error:
            raise click.UsageError(str(error)) from None
    return as_mermaid(chart) if form == "mermaid" else as_dot(chart)
