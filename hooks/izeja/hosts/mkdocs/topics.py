"""The pages of topics: generated files, which MkDocs builds like hand-written pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from mkdocs.structure.toc import TableOfContents

from izeja.hosts.mkdocs import i18n_internals
from izeja.hosts.mkdocs.addresses import PageAddresses
from izeja.hosts.mkdocs.collisions import make_room
from izeja.hosts.mkdocs.guide_files import new_files
from izeja.hosts.mkdocs.i18n_internals import page_path
from izeja.hosts.mkdocs.theme import as_printed
from izeja.library.library import LIBRARY
from izeja.library.topics import page_name
from izeja.page.render import topic_head

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

    from izeja.hosts.mkdocs.build import Build


class Topic(NamedTuple):
    """A topic, and the language of the library that its page is in."""

    language: str
    topic_id: str


def topics_of(build: Build, languages: Iterable[str], config: MkDocsConfig) -> dict[str, Topic]:
    """Return each topic in each language, by the path of its file."""
    shelves = build.library.compiled.source.shelves.shelves
    return {
        page_path(page_name(topic_id), language, config): Topic(language, topic_id)
        for language in languages
        for topic_id in shelves
    }


def add_files(build: Build, topics: Mapping[str, Topic], files: Files, config: MkDocsConfig) -> None:
    """Add the files of topics, before other plugins see the files of the site.

    Raises:
        StoppedError: another plugin has made a page where a topic has to be.
    """
    pages = {path: f"the topic '{topic.topic_id}'" for path, topic in topics.items()}
    make_room(files, pages, serving=build.library.serving)
    names = dict.fromkeys(page_name(topic.topic_id) for topic in topics.values())
    for file in new_files(names, dict.fromkeys(topic.language for topic in topics.values()), config):
        on_disk = file.abs_src_path
        _make_generated(build, file, topics[file.src_uri], config)
        if i18n_internals.is_used(config):
            # It takes files elsewhere for those of the theme.
            file.abs_src_path = on_disk
        files.append(file)


def settle_files(build: Build, topics: Mapping[str, Topic], files: Files, config: MkDocsConfig) -> None:
    """Make the files of topics final: static-i18n has made each again."""
    for path, topic in topics.items():
        if file := files.src_uris.get(path):
            _make_generated(build, file, topic, config)


def content_of(build: Build, topic: Topic, page: Page, files: Files, config: MkDocsConfig) -> str:
    """Return the content of the page of a topic."""
    page.toc = TableOfContents([])
    addresses = PageAddresses(page, files, topic.language, config)
    return build.library.render_topic(topic.language, topic.topic_id, addresses)


def _make_generated(build: Build, file: File, topic: Topic, config: MkDocsConfig) -> None:
    head = topic_head(build.library.languages[topic.language], topic.topic_id)
    # Its texts are in `library.yml`, which the button to edit the page opens.
    build.sources.make_generated(file, LIBRARY, as_printed(head, config.theme.name))
