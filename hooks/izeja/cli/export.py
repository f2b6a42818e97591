"""`izeja export`: the guides for other programs."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from izeja.cli.exported_files import FORMS, Wanted, files_of
from izeja.cli.languages import in_language
from izeja.cli.options import LIBRARY, SITE_OF_ALL, formerly, refuse_without_effect, site_address
from izeja.cli.output import progress, say
from izeja.compiler.compile import PUBLISHED, compile_library
from izeja.compiler.compiled import Compiled
from izeja.hosts.generators.project import write_pages
from izeja.hosts.generators.refused import RefusedError
from izeja.hosts.generators.table import GENERATORS
from izeja.problems.wording import counted
from izeja.reading.writing import cannot_write
from izeja.running.lock import BusyError
from izeja.site.replacement import Replacement
from izeja.translation.page_links import sites_of

_MARK = ".izeja-export"
"""A file in a folder that was exported, which says that all of it may be replaced."""

_WITH_SITE_NAME = ("markdown", "file")
"""The forms that say whose guides they are."""


@click.command(
    short_help="Write all guides for apps, paper and other generators.",
    epilog="Example: izeja export --for json app/guides decision_trees",
)
@click.option(
    "--for",
    "form",
    type=click.Choice((*FORMS, *GENERATORS)),
    required=True,
    help="json: for an app that runs the guides. markdown: for people and language models, with llms.txt and "
    "llms-full.txt. file: an HTML file for each guide, with all that it needs inside. sheet: each guide on "
    "A4, for a printer. twee: a story of Twine for each guide. mermaid, dot: a map of each guide and of "
    "all. schema: what search engines are told (schema.org). Others: pages that this generator of sites "
    "takes in as its own.",
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@LIBRARY
@click.option(
    "--language",
    "wanted",
    metavar="CODE",
    multiple=True,
    help="Export this language only. You can give it several times. By default, all are exported.",
)
@click.option(
    "--site",
    metavar="URL",
    callback=site_address(),
    help=f"Where the site is, for the address of each guide: {SITE_OF_ALL} With a single --language: where "
    "the site in this language is.",
)
@click.option(
    "--site-name",
    metavar="NAME",
    default="Help",
    show_default=True,
    help="With --for markdown and file: the name of the site, for llms.txt and index.html.",
)
@click.option("--pdf", is_flag=True, help="With --for sheet: write each sheet as PDF, too.")
@click.option("--title", "former_site_name", hidden=True, callback=formerly("--site-name"))
def export(  # noqa: PLR0913, PLR0917 - an argument for each option
    form: str,
    folder: Path,
    path: Path,
    wanted: tuple[str, ...],
    site: str | None,
    site_name: str,
    former_site_name: str | None,
    *,
    pdf: bool,
) -> None:
    """Write all guides for other programs into FOLDER, in every language.

    PATH is the folder that holds library.yml (default: decision_trees). Drafts are left out, and a library
    with errors is not exported.

    json writes a file for each language, such as en.json, with the JSON Schema that they follow, and media/
    with all pictures. markdown, file, sheet, twee, mermaid, dot and schema write a folder for each language,
    with a file for each guide. Those of file and sheet have all that they show inside and request nothing.
    For all of these, FOLDER is replaced as a whole, and has to be new, empty, or written by this command.

    A sheet has A4 pages in black and white, with a number for each question, step and ending. With --site, a
    QR code leads to the page of each ending; this needs the extra 'sheet': pip install 'izeja[sheet]'. --pdf
    needs Chromium, Chrome or Edge, and the extra 'screenshots': pip install 'izeja[screenshots]'.

    For a generator of sites, FOLDER is where it has its files: the project of hugo or starlight, the folder
    of pages of zensical or sphinx. Files of others stay as they are.
    """
    where = f"with --for {form}"
    if form in GENERATORS:
        refuse_without_effect(where, "site")
    if form not in _WITH_SITE_NAME:
        refuse_without_effect(where, "site_name", "former_site_name")
    if form != "sheet":
        refuse_without_effect(where, "pdf")
    if form == "sheet":
        # Before a large library is read, which takes a while.
        _check_packages(has_codes=site is not None, pdf=pdf)
    compiled = compile_library(path, scope=PUBLISHED)
    if compiled.failed:
        say(compiled.report(compiled.unaccepted))
        say("Nothing was exported. Fix the errors first.", err=True)
        sys.exit(1)
    languages = _chosen(compiled, wanted)
    if form in GENERATORS:
        _write_pages(form, folder, compiled, languages)
        return
    name = former_site_name or site_name
    files = files_of(form, Wanted(compiled, _sites(site, languages, compiled), name))
    _replace(folder, files | _as_pdf(files) if pdf else files)
    guides = counted(len(compiled.graph.guides), "guide")
    say(f"Exported {guides} in {counted(len(languages), 'language')} to {folder}.")


def _check_packages(*, has_codes: bool, pdf: bool) -> None:
    """Refuse to make sheets without the packages that these need."""
    for wanted, package, what in (
        (
            has_codes,
            "segno",
            "QR codes, which '--site' adds, need another package: pip install 'izeja[sheet]'",
        ),
        (pdf, "playwright", "'--pdf' needs another package: pip install 'izeja[screenshots]'"),
    ):
        if wanted and importlib.util.find_spec(package) is None:
            raise click.UsageError(what)


def _as_pdf(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return files of HTML as PDF, each beside its own."""
    from izeja.site.browser import BrowserError  # noqa: PLC0415 - needs the extra
    from izeja.site.printed import printed  # noqa: PLC0415 - as above

    pages = {f"{name.removesuffix('.html')}.pdf": content.decode() for name, content in files.items()}
    try:
        with progress(printed(pages), len(pages), "Printing") as made:
            return dict(made)
    except BrowserError as error:
        say(f"Nothing was exported: {error}.", err=True)
        sys.exit(1)


def _chosen(compiled: Compiled, wanted: tuple[str, ...]) -> tuple[str, ...]:
    # Refuses a language that the library does not have.
    for language in wanted:
        in_language(compiled, language)
    return tuple(one for one in compiled.languages if one in wanted or not wanted)


def _write_pages(form: str, folder: Path, compiled: Compiled, languages: tuple[str, ...]) -> None:
    """Write pages for a generator beside the files of others."""
    if (folder / _MARK).is_file():
        message = (
            f"'{folder}' is replaced as a whole by each export that is not for a generator; "
            "choose another folder"
        )
        raise click.UsageError(message)
    generator = GENERATORS[form]
    try:
        exported = write_pages(generator, compiled, languages, folder)
    except RefusedError as error:
        raise click.UsageError(str(error)) from None
    written, deleted = exported.changes
    pages, files = counted(exported.pages, "page"), counted(written, "file")
    say(f"Exported {pages} for {generator.title} to {folder}: {files} new or changed, {deleted} deleted.")
    for one in exported.lists:
        say(f"There is a home page already, so '{one}' lists the guides: link to it.")
    if hint := generator.hint(languages):
        say(hint)


def _sites(site: str | None, languages: tuple[str, ...], compiled: Compiled) -> Mapping[str, str | None]:
    """Return where the site is in each language that is exported, as `--site` says it."""
    if not site:
        return dict.fromkeys(languages)
    # Whoever exports a single language can have its site anywhere.
    of_all = sites_of(site, languages if len(languages) == 1 else tuple(compiled.languages))
    return {language: of_all[language] for language in languages}


def _replace(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into the place of a folder, all at once."""
    try:
        _replace_whole(folder, files)
    except BusyError as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        # What is made beside the folder has names that nobody knows.
        message = f"{cannot_write(folder, error, 'choose another folder')}. Nothing was changed"
        raise click.UsageError(message) from None


def _replace_whole(folder: Path, files: Mapping[str, bytes]) -> None:
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        message = f"'{folder}' has files that this command did not write; choose a new or an empty folder"
        raise click.UsageError(message)
    replacement = Replacement(folder)
    try:
        for name, content in {_MARK: b"", **files}.items():
            target = replacement.new / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    except BaseException:  # Ctrl-C, too, must leave the folder as it was
        replacement.discard()
        raise
    replacement.publish()
