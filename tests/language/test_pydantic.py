"""The assumptions about pydantic hold for the installed version, and a message names one that does not."""

from __future__ import annotations

import pytest

from izeja.language import pydantic_internals
from izeja.language.nodes import Answer
from izeja.language.pydantic_internals import check_assumptions, check_slots, with_fields, without_marks


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


def test_an_instance_with_other_fields_is_what_model_copy_makes() -> None:
    yes = Answer.model_validate({"text": "Yes", "to": "end"})
    no = with_fields(yes, {**yes.__dict__, "text": "No"})
    assert no == yes.model_copy(update={"text": "No"})
    assert repr(no) == repr(yes).replace("Yes", "No")
    assert yes.text == "Yes"


def test_instances_that_have_more_than_is_copied_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    check_slots()
    monkeypatch.setattr(pydantic_internals, "_SLOTS", {"__dict__"})
    with pytest.raises(RuntimeError, match="an instance of a model consists of __dict__"):
        check_slots()
