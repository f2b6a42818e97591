"""The files of `izeja export` for each form that is no generator of sites."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import click

from izeja.authoring.overview.chart import Chart
from izeja.authoring.overview.dot import as_dot
from izeja.authoring.overview.guide_chart import guide_chart
from izeja.authoring.overview.library_chart import library_chart
from izeja.authoring.overview.mermaid import as_mermaid
from izeja.compiler.compiled import Compiled
from izeja.export.addresses import MEDIA, NoAddressError
from izeja.export.document import Document, as_json, schema
from izeja.export.guide_data import document_of
from izeja.export.markdown import markdown_files
from izeja.export.schema_org import schema_org
from izeja.export.sheets import sheets
from izeja.export.single_files import single_files
from izeja.export.twee import as_twee
from izeja.library.library import Library
from izeja.library.pictures import content_of

Texts = Iterator[tuple[str, str]]
Media = Mapping[str, bytes]


class Wanted(NamedTuple):
    """What is exported: a library, the address of the site in each language, if it is known, and its name."""

    compiled: Compiled
    sites: Mapping[str, str | None]
    title: str

    def documents(self) -> Iterator[Document]:
        """Yield the document of each language."""
        for language, site in self.sites.items():
            yield document_of(self.compiled.languages[language], self.compiled.graph, site)

    def media(self) -> Media:
        """Return the content of each picture, video and captions, by its name."""
        pictures = self.compiled.source.pictures.published(tuple(self.sites))
        return {one.name: content_of(self.compiled.source.root, one) for one in pictures}


def files_of(form: str, wanted: Wanted) -> dict[str, bytes]:
    """Return the files of a form, by their paths.

    Raises:
        click.UsageError: it needs to know where the site is.
    """
    # All are made before one is written, since the last one can still fail.
    files = {name: text.encode() for name, text in FORMS[form](wanted)}
    media = wanted.media() if form in _WITH_MEDIA else {}
    return files | {f"{MEDIA}/{name}": content for name, content in media.items()}


def _json(wanted: Wanted) -> Texts:
    yield "guides.schema.json", schema()
    yield from ((f"{one.language}.json", as_json(one)) for one in wanted.documents())


def _markdown(wanted: Wanted) -> Texts:
    for one in wanted.documents():
        yield from ((f"{one.language}/{name}", text) for name, text in markdown_files(one, wanted.title))


def _twee(wanted: Wanted) -> Texts:
    for one in wanted.documents():
        yield from ((f"{one.language}/{key}.twee", as_twee(one, key)) for key in one.guides)


def _schema(wanted: Wanted) -> Texts:
    for language, site in wanted.sites.items():
        if site is None:
            message = "search engines need whole addresses: say where the site is with '--site'"
            raise click.UsageError(message)
        library = wanted.compiled.languages[language]
        for name, text in schema_org(library, wanted.compiled.graph, site):
            yield f"{language}/{name}", text


def _maps(ending: str, drawn: Callable[[Chart], str]) -> Callable[[Wanted], Texts]:
    """Return what writes a map of each guide, and one of the library."""

    def maps(wanted: Wanted) -> Texts:
        graph = wanted.compiled.graph
        for language, site in wanted.sites.items():
            library = wanted.compiled.languages[language]
            for key in library.guides:
                yield f"{language}/{key}{ending}", drawn(guide_chart(library, graph, key, site=site))
            # No guide can have this name.
            yield f"{language}/_library{ending}", drawn(library_chart(library, graph, site=site))

    return maps


def _with_pages(written: Callable[[Wanted, Library, str | None, Media], Texts]) -> Callable[[Wanted], Texts]:
    """Return what writes the files of each language, which have all that they show inside."""

    def files(wanted: Wanted) -> Texts:
        media = wanted.media()
        for language, site in wanted.sites.items():
            library = wanted.compiled.languages[language]
            try:
                for name, text in written(wanted, library, site, media):
                    yield f"{language}/{name}", text
            except NoAddressError as error:
                message = f"guides lead to the page '{error.path}'; say where the site is with '--site'"
                raise click.UsageError(message) from None

    return files


def _single_files(wanted: Wanted, library: Library, site: str | None, media: Media) -> Texts:
    return single_files(library, wanted.compiled.graph, wanted.title, site, media)


def _sheets(wanted: Wanted, library: Library, site: str | None, media: Media) -> Texts:
    return sheets(library, wanted.compiled.graph, site, media)


FORMS: Mapping[str, Callable[[Wanted], Texts]] = {
    "json": _json,
    "markdown": _markdown,
    "file": _with_pages(_single_files),
    "sheet": _with_pages(_sheets),
    "twee": _twee,
    "mermaid": _maps(".mmd", as_mermaid),
    "dot": _maps(".dot", as_dot),
    "schema": _schema,
}
"""The forms by the name that `izeja export --for` knows."""
_WITH_MEDIA = frozenset({"json", "markdown", "twee"})
