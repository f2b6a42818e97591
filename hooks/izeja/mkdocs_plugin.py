"""Guides in an MkDocs site: the events of a build, and what the compiler does at each of them.

`hooks/guided_help.py` offers the same events as a hook, for a site that keeps this package beside it.
"""

from __future__ import annotations

import gc
import json
import re
import time
from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
import yaml
from jinja2 import BaseLoader, BytecodeCache, ChoiceLoader, FunctionLoader, TemplateNotFound, pass_context
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url

from izeja.clock import as_table, phase
from izeja.compiler import Compiled, compile_library, no_garbage_collection
from izeja.edit import changed_guides
from izeja.language import is_language, locale_of
from izeja.memory import Memory
from izeja.merge import MANIFEST, Shard
from izeja.mkdocs_preview import Preview, Stamps, stamps
from izeja.mkdocs_stamping import (
    GuideFile,
    Printing,
    is_marked,
    meta_of,
    strangers,
)
from izeja.page import (
    ANALYTICS,
    ASSETS,
    MOVED,
    SCRIPT,
    STYLE,
    Fragment,
    Head,
    asset,
    guide_head,
    render_cards,
    render_guide,
    render_moved,
)
from izeja.report import counted
from izeja.search import (
    INDEX,
    Entry,
    SiteSearch,
    also_called,
    as_published,
    index_files,
    material_worker,
    publish,
    publish_again,
    shown,
    worker_of,
)
from izeja.validation import nearest
from izeja.wording import TEMPLATES

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from jinja2.runtime import Context
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from izeja.graph import Graph
    from izeja.library import Library
    from izeja.stamp import Values

CARDS = "<!-- izeja:guides -->"
"""Where this stands in a hand-written page, the cards of all guides are put."""
_GUIDE = re.compile(r"<!--\s*izeja:guide\s+(\S+?)\s*-->")
"""Where this names a tree in a hand-written page, its guide is put."""

_ASSETS_URL = "assets/izeja"
_MANY_GUIDES = 100
"""With so many guides, writing their pages takes longer than starting a process for it."""

_log = get_plugin_logger("izeja")


class Options(Config):  # type: ignore[no-untyped-call]  # mkdocs leaves __init_subclass__ untyped
    """The options of the plugin in `mkdocs.yml`."""

    library = config_options.Type(str, default="decision_trees")
    search = config_options.Type(bool, default=True)
    analytics = config_options.Type(bool, default=False)
    fast = config_options.Type(bool, default=True)
    profile = config_options.Type(bool, default=False)
    fast_beside = config_options.ListOfItems(config_options.Type(str), default=[])
    # A list, or names with commas between them, since a workflow hands them over in a variable.
    only = config_options.Type((list, str), default=[])
    only_languages = config_options.Type((list, str), default=[])


class CompiledTemplates(BytecodeCache):
    """Keeps the templates of the theme compiled, which MkDocs would compile for each language again."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what a template of this source was compiled to."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


class StepLink(AnchorLink):
    """A step in the table of contents and in the search: it leads to the node, not to its heading."""

    def __init__(self, title: str, node: str) -> None:
        super().__init__(title, f"{node}--heading", 1)
        self._node = node

    @property
    def url(self) -> str:
        """The address of the step inside its page."""
        return f"#{self._node}"


class IzejaPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # as above
    """Compiles the library once for each build, and puts its guides into the site."""

    def __init__(self) -> None:
        self._compiled: Compiled | None = None
        self._seen: Stamps = {}
        self._guides: dict[str, tuple[Library, str]] = {}
        self._pages: dict[tuple[str, str], str] = {}
        self._serving = False
        self._search: SiteSearch | None = None
        self._named: set[str] = set()
        self._told: set[str] = set()
        self._slow = False
        self._began = 0.0
        self._printing: Printing | None = None
        self._given = Files([])
        self._printings: dict[str, Printing] = {}
        self._embedded_guides: set[str] = set()
        self._memory: Memory | None = None
        self._nav: Navigation | None = None
        self._files = Files([])
        self._templates = CompiledTemplates()
        self._all_pages: dict[str, list[File]] = {}
        self._also_called: dict[str, tuple[str, ...]] = {}

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 - the event's signature
        """Learn whether this is a preview; MkDocs keeps a plugin with this event from build to build."""
        self._serving = command == "serve"
        self._memory = Memory() if self._serving else None

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compile before MkDocs empties the site's folder, so that a problem leaves the last good site."""
        seen = stamps([self._root(config)])
        i18n = config.plugins.get("i18n")
        if not (i18n and i18n.building):
            self._began = time.perf_counter()
            self._slow, self._all_pages, self._printings, self._embedded_guides = False, {}, {}, set()
        # static-i18n builds once more for each language; the library is compiled for the first only.
        if self._compiled is None or seen != self._seen:
            with phase("library"):
                self._compiled, self._seen = self._compile(config), seen
        for name in self._scripts:
            _add(config.extra_javascript, _module(f"{_ASSETS_URL}/{name}"))
        _add(config.extra_css, f"{_ASSETS_URL}/{STYLE}")
        return config

    @event_priority(100)
    def _add_guides(self, files: Files, config: MkDocsConfig) -> Files:
        """Add a page for each guide in each language, or those from which the others are printed."""
        self._guides, self._pages = {}, {}
        languages = _languages(config, self._libraries)
        for language in languages:
            for tree_id in self._libraries[language].guides:
                path = _page_path(tree_id, language, config)
                if path in files.src_uris:
                    message = f"'{path}' is both a page and the guide of {tree_id}.yml: rename one of them"
                    raise PluginError(message)
                self._guides[path] = (self._libraries[language], tree_id)
        self._check_part(config)
        with phase("files of guides"):
            self._printing = self._planned(config)
        for language in languages:
            for name in self._printing.models if self._printing else self._libraries[language].guides:
                file = File(
                    _page_path(name, language, config),
                    config.docs_dir,
                    config.site_dir,
                    config.use_directory_urls,
                    inclusion=InclusionLevel.NOT_IN_NAV,
                )
                files.append(file)
        self._given = files
        return files

    @event_priority(-200)
    def _print_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Print the files of the guides, when static-i18n (at -100) has made anew those of their models."""
        if not (printing := self._printing):
            return files
        language = _current_language(config, self._libraries)
        made = {name: files.src_uris[_page_path(name, language, config)] for name in printing.models}
        for file in made.values():
            files.remove(file)
        if difference := printing.print_files(made):
            self._go_slow(difference)
            for name in printing.models:
                for one in _languages(config, self._libraries):
                    self._given.remove(self._given.src_uris[_page_path(name, one, config)])
            return config.plugins.on_files(self._given, config=config)
        for tree_id, file in printing.files.items():
            files.append(file)
            self._pages[language, tree_id] = file.dest_uri
        return files

    on_files = CombinedEvent(_add_guides, _print_files)

    @event_priority(-200)
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Give the guides their pages, and keep them all for the templates that list pages."""
        self._nav, self._files = nav, files
        if self._printing:
            self._printing.add_pages(config, files)
            for tree_id, file in self._printing.files.items():
                assert file.page is not None  # noqa: S101 - it has got one
                file.page.present_anchor_ids = {place.node for place in self._graph.guides[tree_id]}
            self._begin_to_print(self._printing, config, files)
        self._all_pages[self._current(config)] = [
            file
            for file in files
            if _is_included(file) and (file.is_documentation_page() or isinstance(file, GuideFile))
        ]
        return nav

    def _prepare_theme(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme speak pseudo-languages and varieties of languages, by the words of their language.

        Material ends a build with a traceback where it has no words for a locale.
        """
        if env.loader is not None:
            env.loader = ChoiceLoader([env.loader, FunctionLoader(partial(_theme_words, env, env.loader))])
        env.bytecode_cache = env.bytecode_cache or self._templates
        self._name_worker(env, config, files)
        return env

    @event_priority(-200)
    def _make_stamps(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
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
                and found
                != [
                    entry
                    for one in printing.samples
                    for entry in printing.entries(one, printing.fragment(one))
                ]
            ):
                difference = "the search finds something else in them"
            if difference:
                self._go_slow(difference)
                self._printings.pop(self._current(config))
                printing.leave_all(config, files)
            else:
                is_whole = len(printing.printed) == len(printing.files)
                printing.go_on(is_published=bool(self._search and self._named and is_whole))
        return env

    def _begin_to_print(self, printing: Printing, config: MkDocsConfig, files: Files) -> None:
        """Begin to write the pages of all guides that MkDocs does not build, while it builds the others."""
        library, language = self._libraries[_current_language(config, self._libraries)], self._current(config)
        printing.render = partial(self._fragment, config, files)
        printing.published = partial(_published_entries, library)
        tree_ids = [tree_id for tree_id in printing.printed if self._is_wanted(language, tree_id)]
        printing.start(tree_ids, pays=len(tree_ids) > _MANY_GUIDES)
        self._printings[language] = printing

    on_env = CombinedEvent(_prepare_theme, _make_stamps)

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:  # noqa: ARG002 - the event's signature
        """Give a guide's page its title and description; its body comes later, as ready HTML."""
        if marked := self._marks_of(page):
            head = Head(marked.title, marked.description)
        elif page.file.src_uri in self._guides:
            head = _html_head(*self._guides[page.file.src_uri])
        else:
            return None
        return f"---\n{yaml.safe_dump(meta_of(head), allow_unicode=True)}---\n"

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put in the guide, or those that a page names."""
        if marked := self._marks_of(page):
            page.toc = TableOfContents([StepLink("", marked.start)])
            return marked.content
        if page.file.src_uri in self._guides:
            library, tree_id = self._guides[page.file.src_uri]
            self._pages[library.language, tree_id] = page.file.dest_uri
            fragment = self._fragment(config, files, page.file)
            _set_headings(page, fragment)
            return fragment.html
        if not _GUIDE.search(html):
            return html
        library = self._libraries[_current_language(config, self._libraries)]
        addresses = _Addresses(page, files, library.language, config)
        return _GUIDE.sub(lambda found: self._embedded(found[1], library, addresses, page), html)

    def _embedded(self, wanted: str, library: Library, addresses: _Addresses, page: Page) -> str:
        tree_id = wanted.removesuffix(".yml")
        if tree_id not in library.guides:
            close = nearest(tree_id, library.guides)
            hint = f"did you mean '{close}'?" if close else f"the guides are: {', '.join(library.guides)}"
            message = f"{page.file.src_uri} names the guide '{wanted}', which is not in the library: {hint}"
            raise PluginError(message)
        self._embedded_guides.add(tree_id)
        return render_guide(library, self._graph, tree_id, addresses, embedded=True).html

    @event_priority(-200)
    def on_page_context(
        self,
        context: TemplateContext,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,  # noqa: ARG002 - the event's signature
    ) -> TemplateContext:
        """Put in the cards of all guides, and let the page know of all pages, built by MkDocs or not.

        The search (at 0) has read the page then: each guide is found by itself, and a page that lists them
        all would be found for everything.
        """
        if page.content and CARDS in page.content:
            library = self._libraries[_current_language(config, self._libraries)]
            cards = render_cards(library, _Addresses(page, self._files, library.language, config))
            page.content = page.content.replace(CARDS, cards)
        context["pages"] = self._all_pages[self._current(config)]
        return context

    @event_priority(-200)
    def on_template_context(
        self,
        context: TemplateContext,
        template_name: str,  # noqa: ARG002 - the event's signature
        config: MkDocsConfig,
    ) -> TemplateContext:
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

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002 - the event's signature
        """Keep pages from asking for what is not there, and customers from being sent to the start.

        Material's script asks for a sitemap beside every `link[rel=alternate]`, and takes the answer 404 for
        an empty one, and so for a reason to lead to the home page of another language. The space at the end
        is no part of the value (HTML, 2.3.7), but hides the link from it.
        """
        return output.replace('<link rel="alternate" ', '<link rel="alternate " ')

    @event_priority(100)
    def _tell_search(self, config: MkDocsConfig) -> None:
        """Tell Material's search of the guides, where the index is not divided by language."""
        printing, entries = self._printing, _search_entries(config)
        if printing is None or printing.is_published or entries is None:
            return
        for found in self._written(printing).values():
            entries += json.loads(found)
        _in_order_of(entries, self._all_pages[self._current(config)])

    @staticmethod
    def _written(printing: Printing) -> dict[str, str]:
        with phase("pages of guides"), no_garbage_collection():
            return printing.written

    @event_priority(100)
    def _leave_files(self, config: MkDocsConfig) -> None:
        """Copy the scripts and the style sheet, and leave a page at every old address of a guide."""
        target = Path(config.site_dir, _ASSETS_URL)
        target.mkdir(parents=True, exist_ok=True)
        for name in (*self._scripts, STYLE, MOVED):
            (target / name).write_text(asset(name), "utf-8")
        for (language, tree_id), uri in self._pages.items():
            library = self._libraries[language]
            for alias in library.trees[tree_id].aliases:
                old = _at_alias(uri, tree_id, alias)
                href = get_relative_url(_url(uri, config), _url(old, config))
                script = get_relative_url(f"{_ASSETS_URL}/{MOVED}", _url(old, config))
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
        if self.config.search and worker and not offline:
            languages, default, current = _site_languages(config)
            self._search = SiteSearch(languages, default, worker, uris)
            env.filters["url"] = _instead(worker, worker_of(current), env.filters["url"], self._named)

    @event_priority(100)
    def _note_words(self, config: MkDocsConfig) -> None:
        """Keep the words by which customers know the guides, before another language is built."""
        for (language, tree_id), uri in self._pages.items():
            self._also_called[_url(uri, config)] = also_called(self._libraries[language], tree_id)

    @event_priority(-200)
    def _divide_search(self, config: MkDocsConfig) -> None:
        """Divide the search index by language, when static-i18n (at -100) has built the last of them."""
        i18n = config.plugins.get("i18n")
        site = Path(config.site_dir)
        if i18n and i18n.building:
            return
        guides = {language: self._written(printing) for language, printing in self._printings.items()}
        # A theme that overrides the name of the worker needs the whole index for its own.
        if self._search and self._named and (site / INDEX).is_file():
            more = {
                language: list(found.values())
                for language, found in guides.items()
                if self._printings[language].is_published
            }
            with phase("search"):
                publish(site, self._search, self._also_called, more)
        if self._is_part:
            self._tell_whole(site, config)
        if self.config.profile:
            whole = time.perf_counter() - self._began
            click.echo(
                f"Where the time of guides went (the whole build: {whole:.2f} s):\n{as_table()}", err=True
            )

    on_post_build = CombinedEvent(_tell_search, _leave_files, _note_words, _divide_search)

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG002 - the event's signature
        """Build anew when a tree, a catalog, a template, the script or the style sheet changes."""
        for folder in (self._root(config), TEMPLATES, ASSETS):
            server.watch(str(folder))
        server.builder = Preview(
            server, self._root(config), server.builder, partial(self._write_changed, config)
        )
        return server

    def _write_changed(self, config: MkDocsConfig) -> bool:
        """Write anew the guides that an edit of the library has changed, if the site has no other changes."""
        before, seen = self._compiled, stamps([self._root(config)])
        assert before is not None  # noqa: S101 - what is served has been built
        after = self._compile(config)
        if after is before:
            # It has problems, which have been told.
            return True
        self._compiled, self._seen = after, seen
        changed = changed_guides(before, after)
        if self._search is None or changed is None or changed & self._embedded_guides:
            return False
        printings = self._printings.values()
        if not all(one.is_published and changed <= one.groups.keys() for one in printings):
            return False
        if self._printings.keys() != set(_site_languages(config)[0]):
            return False
        if self._is_part:
            return False
        for path, (library, tree_id) in self._guides.items():
            self._guides[path] = (after.languages[library.language], tree_id)
        for language, printing in self._printings.items():
            entries = {printing.files[one].url: printing.write(one) for one in sorted(changed)}
            publish_again(Path(config.site_dir), self._search, language, entries)
        _log.info(f"Wrote {counted(len(changed), 'guide')} anew: {', '.join(sorted(changed))}")
        return True

    @property
    def _is_part(self) -> bool:
        return bool(_names(self.config.only) or _names(self.config.only_languages))

    def _is_wanted(self, language: str, tree_id: str) -> bool:
        """Tell whether this build is to have a guide, if it is to have only some."""
        folders, languages = _names(self.config.only), _names(self.config.only_languages)
        return (not languages or language in languages) and (
            not folders or any(_lies_in(tree_id, folder) for folder in folders)
        )

    def _check_part(self, config: MkDocsConfig) -> None:
        """Refuse to build a part that nobody could have wanted, or that could not be merged."""
        guides = next(iter(self._libraries.values())).guides
        for folder in _names(self.config.only):
            if not any(_lies_in(tree_id, folder) for tree_id in guides):
                tops = sorted({tree_id.partition("/")[0] for tree_id in guides})
                hint = nearest(folder, tops)
                close = f"did you mean '{hint}'?" if hint else f"there are: {', '.join(tops)}"
                message = f"'only' names '{folder}', but no guide lies there: {close}"
                raise PluginError(message)
        for language in _names(self.config.only_languages):
            if language not in (built := _site_languages(config)[0]):
                message = f"'only_languages' names '{language}', but the site is in: {', '.join(built)}"
                raise PluginError(message)

    def _tell_whole(self, site: Path, config: MkDocsConfig) -> None:
        """Leave word of the whole site in a part of it, for `izeja merge`."""
        languages = _site_languages(config)[0]
        if not all(one in self._printings and self._printings[one].is_published for one in languages):
            message = (
                "parts of this site could not be merged: not all of its guides are printed (a plugin or the "
                "menu needs some), or its search is not that of Material: build the whole site at once"
            )
            raise PluginError(message)
        pages = {
            language: {
                "" if file.url in (".", "./") else file.url: file.dest_uri
                for file in self._all_pages[language]
            }
            for language in languages
        }
        (site / MANIFEST).write_text(Shard(pages, index_files(languages)).as_json(), "utf-8")

    def _planned(self, config: MkDocsConfig) -> Printing | None:
        """Say which guides are to be printed, if the site allows it."""
        language = _current_language(config, self._libraries)
        if not self.config.fast or self._slow:
            return None
        if others := strangers(config, IzejaPlugin, self.config.fast_beside):
            self._go_slow(f"they may be changed by {' and '.join(others)}")
            return None
        if language not in _languages(config, self._libraries):
            self._go_slow(f"the library does not have the site's language '{language}'")
            return None
        library = self._libraries[language]
        return Printing(
            {tree_id: _html_head(library, tree_id) for tree_id in library.guides},
            shown if _search_entries(config) is not None else str,
        )

    def _fragment(self, config: MkDocsConfig, files: Files, file: File) -> Fragment:
        assert file.page is not None  # noqa: S101 - every guide has a page when it is rendered
        library, tree_id = self._guides[file.src_uri]
        addresses = _Addresses(file.page, files, library.language, config)
        return render_guide(library, self._graph, tree_id, addresses)

    def _go_slow(self, reason: str) -> None:
        self._slow = True
        self._printing = None
        message = f"Guides are built page by page, which takes longer: {reason}"
        if message not in self._told:
            self._told.add(message)
            _log.info(message)

    def _marks_of(self, page: Page) -> Values | None:
        return self._printing.marks_of(page.file) if self._printing else None

    @property
    def _scripts(self) -> tuple[str, ...]:
        # Those who count have to listen before the first step is told.
        return (ANALYTICS, SCRIPT) if self.config.analytics else (SCRIPT,)

    @property
    def _graph(self) -> Graph:
        assert self._compiled is not None  # noqa: S101 - on_config comes before every other event
        return self._compiled.graph

    @property
    def _libraries(self) -> Mapping[str, Library]:
        return self._compiled.languages if self._compiled else {}

    @staticmethod
    def _current(config: MkDocsConfig) -> str:
        """Return the language that is being built, which the library may not have."""
        return _site_languages(config)[2]

    def _root(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent / self.config.library

    def _compile(self, config: MkDocsConfig) -> Compiled:
        root = self._root(config)
        if not root.is_dir():
            message = (
                f"there is no folder '{root}' with trees: name it in mkdocs.yml (izeja: library: FOLDER)"
            )
            raise PluginError(message)
        with no_garbage_collection():
            compiled = compile_library(root, memory=self._memory)
            if not self._serving:
                # It lives as long as the build, and the collector would walk through it again and again.
                gc.freeze()
        if compiled.failed:
            report = f"the library of guides cannot be published:\n\n{compiled.report()}\n"
            if self._serving and self._compiled is not None:
                # Not a warning of the log, which would end a strict preview.
                click.echo(f"{report}\nThe preview goes on with the guides as they were before.", err=True)
                return self._compiled
            _log.error(report)
            raise Abort("Nothing was built, and the site is what it was.")
        if compiled.unchosen:
            _log.warning(f"the library of guides has problems:\n\n{compiled.report(compiled.unchosen)}\n")
        if fallbacks := len(compiled.problems) - len(compiled.unchosen):
            _log.info(
                f"In the source language for now, as library.yml allows: {counted(fallbacks, 'text')} "
                "('izeja translate status' tells where)"
            )
        _log.info(f"The library of guides is proved: {compiled.counts()}")
        return compiled


class IzejaHook(IzejaPlugin):  # type: ignore[no-untyped-call]  # as above
    """The same as a hook, whose options stand in `mkdocs.yml` under `extra: izeja:`."""

    def __init__(self) -> None:
        super().__init__()
        self.load_config({})

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the options first, since MkDocs gives none to a hook."""
        wrong, unknown = self.load_config(config.extra.get("izeja") or {})
        if problems := [f"'{name}': {what}" for name, what in (*wrong, *unknown)]:
            message = f"mkdocs.yml, extra: izeja: {'; '.join(problems)}"
            raise PluginError(message)
        return super().on_config(config)


def _theme_words(env: Environment, loader: BaseLoader, name: str) -> str | None:
    """Return the theme's words (their source) in the language that a locale is a variety of."""
    folder, _, file = name.rpartition("/")
    locale = file.removesuffix(".html")
    if folder != "partials/languages" or not is_language(locale):
        return None
    try:
        return loader.get_source(env, f"{folder}/{locale_of(locale).language}.html")[0]
    except TemplateNotFound:
        return None


class _Addresses:
    def __init__(self, page: Page, files: Files, language: str, config: MkDocsConfig) -> None:
        self._page = page
        self._files = files
        self._language = language
        self._config = config

    def guide(self, tree: str) -> str:
        return self.page(f"{tree}.md")

    def page(self, path: str) -> str:
        file = self._file(path)
        if not file:
            message = f"{self._page.file.src_uri} links to '{path}', which is not in the site"
            raise PluginError(message)
        return get_relative_url(file.url, self._page.url)

    def home(self) -> str | None:
        file = self._file("index.md")
        return get_relative_url(file.url, self._page.url) if file else None

    def _file(self, path: str) -> File | None:
        path = _page_path(path.removesuffix(".md"), self._language, self._config)
        # static-i18n's own way takes as long as rendering a node.
        return self._files.src_uris.get(path) or self._files.get_file_from_path(path)


def _names(value: Sequence[str]) -> list[str]:
    names = value.split(",") if isinstance(value, str) else value
    return [name.strip().strip("/") for name in names if name.strip()]


def _lies_in(tree_id: str, folder: str) -> bool:
    return f"{tree_id}/".startswith(f"{folder}/")


def _html_head(library: Library, tree_id: str) -> Head:
    """Return title and description as a theme prints them, which takes them for HTML."""
    head = guide_head(library, tree_id)
    return Head(escape(head.title, quote=False), escape(head.description))


def _search_entries(config: MkDocsConfig) -> list[Entry] | None:
    """Return the entries that Material's search has collected so far, if the site has it."""
    for plugin in config.plugins.values():
        if type(plugin).__module__ == "material.plugins.search.plugin" and plugin.config.enabled:
            entries: list[Entry] = plugin.search_index.entries
            return entries
    return None


def _published_entries(library: Library, tree_id: str, entries: list[Entry]) -> str:
    return as_published(entries, {entries[0]["location"]: also_called(library, tree_id)})


def _is_included(file: File) -> bool:
    return bool(file.inclusion.is_included())  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped


def _in_order_of(entries: list[Entry], files: list[File]) -> None:
    """Put the entries of a search into the order of their pages."""
    places = {"" if file.url in (".", "./") else file.url: place for place, file in enumerate(files)}
    entries.sort(key=lambda entry: places[entry["location"].partition("#")[0]])


def _page_path(name: str, language: str, config: MkDocsConfig) -> str:
    i18n = config.plugins.get("i18n")
    if i18n is None:
        return f"{name}.md"
    return f"{name}.{language}.md" if i18n.config.docs_structure == "suffix" else f"{language}/{name}.md"


def _languages(config: MkDocsConfig, libraries: Mapping[str, Library]) -> list[str]:
    i18n = config.plugins.get("i18n")
    if i18n is None:
        return [_current_language(config, libraries)]
    return [language for language in libraries if language in i18n.all_languages]


def _current_language(config: MkDocsConfig, libraries: Mapping[str, Library]) -> str:
    i18n = config.plugins.get("i18n")
    language = str(i18n.current_language if i18n else config.theme.get("language"))
    return language if language in libraries else next(iter(libraries))


def _site_languages(config: MkDocsConfig) -> tuple[tuple[str, ...], str, str]:
    """Return the languages of a site, its default, and the one that is being built."""
    i18n = config.plugins.get("i18n")
    if i18n is None:
        language = str(config.theme.get("language") or "en")
        return (language,), language, language
    return tuple(i18n.build_languages), str(i18n.default_language), str(i18n.current_language)


def _instead(old: str, new: str, url: Any, named: set[str]) -> Any:
    @pass_context
    def address(context: Context, value: str) -> str:
        if value == old:
            named.add(new)
            value = new
        return str(url(context, value))

    return address


def _url(uri: str, config: MkDocsConfig) -> str:
    return uri.removesuffix("index.html") if config.use_directory_urls else uri


def _at_alias(uri: str, tree_id: str, alias: str) -> str:
    # The id may stand in the address by chance once more: as a language, or in 'index.html'.
    name = "/index.html" if uri.endswith(f"{tree_id}/index.html") else ".html"
    return uri.removesuffix(f"{tree_id}{name}") + alias + name


def _set_headings(page: Page, fragment: Fragment) -> None:
    page.toc = TableOfContents([StepLink(heading.text, heading.node) for heading in fragment.headings])
    page.present_anchor_ids = {heading.node for heading in fragment.headings}


def _module(path: str) -> ExtraScriptValue:
    script = ExtraScriptValue(path)
    script.type = "module"
    return script


def _add(values: list[Any], value: object) -> None:
    # static-i18n goes through on_config once for each language, with the same configuration.
    if str(value) not in map(str, values):
        values.append(value)
