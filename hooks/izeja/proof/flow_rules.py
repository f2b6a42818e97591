"""Rules for the ways through a library: each yields its problems, with the way as proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from izeja.library.library import Library
from izeja.problems.problem import Problem, Related
from izeja.proof.components import components
from izeja.proof.graph import Edge, Graph, Place
from izeja.proof.ways import can_end, first_met, longest_way, name_in, reachable, shortest_circle, written_way


def prove(library: Library, graph: Graph) -> Iterator[Problem]:
    """Yield every problem of the ways through a library."""
    yield from unreachable(library, graph)
    yield from dead_ends(library, graph)
    yield from circles(library, graph)
    yield from too_long(library, graph)
    yield from too_many_nodes(library, graph)


def unreachable(library: Library, graph: Graph) -> Iterator[Problem]:
    """`unreachable`: every node can be reached from the start of its tree."""
    for tree_id, start in graph.starts.items():
        if library.has_unclear and any(
            library.is_unclear(file_id) for file_id in _files_behind(graph, tree_id)
        ):
            continue  # a node that was not understood can lead anywhere
        if start in graph.beyond:
            continue  # this tree was not read
        nodes = set(graph.guides[tree_id])
        # Almost every guide can be walked without leaving it. Only the other nodes need the whole graph.
        missing = nodes - reachable(graph, start, within=tree_id)
        if missing:
            missing -= reachable(graph, start)
        # Sets have no order, and a report must read the same on every run.
        for place in sorted(missing):
            file_id, name = graph.placed[place].file_id, graph.placed[place].name
            yield Problem(
                "unreachable",
                f"'{name}' cannot be reached from the start of this tree, '{library.trees[file_id].start}'",
                graph.key_of(place, library),
                "lead an answer or a 'next' to it, or delete it",
                concerns=_files_of([place], graph, library),
            )


def dead_ends(library: Library, graph: Graph) -> Iterator[Problem]:
    """`dead-end`: from every node, a resolution or a support link can be reached.

    Nodes that lead only to one another are reported once, at the node that a customer meets first.
    """
    if _has_order(graph) and all(graph.onward[place] for place, edges in graph.edges.items() if edges):
        return  # a customer who never goes back meets only nodes further on, and finally an ending
    stuck = graph.edges.keys() - can_end(graph)
    for component in components(graph, stuck, retries=True):
        members = set(component)
        # Customers can leave this component, so the dead end is in one that it leads to.
        if any(edge.target not in members for place in component for edge in graph.edges[place]):
            continue
        # Shown from the start of the guide, so that a writer can click through the same steps.
        first, way = first_met(graph, component)
        is_whole = not way or way[0].source == graph.starts[first.tree]
        round_trip = shortest_circle(graph, members, first, retries=True)
        yield Problem(
            "dead-end",
            f"no way leads from '{first.node}' to a resolution or to support",
            graph.key_of(first, library),
            f"the way that proves it: {'' if is_whole else '... -> '}"
            f"{written_way((*way, *round_trip), first.tree)}\n"
            "lead one of these ways to a resolution or to support",
            concerns=_files_of(component, graph, library),
        )


def circles(library: Library, graph: Graph) -> Iterator[Problem]:
    """`circle`: every circle is closed by an answer that says `retry: true`."""
    if _has_order(graph):
        return
    for component in components(graph, graph.edges.keys(), retries=False):
        members = set(component)
        if len(component) == 1 and not any(edge.target in members for edge in graph.edges[component[0]]):
            continue
        first, _ = first_met(graph, component)
        circle = shortest_circle(graph, members, first, retries=False)
        if not circle:
            continue
        closing = circle[-1]
        back_to = name_in(closing.target, closing.source.tree)
        yield Problem(
            "circle",
            f"this leads back to '{back_to}', which the customer has already seen",
            graph.target_of(closing, library),
            f"the circle: {written_way(circle, closing.source.tree)}\n" + _ways_out_of_circle(closing),
            tuple(Related("part of the circle", graph.target_of(edge, library)) for edge in circle[:-1]),
            concerns=_files_of(component, graph, library),
        )


def too_long(library: Library, graph: Graph) -> Iterator[Problem]:
    """`too-long`: no way through asks more questions than `limits: questions` of library.yml allows."""
    limit = library.config.limits.questions
    for tree_id, start in graph.starts.items():
        questions = graph.questions_left.get(start, 0)
        if questions > limit:
            yield Problem(
                "too-long",
                f"one way through this guide asks {questions} questions; the limit is {limit}",
                library.source_of(tree_id).value("start"),
                f"the way: {written_way(longest_way(graph, start), tree_id)}\n"
                "shorten it, or raise 'limits: questions' in library.yml",
            )


def too_many_nodes(library: Library, graph: Graph) -> Iterator[Problem]:
    """`too-large`: no guide has more nodes than `limits: nodes` of library.yml allows."""
    limit = library.config.limits.nodes
    for tree_id, count in Counter(place.tree for place in graph.placed).items():
        if count > limit:
            message = f"this guide has {count} nodes, including those of its parts; the limit is {limit}"
            hint = "split it into several guides, or raise 'limits: nodes' in library.yml"
            yield Problem("too-large", message, library.source_of(tree_id).key("nodes"), hint)


def _files_of(places: Iterable[Place], graph: Graph, library: Library) -> frozenset[str]:
    """Return the files that some nodes are met in, and those that they are written in."""
    trees = {tree for place in places for tree in (place.tree, graph.placed[place].file_id)}
    return frozenset(library.source_of(tree).path for tree in trees)


def _has_order(graph: Graph) -> bool:
    """Return whether the nodes can be put in a row so that only retries lead back."""
    return len(graph.after_their_targets) == len(graph.edges)


def _files_behind(graph: Graph, tree_id: str) -> set[str]:
    return {tree_id, *(graph.placed[place].file_id for place in graph.guides[tree_id])}


def _ways_out_of_circle(closing: Edge) -> str:
    if closing.answer is None:
        return "lead it somewhere else, or ask a question here, with an answer that has 'retry: true'"
    return "if the customer should try again, add 'retry: true' to this answer"
