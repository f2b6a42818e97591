"""The site that a preview has built last: what the next one need not make again, and what is ahead of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from izeja.compiler.compiled import Compiled
from izeja.compiler.glance import glance
from izeja.compiler.incremental.changes import changed_guides
from izeja.hosts.plain.content import of_page
from izeja.hosts.plain.frame import Frame
from izeja.hosts.plain.guides import Unchanged, WrittenGuides, writer_of
from izeja.hosts.plain.markdown_pages import read_page
from izeja.hosts.plain.plan import LanguagePlan, SitePlan
from izeja.reading.file_states import FileStates, file_states
from izeja.running.memo import Memory
from izeja.site.writer import Destination


@dataclass(frozen=True)
class LastSite:
    """A site as it was built. `states` says when each file was written, at its place before publication."""

    compiled: Compiled
    site: SitePlan
    frames: Mapping[str, Frame]
    guides: Mapping[str, WrittenGuides]
    states: FileStates

    def unchanged(self, site: SitePlan, compiled: Compiled, new: Path) -> Unchanged | None:
        """Return the guides that need not be rendered again; None in any doubt.

        Args:
            site: the next one.
            compiled: its library.
            new: the folder that it is written into.
        """
        # A guide can link to any page. Whatever else a setting changes is in the address of the guide itself,
        # or around it.
        if _names(self.site) != _names(site):
            return None
        graphs = (self.compiled.graph, compiled.graph)
        changed = changed_guides(self.compiled.languages, compiled.languages, graphs)
        if changed is None:
            return None
        guides = site.default.library.guides.keys() - changed
        return Unchanged(guides, self.guides, partial(self._as_written, new))

    def page_now(self, uri: str, memory: Memory) -> bytes | None:
        """Return a guide or a hand-written page as its files are now, long before the site is built again.

        Args:
            uri: its file in the site.
            memory: that of the compilations of the library.

        Returns:
            The page. None if it has a mistake, which the next build reports, or if this is another file.
        """
        if uri not in self._places:
            return None
        plan, name = self._places[uri]
        try:
            page = self._written(plan, name) if name in plan.pages else self._guide(plan, name, memory)
        except Exception:  # noqa: BLE001 - whatever is wrong, the next build is about to report it
            return None
        return None if page is None else page.encode("utf-8", "xmlcharrefreplace")

    @cached_property
    def _places(self) -> Mapping[str, tuple[LanguagePlan, str]]:
        plans = self.site.languages
        return {
            plan.file(name): (plan, name) for plan in plans for name in (*plan.library.guides, *plan.pages)
        }

    def _as_written(self, new: Path, to: Destination) -> Path | None:
        """Return the page of a guide in the last site, if nobody has changed or deleted it since."""
        file = str(self.site.settings.site / Path(to.file).relative_to(new))
        state = file_states([file]).get(file)
        return Path(file) if state is not None and state == self.states.get(to.file) else None

    def _written(self, plan: LanguagePlan, name: str) -> str:
        page = read_page(name, plan.pages[name], plan, self.site)
        frame = self.frames[plan.code]
        return frame.page(of_page(page, plan, self.compiled.graph), frame.place(name))

    def _guide(self, plan: LanguagePlan, tree_id: str, memory: Memory) -> str | None:
        found = glance(self.site.settings.library, tree_id, (plan.code,), self.compiled, memory)
        if found is None or found.failed:
            return None
        library = found.languages[plan.code]
        tree = library.guides.get(tree_id)
        if tree is None or tree.draft:
            return None
        writer = writer_of(replace(plan, library=library), found.graph)
        writer.layout = self.guides[plan.code].layout
        return writer.page(tree_id, writer.render(tree_id))


@dataclass
class Past:
    """What the builds of a preview remember of those before them: what was compiled, and the last site."""

    memory: Memory = field(default_factory=Memory)
    site: LastSite | None = None

    def page_now(self, uri: str) -> bytes | None:
        """Return a page as its files are now; see `LastSite.page_now`."""
        return self.site.page_now(uri, self.memory) if self.site else None


def _names(site: SitePlan) -> dict[str, list[str]]:
    return {one.code: [*one.names] for one in site.languages}
