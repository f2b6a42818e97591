"""The pages of one language, for a generator: guides, topics, and the list of all guides."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from izeja.hosts.generators.addresses import PageAddresses, in_site
from izeja.hosts.generators.generator import Generator, Page, Place
from izeja.hosts.generators.html_block import one_line
from izeja.hosts.generators.others import OthersPages
from izeja.language.locales import direction_of
from izeja.library.library import Library
from izeja.library.topics import former_pages, page_name
from izeja.page.assets import with_own_assets
from izeja.page.render import (
    Head,
    Optional,
    guide_head,
    render_cards,
    render_guide,
    render_topic,
    topic_head,
)
from izeja.proof.graph import Graph
from izeja.site.page_files import MovedPage, moved_pages
from izeja.translation.page_words import wording

HOME, _OTHER_HOME = "index", "guides"
_UNSEARCHED = ' data-search-exclude="true"'


@dataclass(frozen=True)
class LanguagePages:
    """The pages of one language.

    `project` is the folder of its project, if each language has one; otherwise, `folder` is that of its
    addresses. `code` is for generators that name their files by it.
    """

    generator: Generator
    library: Library
    graph: Graph
    project: str
    folder: str
    code: str
    home: str = HOME

    @property
    def names(self) -> Iterator[str]:
        """The names of all pages in the order of the menu."""
        yield self.home
        yield from self.topics
        yield from self.library.guides

    @cached_property
    def topics(self) -> Mapping[str, str]:
        """The id of each topic, by the name of its page."""
        return {page_name(topic): topic for topic in self.library.shelves.shelves}

    def beside(self, others: OthersPages) -> LanguagePages:
        """Return the same pages beside a home page that somebody else has written."""
        is_taken = others.at(self.sources(HOME), self.file(HOME))
        return replace(self, home=_OTHER_HOME) if is_taken else self

    def place(self, name: str) -> Place:
        """Return where a page is."""
        return Place(name, self.library.language, self.folder, self.code)

    def source(self, name: str) -> str:
        """Return the file of a page in the project."""
        return self.project + self.generator.source(self.place(name))

    def sources(self, name: str) -> tuple[str, ...]:
        """Return all files of the project that would be this page, or be copied to its place."""
        copied = self.generator.public + self.file(name)
        return tuple(self.project + one for one in (*self.generator.sources(self.place(name)), copied))

    def file(self, name: str) -> str:
        """Return the file of a page in the site."""
        return self.generator.file_in_site(name, self.folder)

    def pages(self) -> Iterator[tuple[str, Page]]:
        """Yield all pages, each with its file."""
        for order, name in enumerate(self.names, 1):
            yield self.source(name), self._page(name, order)

    def moved(self) -> Iterator[tuple[str, Head, MovedPage]]:
        """Yield the pages at old addresses: the old name, and the head of the page that is meant."""
        for tree_id, tree in self.library.guides.items():
            yield from self._moved(tree_id, tree.aliases)
        for name, topic_id in self.topics.items():
            yield from self._moved(name, former_pages(self.library.shelves.shelves[topic_id].topic.written))

    def _moved(self, name: str, old: Sequence[str]) -> Iterator[tuple[str, Head, MovedPage]]:
        pages = moved_pages(self.file(name), name, old, with_folders=self.generator.with_folders)
        yield from ((one, self._head(name), page) for one, page in zip(old, pages, strict=True))

    def _head(self, name: str) -> Head:
        if name == self.home:
            own = wording(self.library.language, self.library.page_words)
            return Head(own.gettext("All guides"), "")
        if name in self.topics:
            return topic_head(self.library, self.topics[name])
        return guide_head(self.library, name)

    def _page(self, name: str, order: int) -> Page:
        head = self._head(name)
        return Page(
            name=name,
            language=self.library.language,
            direction=direction_of(self.library.language),
            title=head.title,
            description=head.description,
            html=one_line(self._content(name)),
            has_title=name != self.home and not self.generator.prints_title,
            url=self.generator.url(name, self.folder),
            order=order,
            children=tuple(self._children(name)),
        )

    def _content(self, name: str) -> str:
        addresses = PageAddresses(self.generator, self.folder, self.home, name)
        is_guide = name in self.library.guides
        if is_guide:
            html = render_guide(self.library, self.graph, name, addresses, without=[*self._left_out()]).html
        else:
            html = self._list(name, addresses)
        unsearched = self.generator.unsearched and f" {self.generator.unsearched}"
        html = html.replace(_UNSEARCHED, unsearched)
        # Only pages with guides load what these need.
        return with_own_assets(
            html, lambda one: addresses.asset(in_site(one)), has_guide=is_guide, has_list=not is_guide
        )

    def _list(self, name: str, addresses: PageAddresses) -> str:
        if name == self.home:
            return render_cards(self.library, addresses)
        return render_topic(
            self.library, self.topics[name], addresses, titled=not self.generator.prints_title
        )

    def _left_out(self) -> Iterator[Optional]:
        if self.generator.prints_title:
            yield "title"
        # A generator that turns links to files into addresses does not find them in data.
        if self.generator.links_to_files:
            yield "structured data"

    def _children(self, name: str) -> Iterator[str]:
        """Yield the topics and guides below the home page or a topic; each page is below one other."""
        shelves, path = self.library.shelves, (self.topics[name],) if name in self.topics else ()
        if name != self.home and not path:
            return
        within = {one for shelf in shelves.shelves.values() for one in shelf.topics}
        outermost = (one for one in shelves.shelves if one not in within)
        topics = shelves.shelves[path[0]].topics if path else outermost
        guides = (one for one in self.library.guides if shelves.path_of.get(one, ())[-1:] == path)
        for child in (*map(page_name, topics), *guides):
            yield posixpath.relpath(child, posixpath.dirname(name))
