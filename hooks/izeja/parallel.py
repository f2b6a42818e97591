"""Work in several processes, where they pay: large libraries on a machine with more than one core."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def start(
    work: Callable[[_Item], _Result], items: Sequence[_Item], *, pays: bool, all_elsewhere: bool = False
) -> Callable[[], dict[_Item, _Result]]:
    """Begin the same work on several items, and go on meanwhile.

    Other processes are copies of this one, so that nothing has to be sent there; they are made only where
    copying is safe (Linux, no other thread running), one for each core that is free. Everywhere else, and
    if a process ends without a result, the work is done here, when its results are wanted.

    Args:
        work: what is to be done. Its result has to be picklable, and it must change nothing else.
        items: what it is to be done with.
        pays: whether there is so much of it that a process is worth its start.
        all_elsewhere: whether this process has enough to do meanwhile, and takes no share.

    Returns:
        A function that waits for the results and returns them by their items, to be called once.
    """
    cores = len(os.sched_getaffinity(0)) if pays and sys.platform == "linux" else 1
    if threading.active_count() > 1:
        cores = 1
    shares = max(1, cores - 1) if all_elsewhere else cores
    *others, own = (items[share::shares] for share in range(shares))
    if all_elsewhere and cores > 1:
        others, own = [*others, own], items[:0]
    started = [_start(work, share) for share in others if share]

    def results() -> dict[_Item, _Result]:
        found = {item: work(item) for item in own}
        for wait in started:
            found.update(wait())
        return found

    return results


def _start(work: Callable[[_Item], _Result], share: Sequence[_Item]) -> Callable[[], dict[_Item, _Result]]:
    import multiprocessing  # noqa: PLC0415 - slow to load, and rarely wanted

    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(work, share, sending), daemon=True)
    process.start()
    sending.close()

    def wait() -> dict[_Item, _Result]:
        try:
            results: dict[_Item, _Result] = receiving.recv()
        except EOFError:
            results = {item: work(item) for item in share}
        process.join()
        return results

    return wait


def _send(work: Callable[[_Item], _Result], share: Sequence[_Item], sending: Connection) -> None:
    sending.send({item: work(item) for item in share})
