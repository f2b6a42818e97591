"""Models of data that has mistakes, with stand-ins for what could not be read.

They are only good for finding more mistakes: one must not hide another.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from functools import cache
from typing import Any, TypeAlias

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from izeja.language.config import Config, Limits
from izeja.language.corrections import nearest
from izeja.language.entry import keys_of
from izeja.language.facts import Fact
from izeja.language.mistakes import address_of
from izeja.language.nodes import KINDS, MOST_ANSWERS, NODES, OUTCOMES, Answer, Node
from izeja.reading.data import NOTHING, Address

NOWHERE = "\0unread"
"""Takes the place of a target that could not be read. No file can have such a target: `\\0` is refused."""

_Written: TypeAlias = dict[str, Any]

_MODELS: Mapping[str, type[BaseModel]] = {node.kind: node for node in NODES}
_STAND_INS = {
    **dict.fromkeys(("next", "include", "unsolved"), NOWHERE),
    **dict.fromkeys(("question", "step", "resolution"), "?"),
}
_OF_QUESTIONS = ("dates", "number", "asks", "several")
_OF_ANSWERS = ("days", "range", "is", "none")
"""What decides which answer is for whom. If one of these is wrong, nothing is known about the others."""
_HUGE: Mapping[str, Any] = dict.fromkeys(Limits.model_fields, 10**9)
_NO_LIMITS = Limits.model_construct(**_HUGE)
_ROUNDS = 5
"""How often to repair: a renamed key can turn out to have a wrong value, and that a wrong part."""


def nodes_despite_mistakes(data: Any) -> dict[str, Node]:
    """Return the nodes of a tree without their mistakes; none for those whose kind is not clear."""
    written = data.get("nodes") if isinstance(data, dict) else None
    found = {str(name): _node(one) for name, one in written.items()} if isinstance(written, dict) else {}
    return {name: node for name, node in found.items() if node is not None}


def _node(data: Any) -> Node | None:
    if not isinstance(data, dict) or (written := of_a_kind(deepcopy(data))) is None:
        return None
    for _ in range(_ROUNDS):
        try:
            return _nodes().validate_python(written)
        except ValidationError as error:
            for detail in _unknown_keys_first(error):
                _repair(written, detail)
    return None


def fact_despite_mistakes(data: Any) -> Fact | None:
    """Return a fact that has mistakes elsewhere than in its values, None for others."""
    with suppress(ValidationError):
        return Fact.model_validate(
            {"text": "?", "values": data.get("values")} if isinstance(data, dict) else {}
        )
    return None


def config_despite_mistakes(data: Any) -> Config:
    """Return settings without those that have mistakes; if limits have, there are none."""
    written = deepcopy(data) if isinstance(data, dict) else {}
    limits: dict[str, Limits] = {}
    for _ in range(_ROUNDS):
        try:
            return Config.model_validate(written).model_copy(update=limits)
        except ValidationError as error:
            for detail in _unknown_keys_first(error):
                key, *inside = address_of(detail["loc"])
                if detail["type"] == "extra_forbidden" and not inside:
                    _rename(written, str(key), Config)
                else:
                    written.pop(key, None)
                limits |= {"limits": _NO_LIMITS} if key == "limits" else {}
            written.setdefault("source_language", "en")
            written.setdefault("languages", [written["source_language"]])
    return Config(source_language="en", languages=("en",))


def _unknown_keys_first(error: ValidationError) -> list[ErrorDetails]:
    # They may be what is missing.
    details = error.errors(include_url=False)
    return sorted(details, key=lambda detail: detail["type"] != "extra_forbidden")


@cache
def _nodes() -> TypeAdapter[Node]:
    return TypeAdapter(Node)


def of_a_kind(written: _Written) -> _Written | None:
    """Return a node whose first key is a kind, as it is written or as it was meant."""
    first = next(iter(written), "")
    kind = "resolution" if first in OUTCOMES else nearest(str(first), KINDS)
    return None if kind is None else {kind if key == first else key: one for key, one in written.items()}


def _repair(written: _Written, detail: ErrorDetails) -> None:
    """Take one mistake out of a node."""
    match address_of(("nodes", "", *detail["loc"]))[2:]:
        case ("answers", int(index), *rest):
            _repair_answer(written, index, tuple(rest), detail)
        case ("answers",):
            written["answers"] = _enough_answers(written.get("answers"))
        case ("actions", int(index), *_):
            written["actions"][index] = _unread(index)
        case (str(key),) if detail["type"] == "extra_forbidden":
            _rename(written, key, _MODELS[next(iter(written))])
        case (str(key),) if detail["type"] == "missing" and key in written:
            pass  # another key was renamed to it
        case (str(key), *_):
            _repair_key(written, key)


def _repair_key(written: _Written, key: str) -> None:
    if key in _OF_QUESTIONS:
        _ask_nothing(written)
    elif key in _STAND_INS:
        written[key] = _STAND_INS[key]
    elif key == "support":
        # An ending without a contact is an ending still.
        rest = {one: value for one, value in written.items() if one != key}
        written.clear()
        written.update({"resolution": "?", **rest})
    else:
        written.pop(key, None)


def _rename(written: _Written, key: str, model: type[BaseModel]) -> None:
    """Give a key the name that was meant; without one, leave it out."""
    value = written.pop(key, NOTHING)
    meant = nearest(key, [name for name in keys_of(model) if name not in written])
    if meant is not None:
        written[meant] = value


def _enough_answers(answers: Any) -> list[Any]:
    found = answers[:MOST_ANSWERS] if isinstance(answers, list) else []
    return [*found, *(_unread(index) for index in range(len(found), 2))]


def _unread(index: int) -> _Written:
    # Each has words of its own, as answers must.
    return {"text": f"unread {index}", "to": NOWHERE}


def _repair_answer(written: _Written, index: int, rest: Address, detail: ErrorDetails) -> None:
    answer = written["answers"][index]
    match rest:
        case (str(key), *_) if key in _OF_ANSWERS:
            _ask_nothing(written)
        case ("retry",) if answer["retry"] is not NOTHING:
            answer["retry"] = "true"
        case (str(key),) if detail["type"] == "missing" and key in answer:
            pass  # another key was renamed to it
        case ("text" | "to" as key,):
            answer[key] = _unread(index)[key]
        case (str(key),) if detail["type"] == "extra_forbidden":
            _rename(answer, key, Answer)
        case (str(key), *_) if detail["type"] != "missing":
            answer.pop(key, None)
        case _:
            written["answers"][index] = _unread(index)


def _ask_nothing(written: _Written) -> None:
    """Leave only answers that customers choose by their texts."""
    for key in _OF_QUESTIONS:
        written.pop(key, None)
    answers = written.get("answers")
    for answer in answers if isinstance(answers, list) else ():
        if isinstance(answer, dict):
            for key in _OF_ANSWERS:
                answer.pop(key, None)
