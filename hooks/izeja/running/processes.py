"""Work in several processes, where they pay: large libraries on a machine with more than one core."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
import time
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
_HEAD = 8
_EVERY = 0.02
"""So many seconds at most lie between two times when a process leaves what it has done."""


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


class _Board:
    """Memory that processes have in common: one writes, and each reads what it has not read so far.

    A pipe would make the writer wait until somebody reads.
    """

    def __init__(self, name: str) -> None:
        self._file = os.memfd_create(name)
        self._read = 0

    def write(self, what: Any) -> None:
        """Leave something for those who read."""
        data = pickle.dumps(what)
        with os.fdopen(os.dup(self._file), "wb") as file:
            file.write(len(data).to_bytes(_HEAD, "big"))
            file.write(data)

    def read(self) -> Iterator[Any]:
        """Yield all that is there as a whole."""
        # There is one place in the file for all processes, unless one says from where it reads.
        while head := os.pread(self._file, _HEAD, self._read):
            size = int.from_bytes(head, "big")
            data = os.pread(self._file, size, self._read + _HEAD) if len(head) == _HEAD else b""
            if not data or len(data) < size:
                return
            self._read += _HEAD + size
            yield pickle.loads(data)  # noqa: S301 - a copy of this process has written it

    def close(self) -> None:
        """Leave it to the others."""
        os.close(self._file)


class News:
    """What a process hears of the one that it is a copy of: something that was not known when it was made."""

    def __init__(self, hearing: Connection, boards: Mapping[str, _Board]) -> None:
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
        return next(self._boards[batch].read())


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
        self._boards = {name: _Board(name) for name in batches} if helpers else {}
        self._helpers = [_Helper(work, self._left, self._boards) for _ in range(helpers)]

    def tell(self, batch: str, news: Any) -> None:
        """Tell the other processes something of a batch; of one after another, in their order."""
        if self._helpers:
            board = self._boards.pop(batch)
            board.write(news)
            board.close()
        for helper in self._helpers:
            helper.tell(batch)

    def dismiss(self) -> None:
        """Let the other processes end without any news."""
        for helper in self._helpers:
            helper.tell(None)
        while self._boards:
            self._boards.popitem()[1].close()

    def results(self, batch: str) -> dict[_Item, _Result]:
        """Wait for the results of a batch; see `start`."""
        found = dict(self.each(batch))
        return {item: found[item] for item in self._batches[batch]}

    def each(self, batch: str) -> Iterator[tuple[_Item, _Result]]:
        """Yield items with their results as they come, in no order; to be called once for each batch."""
        lost = dict.fromkeys(self._batches[batch])
        for item, result in self._each(batch):
            del lost[item]
            yield item, result
        yield from self._work(batch, lost, None)

    def _each(self, batch: str) -> Iterator[tuple[_Item, _Result]]:
        for done in self._work(batch, self._left[batch], None):
            yield done
            for helper in self._helpers:
                yield from helper.arrived(batch)
        for helper in self._helpers:
            yield from helper.rest(batch)


class _Helper:
    def __init__(self, work: _Work, left: Mapping[str, Iterable[Any]], boards: Mapping[str, _Board]) -> None:
        import multiprocessing  # noqa: PLC0415 - slow to load, and rarely wanted

        context = multiprocessing.get_context("fork")
        self._results = {batch: _Board(batch) for batch in left}
        # It is done with these; with None there will be no more.
        self._done: set[str | None] = set()
        self._hearing, telling = context.Pipe(duplex=False)
        hearing, self._telling = context.Pipe(duplex=False)
        arguments = (work, left, News(hearing, boards), self._telling, self._results, telling)
        context.Process(target=_work_through, args=arguments, daemon=True).start()
        telling.close()
        hearing.close()

    def tell(self, batch: str | None) -> None:
        # Who has ended already is told nothing; its work is done here.
        with suppress(BrokenPipeError):
            self._telling.send(batch)

    def arrived(self, batch: str) -> Iterator[tuple[Any, Any]]:
        for some in self._results[batch].read():
            yield from some

    def rest(self, batch: str) -> Iterator[tuple[Any, Any]]:
        while not self._done & {batch, None}:
            yield from self.arrived(batch)
            if self._hearing.poll(_EVERY):
                self._hear()
        yield from self.arrived(batch)
        self._results.pop(batch).close()
        if not self._results:
            self._telling.close()
            self._hearing.close()

    def _hear(self) -> None:
        try:
            self._done.add(self._hearing.recv())
        except EOFError:
            self._done.add(None)


def _free_cores() -> int:
    if sys.platform != "linux" or threading.active_count() > 1 or not hasattr(os, "memfd_create"):
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
    return max(1, -(-len(items) // _MOST_TICKETS))


def _work_through(
    work: _Work,
    left: Mapping[str, Iterable[Any]],
    news: News,
    heard: Connection,
    results: Mapping[str, _Board],
    telling: Connection,
) -> None:
    # If the other process is killed, nobody is left who could tell something.
    heard.close()
    # If it is interrupted, it ends this one, too, and one of them is enough to say so.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # It ends soon, and what it has got from the other process never changes.
    gc.disable()
    for batch, items in left.items():
        found, since = [], time.monotonic()
        for done in work(batch, items, news):
            found.append(done)
            if time.monotonic() - since > _EVERY:
                results[batch].write(found)
                found, since = [], time.monotonic()
        results[batch].write(found)
        telling.send(batch)
