"""The pages of guides: rendered and written in several processes, each filled into a page of its language."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from izeja.hosts.plain.addresses import SiteAddresses
from izeja.hosts.plain.frame import Frame
from izeja.hosts.plain.plan import HOME, LanguagePlan
from izeja.library.library import Library
from izeja.page.assets import SCRIPT
from izeja.page.render import Fragment, Head, guide_head, render_guide
from izeja.page.search import also_called, shown
from izeja.proof.graph import Graph
from izeja.site.frame import Content, quoted
from izeja.site.skeleton import Skeleton, Values, placeholders
from izeja.site.writer import Destination, GuideWriter, Layout, PageGroup, ParallelWriter


class WrittenGuides(NamedTuple):
    """The guides of one language in a site: where and in what page, and the search entries of each."""

    layout: Layout
    entries: Mapping[str, bytes]


class Unchanged(NamedTuple):
    """Guides that are as they were in the last site, if the page around them is.

    `written` has the last site's guides of each language. `file` returns the page of one if that is still as
    it was written, else None.
    """

    guides: AbstractSet[str]
    written: Mapping[str, WrittenGuides]
    file: Callable[[Destination], Path | None]


class GuidePages:
    """The guides of all languages, which other processes render while this one makes the rest of the site."""

    def __init__(
        self, plans: Iterable[LanguagePlan], graph: Graph, unchanged: Unchanged | None = None
    ) -> None:
        """Begin to render.

        Args:
            plans: of the languages, in the order in which they are written.
            graph: where the nodes of guides lead.
            unchanged: the guides that need not be rendered again.
        """
        self._plans = {plan.code: plan for plan in plans}
        self._unchanged = unchanged
        self._kept: dict[str, dict[str, bytes]] = {}
        self._writers = {code: writer_of(plan, graph) for code, plan in self._plans.items()}
        wanted = {code: tuple(plan.library.guides) for code, plan in self._plans.items()}
        self._writer = ParallelWriter(self._writers, wanted)

    def write(self, frames: Mapping[str, Frame], site: Path) -> None:
        """Begin to write the pages of all languages.

        Args:
            frames: what is around the pages of each language.
            site: the folder of the site.
        """
        for code, plan in self._plans.items():
            layout = _layout(plan, frames[code], site)
            self._writers[code].layout = layout
            self._kept[code] = _kept(code, layout, self._unchanged) if self._unchanged else {}
            self._writer.queue(code, self._kept[code])

    def written(self, code: str) -> WrittenGuides:
        """Wait for the pages of a language; to be called once for each language, in their order.

        Returns:
            Its guides, with search entries as published JSON.
        """
        entries = {**self._kept.pop(code), **self._writer.written(code)}
        in_order = {one: entries[one] for one in self._plans[code].library.guides if one in entries}
        return WrittenGuides(self._writers[code].layout, in_order)

    def cancel(self) -> None:
        """Leave the site as it is, which is of no use any more."""
        self._writer.cancel()


def _kept(code: str, layout: Layout, unchanged: Unchanged) -> dict[str, bytes]:
    """Take over what is the same as in the last site, and return the search entries of these guides."""
    last = unchanged.written[code]
    same = {group for group, page in layout.pages.items() if page == last.layout.pages.get(group)}
    return {
        tree_id: last.entries[tree_id]
        for tree_id, to in layout.destinations.items()
        if tree_id in unchanged.guides and to.group in same and to == last.layout.destinations[tree_id]
        if (file := unchanged.file(to)) and _linked(file, Path(to.file))
    }


def _linked(file: Path, target: Path) -> bool:
    """Give a file that nobody writes to a second name; return whether that can be done."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, target)
    except OSError:
        return False
    return True


def writer_of(plan: LanguagePlan, graph: Graph) -> GuideWriter:
    """Return what renders and writes the guides of a language, as soon as it has a layout."""
    library = plan.library
    return GuideWriter(
        cache(partial(_heads, library)),
        partial(_rendered, plan, graph),
        shown,
        partial(also_called, library),
    )


def _heads(library: Library) -> dict[str, Head]:
    heads = {tree_id: guide_head(library, tree_id) for tree_id in library.guides}
    return {one: Head(quoted(head.title), quoted(head.description)) for one, head in heads.items()}


def _rendered(plan: LanguagePlan, graph: Graph, tree_id: str) -> Fragment:
    return render_guide(plan.library, graph, tree_id, SiteAddresses(plan, plan.url(tree_id)))


def _layout(plan: LanguagePlan, frame: Frame, site: Path) -> Layout:
    groups = {tree_id: _group(tree_id) for tree_id in plan.library.guides}
    skeletons = {group: _skeleton(frame, group) for group in dict.fromkeys(groups.values())}
    destinations = {
        tree_id: Destination(str(site / plan.file(tree_id)), plan.url(tree_id), group)
        for tree_id, group in groups.items()
    }
    return Layout(skeletons, destinations, is_published=True)


def _group(tree_id: str) -> PageGroup:
    folder, _, name = tree_id.rpartition("/")
    # Such a page is at the address of its folder, and is the only one there.
    return PageGroup(folder, 1) if name == HOME else PageGroup("", tree_id.count("/") + 1)


def _skeleton(frame: Frame, group: PageGroup) -> Skeleton:
    """Return the page of a group, in which nothing is missing but what differs from guide to guide."""
    marks = placeholders(group.parts)
    name = f"{group.folder}/{HOME}" if group.folder else "/".join(marks.path)
    page = frame.page(_content(marks), frame.place_in_all(name))
    return Skeleton(page, marks.flat())


def _content(marks: Values) -> Content:
    return Content(
        marks.title,
        marks.name,
        marks.description,
        marks.content,
        start=marks.start,
        modules=(SCRIPT,),
        styles=(),
    )
