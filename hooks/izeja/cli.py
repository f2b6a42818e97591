"""The command line: `izeja check` and what else a writer or a translator calls."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from izeja import __version__
from izeja.catalogs import Updated, update_catalogs
from izeja.compiler import compile_library
from izeja.crawler import crawl
from izeja.library import read_library, shown
from izeja.problem import Problem
from izeja.report import as_text, counted

LIBRARY = click.argument(
    "path", type=click.Path(exists=True, file_okay=False, path_type=Path), default="decision_trees"
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
def check(path: Path) -> None:
    """Check a library of trees: every problem, where it is, and how to mend it.

    PATH is the folder that holds library.yml (by default: decision_trees).
    """
    compiled = compile_library(path)
    if compiled.problems:
        click.echo(compiled.report(colour=_colour()))
        sys.exit(1 if compiled.failed else 0)
    click.echo(f"All is well: {compiled.counts()}.")


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


@main.group()
def translate() -> None:
    """Keep the translations of a library."""


@translate.command()
@LIBRARY
def update(path: Path) -> None:
    """Bring the translators' catalogs up to date with the trees.

    Makes translations/LANGUAGE/TREE.po for every language of library.yml, or adds to it what is new.
    What has been translated stays: a changed text is marked as fuzzy, a removed one goes to the end.
    Running it twice changes nothing.

    PATH is the folder that holds library.yml (by default: decision_trees).
    """
    library, sources, problems = read_library(path)
    if problems or library is None:
        texts = {source.path: source.text for source in sources.values()}
        click.echo(as_text(problems, texts, colour=_colour()))
        click.echo("\nNo catalog was touched: mend the trees first.")
        sys.exit(1)
    languages = [one for one in library.config.languages if one != library.config.source_language]
    updates = [update for language in languages for update in update_catalogs(library, language)]
    found = [update for update in updates if isinstance(update, Problem)]
    for done in updates:
        if isinstance(done, Updated) and (done.changed or done.waiting):
            left = f"{counted(done.waiting, 'message')} to translate" if done.waiting else "complete"
            click.echo(f"{shown(done.file)}: {counted(done.messages, 'message')}, {left}")
    if found:
        texts = {
            problem.position.path: Path(problem.position.path).read_text("utf-8", "replace")
            for problem in found
        }
        click.echo(as_text(found, texts, colour=_colour()))
        sys.exit(1)
    if not any(isinstance(done, Updated) and (done.changed or done.waiting) for done in updates):
        click.echo("All catalogs are up to date and complete.")


def _colour() -> bool:
    return sys.stdout.isatty()
