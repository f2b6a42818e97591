"""The error of a value with what to write instead, for fields whose mistakes only they can describe."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

REFUSED = "refused"


def refusal(message: str, text: object, hint: str) -> PydanticCustomError:
    """Return the error of a value.

    Args:
        message: with `{text}` where the value is to be quoted.
        text: the value.
        hint: what to write instead.
    """
    return PydanticCustomError(REFUSED, message, {"text": text, "hint": hint})
