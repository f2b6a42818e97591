"""The assumptions about PyYAML hold, with libyaml and without; the check notices one that does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest
import yaml

from izeja.reading import pyyaml, yaml_errors
from without_libyaml import without_libyaml


def test_all_assumptions_hold() -> None:
    pyyaml.check()


def test_all_assumptions_hold_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    without_libyaml(monkeypatch)
    pyyaml.check()


def test_libyaml_is_used_where_it_is_there() -> None:
    assert issubclass(vars(pyyaml)["Loader"], yaml.CBaseLoader) is yaml.__with_libyaml__


def test_every_mistake_has_a_pattern_a_sample_and_words() -> None:
    mistakes = set(get_args(pyyaml.Mistake))
    for listed in (pyyaml._MISTAKES, pyyaml._SAMPLES, yaml_errors._WORDS):  # noqa: SLF001 - kept in step
        assert listed.keys() == mistakes


class Guessing(yaml.BaseLoader):
    """A loader that decides on tags in its own way."""


class CountingBytes(yaml.BaseLoader):
    def get_event(self) -> Any:
        event = super().get_event()  # type: ignore[no-untyped-call]  # not in the stubs
        if isinstance(event, yaml.ScalarEvent) and event.value == "c":
            mark: pyyaml.Mark = event.start_mark
            event.start_mark = yaml.Mark("", mark.index + 3, mark.line, mark.column, None, 0)
        return event


class WithoutStyles(yaml.BaseLoader):
    def get_event(self) -> Any:
        event = super().get_event()  # type: ignore[no-untyped-call]  # not in the stubs
        if isinstance(event, yaml.ScalarEvent):
            event.style = None
        return event


class Lenient(yaml.BaseLoader):
    def __init__(self, text: str) -> None:
        super().__init__(text.replace("\x07", ""))


class Stricter(yaml.BaseLoader):
    def __init__(self, text: str) -> None:
        super().__init__(text.replace("\x07", "@"))


class OtherWords(yaml.BaseLoader):
    def check_event(self, *choices: Any) -> bool:
        try:
            return bool(super().check_event(*choices))
        except yaml.MarkedYAMLError as error:
            raise type(error)(problem="das ist kein YAML") from None


@pytest.mark.parametrize(
    ("name", "loader", "assumption"),
    [
        ("_Composer", Guessing, "'resolve' of a loader decides the tag of a node"),
        ("Loader", CountingBytes, "marks count characters from 0"),
        ("Loader", WithoutStyles, "only quoted scalars have a style"),
        ("Loader", Lenient, "a forbidden character raises ReaderError"),
        ("Loader", Stricter, "a forbidden character raises ReaderError"),
        ("Loader", OtherWords, "errors read as they do in 6.0"),
    ],
)
def test_the_assumption_that_broke_is_named(
    name: str, loader: type, assumption: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyyaml, name, loader)
    with pytest.raises(pyyaml.AssumptionError) as raised:
        pyyaml.check()
    said = f"PyYAML {yaml.__version__} does not work as Izeja assumes: {assumption}"
    assert str(raised.value) == said


@pytest.mark.parametrize("read", [lambda: pyyaml.compose("a: b"), lambda: pyyaml.events("a: b")])
def test_reading_checks_first_but_not_the_words_of_errors(
    read: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyyaml, "Loader", WithoutStyles)
    pyyaml._check_once.cache_clear()  # noqa: SLF001 - it was called before
    with pytest.raises(pyyaml.AssumptionError):
        read()
    monkeypatch.setattr(pyyaml, "Loader", OtherWords)
    assert read()
