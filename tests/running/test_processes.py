"""Work in several processes has the results of the same work in one, however workers are started."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT, only_some_quick
from izeja.compiler.compile import compile_library
from izeja.running import processes
from izeja.running.processes import Pool, chunks, start

if TYPE_CHECKING:
    from collections.abc import Callable

ITEMS = ("lv", "et", "lt", "de", "pl", "fi", "sv")
HERE = os.getpid()
METHODS = ["fork", "spawn", "forkserver", None]
MUCH = 1000.0
"""Enough seconds of work for workers to pay on any platform."""


@pytest.fixture
def starting(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], None]:
    """Have workers started in some way, two of them on any machine."""

    def use(method: str | None) -> None:
        monkeypatch.setattr(processes, "_start_method", lambda: method)
        monkeypatch.setattr(processes, "free_cores", lambda: 2)

    return use


def is_here() -> bool:
    return multiprocessing.parent_process() is None


def upper(item: str) -> tuple[str, int]:
    return item.upper(), os.getpid()


def together(folder: Path, item: str) -> tuple[str, int]:
    """Do what no process finishes before each has begun some of it: this one and all its workers."""
    Path(folder, str(os.getpid())).touch()
    if is_here():
        await_files(lambda: [Path(folder, str(one.pid)) for one in multiprocessing.active_children()])
        Path(folder, "all").touch()
    await_files(lambda: [Path(folder, "all")])
    return upper(item)


def await_files(files: Callable[[], list[Path]]) -> None:
    deadline = time.monotonic() + 20
    while not all(file.exists() for file in files()) and time.monotonic() < deadline:
        time.sleep(0.002)


def dies_elsewhere(item: str) -> tuple[str, int]:
    if not is_here():
        os._exit(1)
    return upper(item)


def fails(item: str) -> str:
    message = f"{item} at {os.getpid()}"
    raise ValueError(message)


def done(work: Callable[[str], Any], items: tuple[str, ...] = ITEMS, seconds: float = MUCH) -> dict[str, Any]:
    return dict(start(work, items, seconds=seconds, may_be_sent=True).results())


@pytest.mark.parametrize("method", only_some_quick(METHODS, "fork", None))
def test_every_item_has_its_result(method: str | None, starting: Callable[[str | None], None]) -> None:
    starting(method)
    for count in (0, 1, len(ITEMS)):
        found = done(upper, ITEMS[:count])
        assert {item: name for item, (name, _) in found.items()} == {
            one: one.upper() for one in ITEMS[:count]
        }


@pytest.mark.parametrize("method", only_some_quick(METHODS, "fork", None))
def test_all_processes_take_their_share(
    method: str | None, starting: Callable[[str | None], None], tmp_path: Path
) -> None:
    starting(method)
    found = {process for _, process in done(partial(together, tmp_path)).values()}
    assert HERE in found
    assert len(found) == (1 if method is None else 3)


def test_as_many_tasks_as_processes_are_done_at_the_same_time(
    starting: Callable[[str | None], None], tmp_path: Path
) -> None:
    starting("fork")
    found = done(partial(together, tmp_path), ITEMS[:3])
    assert len({process for _, process in found.values()}) == 3


@pytest.mark.parametrize("method", only_some_quick(["fork", "spawn"], "fork"))
def test_the_tasks_of_a_worker_that_died_are_done_here(
    method: str, starting: Callable[[str | None], None]
) -> None:
    starting(method)
    assert done(dies_elsewhere, ITEMS[:3]) == {item: upper(item) for item in ITEMS[:3]}


def test_a_pool_whose_worker_died_goes_on_here(starting: Callable[[str | None], None]) -> None:
    starting("fork")
    pool = Pool("x", seconds=MUCH)
    list(pool.finish([pool.submit(called_to_die)]))
    assert list(pool.finish([pool.submit(called_with, "y")])) == [("x", "y", HERE)]
    pool.close()


def called_to_die(_shared: str) -> None:
    if not is_here():
        os._exit(1)


def called_with(shared: str, argument: str) -> tuple[str, str, int]:
    return shared, argument, os.getpid()


@pytest.mark.parametrize("method", ["fork", None])
def test_a_mistake_is_raised_where_the_results_are_wanted(
    method: str | None, starting: Callable[[str | None], None]
) -> None:
    starting(method)
    with pytest.raises(ValueError, match=f"at {HERE}$"):
        done(fails)
    assert threading.active_count() == 1


@pytest.mark.parametrize(("method", "seconds"), [("fork", 0.049), ("spawn", 0.99), ("forkserver", 0.99)])
def test_little_work_is_done_here(
    method: str, seconds: float, starting: Callable[[str | None], None], tmp_path: Path
) -> None:
    starting(method)
    found = done(partial(together, tmp_path), seconds=seconds)
    assert {process for _, process in found.values()} == {HERE}


def test_a_worker_is_started_for_as_much_work_as_its_start_takes(
    starting: Callable[[str | None], None], tmp_path: Path
) -> None:
    starting("fork")
    found = done(partial(together, tmp_path), seconds=0.06)
    assert len({process for _, process in found.values()} - {HERE}) == 1


def test_what_may_not_be_sent_stays_here_unless_this_process_is_copied(
    starting: Callable[[str | None], None],
) -> None:
    cannot_be_sent = threading.Lock()
    for method, elsewhere in (("spawn", False), ("fork", True)):
        starting(method)
        pool = Pool(cannot_be_sent, seconds=MUCH)
        tasks = [pool.submit(process_that_calls)]
        assert (list(pool.finish(tasks)) != [HERE]) == elsewhere
        pool.close()


def process_that_calls(_shared: object) -> int:
    return os.getpid()


def test_no_copy_is_made_beside_other_threads(tmp_path: Path) -> None:
    wait = threading.Event()
    thread = threading.Thread(target=wait.wait)
    thread.start()
    assert {process for _, process in done(partial(together, tmp_path)).values()} == {HERE}
    wait.set()
    thread.join()


def test_a_pool_leaves_no_thread_and_no_process(starting: Callable[[str | None], None]) -> None:
    starting("fork")
    pool = Pool(None, seconds=MUCH)
    first, *_, last = [pool.submit(process_that_calls) for _ in range(50)]
    worker = next(pool.finish([first]))
    pool.close()
    assert threading.active_count() == 1
    assert last.future is None
    assert pool.take_back(last)
    if worker != HERE:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def test_cancelled_work_leaves_no_thread(starting: Callable[[str | None], None]) -> None:
    starting("fork")
    work = start(upper, ITEMS, seconds=MUCH)
    assert threading.active_count() > 1
    work.cancel()
    assert threading.active_count() == 1


@pytest.mark.parametrize("method", only_some_quick(METHODS, "fork", None))
def test_a_library_is_what_one_process_makes_of_it(
    method: str | None, starting: Callable[[str | None], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_START_UP", dict.fromkeys(METHODS, 1e-9))
    starting(None)
    alone = compile_library(ROOT / "decision_trees")
    starting(method)
    together = compile_library(ROOT / "decision_trees")
    assert together.problems == alone.problems
    assert together.texts == alone.texts
    assert dict(together.languages) == dict(alone.languages)


def test_items_are_cut_into_chunks_in_their_order() -> None:
    assert chunks(()) == []
    assert chunks(ITEMS) == [(item,) for item in ITEMS]
    items = tuple(map(str, range(1000)))
    assert [item for chunk in chunks(items) for item in chunk] == list(items)
    assert {len(chunk) for chunk in chunks(items)} == {1000 // 64, 1000 % (1000 // 64)}


PROGRAM = """
import os, signal
from izeja.running import processes
# A program that a shell has started in the background ignores Ctrl-C, and so would this one.
signal.signal(signal.SIGINT, signal.default_int_handler)
processes.free_cores = lambda: 1

def work(shared, number):
    if number == 0:
        print(os.getpid(), flush=True)
    signal.pause()

pool = processes.Pool(None, seconds=1000)
tasks = [pool.submit(work, number) for number in range(50)]
list(pool.finish(tasks[:1]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies processes")
@pytest.mark.parametrize(
    "sent", only_some_quick([signal.SIGINT, signal.SIGTERM, signal.SIGKILL], signal.SIGINT)
)
def test_no_worker_outlives_its_parent(sent: signal.Signals) -> None:
    parent = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        start_new_session=True,
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    # A terminal sends Ctrl-C to all processes, and other programs send a signal to one.
    if sent is signal.SIGINT:
        os.killpg(parent.pid, sent)
    else:
        parent.send_signal(sent)
    _, said = parent.communicate(timeout=20)
    assert said.count("Traceback") == (sent is signal.SIGINT)
    deadline = time.monotonic() + 10
    while is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not is_running(worker)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
