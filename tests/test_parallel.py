"""Work in several processes gives what the same work gives in one."""

from __future__ import annotations

import os

import pytest

from izeja.parallel import start

ITEMS = ("lv", "et", "lt", "de", "pl")


def process_of(item: str) -> tuple[str, int]:
    return item.upper(), os.getpid()


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
    results = start(process_of, ITEMS, pays=True)()
    assert {process for _, process in results.values()} > {HERE}


def test_what_does_not_pay_is_done_here() -> None:
    assert {process for _, process in start(process_of, ITEMS, pays=False)().values()} == {HERE}


def test_the_work_of_a_process_that_died_is_done_here() -> None:
    assert start(ends_without_a_word, ITEMS, pays=True)() == {item: process_of(item) for item in ITEMS}
