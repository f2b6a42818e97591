"""The details of pydantic's errors and instances, which it does not document and Izeja relies on.

Tried with pydantic 2.10.0 and 2.14.3. `check_assumptions` names what a later version has changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar

import pydantic
from pydantic import AfterValidator, BaseModel, Discriminator, Tag, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

Location = tuple[int | str, ...]
"""The way to an error (`ErrorDetails["loc"]`): keys and indexes, and what pydantic adds to them."""

Model = TypeVar("Model", bound=BaseModel)

_KEY = "[key]"
_SLOTS = {"__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__"}


def is_about_key(loc: Location) -> bool:
    """Return whether an error is about the key of a mapping, not about its value."""
    return loc[-1:] == (_KEY,)


def without_marks(loc: Location, tags: Mapping[int, Collection[str]]) -> Location:
    """Return the way to an error as the file has it: without marks of keys and tags of unions.

    Args:
        loc: the location.
        tags: the tags that can be at a place in the location.
    """
    return tuple(one for at, one in enumerate(loc) if one != _KEY and one not in tags.get(at, ()))


def choices_of(detail: ErrorDetails) -> list[str]:
    """Return the values that a `literal_error` says would have been right."""
    # pydantic gives them only as a sentence: 'x', 'y' or 'z'.
    return re.findall(r"'([^']*)'", detail["ctx"]["expected"])


def with_fields(entry: Model, fields: dict[str, Any]) -> Model:
    """Return an instance of the same model with other fields, none of which is checked.

    It does what `model_copy` does, in a third of the time (`docs/fast-twins.md`).

    Args:
        entry: an instance of a model without extra fields and private attributes.
        fields: all its fields. The new instance keeps this dictionary.
    """
    made = object.__new__(type(entry))
    set_slot = object.__setattr__  # models are frozen
    set_slot(made, "__dict__", fields)
    set_slot(made, "__pydantic_fields_set__", entry.__pydantic_fields_set__)
    set_slot(made, "__pydantic_extra__", None)
    set_slot(made, "__pydantic_private__", None)
    return made


@lru_cache(maxsize=1)
def check_assumptions() -> None:
    """Check once that this version of pydantic works as this module expects.

    Raises:
        RuntimeError: if it does not. It names the assumption.
    """
    for assumption, holds in _assumptions():
        _require(assumption, holds=holds)


def check_slots() -> None:
    """Check that `with_fields` sets everything that an instance has.

    Raises:
        RuntimeError: it does not.
    """
    slots = ", ".join(sorted(_SLOTS))
    _require(f"an instance of a model consists of {slots}", holds=set(BaseModel.__slots__) == _SLOTS)


def _require(assumption: str, *, holds: bool) -> None:
    if not holds:
        message = f"pydantic {pydantic.VERSION} is not supported, since Izeja assumes that {assumption}"
        raise RuntimeError(message)


def _assumptions() -> Iterator[tuple[str, bool]]:
    key = _error_of(dict[Annotated[str, AfterValidator(_refused)], str], {"a": "b"})
    yield f"the location of an error in a key ends with '{_KEY}'", key["loc"] == ("a", _KEY)
    tagged = Annotated[
        Annotated[int, Tag("one")] | Annotated[dict[str, int], Tag("each")], Discriminator(lambda _: "one")
    ]
    member = _error_of(dict[str, tagged], {"a": "b"})
    yield "the location of an error in a union has the tag after the key", member["loc"] == ("a", "one")
    literal = _error_of(Literal["x", "y"], "z")
    yield "a literal_error quotes each value that was expected", choices_of(literal) == ["x", "y"]


def _error_of(type_: Any, value: Any) -> ErrorDetails:
    try:
        TypeAdapter(type_).validate_python(value)
    except ValidationError as error:
        return error.errors(include_url=False)[0]
    message = f"pydantic {pydantic.VERSION} is not supported, since it accepts {value!r} as {type_}"
    raise RuntimeError(message)


def _refused(_text: str) -> str:
    raise ValueError
