"""Work in several processes, where they pay: large libraries on a machine with more than one core."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_TICKET = 4
_MOST_TICKETS = 4096
"""They fit into any pipe, so that writing them waits for nobody."""


def start(
    work: Callable[[_Item], _Result], items: Sequence[_Item], *, pays: bool
) -> Callable[[], dict[_Item, _Result]]:
    """Begin the same work on several items, and go on meanwhile.

    Other processes take one item after another, and so does this one as soon as it wants the results: whoever
    is quicker does more. They are copies of this one, so that nothing has to be sent there; they are made
    only where copying is safe (Linux, no other thread running), one for each core that is free. Everywhere
    else, and for what a process took that ended without a result, the work is done here.

    Args:
        work: what is to be done. Its result has to be picklable, and it must change nothing else.
        items: what it is to be done with.
        pays: whether there is so much of it that a process is worth its start.

    Returns:
        A function that waits for the results and returns them by their items, in their order. It is to be
        called once.
    """
    helpers = _free_cores() if pays and items else 0
    left = _drawn(items, _tickets_for(items)) if helpers else iter(items)
    helping = [_start(work, left) for _ in range(helpers)]

    def results() -> dict[_Item, _Result]:
        found = {item: work(item) for item in left}
        for wait in helping:
            found.update(wait())
        return {item: found[item] if item in found else work(item) for item in items}

    return results


def _free_cores() -> int:
    if sys.platform != "linux" or threading.active_count() > 1:
        return 0
    return len(os.sched_getaffinity(0)) - 1


def _drawn(items: Sequence[_Item], tickets: int) -> Iterator[_Item]:
    """Yield items until all are taken, by this process or by a copy of it: each draws from the same pipe."""
    each = _items_a_ticket(items)
    while ticket := os.read(tickets, _TICKET):
        number = int.from_bytes(ticket, "big") * each
        yield from items[number : number + each]
    os.close(tickets)


def _tickets_for(items: Sequence[_Item]) -> int:
    tickets, filled = os.pipe()
    count = -(-len(items) // _items_a_ticket(items))
    os.write(filled, b"".join([number.to_bytes(_TICKET, "big") for number in range(count)]))
    # Who finds the pipe empty then knows that there will be no more.
    os.close(filled)
    return tickets


def _items_a_ticket(items: Sequence[_Item]) -> int:
    return -(-len(items) // _MOST_TICKETS)


def _start(work: Callable[[_Item], _Result], left: Iterator[_Item]) -> Callable[[], dict[_Item, _Result]]:
    import multiprocessing  # noqa: PLC0415 - slow to load, and rarely wanted

    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(work, left, sending), daemon=True)
    process.start()
    sending.close()

    def wait() -> dict[_Item, _Result]:
        results: dict[_Item, _Result] = {}
        with suppress(EOFError):
            results = receiving.recv()
        receiving.close()
        process.join()
        return results

    return wait


def _send(work: Callable[[_Item], _Result], left: Iterator[_Item], sending: Connection) -> None:
    sending.send({item: work(item) for item in left})
