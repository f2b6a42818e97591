"""The pages of guides: rendered and written in several processes, each filled into a page of its language."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
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


class GuidePages(NamedTuple):
    """The guides of one language, and what their pages look like."""

    plan: LanguagePlan
    frame: Frame


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


def write_guides(
    pages: Mapping[str, GuidePages], graph: Graph, site: Path, unchanged: Unchanged | None
) -> dict[str, WrittenGuides]:
    """Write the pages of all guides.

    Args:
        pages: those of each language.
        graph: where their nodes lead.
        site: the folder of the site.
        unchanged: the guides that need not be rendered again.

    Returns:
        The guides of each language, with search entries as published.
    """
    writers = {code: writer_of(one, graph, _layout(one, site)) for code, one in pages.items()}
    kept = {code: _kept(code, writers[code].layout, unchanged) if unchanged else {} for code in pages}
    wanted = {
        code: [tree_id for tree_id in one.plan.library.guides if tree_id not in kept[code]]
        for code, one in pages.items()
    }
    writer = ParallelWriter(writers, wanted)
    for code in pages:
        writer.queue(code)
    found = {code: kept[code] | writer.written(code) for code in pages}
    return {
        code: WrittenGuides(writers[code].layout, {one: entries[one] for one in writers[code].heads})
        for code, entries in found.items()
    }


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


def writer_of(pages: GuidePages, graph: Graph, layout: Layout) -> GuideWriter:
    """Return what renders the guides of a language, and fills them into a layout."""
    library = pages.plan.library
    return GuideWriter(
        cache(partial(_heads, library)),
        partial(_rendered, pages.plan, graph),
        shown,
        partial(also_called, library),
        layout,
    )


def _heads(library: Library) -> dict[str, Head]:
    heads = {tree_id: guide_head(library, tree_id) for tree_id in library.guides}
    return {one: Head(quoted(head.title), quoted(head.description)) for one, head in heads.items()}


def _rendered(plan: LanguagePlan, graph: Graph, tree_id: str) -> Fragment:
    return render_guide(plan.library, graph, tree_id, SiteAddresses(plan, plan.url(tree_id)))


def _layout(pages: GuidePages, site: Path) -> Layout:
    plan = pages.plan
    groups = {tree_id: _group(tree_id) for tree_id in plan.library.guides}
    skeletons = {group: _skeleton(pages, group) for group in dict.fromkeys(groups.values())}
    destinations = {
        tree_id: Destination(str(site / plan.file(tree_id)), plan.url(tree_id), group)
        for tree_id, group in groups.items()
    }
    return Layout(skeletons, destinations, is_published=True)


def _group(tree_id: str) -> PageGroup:
    folder, _, name = tree_id.rpartition("/")
    # Such a page is at the address of its folder, and is the only one there.
    return PageGroup(folder, 1) if name == HOME else PageGroup("", tree_id.count("/") + 1)


def _skeleton(pages: GuidePages, group: PageGroup) -> Skeleton:
    """Return the page of a group, in which nothing is missing but what differs from guide to guide."""
    marks = placeholders(group.parts)
    name = f"{group.folder}/{HOME}" if group.folder else "/".join(marks.path)
    page = pages.frame.page(_content(marks), pages.frame.place_in_all(name))
    return Skeleton(page, marks.flat())


def _content(marks: Values) -> Content:
    return Content(
        marks.title, marks.name, marks.description, marks.content, start=marks.start, modules=(SCRIPT,)
    )
