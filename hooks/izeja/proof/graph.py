"""Where every node leads: the edges of all guides, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple

from izeja.language.model import Include, Resolution, Support, WayOn
from izeja.language.validation import nearest
from izeja.library.expansion import RETURN, Expansion, Placed, expand
from izeja.library.library import Library
from izeja.library.target import is_local, is_tree_link, nearest_tree, parse_target, unknown_entry
from izeja.problems.problem import Position, Problem, Related
from izeja.reading.data import Address
from izeja.reading.folder import CONFIG, CONTACTS


class Place(NamedTuple):
    """A node of a guide: the id of the tree, and of the node in it."""

    tree: str
    node: str

    def __str__(self) -> str:
        return f"{self.tree}#{self.node}"


class Edge(NamedTuple):
    """One way from a node to the next.

    `at` is where it is written in the file of its node. `target` is None where it leads to something that
    does not exist or could not be understood; `guess` is then the node that was probably meant, if one has
    a name like it.
    """

    source: Place
    target: Place | None
    at: Address
    answer: str | None
    retry: bool
    guess: Place | None = None


class Beyond(NamedTuple):
    """What follows after a node: the most questions that may still be asked, and the branches."""

    questions: int
    branches: int


@dataclass(frozen=True)
class Graph:
    """All nodes of all guides with the ways on from them. A node without a way on is an ending."""

    guides: Mapping[str, tuple[Place, ...]]
    """The nodes of each guide in the order of its page: the start first, then as they are written."""
    placed: Mapping[Place, Placed]
    edges: Mapping[Place, tuple[Edge, ...]]
    starts: Mapping[str, Place]
    anchors: Mapping[Place, tuple[str, ...]]
    """Other ids by which a node can be reached: those it has had before, and those of includes."""
    ways_out: Mapping[Place, Place] = field(default_factory=dict)
    """Where each ending leads a customer whom it did not help.

    That is what its `unsolved` says, or that of its guide, or that of the library; else the start of its
    guide. An ending that is all of these itself has none.
    """
    beyond: Mapping[Place, Beyond] = field(default_factory=dict)
    """What follows after nodes of guides that were not read, which are endings here."""

    def is_end(self, place: Place) -> bool:
        """Tell whether a node is a resolution or a hand-over to support."""
        return not self.edges[place]

    def key_of(self, place: Place, library: Library) -> Position:
        """Return where the id of a node is written."""
        placed = self.placed[place]
        return library.source_of(placed.part).key(*placed.address)

    def target_of(self, edge: Edge, library: Library) -> Position:
        """Return where the target of an edge is written."""
        return library.source_of(self.placed[edge.source].part).value(*edge.at)

    @cached_property
    def onward(self) -> Mapping[Place, tuple[Place, ...]]:
        """The nodes that each node leads to, retries left out: the way of a customer who never goes back."""
        return {
            place: tuple([edge.target for edge in edges if edge.target is not None and not edge.retry])
            for place, edges in self.edges.items()
        }

    @cached_property
    def after_their_targets(self) -> tuple[Place, ...]:
        """Every node behind all that it leads `onward` to; none that leads into a circle."""
        waiting = {place: len(targets) for place, targets in self.onward.items()}
        ready = [place for place, targets in self.onward.items() if not targets]
        for place in ready:
            for before in self._before.get(place, ()):
                waiting[before] -= 1
                if not waiting[before]:
                    ready.append(before)
        return tuple(ready)

    @property
    def questions_left(self) -> Mapping[Place, int]:
        """The most questions that may still be asked from each node on, its own among them.

        Nodes that lead into a circle without a retry have no such number, and are left out.
        """
        return self._questions_left[0]

    @property
    def questions_left_here(self) -> Mapping[Place, int]:
        """The same without the questions of other guides that a way may lead into."""
        return self._questions_left[1]

    @cached_property
    def _questions_left(self) -> tuple[Mapping[Place, int], Mapping[Place, int]]:
        everywhere: dict[Place, int] = {}
        here: dict[Place, int] = {}
        for place in self.after_their_targets:
            if place in self.beyond:
                everywhere[place] = here[place] = self.beyond[place].questions
                continue
            tree, targets, asks = place.tree, self.onward[place], self.asks(place)
            inside = [here[target] for target in targets if target.tree == tree]
            everywhere[place] = asks + (max([everywhere[target] for target in targets]) if targets else 0)
            here[place] = asks + (max(inside) if inside else 0)
        return everywhere, here

    @cached_property
    def branches_left(self) -> Mapping[Place, int]:
        """How many ways lead from each node to an ending, retries left out; see `questions_left`."""
        left: dict[Place, int] = {}
        for place in self.after_their_targets:
            targets = self.onward[place]
            if place in self.beyond:
                left[place] = self.beyond[place].branches
            else:
                left[place] = sum([left[target] for target in targets]) if targets else 1
        return left

    def asks(self, place: Place) -> bool:
        """Tell whether a node is a question."""
        edges = self.edges[place]
        return bool(edges) and edges[0].answer is not None

    @cached_property
    def _before(self) -> Mapping[Place, list[Place]]:
        """The nodes that lead `onward` to each node."""
        before: dict[Place, list[Place]] = {}
        for place, targets in self.onward.items():
            for target in targets:
                before.setdefault(target, []).append(place)
        return before

    def way(self, start: Place, target: Place) -> tuple[Edge, ...] | None:
        """Return the shortest way between two nodes, the first written one of several; None without one."""
        came: dict[Place, Edge | None] = {start: None}
        queue = [start]
        for place in queue:
            if place == target:
                break
            for edge in self.edges[place]:
                if edge.target is not None and edge.target not in came:
                    came[edge.target] = edge
                    queue.append(edge.target)
        if target not in came:
            return None
        way: list[Edge] = []
        while (edge_in := came[target]) is not None:
            way.append(edge_in)
            target = edge_in.source
        return tuple(reversed(way))


def build_graph(
    library: Library, beyond: Mapping[Place, Beyond] | None = None
) -> tuple[Graph, tuple[Problem, ...]]:
    """Follow every `to`, `next`, `include`, `start`, `support`, `order` and link of a library.

    Args:
        library: the library.
        beyond: what follows after endings that stand for nodes of guides that were not read.

    Returns:
        The graph, an `unknown-target` for everything that leads nowhere, and an `ambiguous-id` for every
        address that two nodes or trees claim.
    """
    expansion = expand(library)
    guides = {tree: {node: Place(tree, node) for node in nodes} for tree, nodes in expansion.guides.items()}
    placed = {place: expansion.guides[tree][place.node] for tree in guides for place in guides[tree].values()}
    builder = _Builder(library, expansion, guides)
    starts = {tree: start for tree in guides if (start := builder.start_of(tree))}
    edges = {place: builder.edges_of(place, one) for place, one in placed.items()}
    graph = Graph(
        guides={tree: _start_first(places.values(), starts.get(tree)) for tree, places in guides.items()},
        placed=placed,
        edges=edges,
        starts=starts,
        anchors=builder.anchors(),
        ways_out=dict(
            builder.ways_out({place: placed[place] for place in placed if not edges[place]}, starts)
        ),
        beyond=beyond or {},
    )
    builder.check_includes()
    builder.check_tree_aliases()
    builder.check_order()
    builder.check_links()
    return graph, (*expansion.problems, *builder.problems)


def _start_first(places: Iterable[Place], start: Place | None) -> tuple[Place, ...]:
    in_order = tuple(places)
    if start not in in_order or start == in_order[0]:
        return in_order
    return (start, *(place for place in in_order if place != start))


@dataclass(frozen=True, slots=True)
class _Missing:
    """Why a target leads nowhere. Nothing is told of what was only not understood."""

    message: str | None = None
    hint: str | None = None
    related: tuple[Related, ...] = ()
    guess: Place | None = None
    concerns: frozenset[str] = frozenset()


class _Builder:
    def __init__(
        self, library: Library, expansion: Expansion, places: Mapping[str, Mapping[str, Place]]
    ) -> None:
        self._library = library
        self._expansion = expansion
        self._places = places
        self.problems: list[Problem] = []

    def edges_of(self, place: Place, placed: Placed) -> tuple[Edge, ...]:
        node = placed.node(self._library)
        if isinstance(node, Support):
            self._check_contact(placed, node)
        nodes, prefix, address = self._places[place.tree], placed.prefix, placed.address
        edges = []
        for written, at, answer, retry in node.ways_on():
            target, guess = nodes.get(prefix + written), None
            if target is None or written == RETURN:
                found = self._follow(place.tree, placed, WayOn(written, at, answer, retry))
                target, guess = (found, None) if isinstance(found, Place) else (None, found.guess)
            edges.append(Edge(place, target, address + at, answer, retry, guess))
        return tuple(edges)

    def start_of(self, tree_id: str) -> Place | None:
        start = self._library.trees[tree_id].start
        found = self._met(tree_id, "", tree_id, start, asking=tree_id)
        if isinstance(found, Place):
            return found
        if start not in self._library.trees[tree_id].nodes and not self._library.is_unclear(tree_id, start):
            missing = self._unknown_node(tree_id, "", tree_id, start, asking=tree_id)
            self._tell(missing, partial(self._library.source_of(tree_id).value, "start"))
        return None

    def anchors(self) -> dict[Place, tuple[str, ...]]:
        anchors: dict[Place, tuple[str, ...]] = {}
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
                place = Place(tree, self._entry(tree, include))
                anchors[place] = (*anchors.get(place, ()), include)
            for node, anchor, part, at in claims:
                if anchor in taken:
                    self._tell_taken(anchor, part, at, tree)
                    continue
                taken.add(anchor)
                place = Place(tree, self._entry(tree, node))
                anchors[place] = (*anchors.get(place, ()), anchor)
        return anchors

    def ways_out(
        self, endings: Mapping[Place, Placed], starts: Mapping[str, Place]
    ) -> Iterator[tuple[Place, Place]]:
        config = self._library.config
        everywhere = self._named(CONFIG, "", config.unsolved) if config.unsolved else None
        in_guides = {
            tree: self._named(f"{tree}.yml", tree, unsolved)
            for tree in self._places
            if (unsolved := self._library.trees[tree].unsolved)
        }
        for place, placed in endings.items():
            named = self._own_way_out(place.tree, placed)
            choices = (named, in_guides.get(place.tree), everywhere, starts.get(place.tree))
            found = next((one for one in choices if isinstance(one, Place) and one != place), None)
            if found:
                yield place, found

    def _own_way_out(self, guide: str, placed: Placed) -> Place | _Missing | None:
        node = placed.node(self._library)
        if not isinstance(node, Resolution | Support) or node.unsolved is None:
            return None
        return self._follow(guide, placed, WayOn(node.unsolved, ("unsolved",)))

    def _named(self, file: str, tree: str, written: str) -> Place | _Missing:
        """Follow the `unsolved` of a guide, or of the library if there is no `tree`."""
        is_node = is_local(written)
        if is_node and not tree:
            found: Place | _Missing = _Missing(
                f"'{written}' is no tree file", "write the path from this folder, with '.yml'"
            )
        elif is_node:
            found = self._met(tree, "", tree, written, asking=tree)
        else:
            found = self._find_guide(tree, written)
        if isinstance(found, _Missing):
            self._tell(found, partial(self._library.sources[file].value, "unsolved"))
        return found

    def check_includes(self) -> None:
        # The way on after a part that never returns leads nowhere too, though nobody takes it.
        for guide, entries in self._expansion.entries.items():
            for _, placed in entries.values():
                for way in placed.node(self._library).ways_on():
                    self._follow(guide, placed, way)

    def check_tree_aliases(self) -> None:
        names = self._library.names
        taken = {tree_id: tree_id for tree_id in names}
        for tree_id, aliases in names.items():
            for index, alias in enumerate(aliases):
                if alias in taken:
                    self._tell_taken(alias, tree_id, ("aliases", index), taken[alias])
                taken.setdefault(alias, tree_id)

    def check_order(self) -> None:
        guides = self._library.guides
        for index, file in enumerate(self._library.config.order):
            tree = file.removesuffix(".yml")
            if tree not in guides and not self._library.is_unclear(tree):
                close = nearest(tree, guides)
                hint = (
                    f"did you mean '{close}.yml'?"
                    if close
                    else "write the path from this folder, with '.yml'"
                )
                place = self._library.sources[CONFIG].value("order", index)
                self.problems.append(Problem("unknown-target", f"there is no guide '{file}'", place, hint))

    def check_links(self) -> None:
        for text in self._library.texts:
            for link in text.content.links:
                if is_tree_link(link):
                    found = self._find_guide(text.part, link)
                    if isinstance(found, _Missing):
                        place = partial(self._library.source_of(text.part).words, text.at, link, "](")
                        self._tell(found, place)

    def _follow(self, guide: str, placed: Placed, way: WayOn) -> Place | _Missing:
        """Find where a way leads, and tell if it is nowhere."""
        found = self._find(guide, placed, way.target)
        if isinstance(found, _Missing):
            at = (*placed.address, *way.at)
            self._tell(found, partial(self._library.source_of(placed.part).words, at, way.target))
        return found

    def _find(self, guide: str, placed: Placed, written: str) -> Place | _Missing:
        if written == RETURN:
            if placed.outer is None:
                return _Missing("'return' leads out of a part, and this tree is a guide of its own")
            include = placed.outer.node(self._library)
            assert isinstance(include, Include)  # noqa: S101 - what is around a node is an include
            found = self._find(guide, placed.outer, include.next)
            return _Missing() if isinstance(found, _Missing) else found  # it is told at the include
        if is_local(written):
            return self._met(guide, placed.prefix, placed.part, written, asking=placed.part)
        return self._find_guide(placed.part, written)

    def _find_guide(self, asking: str, written: str) -> Place | _Missing:
        target = parse_target(asking, written)
        if target is None:
            return _Missing(f"'{written}' leads out of the library")
        tree = self._library.trees.get(target.tree)
        if tree is None:
            if self._library.is_unclear(target.tree):
                return _Missing()
            hint = nearest_tree(self._library, asking, target.tree)
            return _Missing(f"there is no tree '{written.partition('#')[0]}'", hint)
        if tree.kind == "part":
            return _Missing(
                "a part is no guide, and nothing can lead to it",
                "include it: 'include:' and 'next:'",
                concerns=frozenset({self._library.source_of(target.tree).path}),
            )
        return self._met(target.tree, "", target.tree, target.node or tree.start, asking=asking)

    def _met(self, guide: str, prefix: str, part: str, name: str, *, asking: str) -> Place | _Missing:
        """Return the node that a customer meets by an id; `asking` is the tree in which the id is written."""
        met = self._places[guide].get(self._entry(guide, prefix + name))
        if met is not None:
            return met
        # A start that is missing is told once, at the start, and not again wherever one goes to it; the
        # same holds for an include that did not succeed.
        tree = self._library.trees[part]
        if name in tree.nodes or name == tree.start or self._library.is_unclear(part, name):
            return _Missing()
        return self._unknown_node(guide, prefix, part, name, asking=asking)

    def _entry(self, guide: str, node: str) -> str:
        """Return the node that one meets at an id, which may be that of an include."""
        entries = self._expansion.entries[guide]
        while node in entries:
            node = entries[node][0]
        return node

    def _unknown_node(self, guide: str, prefix: str, part: str, name: str, *, asking: str) -> _Missing:
        source, nodes = self._library.source_of(part), self._library.trees[part].nodes
        message = f"no node is called '{name}' in {'this tree' if asking == part else source.path}"
        concerns = frozenset({source.path})
        renamed = next((key for key, node in nodes.items() if name in node.aliases), None)
        close = renamed or nearest(name, nodes)
        if close is None:
            return _Missing(message, f"the nodes are: {', '.join(nodes)}", concerns=concerns)
        related = Related("this one is", source.key("nodes", close))
        hint = f"it is now called '{close}'" if renamed else f"did you mean '{close}'?"
        return _Missing(message, hint, (related,), Place(guide, prefix + close), concerns)

    def _aliases(self, placed: Placed) -> Iterator[tuple[str, str, str, Address]]:
        for index, alias in enumerate(placed.node(self._library).aliases):
            yield placed.id, placed.prefix + alias, placed.part, (*placed.address, "aliases", index)

    def _check_contact(self, placed: Placed, node: Support) -> None:
        library = self._library
        if node.support not in library.contacts and not library.is_unclear(CONTACTS, node.support):
            place = library.source_of(placed.part).value(*placed.address, "support")
            self.problems.append(unknown_entry("contact", node.support, library.contacts, place, CONTACTS))

    def _tell_taken(self, alias: str, part: str, at: Address, owner: str) -> None:
        place = self._library.source_of(part).value(*at)
        hint = "an address leads to one place: take it out here or there"
        self.problems.append(
            Problem(
                "ambiguous-id",
                f"'{alias}' is the id of something else too",
                place,
                hint,
                concerns=frozenset({self._library.source_of(owner).path}),
            )
        )

    def _tell(self, missing: _Missing, place: Callable[[], Position]) -> None:
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
