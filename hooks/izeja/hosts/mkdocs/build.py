"""The state of one build of a site, and of one language within it, from the first event to the last.

Both are new for each build. What lives as long as the process is in `plugin.py`.
"""

from __future__ import annotations

import posixpath
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from izeja.authoring.preview.panel import Guide
from izeja.hosts.mkdocs import (
    assets,
    comparison,
    i18n_internals,
    material_internals,
    media,
    mkdocs_internals,
    other_plugins,
    own_theme,
    search,
)
from izeja.hosts.mkdocs.addresses import current_language, languages_of, location_of
from izeja.hosts.mkdocs.collisions import Claim, check_files, make_room
from izeja.hosts.mkdocs.feeds import feed_of, write_feed
from izeja.hosts.mkdocs.guide_files import GuideFile, new_files, prefix_of
from izeja.hosts.mkdocs.i18n_internals import page_path, site_languages
from izeja.hosts.mkdocs.links import links_out
from izeja.hosts.mkdocs.missing_page import complete_missing_page
from izeja.hosts.mkdocs.shards import Part, write_shard_manifest
from izeja.hosts.mkdocs.site_look import look_of, write_manifest
from izeja.hosts.mkdocs.site_manifest import write_site_manifest
from izeja.hosts.mkdocs.skeletons import FromSkeletons
from izeja.hosts.mkdocs.sources import Sources
from izeja.hosts.mkdocs.strategy import PageByPage, Pages
from izeja.hosts.mkdocs.terminal import log, say
from izeja.hosts.mkdocs.theme import keep_escaped, speak_varieties
from izeja.hosts.mkdocs.topics import Topic, add_files, topics_of
from izeja.hosts.mkdocs.topics import settle_files as settle_topics
from izeja.hosts.mkdocs.writer import SiteWriter, html_head
from izeja.library.addresses import Addresses
from izeja.page.environment import forget_templates
from izeja.page.search import Entry, shown
from izeja.reading.editor_files import is_of_editor
from izeja.running.timing import as_table, phase
from izeja.site.look import WEB_MANIFEST, SiteLook
from izeja.site.robots import write_robots
from izeja.site.way_to_guides import no_way_to_guides

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from izeja.hosts.mkdocs.library import SiteLibrary
    from izeja.hosts.mkdocs.options import Options
    from izeja.library.library import Library
    from izeja.page.render import Head
    from izeja.reading.folder import Readings


@dataclass
class Language:
    """One language of a site, in one build.

    `guides` has each guide by the path of its file, and `topics` each topic. `look` is how the site looks
    outside of its pages. `pages` is known from `on_nav` on, and `search` from `on_env` on. `embedded` has the
    guides that hand-written pages show, and `leads_to_guides` says whether one of these pages links to a
    guide or to a topic. `entries` has those that Izeja's own search finds, by the path of the page.
    """

    code: str
    guides: Mapping[str, Guide]
    topics: Mapping[str, Topic]
    strategy: PageByPage
    look: SiteLook
    pages: Pages | None = None
    search: search.LanguageSearch = field(default_factory=search.LanguageSearch)
    embedded: set[str] = field(default_factory=set)
    leads_to_guides: bool = False
    entries: dict[str, list[Entry]] = field(default_factory=dict)

    @property
    def site_pages(self) -> Pages:
        """All pages, when the navigation is known."""
        assert self.pages is not None  # noqa: S101 - `on_nav` comes before all events that ask
        return self.pages

    @property
    def places(self) -> Mapping[Guide, str]:
        """The file of each guide's page in the built site."""
        files = self.site_pages.files.src_uris
        return {guide: files[path].dest_uri for path, guide in self.guides.items() if path in files}

    @cached_property
    def guide_urls(self) -> frozenset[str]:
        """The addresses of all guides and topics from the site's root, when the navigation is known."""
        files = self.site_pages.files.src_uris
        return frozenset(location_of(files[path]) for path in (*self.guides, *self.topics) if path in files)


@dataclass
class Build:
    """One build of a site, in all its languages.

    `is_fast` says whether guides may still be filled into skeletons; then there is a `site_writer` for all
    languages. `languages` has those that were begun, by the site's name for them, and `addresses` the files
    of these. `remarks` are what a preview says about the site on its pages, and a build in its log.
    `is_whole` says whether all of the site is written, and nothing was wrong.
    """

    library: SiteLibrary
    options: Options
    sources: Sources
    look: SiteLook
    is_fast: bool
    languages: dict[str, Language] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    addresses: Addresses[Claim] = field(default_factory=Addresses)
    site_writer: SiteWriter | None = None
    started: float = field(default_factory=time.perf_counter)
    is_whole: bool = False

    @property
    def part(self) -> Part:
        """The guides that are built, if not all."""
        return Part(self.options.only, self.options.only_languages)

    def remark(self, message: str) -> None:
        """Note something that is wrong with the site, once; with `--strict`, a build then fails."""
        if message in self.remarks:
            return
        self.remarks.append(message)
        # A warning in the log would end a strict preview.
        if self.library.serving:
            say(message)
        else:
            log.warning(message)

    def language(self, config: MkDocsConfig) -> Language:
        """Return the language that is being built."""
        return self.languages[site_languages(config).current]

    def words(self, config: MkDocsConfig) -> Library:
        """Return the library in the language that is being built, or in its first."""
        return self.library.languages[current_language(config, self.library.languages)]


def begin_build(
    config: MkDocsConfig, options: Options, library: SiteLibrary, root: Path, readings: Readings | None
) -> Build:
    """Compile the library, before MkDocs empties the site's folder: a problem leaves the last good site.

    Args:
        config: of the site.
        options: of the plugin.
        library: the library of the site, as the last build left it.
        root: its folder.
        readings: the files of it that are being read already.

    Raises:
        Abort: the library has problems.
        StoppedError: there is no library, or another package is not as we need it.
    """
    # First of all: a changed package should stop the build with this reason, not with a traceback later.
    for internals in (mkdocs_internals, i18n_internals, material_internals):
        internals.check(config)
    if i18n_internals.is_used(config) and not config.site_url:
        _say("sitemap.xml lists no pages, since mkdocs.yml has no 'site_url'")
    own_theme.check(options, config)
    build = Build(library, options, Sources(root, config), look_of(config, options), options.fast)
    # In a preview, templates may have been edited since the last build.
    forget_templates()
    library.bring_up_to_date(root, readings)
    i18n_internals.leave_out(library.unpublished, config)
    if library.has_settings:
        settings = library.compiled.source.config
        for difference in comparison.differences(settings, root, config, serving=library.serving):
            build.remark(difference)
    return build


def begin_language(build: Build, files: Files, *, config: MkDocsConfig) -> None:
    """Choose how the guides of a language get into the site, and add the files that this needs.

    Raises:
        StoppedError: another plugin has made a page where a guide has to be, or a link leads nowhere.
    """
    for unpublished in build.library.unpublished:
        for file in [one for one in files if i18n_internals.is_of_language(one.src_uri, unpublished, config)]:
            files.remove(file)
    for file in [one for one in files if is_of_editor(posixpath.basename(one.src_uri))]:
        files.remove(file)
    for fault in links_out(files, config):
        build.remark(fault)
    # A site may keep its trees among its pages, and MkDocs would publish them as they are.
    library = build.library.compiled.source
    for file in [one for one in files if build.sources.is_of_library(one) or media.is_picture(one, library)]:
        files.remove(file)
    tree_ids, languages = tuple(build.library.guides), languages_of(config, build.library.languages)
    topics = topics_of(build, languages, config)
    # Guides link to them, so their files come first.
    add_files(build, topics, files, config)
    with phase("files of guides"):
        strategy = _strategy(build, files, config)
    guides = {
        page_path(tree_id, language, config): Guide(language, tree_id)
        for language in languages
        for tree_id in tree_ids
    }
    pages = {path: f"the guide {guide.tree_id}.yml" for path, guide in guides.items()}
    make_room(files, pages, serving=build.library.serving)
    code = site_languages(config).current
    look = build.look._replace(
        manifest=prefix_of(code, config) + WEB_MANIFEST, feed=feed_of(build, config, code)
    )
    build.languages[code] = Language(code, guides, topics, strategy, look)
    for file in new_files(strategy.seen_by_plugins(tree_ids), languages, config):
        guide, on_disk = guides[file.src_uri], file.abs_src_path
        build.sources.make_generated(file, guide.tree_id, _head(build, guide, config))
        if i18n_internals.is_used(config):
            # It takes files elsewhere for those of the theme.
            file.abs_src_path = on_disk
        files.append(file)


def settle_files(build: Build, files: Files, *, config: MkDocsConfig) -> None:
    """Make the files of guides final, when static-i18n has made its files."""
    language = build.language(config)
    _go_on(build, language, language.strategy.settle_files(files, config))
    settle_topics(build, language.topics, files, config)
    # Once more, since static-i18n has made each file again.
    for path, guide in language.guides.items():
        if file := files.src_uris.get(path):
            build.sources.make_generated(file, guide.tree_id, _head(build, guide, config))


def add_pages(build: Build, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
    """Give the guides their pages, and collect all pages for the templates that list them."""
    language = build.language(config)
    check_files(build, files, language.guides, language.topics, config=config)
    language.strategy.add_pages(files, config)
    for path, guide in language.guides.items():
        file = files.src_uris.get(path)
        # Guides that MkDocs does not read get their anchors here, so that it can check links to their steps.
        if file and file.page:
            nodes = [place.node for place in build.library.graph.guides[guide.tree_id]]
            mkdocs_internals.set_anchors(file.page, nodes)
    every = [
        file
        for file in files
        if mkdocs_internals.is_included(file)
        and (file.is_documentation_page() or isinstance(file, GuideFile))
    ]
    language.pages = Pages(nav, files, every)


def prepare_theme(build: Build, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
    """Let the theme use the words of languages that it lacks, and the search worker of the language."""
    speak_varieties(env)
    libraries = build.library.languages
    # All languages of the site, since they share the filter; and this one, which may be none of them.
    languages = {*languages_of(config, libraries), current_language(config, libraries)}
    guides = (Guide(language, one) for language in languages for one in build.library.guides)
    titles = (_head(build, guide, config).title for guide in guides)
    keep_escaped(env, {title for title in titles if "&" in title})
    if build.options.search:
        build.language(config).search = search.find_worker(env, files, config)
    if own_theme.is_used(config):
        own_theme.add_functions(build, env, config)


def check_pages(build: Build, env: Environment, *, config: MkDocsConfig, **_: object) -> None:
    """Begin to write the pages of guides, when other plugins are done with the theme."""
    language = build.language(config)
    reason = language.strategy.check_pages(language.site_pages, config, env, language.search)
    _go_on(build, language, reason)


def finish_language(build: Build, *, config: MkDocsConfig) -> None:
    """Add guides to Material's search, and write scripts, the feed and the pages at old addresses."""
    search.add_guides(build, config)
    assets.write_assets(build, config)
    assets.write_moved_pages(build, config)
    write_manifest(build, config)
    write_feed(build, config)


def finish_build(build: Build, *, config: MkDocsConfig) -> None:
    """Divide the search and wait for the pages of all guides, when the last language is built."""
    # static-i18n builds the other languages inside the first, so the event comes after each of them too.
    if i18n_internals.is_inner_build(config):
        return
    for language in build.languages.values():
        is_known = language.leads_to_guides or language.embedded or build.part.is_shard
        if language.guides and not is_known:
            home = language.site_pages.nav.homepage
            path = home.file.src_uri if home else page_path("index", language.code, config)
            project = Path(config.config_file_path).parent
            build.remark(no_way_to_guides(language.code, Path(config.docs_dir, path), project))
    search.divide(build, config)
    for language in build.languages.values():
        search.entries_of_guides(build, language)
    media.write_media(build, config)
    complete_missing_page(build, config)
    own_theme.write_workers(build, config)
    write_site_manifest(build, config)
    write_robots(Path(config.site_dir), config.site_url)
    if build.part.is_shard:
        write_shard_manifest(Path(config.site_dir), build.languages.values())
    build.is_whole = True
    if build.options.profile:
        whole = time.perf_counter() - build.started
        say(f"Time spent on guides (the whole build took {whole:.2f} s):\n{as_table()}")


def _head(build: Build, guide: Guide, config: MkDocsConfig) -> Head:
    # The writer of a site remembers those of its languages.
    if build.site_writer and guide.language in build.site_writer.writers:
        return build.site_writer.writers[guide.language].heads[guide.tree_id]
    return html_head(build.library.languages[guide.language], guide.tree_id, config.theme.name)


def _strategy(build: Build, files: Files, config: MkDocsConfig) -> PageByPage:
    libraries = build.library.languages
    if not build.is_fast:
        return PageByPage()
    # A plugin that we have not tried may treat each page in its own way, which a skeleton would miss.
    if reason := other_plugins.why_page_by_page(config, build.options.fast_beside):
        _stop_skeletons(build, reason)
        return PageByPage()
    current = site_languages(config).current
    if current not in libraries and i18n_internals.is_used(config):
        _say_slow(f"the library lacks the site's language '{current}'")
        return PageByPage()
    # One writer serves all languages: it begins with the others while MkDocs builds the first.
    if build.site_writer is None:
        hides = material_internals.search_entries(config) is not None or own_theme.is_used(config)
        shows = shown if hides else str
        build.site_writer = SiteWriter(build.library, build.part, shows, config, files)
    are_seen = other_plugins.that_see_files(config)
    return FromSkeletons(current_language(config, libraries), build.site_writer, build.sources, are_seen)


def _go_on(build: Build, language: Language, failed: str | None) -> None:
    """Go on page by page if the guides of a language cannot be filled into skeletons."""
    if failed is not None:
        language.strategy = PageByPage()
        _stop_skeletons(build, failed)


def _stop_skeletons(build: Build, reason: str) -> None:
    build.is_fast = False
    if build.site_writer:
        build.site_writer.stop()
    _say_slow(reason)


def _say_slow(reason: str) -> None:
    _say(f"Guides are built page by page, which takes longer: {reason}")


@cache
def _say(message: str) -> None:
    # Cached, since a preview builds again and again, and once is enough.
    log.info(message)
