"""Material's search on a site with guides: entries for them, and an index for each language."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jinja2 import pass_context
from mkdocs.utils import get_relative_url

from izeja.compiler.compile import no_garbage_collection
from izeja.hosts.mkdocs import material_internals, own_search
from izeja.hosts.mkdocs.addresses import location_of
from izeja.hosts.mkdocs.i18n_internals import page_path, site_languages
from izeja.hosts.mkdocs.theme import as_html
from izeja.hosts.mkdocs.writer import html_head
from izeja.page.search import Entry, also_called, entries_of
from izeja.page.search_words import search_help, unknown_number
from izeja.running.timing import phase
from izeja.site import lunr_search
from izeja.site.page_files import url_of
from izeja.site.search import FOLDER, INDEX, SiteSearch, in_pieces, material_worker, publish, worker_of

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from izeja.authoring.preview.panel import Guide
    from izeja.hosts.mkdocs.build import Build, Language
    from izeja.page.render import Fragment


@dataclass
class LanguageSearch:
    """The search of one language: `site` if Material searches it, and the workers that its pages name."""

    site: SiteSearch | None = None
    named: set[str] = field(default_factory=set)

    @property
    def is_divided(self) -> bool:
        """Whether the language gets an index of its own; a theme that names no worker needs the whole one."""
        return bool(self.site and self.named)


def find_worker(env: Environment, files: Files, config: MkDocsConfig) -> LanguageSearch:
    """Find Material's search worker, and let pages in several languages name that of their language."""
    languages, default, current = site_languages(config)
    if own_search.own_search_of(config):
        own = lunr_search.own_search(languages, default, frozenset(), {})
        return LanguageSearch(own, {lunr_search.worker_file(own, current)})
    # The worker is a file of the theme, whose name has a hash that changes with each version.
    uris = frozenset(file.dest_uri for file in files)
    worker = material_worker(uris)
    if worker is None or material_internals.keeps_its_index(config):
        return LanguageSearch()
    site = SiteSearch(languages, default, worker, uris)
    search = LanguageSearch(site)
    named = worker_of(current) if site.is_divided else worker
    env.filters["url"] = replaced_address(worker, named, env.filters["url"], search.named)
    return search


def replaced_address(old: str, new: str, url: Any, named: set[str]) -> Any:
    """Return a filter of addresses like `url`, with `new` for `old`; then `named` gets `new`."""

    @pass_context
    def address(context: Context, value: str) -> str:
        if value == old:
            named.add(new)
            value = new
        return str(url(context, value))

    return address


def entries_of_guides(build: Build, language: Language) -> Iterable[bytes]:
    """Wait for the pages of guides that are written here, and return the search entries of each, as JSON."""
    with phase("pages of guides"), no_garbage_collection():
        found = language.strategy.written().values()
        build.library.keep()
        return found


def find_in_guide(build: Build, guide: Guide, fragment: Fragment, page: Page, config: MkDocsConfig) -> None:
    """Note the entries of a guide that MkDocs builds, for Izeja's own search."""
    head = html_head(build.library.languages[guide.language], guide.tree_id, config.theme.name)
    _note(build, page, entries_of(head, fragment, location_of(page.file)), config)


def find_in_topic(build: Build, page: Page, config: MkDocsConfig) -> None:
    """Note the entry of a topic, for Izeja's own search."""
    entry = {"title": as_html(page.title), "text": as_html(page.meta.get("description"))}
    _note(build, page, [{"location": location_of(page.file), **entry}], config)


def find_in_written(build: Build, html: str, page: Page, config: MkDocsConfig) -> None:
    """Note the entries of a hand-written page before guides are put into it, for Izeja's own search."""
    found = lunr_search.entries_of_written(html, as_html(page.title), location_of(page.file))
    _note(build, page, found, config)


def _note(build: Build, page: Page, found: Iterable[Entry], config: MkDocsConfig) -> None:
    if own_search.own_search_of(config):
        build.language(config).entries[page.file.src_uri] = list(found)


def add_page(build: Build, page: Page, config: MkDocsConfig) -> None:
    """Add what was noted of a page to the entries of Izeja's own search."""
    if own := own_search.own_search_of(config):
        own.entries += build.language(config).entries.get(page.file.src_uri, ())


def add_guides(build: Build, config: MkDocsConfig) -> None:
    """Add our guides to the index of Material's search, unless each language gets its own in the end."""
    language, entries = build.language(config), own_search.search_entries(config)
    # A published index is written as bytes in the end, and never goes through Material.
    if entries is None or language.strategy.is_published:
        return
    for found in entries_of_guides(build, language):
        entries += json.loads(found)
    put_in_order(entries, [location_of(file) for file in language.site_pages.all])


def put_in_order(entries: list[Entry], locations: Sequence[str]) -> None:
    """Put the entries of a search into the order of their pages, and leave those of a page as they are."""
    places = {location: place for place, location in enumerate(locations)}
    # The sort is stable, so a page's sections stay in their order.
    entries.sort(key=lambda entry: places[entry["location"].partition("#")[0]])


def divide(build: Build, config: MkDocsConfig) -> None:
    """Divide the search index by language, when the last language has been built."""
    site, languages = Path(config.site_dir), build.languages.values()
    search = [language.search for language in languages][-1].site
    # Without our worker on any page, Material's own search goes on with the index as it is.
    if search is None or not any(one.search.named for one in languages):
        return

    def published(code: str) -> Iterable[bytes]:
        language = build.languages.get(code)
        return entries_of_guides(build, language) if language and language.strategy.is_published else ()

    pages = {location_of(file): one.code for one in languages for file in one.site_pages.all}
    # A preview rewrites the entries of edited guides, and loads all of them at once from the same machine.
    if not build.library.serving:
        search = replace(search, in_pieces=in_pieces(Counter(pages.values())))
        for one in languages:
            one.search.site = search
    if own := own_search.own_search_of(config):
        # static-i18n builds some languages twice.
        entries = {one["location"]: one for one in (*own.earlier, *own.entries)}
        lunr_search.write_worker_and_index(site, search, entries.values())
    if not (site / INDEX).is_file():
        return
    # `published` may have to wait for pages, and is called when all other entries are written.
    with phase("search"):
        search = replace(search, unknown=_unknown_numbers(build))
        names, is_whole = _names_of_guides(build, config), not build.part.is_shard
        publish(site, search, names, published, pages, is_whole=is_whole)


def _names_of_guides(build: Build, config: MkDocsConfig) -> Mapping[str, Sequence[str]]:
    """Return the words by which customers know each guide, by its address."""
    return {
        url_of(uri, with_folders=config.use_directory_urls): also_called(
            build.library.languages[guide.language], guide.tree_id
        )
        for language in build.languages.values()
        for guide, uri in language.places.items()
    }


def _unknown_numbers(build: Build) -> Mapping[str, str]:
    libraries = build.library.languages
    return {code: unknown_number(libraries[code]) for code in build.languages if code in libraries}


def add_help(build: Build, html: str, page: Page, config: MkDocsConfig) -> str:
    """Let the search of a page lead those on whom no hit helps."""
    if not (hits := material_internals.HITS.search(html)):
        return html
    library, files = build.words(config), build.language(config).site_pages.files.src_uris

    def address(tree_id: str) -> str | None:
        file = files.get(page_path(tree_id, library.language, config))
        uri = file.dest_uri if file else None
        return (
            None if uri is None else _root(page, config) + url_of(uri, with_folders=config.use_directory_urls)
        )

    help_ = search_help(library, address)
    return f"{html[: hits.end()]}{help_}{html[hits.end() :]}"


def _root(page: Page, config: MkDocsConfig) -> str:
    """Return the address of the site's root, seen from a page."""
    # With instant navigation, the search of the first page stays, and its address would lead elsewhere.
    if config.site_url and material_internals.has_instant_navigation(config):
        return urlsplit(config.site_url).path
    return get_relative_url(FOLDER, page.url).removesuffix(FOLDER)
