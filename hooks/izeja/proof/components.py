"""Which nodes lead to one another: the strongly connected components of a graph."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from izeja.proof.graph import Edge, Graph, Place
from izeja.proof.ways import edges_inside


def components(graph: Graph, inside: AbstractSet[Place], *, retries: bool) -> list[list[Place]]:
    """Return the strongly connected components of some nodes: the largest sets in which each leads to each.

    Args:
        graph: the graph.
        inside: the nodes; ways that leave them are ignored.
        retries: whether ways with `retry` count.

    This is Tarjan's algorithm (1972) with a stack in place of recursion, since a way can have more nodes than
    Python allows calls.
    """
    index: dict[Place, int] = {}
    low: dict[Place, int] = {}
    stack: list[Place] = []
    on_stack: set[Place] = set()
    found: list[list[Place]] = []

    def enter(place: Place) -> tuple[Place, Iterator[Edge]]:
        index[place] = low[place] = len(index)
        stack.append(place)
        on_stack.add(place)
        return place, edges_inside(graph, place, inside, retries=retries)

    for root in inside:
        # Each item is a node with its edges, half of them consumed: what a recursive call would keep.
        work = [enter(root)] if root not in index else []
        while work:
            place, edges = work[-1]
            for edge in edges:
                target = edge.target
                assert target is not None  # noqa: S101 - `inside` holds no None
                if target not in index:
                    # Go deeper now; this node's other edges wait in their iterator.
                    work.append(enter(target))
                    break
                if target in on_stack:
                    low[place] = min(low[place], index[target])
            else:
                # No `break`: all edges of this node are done, as when a recursive call returns.
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[place])
                # No edge leads back beyond this node, so its component is complete, on top of the stack.
                if low[place] == index[place]:
                    found.append(_popped_to(place, stack))
                    on_stack.difference_update(found[-1])
    return found


def _popped_to(place: Place, stack: list[Place]) -> list[Place]:
    component = [stack.pop()]
    while component[-1] != place:
        component.append(stack.pop())
    return component[::-1]
