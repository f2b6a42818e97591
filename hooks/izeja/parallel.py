"""Work in several processes, where they pay: large libraries on a machine with more than one core."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
_ALL = "all"


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
    return partial(Crew(partial(_each, work), {_ALL: items}, pays=pays).results, _ALL)


def _each(
    work: Callable[[_Item], _Result], _batch: str, left: Iterable[_Item], _news: News | None
) -> Iterator[tuple[_Item, _Result]]:
    return ((item, work(item)) for item in left)


class News:
    """What a process hears of the one that it is a copy of: something that was not known when it was made."""

    def __init__(self, hearing: Connection, boards: Mapping[str, int]) -> None:
        self._hearing = hearing
        self._boards = boards
        self._heard: set[str | None] = set()

    def is_there(self) -> bool:
        """Tell whether there is something to hear."""
        return self._hearing.poll()

    def of(self, batch: str) -> Any:
        """Wait for what is told of a batch.

        Raises:
            EOFError: nothing will be told any more.
        """
        while batch not in self._heard:
            if None in self._heard:
                raise EOFError
            self._heard.add(self._hearing.recv())
        return _read(self._boards[batch])


def _write(board: int, what: Any) -> None:
    """Leave something in memory that several processes have in common."""
    with os.fdopen(os.dup(board), "wb") as file:
        pickle.dump(what, file)


def _read(board: int) -> Any:
    # All who read have one place in the file in common, unless they say from where.
    return pickle.loads(os.pread(board, os.fstat(board).st_size, 0))  # noqa: S301 - a copy of this process has written it


_Work = Callable[[str, Iterable[Any], "News | None"], Iterable[tuple[Any, Any]]]


class Crew(Generic[_Item, _Result]):
    """Several processes at the same work, which may come in batches, each with a name.

    They take one item after another, and so does this process as soon as it wants the results: whoever is
    quicker does more. They are copies of this one, so that nothing has to be sent there; they are made only
    where copying is safe (Linux, no other thread running), one for each core that is free. Everywhere else,
    and for what a process took that ended without a result, the work is done here.
    """

    def __init__(
        self,
        work: Callable[[str, Iterable[_Item], News | None], Iterable[tuple[_Item, _Result]]],
        batches: Mapping[str, Sequence[_Item]],
        *,
        pays: bool,
    ) -> None:
        """Begin.

        Args:
            work: gets the name of a batch and those of its items that nobody has taken yet, and takes them
                one by one; gives back each with its result. In another process it also gets its news.
            batches: what is to be done, one after another.
            pays: as for `start`.
        """
        self._work = work
        self._batches = batches
        helpers = min(_free_cores(), max(map(len, batches.values()), default=0)) if pays else 0
        self._left = {
            name: _drawn(items, _tickets_for(items)) if helpers else iter(items)
            for name, items in batches.items()
        }
        # What is told lies in memory until it is wanted; a pipe would make this process wait for the others.
        self._boards = {name: os.memfd_create(name) for name in batches} if helpers else {}
        self._helpers = [_Helper(work, self._left, self._boards) for _ in range(helpers)]

    def tell(self, batch: str, news: Any) -> None:
        """Tell the other processes something of a batch; of one after another, in their order."""
        if self._helpers:
            board = self._boards.pop(batch)
            _write(board, news)
            os.close(board)
        for helper in self._helpers:
            helper.tell(batch)

    def dismiss(self) -> None:
        """Let the other processes end without any news."""
        for helper in self._helpers:
            helper.tell(None)
        while self._boards:
            os.close(self._boards.popitem()[1])

    def results(self, batch: str) -> dict[_Item, _Result]:
        """Wait for the results of a batch; see `start`."""
        found = dict(self.each(batch))
        return {item: found[item] for item in self._batches[batch]}

    def each(self, batch: str) -> Iterator[tuple[_Item, _Result]]:
        """Yield items with their results as they come, first what is done here; to be called once a batch."""
        lost = dict.fromkeys(self._batches[batch])
        for item, result in self._each(batch):
            del lost[item]
            yield item, result
        yield from self._work(batch, lost, None)

    def _each(self, batch: str) -> Iterator[tuple[_Item, _Result]]:
        yield from self._work(batch, self._left[batch], None)
        for helper in self._helpers:
            yield from helper.results(batch).items()


class _Helper:
    def __init__(self, work: _Work, left: Mapping[str, Iterable[Any]], boards: Mapping[str, int]) -> None:
        import multiprocessing  # noqa: PLC0415 - slow to load, and rarely wanted

        context = multiprocessing.get_context("fork")
        # As above, the other way round.
        self._results = {batch: os.memfd_create(batch) for batch in left}
        self._done: set[str] = set()
        self._hearing, telling = context.Pipe(duplex=False)
        hearing, self._telling = context.Pipe(duplex=False)
        arguments = (work, left, News(hearing, boards), self._telling, self._results, telling)
        self._process = context.Process(target=_work_through, args=arguments, daemon=True)
        self._process.start()
        telling.close()
        hearing.close()

    def tell(self, batch: str | None) -> None:
        # Who has ended already is told nothing; its work is done here.
        with suppress(BrokenPipeError):
            self._telling.send(batch)

    def results(self, batch: str) -> dict[Any, Any]:
        found: dict[Any, Any] = _read(self._results[batch]) if self._is_done(batch) else {}
        os.close(self._results.pop(batch))
        if not self._results:
            self._telling.close()
            self._hearing.close()
        return found

    def _is_done(self, batch: str) -> bool:
        with suppress(EOFError):
            while batch not in self._done:
                self._done.add(self._hearing.recv())
        return batch in self._done


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


def _work_through(
    work: _Work,
    left: Mapping[str, Iterable[Any]],
    news: News,
    heard: Connection,
    results: Mapping[str, int],
    telling: Connection,
) -> None:
    # If the other process is killed, nobody is left who could tell something.
    heard.close()
    # It ends soon, and what it has got from the other process never changes.
    gc.disable()
    for batch, items in left.items():
        _write(results[batch], dict(work(batch, items, news)))
        telling.send(batch)
