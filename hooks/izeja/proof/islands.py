"""Nodes that no way leads to: those that are connected make an island, which is one problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from izeja.language.corrections import name_for
from izeja.language.nodes import Ending
from izeja.language.repair import NOWHERE
from izeja.library.expansion import Placed, part_of
from izeja.library.library import Library
from izeja.problems.problem import Problem, Related
from izeja.problems.wording import counted, listed
from izeja.proof.components import components
from izeja.proof.graph import Graph, Place
from izeja.proof.ways import neighbours, reachable


def unreachable(library: Library, graph: Graph) -> Iterator[Problem]:
    """`unreachable`: every node can be reached from the start of its tree."""
    for tree_id, start in graph.starts.items():
        if library.has_unclear and any(
            _may_lead_anywhere(library, one) for one in _files_behind(graph, tree_id)
        ):
            continue
        if start in graph.beyond:
            continue  # this tree was not read
        if any(_leads_to_unknown(library, graph, place) for place in graph.guides[tree_id]):
            continue  # one of these nodes may be what was meant
        nodes = set(graph.guides[tree_id])
        # Almost every guide can be walked without leaving it. Only the other nodes need the whole graph.
        missing = nodes - reachable(graph, start, within=tree_id)
        if missing:
            missing -= reachable(graph, start)
        if missing:
            in_order = [place for place in graph.guides[tree_id] if place in missing]
            for island in _islands(graph, in_order):
                yield _island(library, graph, island)


def _files_behind(graph: Graph, tree_id: str) -> set[str]:
    return {tree_id, *(graph.placed[place].file_id for place in graph.guides[tree_id])}


def _may_lead_anywhere(library: Library, file_id: str) -> bool:
    """Return whether a file has a node whose ways or whose id are not known."""
    nodes = library.trees[file_id].nodes
    lost = library.unclear.get(file_id, ())
    return any(name is None or name not in nodes or name != name_for(name) for name in lost)


def _leads_to_unknown(library: Library, graph: Graph, place: Place) -> bool:
    ways = graph.edges[place] or graph.offers.get(place, ())
    if any(edge.target is None and edge.guess is None for edge in ways):
        return True
    node = graph.placed[place].node(library)
    return isinstance(node, Ending) and node.unsolved is not None and node.unsolved.written == NOWHERE


def _islands(graph: Graph, missing: Sequence[Place]) -> Iterator[list[Place]]:
    """Yield the groups of nodes that ways connect, whatever their direction, in the order of the nodes."""
    beside: dict[Place, list[Place]] = {place: [] for place in missing}
    for place in missing:
        for target in neighbours(graph, place):
            if target in beside:
                beside[place].append(target)
                beside[target].append(place)
    left = dict.fromkeys(missing)
    while left:
        island = [next(iter(left))]
        del left[island[0]]
        for place in island:
            found = dict.fromkeys(other for other in beside[place] if other in left)
            island += found
            for other in found:
                del left[other]
        members = set(island)
        yield [place for place in missing if place in members]


def _island(library: Library, graph: Graph, island: Sequence[Place]) -> Problem:
    first, *others = entries = _entries(graph, island)
    shown = _where_written(library, graph, first)
    includes = [one for entry in entries for one in _without_return(graph, island, entry)]
    parts = {one: library.source_of(part_of(library, one)).path for one in includes}
    hint = "lead an answer or a 'next' to it, or delete it"
    if parts:
        hint = f"lead a way in {listed(dict.fromkeys(parts.values()))} to 'return', or {hint}"
    if after := [graph.placed[place].name for place in island if place not in entries]:
        hint += f"\nnothing else leads to {counted(len(after), 'node')} after it: {listed(after)}"
    nor = [_where_written(library, graph, place) for place in others]
    return Problem(
        "unreachable",
        f"'{shown.name}' cannot be reached from the start of this tree, "
        f"'{library.trees[shown.file_id].start}'",
        library.source_of(shown.file_id).key(*shown.address),
        hint,
        (
            *(Related("nor can this node", library.source_of(one.file_id).key(*one.address)) for one in nor),
            *(
                Related(
                    f"this 'next' is never taken: no way in {parts[one]} leads to 'return'",
                    library.source_of(one.file_id).value(*one.address, "next"),
                )
                for one in includes
            ),
        ),
        concerns=graph.files_of(island, library) | {*parts.values()},
    )


def _without_return(graph: Graph, island: Sequence[Place], entry: Place) -> list[Placed]:
    """Return the innermost includes whose `next` leads to an entry, while no way in their parts does."""
    leading = {place for place in island if entry in neighbours(graph, place)}
    used = {one for place in leading for one in graph.placed[place].outwards}
    found = [one for one in graph.after_includes.get(entry, ()) if one not in used]
    # If a part ends with another one, `next: return`, only that one can return.
    around = {outer for one in found if one.outer for outer in one.outer.outwards}
    return [one for one in found if one not in around]


def _where_written(library: Library, graph: Graph, place: Place) -> Placed:
    """Return the node; the include, if it is the start of a part."""
    placed = graph.placed[place]
    while placed.outer is not None and placed.name == library.trees[placed.file_id].start:
        placed = placed.outer
    return placed


def _entries(graph: Graph, island: Sequence[Place]) -> list[Place]:
    """Return the nodes that lead to all others of an island; of nodes that lead to each other, the first."""
    ahead = {place: neighbours(graph, place) for place in island}
    group_of = {place: group[0] for group in components(island, ahead.__getitem__) for place in group}
    led_to = {
        group_of[target]
        for place in island
        for target in ahead[place]
        if target in group_of and group_of[target] != group_of[place]
    }
    # Of each group, the first node in the order of the page.
    entries: dict[Place, Place] = {}
    for place in island:
        entries.setdefault(group_of[place], place)
    return [place for group, place in entries.items() if group not in led_to]
