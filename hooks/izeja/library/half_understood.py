"""Nodes that were not understood, as far as their ways on can be read: a mistake must not hide a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from izeja.language.nodes import Include, Node, Question, Step
from izeja.language.tree import Tree
from izeja.library.library import Library
from izeja.reading.data import NOTHING
from izeja.reading.parse import parse

_NOWHERE = "?"
"""Takes the place of what could not be read. No node can have this id."""


def half_understood(library: Library, only: Iterable[str] | None = None) -> Library:
    """Return the library with a stand-in for each node that was not understood, if its ways can be read.

    The result is only good for following ways: stand-ins have no texts.

    Args:
        library: the library.
        only: the ids of the trees that get stand-ins; by default all.
    """
    trees = dict(library.trees)
    for tree_id in library.unclear if only is None else only:
        if tree := trees.get(tree_id):
            data = parse(library.source_of(tree_id)).data
            trees[tree_id] = tree.model_copy(update={"nodes": _nodes(tree, data)})
    return replace(library, trees=trees)


def _nodes(tree: Tree, data: Any) -> Mapping[str, Node]:
    written = data.get("nodes") if isinstance(data, dict) else None
    if not isinstance(written, dict):
        return tree.nodes
    found: dict[str, Node] = {}
    for name, one in written.items():
        node = tree.nodes.get(name) or _stand_in(one)
        if node is not None:
            found[str(name)] = node
    return found


def _stand_in(data: Any) -> Node | None:
    # An ending leads nowhere, whatever else it says.
    if not isinstance(data, dict) or next(iter(data), "") in ("resolution", "support"):
        return None
    with suppress(ValidationError):
        if "include" in data:
            return Include.model_validate({key: _target(data, key) for key in ("include", "next")})
        if isinstance(answers := data.get("answers"), list):
            known = [_answer(one) for one in answers]
            return Question.model_validate({"question": "?", "answers": [*known, _answer(None)]})
        if "next" in data:
            return Step.model_validate({"step": "?", "next": _target(data, "next")})
    return None


def _answer(data: Any) -> dict[str, str]:
    if not isinstance(data, dict):
        return {"text": "?", "to": _NOWHERE}
    retry = {} if data.get("retry", NOTHING) is NOTHING else {"retry": "true"}
    return {"text": "?", "to": _target(data, "to"), **retry}


def _target(data: Mapping[str, Any], key: str) -> str:
    found = data.get(key)
    return found if isinstance(found, str) and found else _NOWHERE
