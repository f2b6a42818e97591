"""Rules for the ways through a library: each yields its problems, with the way as proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from izeja.library.library import Library
from izeja.problems.problem import Problem
from izeja.proof.circles import circles, forward_retries
from izeja.proof.components import components
from izeja.proof.graph import Graph
from izeja.proof.islands import unreachable
from izeja.proof.ways import can_end, first_met, longest_way, shortest_circle, written_way


def prove(library: Library, graph: Graph) -> Iterator[Problem]:
    """Yield every problem of the ways through a library."""
    yield from unreachable(library, graph)
    yield from dead_ends(library, graph)
    yield from circles(library, graph)
    yield from forward_retries(library, graph)
    yield from too_long(library, graph)
    yield from too_many_nodes(library, graph)


def dead_ends(library: Library, graph: Graph) -> Iterator[Problem]:
    """`dead-end`: from every node, a resolution or a support link can be reached.

    Nodes that lead only to one another are reported once, at the node that a customer meets first.
    """
    if graph.has_order and all(graph.onward[place] for place, edges in graph.edges.items() if edges):
        return  # a customer who never goes back meets only nodes further on, and finally an ending
    stuck = graph.edges.keys() - can_end(graph)
    for component in components(stuck, lambda place: [edge.target for edge in graph.edges[place]]):
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
            concerns=graph.files_of(component, library),
        )


def too_long(library: Library, graph: Graph) -> Iterator[Problem]:
    """`too-long`: no way through a guide asks more questions than `limits: questions` of library.yml allows.

    Those of other guides do not count: each has a writer and a start of its own, and their number depends on
    where customers come from.
    """
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
                concerns=graph.files_of(graph.guides[tree_id], library),
            )


def too_many_nodes(library: Library, graph: Graph) -> Iterator[Problem]:
    """`too-large`: no guide has more nodes than `limits: nodes` of library.yml allows."""
    limit = library.config.limits.nodes
    for tree_id, count in Counter(place.tree for place in graph.placed).items():
        if count > limit:
            message = f"this guide has {count} nodes, including those of its parts; the limit is {limit}"
            hint = "split it into several guides, or raise 'limits: nodes' in library.yml"
            place = library.source_of(tree_id).key("nodes")
            parts = graph.files_of(graph.guides[tree_id], library)
            yield Problem("too-large", message, place, hint, concerns=parts)
