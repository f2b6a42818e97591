"""The map of one guide or part: its nodes, where they lead, and what of it could not be understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from izeja.authoring.overview.chart import Arrow, ArrowKind, Box, BoxKind, Chart, merged
from izeja.authoring.overview.flags import Flags
from izeja.authoring.overview.plain_terms import PlainTerms
from izeja.language.html import plain
from izeja.language.links import ReturnLink, Target, TreeLink
from izeja.language.nodes import Ending, Include, Node, Question, Resolution, Support, WayOn
from izeja.library.expansion import Placed
from izeja.library.foreign_nodes import is_foreign_node
from izeja.library.library import Library
from izeja.library.step_addresses import address_of
from izeja.problems.problem import Problem
from izeja.proof.graph import Graph, Place
from izeja.proof.graph_builder import build_graph

_KINDS: dict[str, BoxKind] = {
    "question": "question",
    "step": "step",
    "resolution": "resolution",
    "support": "support",
}


def guide_chart(
    library: Library, graph: Graph, tree_id: str, problems: Iterable[Problem] = (), site: str | None = None
) -> Chart:
    """Return the map of a tree that could be read, at least in part.

    Args:
        library: in the language of the map. Its trees can have mistakes.
        graph: where its nodes lead.
        tree_id: a guide, or a part, whose ways out are then drawn as `return`.
        problems: of the library; those in nodes of the tree are shown beside them.
        site: the address of the built site in this language, which boxes then link to.
    """
    if library.trees[tree_id].kind == "part":
        library, graph = _as_guide(library, tree_id)
    return _GuideChart(library, graph, tree_id, Flags(library, problems), site).chart()


def _as_guide(library: Library, part: str) -> tuple[Library, Graph]:
    """Return a library in which a part is a guide, since graphs have parts only inside of guides."""
    trees = {**library.trees, part: library.trees[part].model_copy(update={"kind": "diagnosis"})}
    changed = replace(library, trees=trees)
    return changed, build_graph(changed)[0]


@dataclass(frozen=True)
class _GuideChart:
    _library: Library
    _graph: Graph
    _tree: str
    _flags: Flags
    _site: str | None

    def chart(self) -> Chart:
        places = self._graph.guides[self._tree]
        drawn = [one for place in places for one in self._ways(place)]
        # Boxes in the order of the file, and after them those that only arrows lead to.
        boxes = {box.id: box for box in map(self._box, places)}
        for _, box in drawn:
            boxes.setdefault(box.id, box)
        for box in self._lost_nodes():
            boxes.setdefault(box.id, box)
        return Chart(
            title=self._plain(self._library.trees[self._tree].title),
            language=self._library.language,
            boxes=tuple(boxes.values()),
            arrows=merged(arrow for arrow, _ in drawn),
            frames=dict(self._frames(places)),
            flags=self._flags.of_head(self._tree),
        )

    def _box(self, place: Place) -> Box:
        placed = self._graph.placed[place]
        node = placed.node(self._library)
        return Box(
            id=place.node,
            kind=_KINDS[node.kind],
            name=place.node,
            text=self._plain(self._heading(node)),
            note=", ".join(filter(None, (self._note(node), self._untranslated(placed, node)))),
            place=self._graph.key_of(place, self._library),
            href="" if self._site is None else address_of(self._site, self._tree, place.node),
            frame=placed.outer.id if placed.outer else "",
            flags=self._flags.of_node(placed.file_id, placed.name),
            is_start=place == self._graph.starts.get(self._tree),
        )

    def _ways(self, place: Place) -> Iterator[tuple[Arrow, Box]]:
        """Yield the arrows from a node, each with the box that it leads to."""
        placed = self._graph.placed[place]
        node = placed.node(self._library)
        for edge, way in zip(self._graph.edges[place], node.ways_on(), strict=True):
            yield self._arrow(place, "retry" if way.retry else "way", way, edge.target)
        if isinstance(node, Ending):
            for edge, way in zip(self._graph.offers.get(place, ()), node.offers(), strict=True):
                yield self._arrow(place, "offer", way, edge.target)
            if node.unsolved is not None and (target := self._graph.ways_out.get(place)):
                yield self._arrow(place, "unsolved", WayOn(node.unsolved, ("unsolved",)), target)

    def _arrow(self, place: Place, kind: ArrowKind, way: WayOn, target: Place | None) -> tuple[Arrow, Box]:
        box = self._target(place, way.target, target)
        labels = (self._plain(way.answer),) if way.answer else ()
        return Arrow(place.node, box.id, kind, labels), box

    def _target(self, place: Place, written: Target, target: Place | None) -> Box:
        if target is None:
            return self._nowhere(self._graph.placed[place], written)
        return self._box(target) if target.tree == self._tree else self._port(target)

    def _port(self, target: Place) -> Box:
        is_start = target == self._graph.starts.get(target.tree)
        node = "" if is_start else target.node
        heading = self._heading(self._graph.placed[target].node(self._library))
        return Box(
            id=str(target),
            kind="port",
            name=target.tree if is_start else str(target),
            text=self._plain(self._library.trees[target.tree].title),
            note="" if is_start else self._plain(heading),
            place=self._graph.key_of(target, self._library),
            href="" if self._site is None else address_of(self._site, target.tree, node),
        )

    def _nowhere(self, placed: Placed, target: Target) -> Box:
        """Return the box for a target that leads out of a part, or that is not there."""
        while isinstance(target, ReturnLink) and placed.outer is not None:
            # What is missing is then the `next` of the include.
            include = placed.outer.node(self._library)
            assert isinstance(include, Include)  # noqa: S101 - only an include is around a node
            placed, target = placed.outer, include.next
        if isinstance(target, ReturnLink):
            return Box(id="?return", kind="return", name="return", text="Back to the guide")
        if isinstance(target, TreeLink):
            tree = target.tree_from(placed.file_id)
            is_there = tree is not None and self._library.is_unclear(tree)
            return _lost(target.written, is_there=is_there)
        return self._lost_node(placed.file_id, target.written, placed.prefix)

    def _lost_nodes(self) -> Iterator[Box]:
        """Yield the nodes of the file that were not understood."""
        # None stands for what is outside of all nodes.
        for name in sorted(filter(None, self._library.unclear.get(self._tree, ()))):
            if name not in self._library.trees[self._tree].nodes:
                yield self._lost_node(self._tree, name, "")

    def _lost_node(self, file_id: str, name: str, prefix: str) -> Box:
        is_there = self._library.is_unclear(file_id, name) or name in self._library.trees[file_id].nodes
        box = _lost(prefix + name, is_there=is_there)
        if not is_there:
            return box
        place = self._library.source_of(file_id).key("nodes", name)
        return replace(box, place=place, flags=self._flags.of_node(file_id, name))

    def _frames(self, places: Iterable[Place]) -> Iterator[tuple[str, str]]:
        for place in places:
            placed = self._graph.placed[place]
            if placed.outer is not None:
                yield placed.outer.id, self._plain(self._library.trees[placed.file_id].title)

    def _heading(self, node: Node) -> str:
        if not isinstance(node, Support):
            return str(getattr(node, node.kind))
        return node.heading or self._contact(node.contacts[0])

    def _untranslated(self, placed: Placed, node: Node) -> str:
        at = ("nodes", placed.name)
        if not is_foreign_node(self._library, placed.file_id, at, node):
            return ""
        return f"not translated, in '{self._library.config.source_language}'"

    def _note(self, node: Node) -> str:
        match node:
            case Support(heading=str()):
                return self._plain(", ".join(map(self._contact, node.contacts)))
            case Question(asks=str() as fact) if fact in self._library.facts:
                return f"asks: {self._plain(self._library.facts[fact].text)}"
            case Resolution(outcome="answer" | "stop" as outcome):
                return f"outcome: {outcome}"
            case _:
                return ""

    def _contact(self, key: str) -> str:
        contact = self._library.contacts.get(key)
        return contact.text if contact else key

    def _plain(self, text: str) -> str:
        return plain(text, self._terms)

    @cached_property
    def _terms(self) -> PlainTerms:
        return PlainTerms(self._library)


def _lost(name: str, *, is_there: bool) -> Box:
    return Box(id=f"?{name}", kind="lost", name=name, text="cannot be read" if is_there else "does not exist")
