"""Guides in an MkDocs site: what the compiler does at each event of a build."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
import yaml
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import get_relative_url

from izeja.compiler.compile import no_garbage_collection
from izeja.hosts.mkdocs.addresses import (
    PageAddresses,
    at_alias,
    current_language,
    languages_of,
    location_of,
    page_path,
    site_languages,
    url_of,
)
from izeja.hosts.mkdocs.library import SiteLibrary
from izeja.hosts.mkdocs.preview import Preview
from izeja.hosts.mkdocs.shards import Part, tell_whole
from izeja.hosts.mkdocs.skeletons import GuideFile, Printing, is_marked, meta_of, strangers
from izeja.hosts.mkdocs.theme import (
    StepLink,
    add_once,
    instead,
    module,
    set_headings,
    speak_varieties,
)
from izeja.hosts.mkdocs.writer import SiteWriter, html_head, render_where_it_is
from izeja.language.validation import nearest
from izeja.library.library import Library
from izeja.page.assets import ANALYTICS, ASSETS, MOVED, SCRIPT, STYLE, asset
from izeja.page.environment import forget_templates
from izeja.page.render import Fragment, Head, render_cards, render_guide, render_moved
from izeja.page.search import Entry, also_called, shown
from izeja.problems.report import counted
from izeja.reading.folder import Readings
from izeja.running.timing import as_table, phase
from izeja.site.search import INDEX, SiteSearch, material_worker, publish, publish_again, worker_of
from izeja.site.skeleton import Values
from izeja.translation.page_words import TEMPLATES

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from izeja.hosts.mkdocs.options import Options

CARDS = "<!-- izeja:guides -->"
"""Where this stands in a hand-written page, the cards of all guides are put."""
_GUIDE = re.compile(r"<!--\s*izeja:guide\s+(\S+?)\s*-->")
"""Where this names a tree in a hand-written page, its guide is put."""

_ASSETS_URL = "assets/izeja"
_log = get_plugin_logger("izeja")


class GuidedSite:
    """Compiles the library once for each build, and puts its guides into the site."""

    def __init__(self, own: type, *, serving: bool) -> None:
        """Begin without a library.

        Args:
            own: the class whose handlers of events are ours.
            serving: whether this is a preview.
        """
        self._own = own
        self._library = SiteLibrary(serving=serving)
        self._options: Options
        self._part: Part
        self._guides: dict[str, tuple[str, str]] = {}
        self._pages: dict[tuple[str, str], str] = {}
        self._search: SiteSearch | None = None
        self._named: set[str] = set()
        self._told: set[str] = set()
        self._slow = False
        self._began = 0.0
        self._printing: Printing | None = None
        self._given = Files([])
        self._site_writer: SiteWriter | None = None
        self._printings: dict[str, Printing] = {}
        self._embedded_guides: set[str] = set()
        self._nav: Navigation | None = None
        self._files = Files([])
        self._all_pages: dict[str, list[File]] = {}
        self._also_called: dict[str, tuple[str, ...]] = {}

    def begin(
        self, config: MkDocsConfig, options: Options, root: Path, readings: Readings | None
    ) -> MkDocsConfig:
        """Compile before MkDocs empties the site's folder, so that a problem leaves the last good site.

        Args:
            config: of the site.
            options: of the plugin.
            root: the folder of the library.
            readings: what is being read of it already.
        """
        self._options = options
        self._part = Part(options.only, options.only_languages)
        i18n = config.plugins.get("i18n")
        if not (i18n and i18n.building):
            self._began = time.perf_counter()
            self._slow, self._all_pages, self._printings, self._embedded_guides = False, {}, {}, set()
            self._site_writer = None
            forget_templates()
            # static-i18n builds once more for each language, from the same library.
            self._library.bring_up_to_date(root, readings)
        for name in self._scripts:
            add_once(config.extra_javascript, module(f"{_ASSETS_URL}/{name}"))
        add_once(config.extra_css, f"{_ASSETS_URL}/{STYLE}")
        return config

    def add_guides(self, files: Files, config: MkDocsConfig) -> Files:
        """Add a page for each guide in each language, or those from which the others are printed."""
        guides, languages = tuple(self._library.guides), languages_of(config, self._library.languages)
        self._part.check(guides, config)
        with phase("files of guides"):
            self._printing = self._planned(config, files)
        self._guides, self._pages = {}, {}
        for language in languages:
            for tree_id in guides:
                path = page_path(tree_id, language, config)
                if path in files.src_uris:
                    message = f"'{path}' is both a page and the guide of {tree_id}.yml: rename one of them"
                    raise PluginError(message)
                self._guides[path] = (language, tree_id)
        for language in languages:
            for name in self._printing.models if self._printing else guides:
                file = File(
                    page_path(name, language, config),
                    config.docs_dir,
                    config.site_dir,
                    config.use_directory_urls,
                    inclusion=InclusionLevel.NOT_IN_NAV,
                )
                files.append(file)
        self._given = files
        return files

    def print_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Print the files of the guides, when static-i18n (at -100) has made anew those of their models."""
        if not (printing := self._printing):
            return files
        language = current_language(config, self._library.languages)
        made = {name: files.src_uris[page_path(name, language, config)] for name in printing.models}
        for file in made.values():
            files.remove(file)
        if difference := printing.print_files(made):
            self._go_slow(difference)
            for name in printing.models:
                for one in languages_of(config, self._library.languages):
                    self._given.remove(self._given.src_uris[page_path(name, one, config)])
            return config.plugins.on_files(self._given, config=config)
        for tree_id, file in printing.files.items():
            files.append(file)
            self._pages[language, tree_id] = file.dest_uri
        return files

    def add_pages(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Give the guides their pages, and keep them all for the templates that list pages."""
        self._nav, self._files = nav, files
        if self._printing:
            self._printing.add_pages(config, files)
            for tree_id, file in self._printing.files.items():
                assert file.page is not None  # noqa: S101 - it has got one
                file.page.present_anchor_ids = {place.node for place in self._library.graph.guides[tree_id]}
            self._writing.make_ready(self._printing, config, files)
            self._printings[self._current(config)] = self._printing
        self._all_pages[self._current(config)] = [
            file
            for file in files
            if _is_included(file) and (file.is_documentation_page() or isinstance(file, GuideFile))
        ]
        return nav

    def prepare_theme(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme know languages that it has no words for, and the search workers of each language."""
        speak_varieties(env)
        self._name_worker(env, config, files)
        return env

    def make_stamps(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Make the pages from which the guides are printed, when the theme is as it will be."""
        if printing := self._printing:
            assert self._nav is not None  # noqa: S101 - on_nav comes before
            searched = _search_entries(config)
            entries = searched if searched is not None else []
            before = len(entries)
            with phase("guides made both ways"):
                difference = printing.difference(self._nav, config, files, env)
            # The pages with marks come first.
            found = [entry for entry in entries[before:] if not is_marked(entry["location"])]
            del entries[before:]
            if (
                difference is None
                and searched is not None
                and found != [entry for one in printing.samples for entry in printing.entries(one)]
            ):
                difference = "the search finds something else in them"
            if difference:
                self._go_slow(difference)
                self._printings.pop(self._current(config))
                printing.leave_all(config, files)
            else:
                is_whole = len(printing.groups) == len(printing.files)
                printing.is_published = bool(self._search and self._named and is_whole)
                self._writing.queue(printing.language)
        return env

    def source_of(self, page: Page) -> str | None:
        """Give a guide's page its title and description; its body comes later, as ready HTML."""
        if marked := self._marks_of(page):
            head = Head(marked.title, marked.description)
        elif page.file.src_uri in self._guides:
            language, tree_id = self._guides[page.file.src_uri]
            head = html_head(self._library.languages[language], tree_id)
        else:
            return None
        return f"---\n{yaml.safe_dump(meta_of(head), allow_unicode=True)}---\n"

    def content_of(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put in the guide, or those that a page names."""
        if marked := self._marks_of(page):
            page.toc = TableOfContents([StepLink("", marked.start)])
            return marked.content
        if page.file.src_uri in self._guides:
            self._pages[self._guides[page.file.src_uri]] = page.file.dest_uri
            fragment = self._fragment(config, files, page.file)
            set_headings(page, fragment)
            return fragment.html
        if not _GUIDE.search(html):
            return html
        library = self._current_library(config)
        addresses = PageAddresses(page, files, library.language, config)
        return _GUIDE.sub(lambda found: self._embedded(found[1], library, addresses, page), html)

    def _embedded(self, wanted: str, library: Library, addresses: PageAddresses, page: Page) -> str:
        tree_id = wanted.removesuffix(".yml")
        if tree_id not in library.guides:
            close = nearest(tree_id, library.guides)
            hint = f"did you mean '{close}'?" if close else f"the guides are: {', '.join(library.guides)}"
            message = f"{page.file.src_uri} names the guide '{wanted}', which is not in the library: {hint}"
            raise PluginError(message)
        self._embedded_guides.add(tree_id)
        return render_guide(library, self._library.graph, tree_id, addresses, embedded=True).html

    def complete_page(self, context: TemplateContext, page: Page, config: MkDocsConfig) -> TemplateContext:
        """Put in the cards of all guides, and let the page know of all pages, built by MkDocs or not.

        The search (at 0) has read the page then: each guide is found by itself, and a page that lists them
        all would be found for everything.
        """
        if page.content and CARDS in page.content:
            library = self._current_library(config)
            cards = render_cards(library, PageAddresses(page, self._files, library.language, config))
            page.content = page.content.replace(CARDS, cards)
        context["pages"] = self._all_pages[self._current(config)]
        return context

    def complete_template(self, context: TemplateContext, config: MkDocsConfig) -> TemplateContext:
        """Let templates know of all pages, and let them offer the other languages' home pages.

        The sitemap lists the pages. static-i18n leaves in the settings what it had put there for the last
        page, and so the page for what is not found would lead to any guide.
        """
        i18n = config.plugins.get("i18n")
        pages = self._all_pages[self._current(config)]
        if i18n is None:
            return cast("TemplateContext", {**context, "pages": pages})
        if i18n.extra_alternate:
            setattr(config.extra, "alternate", deepcopy(i18n.extra_alternate))  # noqa: B010 - it has no such type
        built = {one: self._all_pages[one] for one in i18n.i18n_files_per_language}
        return cast("TemplateContext", {**context, "pages": pages, "i18n_alternates": built})

    @staticmethod
    def mend_page(output: str) -> str:
        """Keep pages from asking for what is not there, and customers from being sent to the start.

        Material's script asks for a sitemap beside every `link[rel=alternate]`, and takes the answer 404 for
        an empty one, and so for a reason to lead to the home page of another language. The space at the end
        is no part of the value (HTML, 2.3.7), but hides the link from it.
        """
        return output.replace('<link rel="alternate" ', '<link rel="alternate " ')

    def tell_search(self, config: MkDocsConfig) -> None:
        """Tell Material's search of the guides, where the index is not divided by language."""
        printing, entries = self._printing, _search_entries(config)
        if printing is None or printing.is_published or entries is None:
            return
        for found in self._written(printing).values():
            entries += json.loads(found)
        _in_order_of(entries, self._all_pages[self._current(config)])

    def _written(self, printing: Printing) -> dict[str, bytes]:
        with phase("pages of guides"), no_garbage_collection():
            found = self._writing.written(printing.language)
            self._library.keep()
            return found

    def _published(self, language: str) -> Iterable[bytes]:
        """Return what the search is to know of the printed guides of a language; wait for their pages."""
        printing = self._printings.get(language)
        return self._written(printing).values() if printing and printing.is_published else ()

    def leave_files(self, config: MkDocsConfig) -> None:
        """Copy the scripts and the style sheet, and leave a page at every old address of a guide."""
        target = Path(config.site_dir, _ASSETS_URL)
        target.mkdir(parents=True, exist_ok=True)
        for name in (*self._scripts, STYLE, MOVED):
            (target / name).write_text(asset(name), "utf-8")
        for (language, tree_id), uri in self._pages.items():
            library = self._library.languages[language]
            for alias in library.trees[tree_id].aliases:
                old = at_alias(uri, tree_id, alias)
                href = get_relative_url(url_of(uri, config), url_of(old, config))
                script = get_relative_url(f"{_ASSETS_URL}/{MOVED}", url_of(old, config))
                file = Path(config.site_dir, old)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(render_moved(library, tree_id, href, script), "utf-8")

    def _name_worker(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Let every page, the page for what is not found too, name the search worker of its language."""
        uris = frozenset(file.dest_uri for file in files)
        worker = material_worker(uris)
        self._search = None
        # The plugin for pages that are opened as files puts the whole index into a script.
        offline = {"offline", "material/offline"} & config.plugins.keys()
        if self._options.search and worker and not offline:
            languages, default, current = site_languages(config)
            self._search = SiteSearch(languages, default, worker, uris)
            env.filters["url"] = instead(worker, worker_of(current), env.filters["url"], self._named)

    def note_words(self, config: MkDocsConfig) -> None:
        """Keep the words by which customers know the guides, before another language is built."""
        for (language, tree_id), uri in self._pages.items():
            self._also_called[url_of(uri, config)] = also_called(self._library.languages[language], tree_id)

    def divide_search(self, config: MkDocsConfig) -> None:
        """Divide the search index by language, when static-i18n (at -100) has built the last of them."""
        i18n = config.plugins.get("i18n")
        site = Path(config.site_dir)
        if i18n and i18n.building:
            return
        # A theme that overrides the name of the worker needs the whole index for its own.
        if self._search and self._named and (site / INDEX).is_file():
            with phase("search"):
                publish(site, self._search, self._also_called, self._published)
        for printing in self._printings.values():
            self._written(printing)
        if self._part.is_part:
            tell_whole(site, self._printings, self._all_pages)
        if self._options.profile:
            whole = time.perf_counter() - self._began
            click.echo(
                f"Where the time of guides went (the whole build: {whole:.2f} s):\n{as_table()}", err=True
            )

    def preview(
        self, server: LiveReloadServer, config: MkDocsConfig, root: Path, builder: Any
    ) -> LiveReloadServer:
        """Build anew when a tree, a catalog, a template, the script or the style sheet changes."""
        for folder in (root, TEMPLATES, ASSETS):
            server.watch(str(folder))
        server.builder = Preview(server, root, builder, partial(self._write_changed, root, config))
        return server

    def _write_changed(self, root: Path, config: MkDocsConfig) -> bool:
        """Write anew the guides that an edit of the library has changed, if the site has no other changes."""
        changed = self._library.changed(root)
        if changed is not None and not changed:
            return True
        if self._search is None or changed is None or changed & self._embedded_guides or self._part.is_part:
            return False
        if self._site_writer is None or self._site_writer.has_other_links():
            return False
        printings = self._printings.values()
        if not all(one.is_published and changed <= one.groups.keys() for one in printings):
            return False
        if self._printings.keys() != set(site_languages(config)[0]):
            return False
        for language, printing in self._printings.items():
            entries = {printing.files[one].url: printing.writer.write(one) for one in sorted(changed)}
            publish_again(Path(config.site_dir), self._search, language, entries)
        _log.info(f"Wrote {counted(len(changed), 'guide')} anew: {', '.join(sorted(changed))}")
        return True

    def _planned(self, config: MkDocsConfig, files: Files) -> Printing | None:
        """Say which guides are to be printed, if the site allows it."""
        language = self._current(config)
        if not self._options.fast or self._slow:
            return None
        if others := strangers(config, self._own, self._options.fast_beside):
            self._go_slow(f"they may be changed by {' and '.join(others)}")
            return None
        if language not in self._library.languages and config.plugins.get("i18n"):
            self._tell_slow(f"the library does not have the site's language '{language}'")
            return None
        language = current_language(config, self._library.languages)
        if not self._site_writer:
            shows = shown if _search_entries(config) is not None else str
            self._site_writer = SiteWriter(self._library, self._part, shows, config, files)
        return Printing(language, self._site_writer.writers[language])

    def _fragment(self, config: MkDocsConfig, files: Files, file: File) -> Fragment:
        language, tree_id = self._guides[file.src_uri]
        return render_where_it_is(self._library, language, tree_id, file, config, files)

    def _go_slow(self, reason: str) -> None:
        self._slow = True
        self._printing = None
        if self._site_writer:
            self._site_writer.stop()
        self._tell_slow(reason)

    def _tell_slow(self, reason: str) -> None:
        message = f"Guides are built page by page, which takes longer: {reason}"
        if message not in self._told:
            self._told.add(message)
            _log.info(message)

    def _marks_of(self, page: Page) -> Values | None:
        return self._printing.marks_of(page.file) if self._printing else None

    @property
    def _writing(self) -> SiteWriter:
        assert self._site_writer is not None  # noqa: S101 - where guides are printed, there is one
        return self._site_writer

    @property
    def _scripts(self) -> tuple[str, ...]:
        # Those who count have to listen before the first step is told.
        return (ANALYTICS, SCRIPT) if self._options.analytics else (SCRIPT,)

    def _current_library(self, config: MkDocsConfig) -> Library:
        """Return the library in the language that is being built, or in its first."""
        return self._library.languages[current_language(config, self._library.languages)]

    @staticmethod
    def _current(config: MkDocsConfig) -> str:
        """Return the language that is being built, which the library may not have."""
        return site_languages(config)[2]


def _search_entries(config: MkDocsConfig) -> list[Entry] | None:
    """Return the entries that Material's search has collected so far, if the site has it."""
    for plugin in config.plugins.values():
        if type(plugin).__module__ == "material.plugins.search.plugin" and plugin.config.enabled:
            entries: list[Entry] = plugin.search_index.entries
            return entries
    return None


def _is_included(file: File) -> bool:
    return bool(file.inclusion.is_included())  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped


def _in_order_of(entries: list[Entry], files: list[File]) -> None:
    """Put the entries of a search into the order of their pages."""
    places = {location_of(file): place for place, file in enumerate(files)}
    entries.sort(key=lambda entry: places[entry["location"].partition("#")[0]])
