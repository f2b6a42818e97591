"""Data to model. Every mistake is reported in the words of the tree language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from izeja.language.model import KINDS, NODES, Answer, Config, Contact, Dates, Limits, Term, Tree
from izeja.language.pydantic_internals import (
    Location,
    check_assumptions,
    choices_of,
    is_about_key,
    without_marks,
)
from izeja.problems.problem import Problem
from izeja.reading.data import NOTHING, Address
from izeja.reading.source import Source

Model = TypeVar("Model", bound=BaseModel)

# These replace a value of a tree that has a mistake, so that the rest can still be checked.
_PLACEHOLDERS = {"title": "?", "kind": "procedure", "start": "start"}

_NODES: Mapping[str, type[BaseModel]] = {node.kind: node for node in NODES}
_NUMBERS = {"ge": "or more", "le": "or less"}
_A_NAME = "use lowercase letters a-z, digits and hyphens"
_A_NODE = "a node begins with one of: " + ", ".join(KINDS)
_ADD_A_VALUE = "add a value, or delete the key"


def validate(
    model: type[Model], data: Any, source: Source, *, under: str | None = None
) -> tuple[Model | None, tuple[Problem, ...]]:
    """Make a model of the data of a file.

    Args:
        model: the class to make.
        data: the data that `izeja.reading.parse` returned.
        source: the file, for the places of problems.
        under: the field that the whole file is the value of, for files that are one mapping.

    Returns:
        The model, or None, and a problem for each mistake.
    """
    try:
        return model.model_validate({under: data} if under else data), ()
    except ValidationError as error:
        # Only a mistake depends on them, so a sound library never pays for the check.
        check_assumptions()
        problems = [_problem(detail, source, model, under) for detail in error.errors(include_url=False)]
        return None, tuple(problem for problem in problems if problem)


def validate_tree(
    data: Any, source: Source
) -> tuple[Tree | None, frozenset[str | None], tuple[Problem, ...]]:
    """Make a tree of the data of a file, leaving out nodes that have mistakes.

    Returns:
        The tree with its sound nodes (None if too little is left to call it a tree), the ids of the
        nodes that were left out (only None for all of them), and a problem for each mistake.
    """
    tree, problems = validate(Tree, data, source)
    if tree is not None:
        return tree, frozenset(), problems
    everything: frozenset[str | None] = frozenset({None})
    if not isinstance(data, dict) or not isinstance(data.get("nodes"), dict):
        return None, everything, problems
    # Validated again for bare addresses: the problems are in words by now.
    faulty = _addresses(data)
    lost = {at[1] for at in faulty if at[0] == "nodes" and len(at) > 1}
    # A tree with one bad node is still checked, and links to its other nodes are not reported as broken.
    nodes = {key: node for key, node in data["nodes"].items() if key not in lost}
    sound = data.keys() & Tree.model_fields.keys() - {at[0] for at in faulty}
    tree, _ = validate(Tree, {**_PLACEHOLDERS, **{key: data[key] for key in sound}, "nodes": nodes}, source)
    if tree is None:
        return None, everything, problems
    return tree, frozenset({*map(str, lost), *({tree.start} if "start" not in sound else ())}), problems


def nearest(wanted: str, names: Iterable[str]) -> str | None:
    """Return the most similar name, None if none is similar enough."""
    # Sorted, since ties go to the first, and the order of a set differs from run to run.
    return next(iter(get_close_matches(wanted, sorted(names), n=1, cutoff=0.6)), None)


def _addresses(data: Any) -> list[Address]:
    try:
        Tree.model_validate(data)
    except ValidationError as error:
        return [_address(detail["loc"]) for detail in error.errors(include_url=False)]
    return []


def _address(loc: Location) -> Address:
    # The file has neither the kind of a node, nor whether there is one URL or one for each language.
    tags: Mapping[str, Mapping[int, Collection[str]]] = {"nodes": {2: KINDS}, "entries": {3: ("one", "each")}}
    return without_marks(loc, tags.get(str(loc[0]), {}) if loc else {})


@dataclass(frozen=True, slots=True)
class _Mistake:
    """One error of pydantic, as the file shows it."""

    detail: ErrorDetails
    at: Address
    source: Source
    root: type[BaseModel]

    @property
    def found(self) -> Any:
        return self.detail["input"]

    @property
    def name(self) -> str:
        if not self.at:
            return "this file"
        return f"'{self.at[-1]}'" if isinstance(self.at[-1], str) else "this item"

    def problem(self, code: str, message: str, hint: str | None = None) -> Problem:
        return Problem(code, message, self.source.value(*self.at), hint)


def _problem(
    detail: ErrorDetails, source: Source, root: type[BaseModel], under: str | None
) -> Problem | None:
    at = _address(detail["loc"])
    if under and at[:1] == (under,):
        at = at[1:]
    mistake = _Mistake(detail, at, source, root)
    if is_about_key(detail["loc"]):
        return Problem("invalid-value", detail["msg"], source.key(*at), _A_NAME)
    # A key without a value also fails its type, but "has no value" says it better.
    if mistake.found is NOTHING:
        hint = _HINTS.get(detail["type"], _ADD_A_VALUE)
        if "#" in source.after_key(*at):
            hint = "'#' begins a comment; put the text in double quotes if '#' is part of it"
        return Problem("missing-value", f"{mistake.name} has no value", source.key(*at), hint)
    return _DESCRIBED.get(detail["type"], _other)(mistake)


def _missing(mistake: _Mistake) -> Problem:
    *owner, key = mistake.at
    what = _owner_name(tuple(owner), mistake.found)
    place = mistake.source.key(*owner) if owner else mistake.source.whole()
    return Problem("missing-key", f"{what} has no '{key}'", place, f"add '{key}:' to it")


def _owner_name(at: Address, found: Any) -> str:
    if len(at) == 2 and at[0] == "nodes":
        kind = next(iter(found), "node") if isinstance(found, dict) else "node"
        return f"the {kind} '{at[1]}'"
    if "answers" in at:
        return "this answer"
    return f"'{at[-1]}'" if at else "this file"


def _unknown_key(mistake: _Mistake) -> Problem:
    # Few writers need 'aliases', so it comes last.
    known = sorted(_owner(mistake.detail["loc"], mistake.root).model_fields, key="aliases".__eq__)
    key = str(mistake.at[-1])
    close = nearest(key, known)
    hint = f"did you mean '{close}'?" if close else f"use one of: {', '.join(known)}"
    return Problem("unknown-key", f"unknown key '{key}'", mistake.source.key(*mistake.at), hint)


def _owner(loc: Location, root: type[BaseModel]) -> type[BaseModel]:
    if root is Tree and "answers" in loc[:-1]:
        return Answer
    if root is Tree and "dates" in loc[:-1]:
        return Dates
    if root is Config and "limits" in loc[:-1]:
        return Limits
    # ("nodes", id, kind, key): pydantic names the member of the union, so the third part is the kind.
    if root is Tree and len(loc) > 3:
        return _NODES[str(loc[2])]
    if len(loc) > 2 and loc[0] == "entries":
        return Contact if "Contact" in root.__name__ else Term
    return root


def _not_a_node(mistake: _Mistake) -> Problem:
    found, at, source = mistake.found, mistake.at, mistake.source
    if not isinstance(found, dict) or not found:
        message = f"'{at[-1]}' is {f'{_what(found)}, not a node' if found else 'an empty node'}"
        return Problem("invalid-node", message, source.key(*at), _A_NODE)
    first = next(iter(found))
    place = source.key(*at, first)
    if kind := next((key for key in found if key in KINDS), None):
        message = f"this node begins with '{first}', so its kind is not clear"
        return Problem("invalid-node", message, place, f"put '{kind}:' first; a node's first key is its kind")
    close = nearest(first, KINDS)
    hint = f"did you mean '{close}'?" if close else _A_NODE
    return Problem("invalid-node", f"'{first}' is not a kind of node", place, hint)


def _too_short(mistake: _Mistake) -> Problem | None:
    found = mistake.found
    if mistake.root is Tree and mistake.at[-1:] == ("answers",):
        if len(found) >= 2:
            return None  # there are enough; the mistakes inside them are reported on their own
        count = "one answer" if found else "no answers"
        message = f"this question has {count}"
        return mistake.problem("missing-value", message, "give it two or more, or make it a step")
    return None if found else mistake.problem("missing-value", f"{mistake.name} is empty", "add an entry")


def _no_such_choice(mistake: _Mistake) -> Problem:
    choices = choices_of(mistake.detail)
    hint = f"use one of: {', '.join(choices)}"
    if close := nearest(str(mistake.found), choices):
        hint = f"did you mean '{close}'? {hint}"
    return mistake.problem("invalid-value", f"{mistake.name} cannot be '{mistake.found}'", hint)


def _wrong_shape(mistake: _Mistake) -> Problem:
    kind = mistake.detail["type"]
    message = f"{mistake.name} is {_what(mistake.found)}, not {_SHAPES[kind]}"
    return mistake.problem("invalid-value", message, _HINTS.get(kind, _A_TEXT))


def _not_https(mistake: _Mistake) -> Problem:
    hint = "write the full address, as the browser shows it"
    return mistake.problem("unsafe-link", mistake.detail["msg"], hint)


def _empty(mistake: _Mistake) -> Problem:
    return mistake.problem("missing-value", f"{mistake.name} has no value", _ADD_A_VALUE)


def _several_lines(mistake: _Mistake) -> Problem:
    return mistake.problem("invalid-value", f"{mistake.name} has several lines", "write it on one line")


def _bad_name(mistake: _Mistake) -> Problem:
    return mistake.problem("invalid-value", mistake.detail["msg"], _A_NAME)


def _bad_address(mistake: _Mistake) -> Problem:
    return mistake.problem("invalid-value", mistake.detail["msg"], "delete it: no page can have been there")


def _not_day_range(mistake: _Mistake) -> Problem:
    hint = "write a range like '<= 2', '> 2', '3' or '3 to 7', in double quotes"
    return mistake.problem("invalid-value", mistake.detail["msg"], hint)


def _not_a_number(mistake: _Mistake) -> Problem:
    message = f"{mistake.name} cannot be '{mistake.found}'"
    limits = mistake.detail.get("ctx", {})
    hint = next(
        (f"use {limits[key]} {words}" for key, words in _NUMBERS.items() if key in limits), "use a number"
    )
    return mistake.problem("invalid-value", message, hint)


def _not_true(mistake: _Mistake) -> Problem:
    return mistake.problem("invalid-value", mistake.detail["msg"], "write 'true', or delete the key")


def _other(mistake: _Mistake) -> Problem:
    return mistake.problem("invalid-value", mistake.detail["msg"])


_DESCRIBED: Mapping[str, Callable[[_Mistake], Problem | None]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "union_tag_not_found": _not_a_node,
    "union_tag_invalid": _not_a_node,
    "too_short": _too_short,
    "literal_error": _no_such_choice,
    "string_type": _wrong_shape,
    "tuple_type": _wrong_shape,
    "dict_type": _wrong_shape,
    "model_type": _wrong_shape,
    "model_attributes_type": _wrong_shape,
    "not_https": _not_https,
    "empty": _empty,
    "several_lines": _several_lines,
    "bad_name": _bad_name,
    "bad_address": _bad_address,
    "not_true": _not_true,
    "not_day_range": _not_day_range,
    "int_parsing": _not_a_number,
    "int_type": _not_a_number,
    "greater_than_equal": _not_a_number,
    "less_than_equal": _not_a_number,
}


_SHAPES: Mapping[str, str] = {
    "string_type": "text",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}
_LINES = "write lines of 'key: value'"
_HINTS: Mapping[str, str] = {
    "tuple_type": "begin each item with '- ' on a line of its own",
    "dict_type": _LINES,
    "model_type": _LINES,
    "model_attributes_type": _LINES,
    "union_tag_not_found": _A_NODE,
    "union_tag_invalid": _A_NODE,
}
_A_TEXT = "write text; put it in double quotes if it has brackets or colons"


def _what(found: Any) -> str:
    if isinstance(found, str):
        return "text"
    return "a list" if isinstance(found, list) else "a mapping (lines of 'key: value')"


def config_problem(config: Config, source: Source) -> Problem | None:
    """Return a contradiction between the fields of `library.yml`, None if there is none."""
    seen: dict[str, str] = {}
    for index, language in enumerate(config.languages):
        first = seen.setdefault(language.replace("_", "-").casefold(), language)
        if list(config.languages).index(first) != index:
            message = f"the language '{language}' is listed twice"
            return Problem("invalid-value", message, source.value("languages", index), "delete it here")
    if config.source_language in config.languages:
        return None
    message = f"the source language '{config.source_language}' is not in 'languages'"
    return Problem("invalid-value", message, source.value("source_language"), "add it there")
