"""The assumptions about pydantic hold for the installed version, and a message names one that does not."""

from __future__ import annotations

import pytest

from izeja.language import pydantic_internals
from izeja.language.pydantic_internals import check_assumptions, without_marks


def test_the_assumptions_hold() -> None:
    check_assumptions.cache_clear()
    check_assumptions()


@pytest.mark.parametrize(
    ("name", "value", "assumption"),
    [
        ("_KEY", "<key>", "the location of an error in a key ends with '<key>'"),
        ("choices_of", lambda _detail: ["x"], "a literal_error quotes each value that was expected"),
    ],
)
def test_the_assumption_that_broke_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: object, assumption: str
) -> None:
    monkeypatch.setattr(pydantic_internals, name, value)
    check_assumptions.cache_clear()
    with pytest.raises(RuntimeError, match=assumption):
        check_assumptions()
    check_assumptions.cache_clear()


def test_only_marks_are_taken_out_of_a_location() -> None:
    tags = {2: ("question",)}
    assert without_marks(("nodes", "question", "question", "to"), tags) == ("nodes", "question", "to")
    assert without_marks(("nodes", "a", "step", "[key]"), tags) == ("nodes", "a", "step")
