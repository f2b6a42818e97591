"""Data to model. Every mistake is reported in the words of the tree language."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from izeja.language.config import Config
from izeja.language.corrections import nearest
from izeja.language.entry import keys_of
from izeja.language.mistakes import address_of, is_like_node, problems_of
from izeja.language.nodes import NODES
from izeja.language.pydantic_internals import check_assumptions
from izeja.language.repair import nodes_despite_mistakes, of_a_kind
from izeja.language.tree import Tree
from izeja.problems.problem import Problem
from izeja.reading.data import NOTHING, Address
from izeja.reading.source import Source

Model = TypeVar("Model", bound=BaseModel)

UNREAD = "\N{REPLACEMENT CHARACTER}"
"""Takes the place of a title that was not understood."""
# These replace a value of a tree that has a mistake, so that the rest can still be checked.
_PLACEHOLDERS = {"title": UNREAD, "start": "start"}
_NO_NODES = {"unread": {"resolution": UNREAD}}


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
        return None, tuple(problems_of(error.errors(include_url=False), data, source, model, under))


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
    known = _sound(data, faulty)
    tree, _ = validate(Tree, {**known, "nodes": nodes}, source)
    more = (*problems, *_behind_kinds(data["nodes"], known, source))
    if tree is None:
        return None, everything, more
    unclear = {*lost, *_nodes_elsewhere(data, lost)}
    if known["start"] != data.get("start"):
        unclear.add(known["start"])
    return tree, frozenset(map(str, unclear)), more


_MODELS: tuple[type[BaseModel], ...] = (Tree, *NODES)
_FIELDS = frozenset(key for model in _MODELS for key in keys_of(model))


def _nodes_elsewhere(data: Mapping[str, Any], lost: Collection[str | int]) -> Iterator[str]:
    """Yield the keys that are probably ids of nodes with a wrong indentation: in no node, or in another."""
    around = (data, *(node for node in map(data["nodes"].get, lost) if isinstance(node, dict)))
    for mapping in around:
        for key, value in mapping.items():
            if is_like_node(value) or (value is NOTHING and key not in _FIELDS):
                yield key


def tree_despite_mistakes(data: Any) -> Tree | None:
    """Return a tree of nodes that all have mistakes without these, None if nothing of it can be read."""
    if not (found := nodes_despite_mistakes(data)):
        return None
    with suppress(ValidationError):
        known = {**_sound(data, _addresses(data)), "nodes": _NO_NODES}
        return Tree.model_validate(known).model_copy(update={"nodes": found})
    return None


def _sound(data: Mapping[str, Any], faulty: Collection[Address]) -> dict[str, Any]:
    """Return the fields of a tree that have no mistakes, with stand-ins for those that it needs; no nodes."""
    sound = data.keys() & Tree.model_fields.keys() - {"nodes", *(at[0] for at in faulty)}
    return {**_PLACEHOLDERS, "kind": _likely_kind(data), **{key: data[key] for key in sound}}


def _behind_kinds(
    written: Mapping[Any, Any], known: Mapping[str, Any], source: Source
) -> tuple[Problem, ...]:
    """Return the other mistakes of nodes whose kind is misspelt."""
    meant = {key: of_a_kind(node) for key, node in written.items() if isinstance(node, dict)}
    nodes = {key: node for key, node in meant.items() if node and node.keys() != written[key].keys()}
    return validate(Tree, {**known, "nodes": nodes}, source)[1] if nodes else ()


def _likely_kind(data: Mapping[str, Any]) -> str:
    """Return the kind that a tree was probably meant to have, so that no include of it seems wrong."""
    return nearest(str(data.get("kind")), get_args(Tree.model_fields["kind"].annotation)) or "procedure"


def _addresses(data: Any) -> list[Address]:
    try:
        Tree.model_validate(data)
    except ValidationError as error:
        return [address_of(detail["loc"]) for detail in error.errors(include_url=False)]
    return []


def config_problems(config: Config, source: Source) -> Iterator[Problem]:
    """Yield the contradictions between the fields of `library.yml`."""
    listed = isinstance(config.languages, tuple)
    seen: set[str] = set()
    for index, language in enumerate(config.languages):
        name = language.replace("_", "-").casefold()
        if name in seen:
            place = source.value("languages", index) if listed else source.key("languages", language)
            message = f"the language '{language}' is listed twice"
            yield Problem("invalid-value", message, place, "delete it here")
        seen.add(name)
    if config.source_language not in config.languages:
        message = f"the source language '{config.source_language}' is not in 'languages'"
        yield Problem("invalid-value", message, source.value("source_language"), "add it there")
    default = next(iter(config.languages))
    if config.states.get(config.source_language) == "preparing":
        what = f"'{config.source_language}' is the source language"
        hint = f"write '{config.source_language}: required'"
        yield _prepared(config.source_language, what, hint, source)
    elif config.states[default] == "preparing":
        hint = f"write '{default}: required', or change the order of the languages"
        yield _prepared(default, "the first language is the site's default", hint, source)
    if config.untranslated and not listed:
        message = "'languages' has a state for each language, so 'untranslated' decides nothing"
        yield Problem("invalid-value", message, source.key("untranslated"), "delete this line")


def _prepared(language: str, what: str, hint: str, source: Source) -> Problem:
    return Problem(
        "invalid-value", f"{what}, so it cannot be 'preparing'", source.value("languages", language), hint
    )
