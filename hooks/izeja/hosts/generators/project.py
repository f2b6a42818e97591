"""Writes a library into the project of a generator."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from izeja.compiler.compiled import Compiled
from izeja.hosts.generators.claims import refuse_collisions
from izeja.hosts.generators.generator import Generator
from izeja.hosts.generators.language_pages import HOME, LanguagePages
from izeja.hosts.generators.others import OthersPages
from izeja.hosts.generators.own_files import Changes, OwnFiles, own_files
from izeja.hosts.generators.public_files import public_files


class Exported(NamedTuple):
    """How many pages a project has now, which of its files are new, and where guides are listed.

    `lists` are the pages that list all guides where somebody else has written the home page.
    """

    pages: int
    changes: Changes
    lists: tuple[str, ...]


def write_pages(generator: Generator, compiled: Compiled, codes: Sequence[str], folder: Path) -> Exported:
    """Write the pages of some languages into a project.

    Args:
        generator: whose project it is.
        compiled: the library, without errors.
        codes: the languages, the default one first.
        folder: of the project.

    Raises:
        RefusedError: something else is in the way, or two pages would have one address; nothing was written.
    """
    with own_files(folder) as own:
        every = [_language(generator, compiled, code, codes) for code in codes]
        projects = [every] if generator.has_languages else [[one] for one in every]
        sites = [_settled(generator, own, site) for site in projects]
        languages = [one for site in sites for one in site]
        pages = {path: generator.write(page).encode() for one in languages for path, page in one.pages()}
        files = pages | {path: text.encode() for path, text in generator.extra.items()}
        for site in sites:
            public = site[0].project + generator.public
            files |= {public + path: content for path, content in public_files(compiled, site)}
        lists = tuple(one.source(one.home) for one in languages if one.home != HOME)
        return Exported(len(pages), own.put(files), lists)


def _settled(generator: Generator, own: OwnFiles, site: Sequence[LanguagePages]) -> list[LanguagePages]:
    """Return the pages of a site beside those of others, if all have addresses of their own."""
    folders = {"": site[0].folder, **{one.library.language: one.folder for one in site}}
    others = OthersPages(own, generator, folders)
    settled = [one.beside(others) for one in site]
    refuse_collisions(settled, others)
    return settled


def _language(generator: Generator, compiled: Compiled, code: str, codes: Sequence[str]) -> LanguagePages:
    project = folder = shown = ""
    if len(codes) > 1 and generator.has_languages:
        folder, shown = "" if code == codes[0] else f"{code}/", code
    elif len(codes) > 1:
        project = f"{code}/"
    return LanguagePages(generator, compiled.languages[code], compiled.graph, project, folder, shown)
