"""From a library to its graph: every way is followed, and those that lead nowhere are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from izeja.language.links import NodeLink, Target, TreeLink
from izeja.language.nodes import Ending, Question, WayOn
from izeja.library.expansion import Expansion, Placed, expand
from izeja.library.library import Library
from izeja.library.references import references_in_texts
from izeja.library.suggestions import Asked, wrong_in_order
from izeja.library.topics import named_tree
from izeja.problems.problem import Position, Problem
from izeja.proof.graph import Edge, Graph, Place
from izeja.proof.targets import Missing, Targets
from izeja.reading.data import Address
from izeja.reading.folder import CONFIG


def build_graph(
    library: Library, beyond: Mapping[Place, int] | None = None
) -> tuple[Graph, tuple[Problem, ...]]:
    """Follow every `to`, `next`, `include`, `start`, `unsolved`, `order` and link to a tree.

    Args:
        library: the library.
        beyond: the branches of nodes of guides that were not read; the library has endings in their place.

    Returns:
        The graph, an `unknown-target` for everything that leads nowhere, an `ambiguous-id` for every address
        that two nodes claim, and a `circle` for each ending whose `unsolved` is itself.
    """
    expansion = expand(library)
    guides = {tree: {node: Place(tree, node) for node in nodes} for tree, nodes in expansion.guides.items()}
    placed = {place: expansion.guides[tree][place.node] for tree in guides for place in guides[tree].values()}
    builder = _Builder(library, expansion, guides)
    starts = {tree: start for tree in guides if (start := builder.start_of(tree))}
    edges = {place: builder.edges_of(place, one) for place, one in placed.items()}
    endings = {place: placed[place] for place in placed if not edges[place]}
    graph = Graph(
        guides={tree: _start_first(places.values(), starts.get(tree)) for tree, places in guides.items()},
        placed=placed,
        edges=edges,
        starts=starts,
        anchors=builder.anchors(),
        asked=_asked(library, placed) if library.facts else {},
        ways_out=dict(builder.ways_out(endings, starts)),
        offers={place: ways for place, one in endings.items() if (ways := builder.offers_of(place, one))},
        after_includes=builder.after_includes(),
        beyond=beyond or {},
    )
    # These find problems in targets that no edge of the graph follows.
    builder.check_failed_includes()
    builder.check_parts_apart()
    builder.check_order()
    builder.check_links()
    return graph, (*expansion.problems, *builder.problems)


def _asked(library: Library, placed: Mapping[Place, Placed]) -> dict[Place, str]:
    return {
        place: node.asks
        for place, one in placed.items()
        if isinstance(node := one.node(library), Question) and node.asks and node.asks in library.facts
    }


def _start_first(places: Iterable[Place], start: Place | None) -> tuple[Place, ...]:
    in_order = tuple(places)
    if start not in in_order or start == in_order[0]:
        return in_order
    return (start, *(place for place in in_order if place != start))


class _Builder:
    def __init__(
        self, library: Library, expansion: Expansion, places: Mapping[str, Mapping[str, Place]]
    ) -> None:
        self._library = library
        self._expansion = expansion
        self._targets = Targets(library, expansion, places)
        self.problems: list[Problem] = []

    def edges_of(self, place: Place, placed: Placed) -> tuple[Edge, ...]:
        return self._edges(place, placed, placed.node(self._library).ways_on())

    def offers_of(self, place: Place, placed: Placed) -> tuple[Edge, ...]:
        node = placed.node(self._library)
        return self._edges(place, placed, node.offers()) if isinstance(node, Ending) and node.actions else ()

    def _edges(self, place: Place, placed: Placed, ways: Iterable[WayOn]) -> tuple[Edge, ...]:
        nodes, prefix, address = self._targets.places[place.tree], placed.prefix, placed.address
        edges = []
        for way in ways:
            # Most ways lead to a node beside this one.
            found: Place | Missing | None = (
                nodes.get(prefix + way.target.written) if type(way.target) is NodeLink else None
            )
            if found is None:
                found = self._follow(place.tree, placed, way)
            target, guess = (found, None) if isinstance(found, Place) else (None, found.guess)
            edges.append(Edge(place, target, address + way.at, way.answer, way.retry, guess, way.values))
        return tuple(edges)

    def start_of(self, tree_id: str) -> Place | None:
        start = self._library.trees[tree_id].start
        found = self._targets.met(tree_id, "", tree_id, start, Asked(tree_id))
        if isinstance(found, Place):
            return found
        if start not in self._library.trees[tree_id].nodes and not self._library.is_unclear(tree_id, start):
            missing = self._targets.unknown_node(tree_id, "", tree_id, start, Asked(tree_id))
            self._report(missing, partial(self._library.source_of(tree_id).value, "start"))
        return None

    def anchors(self) -> dict[Place, tuple[str, ...]]:
        anchors: dict[Place, list[str]] = {}
        for tree, nodes in self._expansion.guides.items():
            entries = self._expansion.entries[tree]
            taken = {*nodes, *entries}
            claims = [
                claim
                for one in (*nodes.values(), *(include for _, include in entries.values()))
                if one.node(self._library).aliases
                for claim in self._aliases(one)
            ]
            for include in entries:
                place = Place(tree, self._targets.entry(tree, include))
                # An include has no element of its own on the page, but links to its id must still work.
                anchors.setdefault(place, []).append(include)
            for node, anchor, file_id, at in claims:
                # Current ids are taken from the beginning, so a former id can never hide a node that exists.
                if anchor in taken:
                    self._report_taken(anchor, file_id, at, tree)
                    continue
                taken.add(anchor)
                place = Place(tree, self._targets.entry(tree, node))
                anchors.setdefault(place, []).append(anchor)
        return {place: tuple(ids) for place, ids in anchors.items()}

    def ways_out(
        self, endings: Mapping[Place, Placed], starts: Mapping[str, Place]
    ) -> Iterator[tuple[Place, Place]]:
        config = self._library.config
        # Resolved once, not for each ending: a broken target is then reported once.
        everywhere = self._named_by_library(config.unsolved) if config.unsolved else None
        in_guides = {
            tree: self._named_by_guide(tree, unsolved)
            for tree in self._targets.places
            if (unsolved := self._library.trees[tree].unsolved)
        }
        for place, placed in endings.items():
            named = self._own_way_out(place.tree, placed)
            if named == place:
                self._report_unsolved(placed)
            # From the nearest to the most general. An ending that names itself would lead nowhere new.
            choices = (named, in_guides.get(place.tree), everywhere, starts.get(place.tree))
            found = next((one for one in choices if isinstance(one, Place) and one != place), None)
            if found:
                yield place, found

    def _report_unsolved(self, placed: Placed) -> None:
        source = self._library.source_of(placed.file_id)
        message = "this ending leads to itself, so a customer whom it did not help gets nowhere"
        place = source.value(*placed.address, "unsolved")
        hint = "lead to another node, or delete the key"
        self.problems.append(Problem("circle", message, place, hint, concerns=frozenset({source.path})))

    def _own_way_out(self, guide: str, placed: Placed) -> Place | Missing | None:
        node = placed.node(self._library)
        if not isinstance(node, Ending) or node.unsolved is None:
            return None
        return self._follow(guide, placed, WayOn(node.unsolved, ("unsolved",)))

    def _named_by_library(self, unsolved: Target) -> Place | Missing:
        match unsolved:
            case TreeLink():
                found = self._targets.of_guide("", unsolved)
            case _:
                message = f"'{unsolved.written}' is not a tree file"
                found = Missing(message, "write the path relative to this folder, with '.yml'")
        if isinstance(found, Missing):
            self._report(found, partial(self._library.sources[CONFIG].value, "unsolved"))
        return found

    def _named_by_guide(self, tree: str, unsolved: Target) -> Place | Missing:
        match unsolved:
            case TreeLink():
                found = self._targets.of_guide(tree, unsolved)
            case _:
                found = self._targets.met(tree, "", tree, unsolved.written, Asked(tree))
        if isinstance(found, Missing):
            self._report(found, partial(self._library.source_of(tree).value, "unsolved"))
        return found

    def after_includes(self) -> dict[Place, tuple[Placed, ...]]:
        # A part that never returns does not use its `next`, which must exist all the same.
        after: dict[Place, tuple[Placed, ...]] = {}
        for guide, entries in self._expansion.entries.items():
            for _, include in entries.values():
                for found in self._follow_next(guide, include):
                    if isinstance(found, Place) and found.tree == guide:
                        after[found] = (*after.get(found, ()), include)
        return after

    def check_failed_includes(self) -> None:
        for guide, include in self._expansion.failed:
            self._follow_next(guide, include)

    def _follow_next(self, guide: str, include: Placed) -> list[Place | Missing]:
        return [self._follow(guide, include, way) for way in include.node(self._library).ways_on()]

    def check_parts_apart(self) -> None:
        """Follow the ways of parts that no guide includes, perhaps since an include has a mistake."""
        for tree_id in self._expansion.apart:
            nodes = {name: Place(tree_id, name) for name in self._library.trees[tree_id].nodes}
            self._targets.add_part(tree_id, nodes)
            for name, place in nodes.items():
                placed = Placed(tree_id, name)
                self.edges_of(place, placed)
                self.offers_of(place, placed)
                self._own_way_out(tree_id, placed)

    def check_order(self) -> None:
        guides = self._library.guides
        seen: set[str] = set()
        for index, target in enumerate(self._library.config.order):
            tree = named_tree(target)
            if tree in seen:
                place = self._library.sources[CONFIG].value("order", index)
                message = f"the guide '{target.written}' is listed twice"
                self.problems.append(Problem("invalid-value", message, place, "delete it here"))
            seen.add(tree)
            if tree not in guides and not self._library.is_unclear(tree):
                hint = wrong_in_order(self._library, tree) or self._targets.nearest_tree("", tree)
                self._report(
                    Missing(f"there is no guide '{target.written}'", hint),
                    partial(self._library.sources[CONFIG].value, "order", index),
                )

    def check_links(self) -> None:
        for file_id in self._library.texts_of:
            for one in references_in_texts(self._library, file_id):
                if isinstance(one.to, TreeLink):
                    found = self._targets.of_guide(file_id, one.to)
                    if isinstance(found, Missing):
                        self._report(found, partial(one.position, self._library))

    def _follow(self, guide: str, placed: Placed, way: WayOn) -> Place | Missing:
        """Return where a way leads, and report it if that is nowhere."""
        found = self._targets.of(guide, placed, way.target)
        if isinstance(found, Missing):
            at = (*placed.address, *way.at)
            self._report(
                found, partial(self._library.source_of(placed.file_id).words, at, way.target.written)
            )
        return found

    def _aliases(self, placed: Placed) -> Iterator[tuple[str, str, str, Address]]:
        for index, alias in enumerate(placed.node(self._library).aliases):
            yield placed.id, placed.prefix + alias, placed.file_id, (*placed.address, "aliases", index)

    def _report_taken(self, alias: str, file_id: str, at: Address, owner: str) -> None:
        place = self._library.source_of(file_id).value(*at)
        hint = "an address can lead to one place only: delete it here or there"
        self.problems.append(
            Problem(
                "ambiguous-id",
                f"'{alias}' is already used as another id",
                place,
                hint,
                concerns=frozenset({self._library.source_of(owner).path}),
            )
        )

    def _report(self, missing: Missing, place: Callable[[], Position]) -> None:
        # A mistake that is reported elsewhere has no message here.
        if missing.message:
            self.problems.append(
                Problem(
                    "unknown-target",
                    missing.message,
                    place(),
                    missing.hint,
                    missing.related,
                    concerns=missing.concerns,
                )
            )
