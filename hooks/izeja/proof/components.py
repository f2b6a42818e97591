"""Which nodes lead to one another: the strongly connected components of a graph."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a graph counts its questions with this module
    from izeja.proof.graph import Place


def components(
    places: Collection[Place], targets: Callable[[Place], Iterable[Place | None]]
) -> list[list[Place]]:
    """Return the strongly connected components of some nodes: the largest sets in which each leads to each.

    Args:
        places: the nodes.
        targets: returns what a node leads to; what is not among the nodes is ignored.

    This is Tarjan's algorithm (1972) with a stack in place of recursion, since a way can have more nodes than
    Python allows calls.
    """
    index: dict[Place, int] = {}
    low: dict[Place, int] = {}
    stack: list[Place] = []
    on_stack: set[Place] = set()
    found: list[list[Place]] = []
    inside = frozenset(places)

    def enter(place: Place) -> tuple[Place, Iterator[Place | None]]:
        index[place] = low[place] = len(index)
        stack.append(place)
        on_stack.add(place)
        return place, iter(targets(place))

    for root in places:
        # Each item is a node with its targets, some of them consumed: what a recursive call would keep.
        work = [enter(root)] if root not in index else []
        while work:
            place, ahead = work[-1]
            for target in ahead:
                if target is None or target not in inside:
                    continue
                if target not in index:
                    # Go deeper now; this node's other targets wait in their iterator.
                    work.append(enter(target))
                    break
                if target in on_stack:
                    low[place] = min(low[place], index[target])
            else:
                # No `break`: all targets of this node are done, as when a recursive call returns.
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[place])
                # No way leads back beyond this node, so its component is complete, on top of the stack.
                if low[place] == index[place]:
                    found.append(_popped_to(place, stack))
                    on_stack.difference_update(found[-1])
    return found


def _popped_to(place: Place, stack: list[Place]) -> list[Place]:
    component = [stack.pop()]
    while component[-1] != place:
        component.append(stack.pop())
    return component[::-1]
