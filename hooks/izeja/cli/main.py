"""The command line: `izeja check` and what else a writer or a translator calls.

A command loads what it needs when it is called: to load everything takes longer than to check a library.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from izeja import __version__
from izeja.cli.options import COLOUR

if TYPE_CHECKING:
    from izeja.compiler import Compiled

_FILES = ("tree", "library", "terms", "contacts")
"""The kinds of file that `izeja.language.schema` knows."""


class _Commands(click.Group):
    """Has the commands of translators too, which are in a module of their own."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted([*super().list_commands(ctx), "translate"])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        if cmd_name != "translate":
            return super().get_command(ctx, cmd_name)
        from izeja.cli.translate import translate

        return translate


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="izeja")
def main() -> None:
    """Guided help from decision trees, with no dead ends.

    \b
    Exit codes: 0 all is well, 1 problems were found, 2 the command could not run.
    """  # noqa: D301 - click reads \b as: keep these lines


@main.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "sarif", "github")),
    default="text",
    show_default=True,
    help="What to write: text for people, json or sarif for programs, github for a workflow there.",
)
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what checks remember.")
@COLOUR
@click.option("--profile", is_flag=True, help="Tell afterwards where the time went, on standard error.")
def check(paths: tuple[Path, ...], form: str, *, no_cache: bool, colour: bool, profile: bool) -> None:
    """Check a library of trees: every problem, where it is, and how to mend it.

    PATH is the folder that holds library.yml (by default: decision_trees), or the file of one of its trees,
    or of several. Then only their problems are told: those in their files and translations, and those
    elsewhere in which they take part, like a link to a node that they no longer have.

    What a check has learnt of each tree is kept in the folder .izeja_cache beside the library, so that the
    next check of one tree need not read the others. It can be deleted at any time.
    """
    from izeja.compiler import check_library
    from izeja.running.timing import as_table, phase

    # All that the process has done so far is to load what it needs.
    before = time.process_time()
    with phase("files of the library"):
        root, trees = _chosen(paths or (Path("decision_trees"),))
        compiled = check_library(root, trees, cached=not no_cache)
    with phase("report"):
        if form == "text":
            said = compiled.report(colour=colour) if compiled.problems else _all_is_well(compiled)
            click.echo(said, color=colour)
        else:
            # Programs read UTF-8, whatever the terminal speaks.
            click.echo(_written(compiled, form).encode("utf-8", "backslashreplace"))
    if profile:
        click.echo(f"\n{as_table(before=before)}", err=True)
    sys.exit(1 if compiled.failed else 0)


def _chosen(paths: Sequence[Path]) -> tuple[Path, frozenset[str]]:
    """Return the folder of the library, and the ids of the trees that are asked for; none for all of them."""
    from izeja.reading.folder import tree_files

    if len(paths) == 1 and not paths[0].is_file():
        if not paths[0].is_dir():
            message = f"there is no folder '{paths[0]}': name the folder that holds library.yml"
            raise click.BadArgumentUsage(message)
        return paths[0], frozenset()
    roots = {_root_of(path) for path in paths}
    if len(roots) > 1:
        message = "these belong to several libraries: check one after the other"
        raise click.BadArgumentUsage(message)
    root = roots.pop()
    known = {(root / name).resolve(): name for name in tree_files(root)}
    for path in paths:
        if path.resolve() not in known:
            message = (
                f"'{path}' is no tree of the library '{root}': name files of trees only, "
                f"or the folder alone, to check all of it"
            )
            raise click.BadArgumentUsage(message)
    return root, frozenset(known[path.resolve()].removesuffix(".yml") for path in paths)


def _root_of(path: Path) -> Path:
    """Return the folder of the library that a file lies in."""
    for folder in path.parents if path.is_absolute() else (*path.parents, *Path.cwd().parents):
        if (folder / "library.yml").is_file():
            return folder
    message = f"'{path}' is in no library of trees: none of the folders around it holds library.yml"
    raise click.BadArgumentUsage(message)


def _all_is_well(compiled: Compiled) -> str:
    return f"All is well: {compiled.counts()}."


def _written(compiled: Compiled, form: str) -> str:
    from izeja.problems.explain import explained, explanations
    from izeja.problems.formats import Rule, as_github, as_json, as_sarif

    if form == "json":
        return as_json(compiled.problems, compiled.size)
    if form == "github":
        return as_github(compiled.problems, _all_is_well(compiled))
    rules = {
        code: Rule(one.summary, "\n\n".join(one.paragraphs), explained(one), one.markdown, one.url)
        for code, one in explanations().items()
    }
    return as_sarif(compiled.problems, rules, __version__)


@main.command()
@click.argument("code", required=False)
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a page for each problem code into this folder.",
)
@COLOUR
def explain(code: str | None, folder: Path | None, *, colour: bool) -> None:
    """Explain a problem code, or list all codes.

    Shows why the problem matters and how to fix it, with an example.

    CODE is the code in brackets after a problem, such as dead-end. Without it, all codes are listed.
    """
    from izeja.language.validation import nearest
    from izeja.problems.explain import explained, explanations, listed, pages

    known = explanations()
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for name, page in pages().items():
            (folder / name).write_text(page, "utf-8", newline="\n")
        return
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
@click.argument(
    "parts", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--into",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    default="site",
    show_default=True,
    help="The folder for the site, which must not be there yet.",
)
def merge(parts: tuple[Path, ...], target: Path) -> None:
    """Merge the parts of a site, each built alone, to the site that one build would have made.

    PARTS are folders that MkDocs has built with the options 'only' (folders of trees) or 'only_languages',
    from the same sources. Each page, the search and the sitemap are byte for byte those of the whole site.
    """
    from izeja.problems.report import counted
    from izeja.site.merge import MergeError
    from izeja.site.merge import merge as merge_parts

    try:
        files = merge_parts(parts, target)
    except MergeError as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"The site is in {target}: {counted(files, 'file')} of {counted(len(parts), 'part')}.")


@main.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path), default="site")
def verify(site: Path) -> None:
    """Verify a built site: follow every way of every guide, in every language, without JavaScript.

    Each answer has to lead to an element that exists, and each way to a resolution or to a support link.
    Only the HTML counts, so a site that anything else has changed since can be verified too.

    SITE is the folder with the site's files (by default: site).
    """
    from izeja.problems.report import counted
    from izeja.site.crawler import crawl

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
@click.argument("file", type=click.Choice(_FILES), default="tree")
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
    from izeja.language.schema import as_json as schema_json

    if folder is None:
        click.echo(schema_json(file).encode(), nl=False)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for kind in _FILES:
        (folder / f"{kind}.json").write_text(schema_json(kind), "utf-8", newline="\n")


@main.command()
@click.option("--write", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
def reference(file: Path | None) -> None:
    """Print the reference page of the tree language, as Markdown: every key, with examples."""
    from izeja.language.reference import reference as reference_page

    if file is None:
        click.echo(reference_page().encode(), nl=False)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(reference_page(), "utf-8", newline="\n")
