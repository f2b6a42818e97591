"""Many addresses at once: each server is asked for one after another, several servers at the same time."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from queue import Empty, Queue, SimpleQueue
from threading import Thread
from urllib.parse import urlsplit

from izeja.authoring.links.answer import Answer
from izeja.authoring.links.asking import Asker, StoppedError


def ask_all(urls: Iterable[str], asker: Asker, at_once: int) -> Generator[tuple[str, Answer], None, None]:
    """Yield each address with its answer, as answers come. What was begun is left when the caller stops.

    Args:
        urls: the addresses.
        asker: asks each of them.
        at_once: how many servers are asked at the same time.
    """
    servers: dict[str, list[str]] = {}
    for url in urls:
        servers.setdefault(urlsplit(url).netloc.lower(), []).append(url)
    waiting: SimpleQueue[list[str]] = SimpleQueue()
    # The longest lists first, since they decide how long it takes.
    for one in sorted(servers.values(), key=len, reverse=True):
        waiting.put(one)
    answers: Queue[tuple[str, Answer] | BaseException] = Queue()
    for _ in range(min(at_once, len(servers))):
        # Nobody waits for them at the end: one may wait for a server itself.
        Thread(target=_work, args=(waiting, asker, answers), daemon=True).start()
    try:
        for _ in range(sum(map(len, servers.values()))):
            answer = answers.get()
            if isinstance(answer, BaseException):
                raise answer
            yield answer
    finally:
        asker.stop()


def _work(
    waiting: SimpleQueue[list[str]], asker: Asker, answers: Queue[tuple[str, Answer] | BaseException]
) -> None:
    while True:
        try:
            urls = waiting.get_nowait()
        except Empty:
            return
        try:
            for url in urls:
                answers.put((url, asker.ask(url)))
        except StoppedError:
            return
        except BaseException as error:  # noqa: BLE001 - it is raised where the answers are read
            answers.put(error)
            return
