"""Work in several processes, where it pays: a thin layer over `concurrent.futures`.

Linux copies this process (`fork`), so that workers have all that it has without any of it being sent. Other
systems start Python from scratch (`spawn`) and send what a worker needs, which pays only for work that needs
little.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess

_Shared = TypeVar("_Shared")
_Item = TypeVar("_Item", bound=Hashable)
_Result = TypeVar("_Result")

_START_UP = {"fork": 0.05, "spawn": 1.0, "forkserver": 1.0}
"""The seconds that a worker costs: its start, and for `fork` copies of the memory that changes."""
_CHUNKS = 64
"""The number of parts that work is cut into: few enough to cost nothing, enough to end at the same time."""

_shared: Any = None
"""In a worker: the value that its pool shares."""


class Task:
    """A call that a worker makes, or this process if no worker has got it by the time it is wanted."""

    __slots__ = ("arguments", "function", "future")

    def __init__(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        self.function = function
        self.arguments = arguments
        self.future: Future[Any] | None = None
        """Of the worker that has got it."""


class Pool(Generic[_Shared]):
    """Workers that share one value, and this process, which helps them once it wants the results.

    There are no workers where they would not pay or could not start safely. Everything is done in this
    process then, and so are the tasks of a worker that died.
    """

    def __init__(self, shared: _Shared, *, seconds: float, may_be_sent: bool = False) -> None:
        """Get ready; the workers start with the first task.

        Args:
            shared: a value for all tasks. They must not change it.
            seconds: about how long all of them take on one core.
            may_be_sent: whether `shared` can be pickled, in much less time than that.
        """
        self._given = shared
        workers = _worth_starting(seconds, may_be_sent=may_be_sent)
        self._executor = _executor(workers, shared) if workers else None
        self._waiting: deque[Task] = deque()
        # An executor runs everything that it has got even at the end of the program, so it gets just enough
        # to keep all workers busy. It calls back in a thread of its own, which is why there is a lock.
        self._workers, self._room = workers, workers * 2
        self._lock = threading.RLock()

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Task:
        """Have `function(shared, *arguments)` called, by whichever process comes to it first.

        Args:
            function: of a module, since a worker is sent its name. Whether it is called once, or again after
                a worker died, must make no difference.
            arguments: its arguments. They and its result can be pickled.
        """
        task = Task(function, arguments)
        # Kept here, not in the executor, so that this process can still take the task back.
        self._waiting.append(task)
        self._hand_out()
        return task

    def finish(self, tasks: Iterable[Task]) -> Iterator[Any]:
        """Wait for tasks, and yield their results in no particular order.

        Workers take tasks from the front, and this process from the back. Results come as soon as they are
        there, so that the caller can use them while the workers go on.
        """
        left = deque(tasks)
        while left:
            first = left[0].future
            # Never wait while there is work: results that are ready go first, then tasks that no worker has.
            if not (first and first.done()) and self.take_back(left[-1]):
                yield self._call(left.pop())
            else:
                yield self._result_of(left.popleft())

    def take_back(self, task: Task) -> bool:
        """Leave no worker a task. Returns False if one has got it already."""
        with self._lock:
            if task not in self._waiting:
                return False
            self._waiting.remove(task)
            return True

    def close(self) -> None:
        """Let the workers end after the tasks that they have got.

        As long as a pool is open there are threads, and so this process is not copied for another one.
        """
        with self._lock:
            # Shut down outside the lock: the executor's thread may be waiting for it in `_hand_out`.
            executor, self._executor = self._executor, None
        if executor:
            executor.shutdown()

    def _hand_out(self, finished: Future[Any] | None = None) -> None:
        """Give tasks to the workers, as many as there is room for."""
        # A worker that died ends the executor, which calls back while it holds a lock that `submit` needs.
        if finished and finished.exception():
            return
        with self._lock:
            self._room += finished is not None
            while self._executor and self._waiting and self._room > self._least_room():
                task = self._waiting.popleft()
                try:
                    task.future = self._executor.submit(_call, task.function, task.arguments)
                except RuntimeError:  # the executor has ended, with a worker or with the program
                    # `finish` will do it in this process.
                    self._waiting.appendleft(task)
                    return
                self._room -= 1
                task.future.add_done_callback(self._hand_out)

    def _least_room(self) -> int:
        # A worker gets a second task before it has done its first, but not the last one, which is for this
        # process: two tasks of a second each would otherwise take two seconds, with nothing to do here.
        return 0 if len(self._waiting) > 1 else self._workers

    def _result_of(self, task: Task) -> Any:
        if task.future is None:
            return self._call(task)
        try:
            return task.future.result()
        except Exception:  # noqa: BLE001 - a worker that died, or a mistake, which is raised once more here
            return self._call(task)

    def _call(self, task: Task) -> Any:
        return task.function(self._given, *task.arguments)


class Work(Generic[_Item, _Result]):
    """The same work on many items, which other processes have begun."""

    def __init__(self, pool: Pool[Callable[[_Item], _Result]], items: Sequence[_Item]) -> None:
        """Give it to a pool, which is closed with it."""
        self._pool = pool
        self._tasks = [pool.submit(_each, chunk) for chunk in chunks(items)]

    def results(self) -> Iterator[tuple[_Item, _Result]]:
        """Yield each item with its result, in no particular order; to be called once."""
        try:
            for results in self._pool.finish(self._tasks):
                yield from results
        finally:
            self._pool.close()

    def cancel(self) -> None:
        """Give up what no worker has begun, in place of asking for results."""
        self._pool.close()


def start(
    work: Callable[[_Item], _Result], items: Sequence[_Item], *, seconds: float, may_be_sent: bool = False
) -> Work[_Item, _Result]:
    """Begin the same work on many items in other processes, and go on meanwhile.

    Args:
        work: its result can be pickled, and it changes nothing else.
        items: the items, which can be pickled.
        seconds: about how long all of it takes on one core.
        may_be_sent: as for `Pool`.

    Returns:
        What has begun. Ask for its results or cancel it: until then, no other work gets processes.
    """
    return Work(Pool(work, seconds=seconds, may_be_sent=may_be_sent), items)


def chunks(items: Sequence[_Item]) -> list[Sequence[_Item]]:
    """Cut work into tasks, each with about as many items as the others, in their order."""
    size = max(1, len(items) // _CHUNKS)
    return [items[first : first + size] for first in range(0, len(items), size)]


def _each(work: Callable[[_Item], _Result], items: Iterable[_Item]) -> list[tuple[_Item, _Result]]:
    return [(item, work(item)) for item in items]


def _worth_starting(seconds: float, *, may_be_sent: bool) -> int:
    """Return how many workers to start: none that has less to do than its start costs."""
    method = _start_method()
    if method is None or (method != "fork" and not may_be_sent):
        return 0
    return min(free_cores(), int(seconds / _START_UP[method]))


def _executor(workers: int, shared: object) -> ProcessPoolExecutor | None:
    import multiprocessing  # noqa: PLC0415 - these take a while to load, and small libraries need neither
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as above

    # A process that its parent would kill on the way out may have no children.
    if multiprocessing.current_process().daemon:
        return None
    context = multiprocessing.get_context(_start_method())
    # A copy of this process gets the arguments as they are; any other gets them pickled.
    return ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(shared,))


def _start_method() -> str | None:
    """Return how a worker can be started safely, None if it cannot."""
    if sys.platform == "linux":
        # A copy has none of the other threads, and would wait for ever for a lock that one of them holds.
        return "fork" if threading.active_count() == 1 else None
    # MkDocs imports a hook, and the package beside it, from a folder where a new Python does not look.
    return "spawn" if str(Path(__file__).parents[2]) in sys.path else None


def free_cores() -> int:
    """Return how many other processes can run at the same time as this one."""
    # Not every platform lets a process be bound to some cores only.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # This process works too, and has the last core.
    return cores - 1


def _begin(shared: object) -> None:
    """Make a new process a worker."""
    from multiprocessing import parent_process  # noqa: PLC0415 - it is loaded here

    global _shared  # noqa: PLW0603 - a worker has one pool
    _shared = shared
    # Ctrl-C reaches all processes of a terminal, and one of them is enough to say so.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # A worker ends soon, and the collector would write to all memory that it has in common with its parent.
    gc.disable()
    threading.Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    """End this process with its parent: one that is killed cannot say goodbye to its workers."""
    parent.join()
    # Not `sys.exit`: that would end only this thread.
    os._exit(1)


def _call(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    return function(_shared, *arguments)
