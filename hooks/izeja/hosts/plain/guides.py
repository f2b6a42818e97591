"""The pages of guides: rendered and written in several processes, each filled into a page of its language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache, partial
from pathlib import Path

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


class GuidePages:
    """The guides of all languages, which other processes render while this one makes the rest of the site."""

    def __init__(self, plans: Iterable[LanguagePlan], graph: Graph) -> None:
        """Begin to render.

        Args:
            plans: of the languages, in the order in which they are written.
            graph: where the nodes of guides lead.
        """
        self._plans = {plan.code: plan for plan in plans}
        self._writers = {code: _writer(plan, graph) for code, plan in self._plans.items()}
        wanted = {code: tuple(plan.library.guides) for code, plan in self._plans.items()}
        self._writer = ParallelWriter(self._writers, wanted)

    def write(self, frames: Mapping[str, Frame], site: Path) -> None:
        """Begin to write the pages of all languages.

        Args:
            frames: what is around the pages of each language.
            site: the folder of the site.
        """
        for code, plan in self._plans.items():
            self._writers[code].layout = _layout(plan, frames[code], site)
            self._writer.queue(code)

    def written(self, code: str) -> Collection[bytes]:
        """Wait for the pages of a language; to be called once for each language, in their order.

        Returns:
            The search entries of its guides, as published JSON.
        """
        return self._writer.written(code).values()

    def cancel(self) -> None:
        """Leave the site as it is, which is of no use any more."""
        self._writer.cancel()


def _writer(plan: LanguagePlan, graph: Graph) -> GuideWriter:
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
        marks.title, marks.name, marks.description, marks.content, start=marks.start, modules=(SCRIPT,)
    )
