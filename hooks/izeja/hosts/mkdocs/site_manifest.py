"""What a site must have, as its pages were decided, for `izeja verify` to compare with what is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from izeja.hosts.mkdocs import own_theme
from izeja.hosts.mkdocs.assets import asset_files
from izeja.library.topics import former_pages, page_name
from izeja.site.manifest import SITE_MANIFEST, manifest_of
from izeja.site.page_files import moved_pages
from izeja.site.theme_files import listed_files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from izeja.hosts.mkdocs.build import Build


def write_site_manifest(build: Build, config: MkDocsConfig) -> None:
    """Write the list of all guides, languages, steps and old addresses: of the whole site, in a shard too."""
    source, graph = build.library.compiled.source, build.library.graph
    manifest = manifest_of(source, graph, _pages(build, config), _files(build, config))
    Path(config.site_dir, SITE_MANIFEST).write_text(manifest.as_json(), "utf-8", newline="\n")


def _files(build: Build, config: MkDocsConfig) -> list[str]:
    feeds = [one.look.feed.uri for one in build.languages.values() if one.look.feed]
    if not own_theme.is_used(config):
        return [*asset_files(build, config), *feeds]
    listed = listed_files(own_theme.theme_options(build, config))
    return [*listed, *own_theme.workers(build, config), *feeds]


def _pages(build: Build, config: MkDocsConfig) -> dict[str, dict[str, str]]:
    pages: dict[str, dict[str, str]] = {}
    trees = build.library.guides
    shelves = build.library.compiled.source.shelves.shelves
    for language in build.languages.values():
        for (spoken, tree_id), uri in language.places.items():
            files = pages.setdefault(spoken, {})
            files[tree_id] = uri
            # Few guides have moved.
            if aliases := trees[tree_id].aliases:
                moved = moved_pages(uri, tree_id, aliases, with_folders=config.use_directory_urls)
                files.update(zip(aliases, (page.uri for page in moved), strict=True))
        files_of_site = language.site_pages.files.src_uris
        for path, topic in language.topics.items():
            if path in files_of_site:
                files, name = pages.setdefault(topic.language, {}), page_name(topic.topic_id)
                files[name] = uri = files_of_site[path].dest_uri
                former = former_pages(shelves[topic.topic_id].topic.written)
                moved = moved_pages(uri, name, former, with_folders=config.use_directory_urls)
                files.update(zip(former, (page.uri for page in moved), strict=True))
    return pages
