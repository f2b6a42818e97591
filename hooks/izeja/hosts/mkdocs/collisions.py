"""Two things at one address of a site: every file that a build will write is compared with all others.

This happens twice. Before MkDocs empties the site's folder, the addresses of all languages are worked out
from the library and the folder of pages. When the files of a language are final, they are compared once more,
with what other plugins have added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from izeja.hosts.mkdocs.addresses import languages_of
from izeja.hosts.mkdocs.assets import asset_files
from izeja.hosts.mkdocs.feeds import feed_files
from izeja.hosts.mkdocs.guide_files import prefix_of
from izeja.hosts.mkdocs.i18n_internals import is_inner_build, localized, site_languages
from izeja.hosts.mkdocs.media import media_files
from izeja.hosts.mkdocs.mkdocs_internals import files_on_disk, is_included
from izeja.hosts.mkdocs.own_search import search_entries
from izeja.hosts.mkdocs.terminal import StoppedError
from izeja.library.addresses import Addresses, Collision
from izeja.library.library import LIBRARY
from izeja.library.topics import former_pages, page_name
from izeja.reading.folder import shown
from izeja.site.manifest import SITE_MANIFEST
from izeja.site.offline import worker_in
from izeja.site.page_files import moved_pages, page_file
from izeja.site.search import INDEX, own_index, worker_of
from izeja.site.shard import MANIFEST

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from izeja.authoring.preview.panel import Guide
    from izeja.hosts.mkdocs.build import Build
    from izeja.hosts.mkdocs.topics import Topic
    from izeja.library.library import Library

_SHOWN = 10
"""How many collisions a message names."""


class Claim(NamedTuple):
    """What wants to be at an address: a guide, a topic, an old address of either, or a file by its path."""

    kind: Literal["guide", "topic", "alias", "old-topic", "page", "file", "theme", "izeja"]
    name: str
    language: str = ""
    alias: int = 0

    def described(self, library: Library, docs: str) -> str:
        """Describe it, with its file and line.

        Args:
            library: in its source language.
            docs: the folder of pages.
        """
        where = f" in '{self.language}'" if self.language and len(library.config.languages) > 1 else ""
        match self.kind:
            case "guide":
                return f"the guide {library.source_of(self.name).path}{where}"
            case "topic":
                topic = library.shelves.shelves[self.name].topic
                return f"the topic '{self.name}' ({library.source_of(LIBRARY).key(*topic.at)}){where}"
            case "alias":
                place = library.source_of(self.name).value("aliases", self.alias)
                return f"the old address '{library.trees[self.name].aliases[self.alias]}' ({place}){where}"
            case "old-topic":
                topic = library.shelves.shelves[self.name].topic
                place = library.source_of(LIBRARY).value(*topic.at, "aliases", self.alias)
                return f"the old address '{topic.written.aliases[self.alias]}' of a topic ({place}){where}"
            case "page" | "file":
                return f"the {self.kind} {docs}/{self.name}"
            case "theme" | "izeja":
                return f"'{self.name}' of {'the theme' if self.kind == 'theme' else 'Izeja'}"


Claims = Iterator[tuple[str, Claim]]
"""What wants to be at each path of the site."""


def check_addresses(build: Build, *, config: MkDocsConfig) -> None:
    """Compare the addresses of all languages, before MkDocs empties the folder of the site.

    Raises:
        StoppedError: two of them are the same, or the options name a part that does not exist.
    """
    # static-i18n runs this event again for each language.
    if is_inner_build(config):
        return
    languages = site_languages(config)
    build.part.check(tuple(build.library.guides), languages.built)
    addresses = Addresses[Claim]()
    _refuse(build, config, addresses.add(_of_site(build, config, languages.built)))
    files, known = files_on_disk(config), languages_of(config, build.library.languages)
    for language in languages.built:
        _refuse(build, config, addresses.add(_of_files(localized(files, config, language), {}, {})))
    for language in known:
        _refuse(
            build, config, addresses.add(_of_guides(build, config, language, prefix_of(language, config)))
        )


def check_files(
    build: Build,
    files: Files,
    guides: Mapping[str, Guide],
    topics: Mapping[str, Topic],
    *,
    config: MkDocsConfig,
) -> None:
    """Compare the files of a language with one another, and with those of languages that were built before.

    Args:
        build: the build.
        files: of the language, as other plugins have made them.
        guides: each guide by the path of its file.
        topics: each topic likewise.
        config: of the site.

    Raises:
        StoppedError: two addresses are the same.
    """
    of_site = _of_site(build, config, site_languages(config).built)
    _refuse(build, config, build.addresses.add(of_site))
    _refuse(build, config, build.addresses.add(_of_files(files, guides, topics)))
    _refuse(build, config, build.addresses.add(_of_moved(build, config, files, guides)))
    _refuse(build, config, build.addresses.add(_of_moved_topics(build, config, files, topics)))


def make_room(files: Files, pages: Mapping[str, str], *, serving: bool) -> None:
    """Take out what other plugins have made where our pages have to be.

    One of the two would silently replace the other. Files in the folder of pages were compared before.

    Args:
        files: the files of a language; they are changed.
        pages: what each page of ours is, by its path.
        serving: whether this is a preview, which has shown what is wrong, and shows our page.

    Raises:
        StoppedError: this is not a preview, and there is such a file.
    """
    for path, page in pages.items():
        if path in files.src_uris:
            if not serving:
                message = f"a plugin makes the page '{path}', which is {page}: rename one"
                raise StoppedError(message)
            files.remove(files.src_uris[path])


def _of_site(build: Build, config: MkDocsConfig, languages: tuple[str, ...]) -> Claims:
    """Yield the files that every site has, whatever is in it."""
    for name in config.theme.static_templates:
        yield name, Claim("theme", name)
    names = [SITE_MANIFEST, MANIFEST, *asset_files(build, config)]
    names += media_files(build)
    names += feed_files(build, config, languages)
    if build.options.search and search_entries(config) is not None:
        names += [INDEX, *map(own_index, languages), *map(worker_of, languages)]
    if build.options.offline:
        names += map(worker_in, ("", *(f"{one}/" for one in languages)))
    for name in dict.fromkeys(names):
        yield name, Claim("izeja", name)


def _of_files(files: Files, guides: Mapping[str, Guide], topics: Mapping[str, Topic]) -> Claims:
    for file in files:
        if guide := guides.get(file.src_uri):
            yield file.dest_uri, Claim("guide", guide.tree_id, guide.language)
        elif topic := topics.get(file.src_uri):
            yield file.dest_uri, Claim("topic", topic.topic_id, topic.language)
        elif is_included(file):
            yield file.dest_uri, Claim("page" if file.is_documentation_page() else "file", file.src_uri)


def _of_moved(build: Build, config: MkDocsConfig, files: Files, guides: Mapping[str, Guide]) -> Claims:
    trees = build.library.guides
    for path, (language, tree_id) in guides.items():
        aliases = trees[tree_id].aliases
        # static-i18n has left out the files of other languages.
        if aliases and path in files.src_uris:
            yield from _aliases(files.src_uris[path].dest_uri, language, tree_id, aliases, config)


def _of_moved_topics(build: Build, config: MkDocsConfig, files: Files, topics: Mapping[str, Topic]) -> Claims:
    for path, (language, topic_id) in topics.items():
        if path in files.src_uris:
            yield from _former_topics(build, config, language, topic_id, files.src_uris[path].dest_uri)


def _former_topics(build: Build, config: MkDocsConfig, language: str, topic_id: str, uri: str) -> Claims:
    former = former_pages(build.library.compiled.source.shelves.shelves[topic_id].topic.written)
    pages = moved_pages(uri, page_name(topic_id), former, with_folders=config.use_directory_urls)
    for index, page in enumerate(pages):
        yield page.uri, Claim("old-topic", topic_id, language, index)


def _of_guides(build: Build, config: MkDocsConfig, language: str, prefix: str) -> Claims:
    with_folders = config.use_directory_urls
    for tree_id, tree in build.library.guides.items():
        uri = prefix + page_file(tree_id, with_folders=with_folders)
        yield uri, Claim("guide", tree_id, language)
        if tree.aliases:
            yield from _aliases(uri, language, tree_id, tree.aliases, config)

    for topic_id in build.library.compiled.source.shelves.shelves:
        uri = prefix + page_file(page_name(topic_id), with_folders=with_folders)
        yield uri, Claim("topic", topic_id, language)
        yield from _former_topics(build, config, language, topic_id, uri)


def _aliases(uri: str, language: str, tree_id: str, aliases: Iterable[str], config: MkDocsConfig) -> Claims:
    pages = moved_pages(uri, tree_id, aliases, with_folders=config.use_directory_urls)
    for index, page in enumerate(pages):
        yield page.uri, Claim("alias", tree_id, language, index)


def _refuse(build: Build, config: MkDocsConfig, found: Iterator[Collision[Claim]]) -> None:
    library, docs = build.library.compiled.source, shown(Path(config.docs_dir))
    messages = [_message(one, library, docs) for one in found if _is_lost(one)]
    if messages:
        more = len(messages) - _SHOWN
        lines = messages[:_SHOWN] + [f"... and {more} more"] * (more > 0)
        # A preview shows what is wrong, and one of the two.
        if not build.library.serving:
            raise StoppedError(*lines)
        build.remark("\n".join(lines))


def _is_lost(one: Collision[Claim]) -> bool:
    """Return whether this is a mistake. A site may replace files of its theme, and those of its own pages."""
    kinds = {one.first.kind, one.second.kind}
    return not kinds <= {"page", "file", "theme"} or kinds == {"page"}


def _message(one: Collision[Claim], library: Library, docs: str) -> str:
    both = f"{one.first.described(library, docs)} and {one.second.described(library, docs)}"
    kinds = {one.first.kind, one.second.kind}
    advice = "delete the alias, or rename the other one" if "alias" in kinds else "rename one of them"
    return f"two things have the address '{one.path.removesuffix('index.html')}': {both}: {advice}"
