"""What a generator copies to its site: scripts, styles, pictures, pages at old addresses, the manifest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from izeja.compiler.compiled import Compiled
from izeja.hosts.generators.addresses import in_site
from izeja.hosts.generators.generator import Generator
from izeja.hosts.generators.language_pages import LanguagePages
from izeja.library.pictures import content_of
from izeja.page.assets import (
    ANYWHERE,
    ANYWHERE_STYLE,
    LISTING,
    MOVED,
    PARTS,
    PRINT,
    SCRIPT,
    STYLE,
    asset,
    style_anywhere,
    style_outside_material,
)
from izeja.page.render import render_moved
from izeja.site.manifest import SITE_MANIFEST, manifest_of
from izeja.site.media import files_of
from izeja.site.page_files import relative


def public_files(compiled: Compiled, languages: Sequence[LanguagePages]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a site of some languages, by their paths from its root."""
    theme = dict(_theme(languages[0].generator))
    yield from theme.items()
    pictures = files_of(compiled.source, [one.library.language for one in languages])
    yield from ((path, content_of(compiled.source.root, file)) for path, file in pictures.items())
    for one in languages:
        yield from _moved(one)
    listed = {one.library.language: _listed(one) for one in languages}
    yield SITE_MANIFEST, manifest_of(compiled.source, compiled.graph, listed, theme).as_json().encode()


def _theme(generator: Generator) -> Iterator[tuple[str, bytes]]:
    for name in (SCRIPT, *PARTS, MOVED, ANYWHERE):
        yield in_site(name), asset(name).encode()
    yield in_site(ANYWHERE_STYLE), style_anywhere().encode()
    for name in (STYLE, LISTING, PRINT):
        style = asset(name) if generator.is_material else style_outside_material(name)
        yield in_site(name), style.encode()


def _moved(pages: LanguagePages) -> Iterator[tuple[str, bytes]]:
    for _, head, page in pages.moved():
        script = relative(in_site(MOVED), page.url)
        yield page.uri, render_moved(pages.library, head.title, page.href, script).encode()


def _listed(pages: LanguagePages) -> dict[str, str]:
    """Return the file of the page at every id of a guide or topic, present or old."""
    names = (*pages.library.guides, *pages.topics)
    files = {name: pages.generator.file_in_site(name, pages.folder) for name in names}
    return files | {old: page.uri for old, _, page in pages.moved()}
