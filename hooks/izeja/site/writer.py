"""The pages of guides, rendered and printed into a page of the theme by several processes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from izeja.page.render import Fragment, Head
from izeja.page.search import Entry, entries_of, guide_as_published
from izeja.running.processes import Crew, News
from izeja.site.skeleton import Skeleton, Values

MANY_GUIDES = 100
"""With so many guides, writing their pages takes longer than starting a process for it."""
_MOST_IN_HAND = 1000
"""So many guides at most are rendered before it is known into what they are printed."""


class PageGroup(NamedTuple):
    """Guides whose pages differ in nothing but what `Values` has: those of one depth, or of one folder.

    `folder` is what their ids begin with, where other pages of the site have addresses in the same folder:
    links between these are shorter than to others. `parts` is of how many parts the rest consists.
    """

    folder: str
    parts: int


class Destination(NamedTuple):
    """Where the page of a guide goes: its file, its address in the site, and with whom it is printed."""

    file: str
    url: str
    group: PageGroup


class Layout(NamedTuple):
    """What guides are printed into, which is known later than the guides.

    `pages` has the page of the theme for each group, and `destinations` where the page of each guide goes;
    guides without one are not written. `is_published` says whether search entries are written as a published
    index has them.
    """

    pages: Mapping[PageGroup, Skeleton]
    destinations: Mapping[str, Destination]
    is_published: bool


@dataclass
class GuideWriter:
    """The guides of one language.

    `read_heads` returns the title and description of each, as HTML; `render` renders a guide, and `shown` is
    what the plugins of a site do to the HTML of any page. `also_called` returns the words by which customers
    know a guide.
    """

    read_heads: Callable[[], Mapping[str, Head]]
    render: Callable[[str], Fragment]
    shown: Callable[[str], str]
    also_called: Callable[[str], Sequence[str]]
    layout: Layout = field(default=Layout({}, {}, is_published=False))

    @cached_property
    def heads(self) -> Mapping[str, Head]:
        """The title and description of each guide, as HTML."""
        return self.read_heads()

    def page(self, tree_id: str, fragment: Fragment) -> str:
        """Return the whole page of a guide."""
        return self._stamp(tree_id).filled(self._values(tree_id, fragment))

    def _stamp(self, tree_id: str) -> Skeleton:
        return self.layout.pages[self.layout.destinations[tree_id].group]

    def _values(self, tree_id: str, fragment: Fragment) -> tuple[str, ...]:
        head, group = self.heads[tree_id], self.layout.destinations[tree_id].group
        path = tuple(tree_id.split("/")[-group.parts :])
        start, content = fragment.guide.sections[0].id, self.shown(fragment.html)
        return Values(head.title, head.description, start, content, path).flat()

    def entries(self, tree_id: str, fragment: Fragment) -> list[Entry]:
        """Return what the search is to know of a guide."""
        return list(entries_of(self.heads[tree_id], fragment, self.layout.destinations[tree_id].url))

    def write(self, tree_id: str, fragment: Fragment | None = None) -> bytes:
        """Write the page of a guide into the site.

        Args:
            tree_id: the guide.
            fragment: what it was rendered to, if it was.

        Returns:
            What the search is to know of it, as JSON; nothing for a guide that is not printed.
        """
        if tree_id not in self.layout.destinations:
            return b""
        fragment = fragment or self.render(tree_id)
        output = self._stamp(tree_id).filled_bytes(self._values(tree_id, fragment))
        target = self.layout.destinations[tree_id].file
        # Most pages have a folder of their own, which is not there yet.
        try:
            os.mkdir(os.path.dirname(target))  # noqa: PTH102, PTH120 - a path costs more than the page
        except FileExistsError:
            pass
        except FileNotFoundError:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
        with open(target, "wb") as file:  # noqa: PTH123 - as above
            file.write(output)
        if not self.layout.is_published:
            return json.dumps(self.entries(tree_id, fragment)).encode()
        url, words = self.layout.destinations[tree_id].url, self.also_called(tree_id)
        return guide_as_published(self.heads[tree_id], fragment, url, words)


class ParallelWriter:
    """Several processes that render guides, and print them as soon as they know into what."""

    def __init__(
        self, writers: Mapping[str, GuideWriter], wanted: Mapping[str, Sequence[str]], *, pays: bool
    ) -> None:
        """Begin to render.

        Args:
            writers: the guides of some languages.
            wanted: those that may be printed, by language, in the order in which these will be told.
            pays: whether there are so many that a process is worth its start.
        """
        self._editions = writers
        self._crew: Crew[str, bytes] = Crew(self._write_all, wanted, pays=pays)

    def tell(self, language: str) -> None:
        """Let the guides of a language be printed, since the layout of its writer is there."""
        self._crew.tell(language, self._editions[language].layout)

    def dismiss(self) -> None:
        """Print nothing after all."""
        self._crew.dismiss()

    def written(self, language: str) -> dict[str, bytes]:
        """Wait for the pages of a language, and return what `GuideWriter.write` did; to be called once."""
        return {tree_id: found for tree_id, found in self._crew.results(language).items() if found}

    def _write_all(
        self, language: str, left: Iterable[str], news: News | None
    ) -> Iterator[tuple[str, bytes]]:
        writer, left = self._editions[language], iter(left)
        rendered: list[tuple[str, Fragment]] = []
        if news:
            for tree_id in left:
                rendered.append((tree_id, writer.render(tree_id)))
                if news.is_there() or len(rendered) == _MOST_IN_HAND:
                    break
            try:
                writer.layout = news.of(language)
            except EOFError:
                return
        for tree_id, fragment in rendered:
            yield tree_id, writer.write(tree_id, fragment)
        for tree_id in left:
            yield tree_id, writer.write(tree_id)
