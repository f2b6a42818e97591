"""The pages of guides: rendered and written in several processes, each filled into a page of its language."""

from __future__ import annotations

from collections.abc import Mapping
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


def write_guides(pages: Mapping[str, GuidePages], graph: Graph, site: Path) -> dict[str, list[bytes]]:
    """Write the pages of all guides.

    Args:
        pages: those of each language.
        graph: where their nodes lead.
        site: the folder of the site.

    Returns:
        The search entries of each language, as published JSON.
    """
    writers = {code: _writer(one, graph, site) for code, one in pages.items()}
    wanted = {code: tuple(one.plan.library.guides) for code, one in pages.items()}
    writer = ParallelWriter(writers, wanted)
    for code in pages:
        writer.queue(code)
    return {code: list(writer.written(code).values()) for code in pages}


def _writer(pages: GuidePages, graph: Graph, site: Path) -> GuideWriter:
    library = pages.plan.library
    return GuideWriter(
        cache(partial(_heads, library)),
        partial(_rendered, pages.plan, graph),
        shown,
        partial(also_called, library),
        _layout(pages, site),
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
