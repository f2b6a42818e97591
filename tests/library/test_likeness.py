"""What counts as a typing error, and what as the same text: never the name of something else."""

from __future__ import annotations

import pytest

from izeja.library.likeness import most_like, nearest_first, typing_error_of

NAMES = ["which-cause", "step-1", "find-account", "light-on", "red", "broken", "still-charged"]


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("brokne", "broken"),
        ("rde", "red"),
        ("Broken", "broken"),
        ("\u201cbroken\u201d", "broken"),
        ("broken,", "broken"),
        ("find_account", "find-account"),
        ("findaccount", "find-account"),
        ("find\u2011account", "find-account"),
        ("find-\u00adaccount", "find-account"),
        ("find-acount", "find-account"),
        ("stil-chraged", "still-charged"),
        # Other nodes, that were never called like one of these.
        ("which-shop", None),
        ("step-2", None),
        ("light-off", None),
        ("bed-broken", None),
        ("read-account", None),
        ("x", None),
        ("", None),
    ],
)
def test_a_slip_is_one_and_another_name_is_none(wanted: str, meant: str | None) -> None:
    assert typing_error_of(wanted, NAMES) == meant


def test_of_two_names_that_are_equally_near_none_is_meant() -> None:
    assert typing_error_of("lights", ["light", "nights"]) is None


def test_the_names_with_most_in_common_come_first() -> None:
    assert nearest_first("which-shop", NAMES)[0] == "which-cause"
    assert sorted(nearest_first("which-shop", NAMES)) == sorted(NAMES)


def test_texts_are_found_again_after_a_change() -> None:
    before = {"Is it as fast as your plan?", "Yes", "No"}
    now = {
        "speed": ["Is it as fast as your plan says?", "Yes", "No"],
        "light": ["Is a red light on?", "Yes", "No"],
    }
    assert most_like(before, now) == "speed"
    assert most_like({"Call us"}, now) is None
    assert most_like(set(), now) is None
