"""The command line: `izeja check` and what else a writer or a translator calls."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from izeja import __version__
from izeja.catalog_update import Updated, update_catalogs
from izeja.compiler import Compiled, compile_library
from izeja.crawler import crawl
from izeja.explain import explained, explanations, listed
from izeja.formats import Rule, as_github, as_json, as_sarif
from izeja.library import read_library
from izeja.problem import Problem
from izeja.reference import reference as reference_page
from izeja.report import as_text, counted
from izeja.schema import FILES
from izeja.schema import as_json as schema_json
from izeja.translation import translated_languages
from izeja.validation import nearest

LIBRARY = click.argument(
    "path", type=click.Path(exists=True, file_okay=False, path_type=Path), default="decision_trees"
)


def _colour(_context: click.Context, _option: click.Parameter, wanted: bool | None) -> bool:  # noqa: FBT001 - click's signature
    if wanted is not None:
        return wanted
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


COLOUR = click.option(
    "--color/--no-color",
    "colour",
    default=None,
    callback=_colour,
    help="Whether to colour what is said. By default a terminal gets colours, unless NO_COLOR is set.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="izeja")
def main() -> None:
    """Guided help from decision trees, with no dead ends.

    \b
    Exit codes: 0 all is well, 1 problems were found, 2 the command could not run.
    """  # noqa: D301 - click reads \b as: keep these lines


@main.command()
@LIBRARY
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "sarif", "github")),
    default="text",
    show_default=True,
    help="What to write: text for people, json or sarif for programs, github for a workflow there.",
)
@COLOUR
def check(path: Path, form: str, *, colour: bool) -> None:
    """Check a library of trees: every problem, where it is, and how to mend it.

    PATH is the folder that holds library.yml (by default: decision_trees).
    """
    compiled = compile_library(path)
    if form == "text":
        said = compiled.report(colour=colour) if compiled.problems else _all_is_well(compiled)
        click.echo(said, color=colour)
    else:
        # Programs read UTF-8, whatever the terminal speaks.
        click.echo(_written(compiled, form).encode("utf-8", "backslashreplace"))
    sys.exit(1 if compiled.failed else 0)


def _all_is_well(compiled: Compiled) -> str:
    return f"All is well: {compiled.counts()}."


def _written(compiled: Compiled, form: str) -> str:
    if form == "json":
        return as_json(compiled.problems, compiled.size)
    if form == "github":
        return as_github(compiled.problems, _all_is_well(compiled))
    rules = {
        code: Rule(one.summary, "\n\n".join(one.paragraphs), explained(one), one.markdown)
        for code, one in explanations().items()
    }
    return as_sarif(compiled.problems, rules, __version__)


@main.command()
@click.argument("code", required=False)
@COLOUR
def explain(code: str | None, *, colour: bool) -> None:
    """Explain a problem code, or list all of them.

    It tells why the problem matters and how to mend it, with an example.

    CODE is what stands in brackets behind a problem, like dead-end. Without it, all codes are listed.
    """
    known = explanations()
    if code is None:
        click.echo(listed(known.values(), colour=colour), color=colour)
        return
    if code not in known:
        close = nearest(code, known)
        hint = f"did you mean '{close}'?" if close else "'izeja explain' lists all codes"
        message = f"no problem is called '{code}': {hint}"
        raise click.BadArgumentUsage(message)
    width = min(100, shutil.get_terminal_size().columns)
    click.echo(explained(known[code], width=width, colour=colour), color=colour)


@main.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path), default="site")
def verify(site: Path) -> None:
    """Verify a built site: follow every way of every guide, in every language, without JavaScript.

    Each answer has to lead to an element that exists, and each way to a resolution or to a support link.
    Only the HTML counts, so a site that anything else has changed since can be verified too.

    SITE is the folder with the site's files (by default: site).
    """
    found = crawl(site)
    for finding in found.findings:
        click.echo(f"{finding}\n")
    if not found.guides:
        click.echo(f"There is no guide in '{site}': no page has a <guided-help> element.")
        sys.exit(2)
    if found.findings:
        click.echo(f"{counted(len(found.findings), 'fault')} in {counted(found.guides, 'guide')}")
        sys.exit(1)
    click.echo(f"All is well: {counted(found.guides, 'guide')}, {counted(found.nodes, 'node')}.")


@main.command()
@click.argument("file", type=click.Choice(tuple(FILES)), default="tree")
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the schemas of all kinds of file into this folder, made if need be.",
)
def schema(file: str, folder: Path | None) -> None:
    """Print the JSON Schema of the tree language, by which editors complete, explain and underline.

    FILE is the kind of file (by default: tree). For an editor, write the schemas to a folder, and begin each
    file of the library with a line like this one, with the path from there:

    \b
      # yaml-language-server: $schema=../schema/tree.json
    """  # noqa: D301 - click reads \b as: keep these lines
    if folder is None:
        click.echo(schema_json(file).encode(), nl=False)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for kind in FILES:
        (folder / f"{kind}.json").write_text(schema_json(kind), "utf-8", newline="\n")


@main.command()
@click.option("--write", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
def reference(file: Path | None) -> None:
    """Print the reference page of the tree language, as Markdown: every key, with examples."""
    if file is None:
        click.echo(reference_page().encode(), nl=False)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(reference_page(), "utf-8", newline="\n")


@main.group()
def translate() -> None:
    """Keep the translations of a library."""


@translate.command()
@LIBRARY
@COLOUR
def update(path: Path, *, colour: bool) -> None:
    """Bring the translators' catalogs up to date with the trees.

    Makes translations/LANGUAGE/TREE.po for every language of library.yml, or adds to it what is new.
    What has been translated stays: a changed text is marked as fuzzy, a removed one goes to the end.
    Running it twice changes nothing.

    PATH is the folder that holds library.yml (by default: decision_trees).
    """
    library, sources, problems = read_library(path)
    if problems or library is None:
        texts = {source.path: source.text for source in sources.values()}
        click.echo(as_text(problems, texts, colour=colour), color=colour)
        click.echo("\nNo catalog was touched: mend the trees first.")
        sys.exit(1)
    updates = list(update_catalogs(library, translated_languages(library)))
    found = [update for update in updates if isinstance(update, Problem)]
    for done in updates:
        if isinstance(done, Updated) and (done.changed or done.waiting):
            if done.took_over:
                click.echo(f"{done.took_over} is now {done.path}")
            left = f"{counted(done.waiting, 'message')} to translate" if done.waiting else "complete"
            click.echo(f"{done.path}: {counted(done.messages, 'message')}, {left}")
    if found:
        texts = {
            problem.position.path: Path(problem.position.path).read_text("utf-8", "replace")
            for problem in found
        }
        click.echo(as_text(found, texts, colour=colour), color=colour)
        sys.exit(1)
    if not any(isinstance(done, Updated) and (done.changed or done.waiting) for done in updates):
        click.echo("All catalogs are up to date and complete.")
