"""Work in several processes gives what the same work gives in one."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pytest

from izeja.parallel import Crew, start

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

ITEMS = ("lv", "et", "lt", "de", "pl")


def process_of(item: str) -> tuple[str, int]:
    return item.upper(), os.getpid()


def takes_a_while(item: str) -> tuple[str, int]:
    # Long enough for the others to begin.
    time.sleep(0.1)
    return process_of(item)


def ends_without_a_word(item: str) -> tuple[str, int]:
    if os.getpid() != HERE:
        os._exit(1)
    return process_of(item)


HERE = os.getpid()


@pytest.mark.parametrize("pays", [True, False])
@pytest.mark.parametrize("count", range(len(ITEMS) + 1))
def test_every_item_has_its_result(count: int, pays: bool) -> None:  # noqa: FBT001 - a parameter of the test
    results = start(process_of, ITEMS[:count], pays=pays)()
    assert {item: name for item, (name, _) in results.items()} == {
        item: item.upper() for item in ITEMS[:count]
    }


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="there is one core")
def test_another_process_takes_its_share() -> None:
    results = start(takes_a_while, ITEMS, pays=True)()
    assert {process for _, process in results.values()} > {HERE}


def test_what_does_not_pay_is_done_here() -> None:
    assert {process for _, process in start(process_of, ITEMS, pays=False)().values()} == {HERE}


def test_the_work_of_a_process_that_died_is_done_here() -> None:
    assert start(ends_without_a_word, ITEMS, pays=True)() == {item: process_of(item) for item in ITEMS}


def with_news(left: Iterable[str], news: Connection | None) -> Iterator[tuple[str, str]]:
    said = news.recv() if news else "told"
    for item in left:
        # Long enough for the others to take one.
        time.sleep(0.1)
        yield item, f"{said} {item}"


@pytest.mark.parametrize("pays", [True, False])
def test_what_is_told_later_reaches_all(pays: bool) -> None:  # noqa: FBT001 - a parameter of the test
    crew = Crew(with_news, ITEMS, pays=pays)
    crew.tell("told")
    assert crew.results() == {item: f"told {item}" for item in ITEMS}


def test_there_are_more_items_than_a_pipe_has_room_for() -> None:
    items = tuple(map(str, range(20_000)))
    assert list(start(str.upper, items, pays=True)()) == list(items)
