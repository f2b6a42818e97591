"""The base of everything that a writer writes: an entry, whose fields describe themselves."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo


class Entry(BaseModel):
    """Something that a writer writes, with its fields; only fields that it has may be written."""

    # Most of these are only validated inside others, so a validator of their own would never be used.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def keys_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a model by the keys that writers write: Python knows no field called `is`."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def description_of(model: type[BaseModel], name: str) -> str:
    """Return what the tree language says about a key: the docstring under its field."""
    owners = (one for one in model.__mro__ if issubclass(one, Entry))
    return next(filter(None, (_docstrings(one.__module__).get((one.__name__, name)) for one in owners)), "")


@lru_cache
def _docstrings(module: str) -> Mapping[tuple[str, str], str]:
    # Pydantic can read them too, but then does so at every start.
    found: dict[tuple[str, str], str] = {}
    for statement in ast.parse(inspect.getsource(sys.modules[module])).body:
        for pair in pairwise(statement.body if isinstance(statement, ast.ClassDef) else ()):
            match statement, pair:
                case (
                    ast.ClassDef(name=owner),
                    (ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text)))),
                ):
                    found[owner, name.rstrip("_")] = inspect.cleandoc(text)
    return found
