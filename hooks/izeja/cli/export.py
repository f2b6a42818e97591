"""`izeja export`: the guides for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from izeja.cli.languages import in_language
from izeja.cli.options import formerly, site_address
from izeja.cli.output import say
from izeja.compiler.compile import PUBLISHED, compile_library
from izeja.compiler.compiled import Compiled
from izeja.export.addresses import MEDIA
from izeja.export.document import Document, as_json, schema
from izeja.export.guide_data import document_of
from izeja.export.markdown import markdown_files
from izeja.export.single_files import NoAddressError, single_files
from izeja.hosts.generators.project import write_pages
from izeja.hosts.generators.refused import RefusedError
from izeja.hosts.generators.table import GENERATORS
from izeja.library.pictures import content_of
from izeja.problems.wording import counted
from izeja.site.lock import BusyError
from izeja.site.replacement import Replacement
from izeja.translation.page_links import LANGUAGE

_MARK = ".izeja-export"
"""A file in a folder that was exported, which says that all of it may be replaced."""


@click.command(epilog="Example: izeja export --for json app/guides decision_trees")
@click.option(
    "--for",
    "form",
    type=click.Choice(("json", "markdown", "file", *GENERATORS)),
    required=True,
    help="json: for an app that runs the guides. markdown: for people and language models, with llms.txt and "
    "llms-full.txt. file: an HTML file for each guide, with all that it needs inside. Others: pages that "
    "this generator of sites takes in as its own.",
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument(
    "path", type=click.Path(exists=True, file_okay=False, path_type=Path), default="decision_trees"
)
@click.option(
    "--language",
    "wanted",
    metavar="CODE",
    multiple=True,
    help="Export this language only (can be repeated; default: all).",
)
@click.option(
    "--site",
    metavar="URL",
    callback=site_address(),
    help="Where the site is, such as 'https://help.example.com/{language}', for the address of each guide.",
)
@click.option(
    "--site-name",
    metavar="NAME",
    default="Help",
    show_default=True,
    help="The name of the site, for llms.txt and index.html.",
)
@click.option("--title", "former_site_name", hidden=True, callback=formerly("--site-name"))
def export(  # noqa: PLR0913, PLR0917 - an argument for each option
    form: str,
    folder: Path,
    path: Path,
    wanted: tuple[str, ...],
    site: str | None,
    site_name: str,
    former_site_name: str | None,
) -> None:
    """Write all guides for other programs into FOLDER, in every language.

    PATH is the folder that holds library.yml (default: decision_trees). Drafts are left out, and a library
    with errors is not exported.

    json writes a file for each language, such as en.json, with the JSON Schema that they follow, and media/
    with all pictures. markdown and file write a folder for each language, with a file for each guide. Those
    of file have pictures, style and script inside and request nothing. For these three, FOLDER is replaced as
    a whole, and has to be new, empty, or written by this command.

    For a generator of sites, FOLDER is where it has its files: the project of hugo or starlight, the folder
    of pages of zensical or sphinx. Files of others stay as they are.
    """
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
    sites = {language: site_in(site, language, languages) for language in languages}
    pictures = compiled.source.pictures.published(languages)
    media = {one.name: content_of(compiled.source.root, one) for one in pictures}
    if form == "file":
        files = dict(_single_files(compiled, sites, name, media))
        media = {}
    else:
        documents = [
            document_of(compiled.languages[one], compiled.graph, address) for one, address in sites.items()
        ]
        files = dict(_json_files(documents) if form == "json" else _markdown(documents, name))
    beside = {f"{MEDIA}/{name}": content for name, content in media.items()}
    _replace(folder, {name: text.encode() for name, text in files.items()} | beside)
    guides = counted(len(compiled.graph.guides), "guide")
    say(f"Exported {guides} in {counted(len(languages), 'language')} to {folder}.")


def _chosen(compiled: Compiled, wanted: tuple[str, ...]) -> tuple[str, ...]:
    for language in wanted:
        in_language(compiled, language)
    return tuple(one for one in compiled.languages if one in wanted or not wanted)


def _write_pages(form: str, folder: Path, compiled: Compiled, languages: tuple[str, ...]) -> None:
    """Write pages for a generator beside the files of others."""
    if (folder / _MARK).is_file():
        message = (
            f"'{folder}' is replaced as a whole by each export of json, markdown or file; "
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


def site_in(site: str | None, language: str, languages: tuple[str, ...]) -> str | None:
    """Return the address of a site in a language.

    Args:
        site: what `--site` says.
        language: the language.
        languages: all languages that it is wanted for.

    Raises:
        click.BadParameter: it is the same for several languages.
    """
    if not site:
        return None
    if LANGUAGE not in site and len(languages) > 1:
        message = (
            f"'{site}' would be the same for {counted(len(languages), 'language')}; write {LANGUAGE} "
            "where the language is, or export each language by itself with '--language'"
        )
        raise click.BadParameter(message, param_hint="'--site'")
    return site.replace(LANGUAGE, language).rstrip("/") + "/"


def _json_files(documents: list[Document]) -> Iterator[tuple[str, str]]:
    yield "guides.schema.json", schema()
    yield from ((f"{one.language}.json", as_json(one)) for one in documents)


def _markdown(documents: list[Document], title: str) -> Iterator[tuple[str, str]]:
    for one in documents:
        yield from ((f"{one.language}/{name}", text) for name, text in markdown_files(one, title))


def _single_files(
    compiled: Compiled, sites: Mapping[str, str | None], title: str, media: Mapping[str, bytes]
) -> Iterator[tuple[str, str]]:
    for language, site in sites.items():
        library = compiled.languages[language]
        try:
            for name, text in single_files(library, compiled.graph, title, site, media):
                yield f"{language}/{name}", text
        except NoAddressError as error:
            message = f"guides lead to the page '{error.path}'; say where the site is with '--site'"
            raise click.UsageError(message) from None


def _replace(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into the place of a folder, all at once."""
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        message = f"'{folder}' has files that this command did not write; choose a new or an empty folder"
        raise click.UsageError(message)
    try:
        replacement = Replacement(folder)
    except BusyError as error:
        raise click.UsageError(str(error)) from None
    try:
        for name, content in {_MARK: b"", **files}.items():
            target = replacement.new / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    except BaseException:  # Ctrl-C, too, must leave the folder as it was
        replacement.discard()
        raise
    replacement.publish()
