"""Work in several processes, where they pay: large libraries on a machine with more than one core."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

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
    """Begin the same work on several items, and go on meanwhile; see `Crew`.

    Args:
        work: what is to be done. Its result has to be picklable, and it must change nothing else.
        items: what it is to be done with.
        pays: whether there is so much of it that a process is worth its start.

    Returns:
        A function that waits for the results and returns them by their items, in their order. It is to be
        called once.
    """
    return Crew(partial(_each, work), items, pays=pays).results


def _each(
    work: Callable[[_Item], _Result], left: Iterable[_Item], _news: Connection | None
) -> Iterator[tuple[_Item, _Result]]:
    return ((item, work(item)) for item in left)


class Crew(Generic[_Item, _Result]):
    """Several processes at the same work.

    They take one item after another, and so does this process as soon as it wants the results: whoever is
    quicker does more. They are copies of this one, so that nothing has to be sent there; they are made only
    where copying is safe (Linux, no other thread running), one for each core that is free. Everywhere else,
    and for what a process took that ended without a result, the work is done here.
    """

    def __init__(
        self,
        work: Callable[[Iterable[_Item], Connection | None], Iterable[tuple[_Item, _Result]]],
        items: Sequence[_Item],
        *,
        pays: bool,
    ) -> None:
        """Begin.

        Args:
            work: gets the items that nobody has taken yet, and takes them one by one; gives back each with
                its result. In another process it also gets where to hear what is told.
            items: what is to be done.
            pays: as for `start`.
        """
        self._work = work
        self._items = items
        helpers = _free_cores() if pays and items else 0
        self._left = _drawn(items, _tickets_for(items)) if helpers else iter(items)
        self._helpers = [_Helper(work, self._left) for _ in range(helpers)]

    def tell(self, news: Any) -> None:
        """Tell the other processes something that was not known when the work began."""
        for helper in self._helpers:
            helper.tell(news)

    def results(self) -> dict[_Item, _Result]:
        """Wait for the results; see `start`."""
        found = dict(self.each())
        return {item: found[item] for item in self._items}

    def each(self) -> Iterator[tuple[_Item, _Result]]:
        """Yield items with their results as they come, first what is done here; to be called once."""
        lost = dict.fromkeys(self._items)
        for item, result in self._each():
            del lost[item]
            yield item, result
        yield from self._work(lost, None)

    def _each(self) -> Iterator[tuple[_Item, _Result]]:
        yield from self._work(self._left, None)
        for helper in self._helpers:
            yield from helper.results().items()


class _Helper:
    def __init__(
        self, work: Callable[[Iterable[Any], Connection | None], Iterable[Any]], left: Iterable[Any]
    ) -> None:
        import multiprocessing  # noqa: PLC0415 - slow to load, and rarely wanted

        context = multiprocessing.get_context("fork")
        self._results, sending = context.Pipe(duplex=False)
        hearing, self._telling = context.Pipe(duplex=False)
        self._process = context.Process(target=_send, args=(work, left, hearing, sending), daemon=True)
        self._process.start()
        sending.close()
        hearing.close()

    def tell(self, news: Any) -> None:
        # Who has ended already is told nothing; its work is done here.
        with suppress(BrokenPipeError):
            self._telling.send(news)

    def results(self) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        with suppress(EOFError):
            found = self._results.recv()
        self._results.close()
        self._telling.close()
        self._process.join()
        return found


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


def _send(
    work: Callable[[Iterable[Any], Connection | None], Iterable[Any]],
    left: Iterable[Any],
    hearing: Connection,
    sending: Connection,
) -> None:
    # It ends soon, and what it has got from the other process never changes.
    gc.disable()
    sending.send(dict(work(left, hearing)))
