"""Work in several processes gives what the same work gives in one."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator

import pytest

from izeja.running.processes import Crew, News, start

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


def with_news(batch: str, left: Iterable[str], news: News | None) -> Iterator[tuple[str, str]]:
    try:
        said = news.of(batch) if news else HEARD[batch]
    except EOFError:
        return
    for item in left:
        # Long enough for the others to take one.
        time.sleep(0.02)
        yield item, f"{said} {item}"


HEARD = {"north": "snow", "south": "rain"}
BATCHES = {"north": ITEMS, "south": tuple(map(str.upper, ITEMS))}
WANTED = {batch: {item: f"{HEARD[batch]} {item}" for item in items} for batch, items in BATCHES.items()}


@pytest.mark.parametrize("pays", [True, False])
@pytest.mark.parametrize("order", [("north", "south"), ("south", "north")])
def test_what_is_told_later_reaches_all(pays: bool, order: tuple[str, ...]) -> None:  # noqa: FBT001 - a parameter of the test
    crew = Crew(with_news, BATCHES, pays=pays)
    for batch, news in HEARD.items():
        crew.tell(batch, news)
    assert {batch: crew.results(batch) for batch in order} == WANTED


def test_results_of_any_size_keep_nobody_from_the_next_batch() -> None:
    # A pipe holds 64 KB, and nobody reads from it here until all is done.
    crew = Crew(of_some_size, {"first": ITEMS, "second": ITEMS}, pays=True)
    time.sleep(0.5)
    assert set(crew.results("second").values()) | set(crew.results("first").values()) == {"x" * 1_000_000}


def of_some_size(_batch: str, left: Iterable[str], _news: News | None) -> Iterator[tuple[str, str]]:
    return ((item, "x" * 1_000_000) for item in left)


@pytest.mark.parametrize("told", [(), ("north",), ("north", "south")])
def test_who_is_dismissed_does_what_was_told(told: tuple[str, ...]) -> None:
    crew = Crew(with_news, BATCHES, pays=True)
    for batch in told:
        crew.tell(batch, HEARD[batch])
    crew.dismiss()
    assert {batch: crew.results(batch) for batch in BATCHES} == WANTED


def test_a_batch_may_have_nothing_in_it() -> None:
    crew = Crew(of_some_size, {"none": (), "some": ITEMS}, pays=True)
    assert crew.results("none") == {}
    assert list(crew.results("some")) == list(ITEMS)


def test_there_are_more_items_than_a_pipe_has_room_for() -> None:
    items = tuple(map(str, range(20_000)))
    assert list(start(str.upper, items, pays=True)()) == list(items)
