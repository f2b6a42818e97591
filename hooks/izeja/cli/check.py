"""`izeja check`: every problem of a library, or of some of its trees."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from izeja import __version__
from izeja.cli.options import COLOUR, format_option, no_library
from izeja.cli.output import say, show, write
from izeja.compiler.check import check_library
from izeja.compiler.compiled import Compiled
from izeja.problems.formats import Rule, as_github, as_json, as_sarif
from izeja.reading.containment import real
from izeja.reading.folder import library_above, tree_files
from izeja.running.timing import as_table, phase

_FOR_PEOPLE = ("text", "github")


@click.command(
    short_help="Show every problem of a library, and how to fix it.",
    epilog="Example: izeja check decision_trees/microsoft/get-refund.yml",
)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(exists=True, path_type=Path))
@format_option("json", "sarif", "github")
@click.option(
    "--writer",
    is_flag=True,
    help="Check only what writers are responsible for: read and report no translations.",
)
@click.option(
    "--language",
    "languages",
    metavar="CODE",
    multiple=True,
    help="Show only the problems of the translations into this language. You can give it several times.",
)
@click.option(
    "--max",
    "most",
    metavar="N",
    type=click.IntRange(min=1),
    help="Show at most N problems as text or for GitHub, errors first, and count the others.",
)
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache.")
@COLOUR
@click.option("--profile", is_flag=True, help="Afterwards, print the time of each phase to standard error.")
def check(  # noqa: PLR0913 - an argument for each option
    paths: tuple[Path, ...],
    form: str,
    *,
    writer: bool,
    languages: tuple[str, ...],
    most: int | None,
    no_cache: bool,
    colour: bool,
    profile: bool,
) -> None:
    """Check a library and show every problem: where it is, and how to fix it.

    PATH is the folder that holds library.yml (default: decision_trees), or one or more of its tree files.
    Given tree files, the command shows only the problems that involve these trees: those in their files and
    translations, and those elsewhere that they cause, such as a link to a node that no longer exists. Only
    a check of the whole library finds parts that no guide includes any more.

    The folder .izeja_cache beside the library caches results, so that checking one tree does not read all
    the others. You can delete it at any time.
    """
    # So far, the process has done nothing but import modules.
    imports = time.process_time()
    if writer and languages:
        message = "--writer reads no translations; give either --writer or --language"
        raise click.UsageError(message)
    if most is not None and form not in _FOR_PEOPLE:
        message = f"--max is for --format {' and '.join(_FOR_PEOPLE)}; {form} always has every problem"
        raise click.UsageError(message)
    with phase("files of the library"):
        root, trees = chosen_trees(paths or (Path("decision_trees"),))
        wanted = () if writer else languages or None
        compiled = check_library(root, trees, cached=not no_cache, languages=wanted)
    if languages:
        compiled = _of_languages(compiled, languages)
    with phase("report"):
        if form == "text":
            found = compiled.problems
            shown = compiled.report(colour=colour, most=most) if found else no_problems(compiled)
            show(shown, colour=colour)
        else:
            write(as_format(compiled, form, most))
    if profile:
        say(f"\n{as_table(before=imports)}", err=True)
    sys.exit(1 if compiled.failed else 0)


def _of_languages(compiled: Compiled, languages: Sequence[str]) -> Compiled:
    """Return a library with only the problems of the translations into some languages."""
    if not compiled.languages:
        return compiled  # library.yml itself has problems, and no translation was read
    config = compiled.source.config
    known = [one for one in config.languages if one != config.source_language]
    for language in languages:
        if language not in known:
            message = f"library.yml lists no translation into '{language}'; use one of: {', '.join(known)}"
            raise click.BadParameter(message, param_hint="'--language'")
    return replace(compiled, problems=tuple(one for one in compiled.problems if one.language in languages))


def chosen_trees(paths: Sequence[Path]) -> tuple[Path, frozenset[str]]:
    """Return a library's folder and the ids of the trees to check; no id means all trees.

    Args:
        paths: the folder of a library, or files of its trees.

    Raises:
        click.UsageError: the paths are neither.
    """
    if len(paths) == 1 and not paths[0].is_file():
        if not paths[0].is_dir():
            raise no_library(paths[0])
        return paths[0], frozenset()
    roots = {_root_of(path) for path in paths}
    if len(roots) > 1:
        message = "these files belong to different libraries; check one library at a time"
        raise click.BadArgumentUsage(message)
    root = roots.pop()
    known = {real(root / name): name for name in tree_files(root)}
    for path in paths:
        if real(path) not in known:
            message = (
                f"'{path}' is not a tree of the library '{root}'; "
                f"give tree files only, or just the folder to check every tree"
            )
            raise click.BadArgumentUsage(message)
    return root, frozenset(known[real(path)].removesuffix(".yml") for path in paths)


def _root_of(path: Path) -> Path:
    """Return the folder of the library that a file is in."""
    if folder := library_above(path):
        return folder
    message = f"'{path}' is not part of a library: no folder above it holds library.yml"
    raise click.BadArgumentUsage(message)


def no_problems(compiled: Compiled) -> str:
    """Return the line for a library without problems."""
    return f"No problems found: {compiled.counts()}."


def as_format(compiled: Compiled, form: str, most: int | None = None) -> str:
    """Write a compiled library's problems as `json`, `sarif` or `github`; only this can be cut by `most`."""
    if form == "json":
        return as_json(compiled.problems, compiled.size)
    if form == "github":
        return as_github(compiled.problems, no_problems(compiled), most)
    # Only SARIF carries the explanations, and they are many files to read.
    from izeja.problems.explain import explained, explanations  # noqa: PLC0415 - see above

    rules = {
        code: Rule(one.summary, "\n\n".join(one.paragraphs), explained(one), one.markdown, one.url)
        for code, one in explanations().items()
    }
    return as_sarif(compiled.problems, rules, __version__)
