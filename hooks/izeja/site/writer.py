"""Renders guides, fills the theme's page with each, and writes the files, in several processes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from izeja.page.render import Fragment, Head, prepare
from izeja.page.search import Entry, entries_of, guide_as_published
from izeja.proof.graph import Graph
from izeja.running.processes import Pool, Task, chunks
from izeja.running.timing import phase
from izeja.site.skeleton import Skeleton, Values, in_attribute

_MANY_GUIDES = 100
"""The number of guides from which writing their pages takes longer than starting a process for it."""
_SECONDS_PER_GUIDE = 0.0005
_MOST_AHEAD = 1000
"""The most guides that are rendered before their layout is known, and kept in memory."""


def prepare_pages(graph: Graph, page_words: Mapping[str, str]) -> None:
    """Prepare templates and dates for all pages before other processes start, or each would do it again.

    Args:
        graph: of the library.
        page_words: the language of the page's own words, by the language of the guides.
    """
    if len(graph.guides) > _MANY_GUIDES:
        with phase("before the pages"):
            for language, words in page_words.items():
                prepare(language, words)


class PageGroup(NamedTuple):
    """Guides whose pages differ in nothing but `Values`: those of one depth, or of one folder.

    `folder` is what their ids begin with, where other pages of the site have addresses in the same folder:
    links between these are shorter than links to others. `parts` is how many parts the rest of an id has.
    """

    folder: str
    parts: int


class Destination(NamedTuple):
    """Where the page of a guide goes: its file, its address in the site, and the group it is filled with."""

    file: str
    url: str
    group: PageGroup


class Layout(NamedTuple):
    """The theme's page for guides, which is known later than the guides.

    `pages` has the skeleton for each group, and `destinations` says where the page of each guide goes; guides
    without one are not written. `is_published` says whether search entries are written in the form of a
    published index.
    """

    pages: Mapping[PageGroup, Skeleton]
    destinations: Mapping[str, Destination]
    is_published: bool

    def only(self, ids: Sequence[str]) -> Layout:
        """Return the part for some guides, which is quickly sent to another process."""
        destinations = {one: self.destinations[one] for one in ids if one in self.destinations}
        groups = {destination.group for destination in destinations.values()}
        return self._replace(pages={one: self.pages[one] for one in groups}, destinations=destinations)


@dataclass
class GuideWriter:
    """The guides of one language.

    `read_heads` returns the title and description of each, as HTML, and remembers them; `render` renders a
    guide, and `shown` is what the plugins of a site do to the HTML of any page. `also_called` returns the
    words by which customers know a guide. `rendered` has the guides that were rendered ahead.
    """

    read_heads: Callable[[], Mapping[str, Head]]
    render: Callable[[str], Fragment]
    shown: Callable[[str], str]
    also_called: Callable[[str], Sequence[str]]
    layout: Layout = field(default=Layout({}, {}, is_published=False))
    rendered: dict[str, Fragment] = field(default_factory=dict)

    @property
    def heads(self) -> Mapping[str, Head]:
        """The title and description of each guide, as HTML."""
        return self.read_heads()

    def page(self, tree_id: str, fragment: Fragment) -> str:
        """Return the whole page of a guide."""
        return self._skeleton(tree_id).filled(self._values(tree_id, fragment))

    def entries(self, tree_id: str, fragment: Fragment) -> list[Entry]:
        """Return the search entries of a guide."""
        return list(entries_of(self.heads[tree_id], fragment, self.layout.destinations[tree_id].url))

    def write(self, tree_id: str) -> bytes:
        """Write the page of a guide into the site.

        Returns:
            The search entries of the guide, as JSON; nothing for a guide that has no destination.
        """
        # Popped, so that a page's memory is free as soon as it is written.
        fragment = self.rendered.pop(tree_id, None)
        if tree_id not in self.layout.destinations:
            return b""
        fragment = fragment or self.render(tree_id)
        page = self._skeleton(tree_id).filled_bytes(self._values(tree_id, fragment))
        _write_file(self.layout.destinations[tree_id].file, page)
        if not self.layout.is_published:
            return json.dumps(self.entries(tree_id, fragment)).encode()
        url, words = self.layout.destinations[tree_id].url, self.also_called(tree_id)
        return guide_as_published(self.heads[tree_id], fragment, url, words)

    def _skeleton(self, tree_id: str) -> Skeleton:
        return self.layout.pages[self.layout.destinations[tree_id].group]

    def _values(self, tree_id: str, fragment: Fragment) -> tuple[str, ...]:
        head, group = self.heads[tree_id], self.layout.destinations[tree_id].group
        path = tuple(tree_id.split("/")[-group.parts :])
        start, content = fragment.guide.sections[0].id, self.shown(fragment.html)
        return Values(head.title, in_attribute(head.title), head.description, start, content, path).flat()


def _write_file(target: str, content: bytes) -> None:
    # Most pages have a folder of their own, which does not exist yet.
    try:
        os.mkdir(os.path.dirname(target))  # noqa: PTH102, PTH120 - a path costs more than filling the page
    except FileExistsError:
        pass
    except FileNotFoundError:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
    with open(target, "wb") as file:  # noqa: PTH123 - as above
        file.write(content)


class ParallelWriter:
    """Renders guides in several processes, and writes their pages as soon as their layout is known.

    A worker keeps the guides that it has rendered ahead. If another process comes to write one of them, it is
    rendered there again.
    """

    def __init__(self, writers: Mapping[str, GuideWriter], wanted: Mapping[str, Sequence[str]]) -> None:
        """Begin to render.

        Args:
            writers: the guides of some languages.
            wanted: the ids of those that may be written, by language, in the order in which their layouts
                will be known.
        """
        self._writers = writers
        self._wanted = dict(wanted)
        self._pool = Pool(writers, seconds=sum(map(len, wanted.values())) * _SECONDS_PER_GUIDE)
        self._ahead: list[Task] = []
        self._queued: dict[str, list[Task]] = {}
        self._render_ahead()

    def queue(self, language: str, without: Collection[str] = ()) -> None:
        """Begin to write the guides of a language, whose writer has its layout, but for some of them."""
        self._stop_ahead()
        layout = self._writers[language].layout
        wanted = [tree_id for tree_id in self._wanted.pop(language) if tree_id not in without]
        self._queued[language] = [
            self._pool.submit(_write, language, ids, layout.only(ids)) for ids in chunks(wanted)
        ]
        self._render_ahead()

    def stop(self) -> None:
        """Render no other languages. Those in the queue are still written."""
        self._stop_ahead()
        self._wanted.clear()
        self._close_if_finished()

    def cancel(self) -> None:
        """Give up all pages that no worker has begun."""
        self._stop_ahead()
        self._wanted.clear()
        self._queued.clear()
        self._pool.close()

    def written(self, language: str) -> dict[str, bytes]:
        """Wait for the pages of a language; to be called once.

        Returns:
            The result of `GuideWriter.write` for each guide that was written, in the order of the guides.
        """
        tasks = self._queued.pop(language)
        ids = [one for task in tasks for one in task.arguments[1]]
        found = dict(pair for pairs in self._pool.finish(tasks) for pair in pairs)
        self._close_if_finished()
        return {one: found[one] for one in ids if found[one]}

    def _render_ahead(self) -> None:
        # One language at a time, since fragments that are rendered ahead stay in memory.
        for language, ids in list(self._wanted.items())[:1]:
            some = ids[:_MOST_AHEAD]
            self._ahead = [self._pool.submit(_render, language, chunk) for chunk in chunks(some)]

    def _stop_ahead(self) -> None:
        for task in self._ahead:
            self._pool.take_back(task)
        self._ahead = []

    def _close_if_finished(self) -> None:
        if not self._wanted and not self._queued:
            self._pool.close()


def _render(writers: Mapping[str, GuideWriter], language: str, ids: Sequence[str]) -> None:
    writer = writers[language]
    writer.rendered.update((tree_id, writer.render(tree_id)) for tree_id in ids)


def _write(
    writers: Mapping[str, GuideWriter], language: str, ids: Sequence[str], layout: Layout
) -> list[tuple[str, bytes]]:
    # The worker was copied before the layout was known, so it comes with the task.
    writer = replace(writers[language], layout=layout)
    return [(tree_id, writer.write(tree_id)) for tree_id in ids]
