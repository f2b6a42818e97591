"""Data to model. Every mistake is reported in the words of the tree language."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from izeja.language.config import Config
from izeja.language.mistakes import address_of, problems_of
from izeja.language.pydantic_internals import check_assumptions
from izeja.language.tree import Tree
from izeja.problems.problem import Problem
from izeja.reading.data import Address
from izeja.reading.source import Source

Model = TypeVar("Model", bound=BaseModel)

UNREAD = "\N{REPLACEMENT CHARACTER}"
"""Takes the place of a title that was not understood."""
# These replace a value of a tree that has a mistake, so that the rest can still be checked.
_PLACEHOLDERS = {"title": UNREAD, "kind": "procedure", "start": "start"}


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
    sound = data.keys() & Tree.model_fields.keys() - {at[0] for at in faulty}
    tree, _ = validate(Tree, {**_PLACEHOLDERS, **{key: data[key] for key in sound}, "nodes": nodes}, source)
    if tree is None:
        return None, everything, problems
    return tree, frozenset({*map(str, lost), *({tree.start} if "start" not in sound else ())}), problems


def _addresses(data: Any) -> list[Address]:
    try:
        Tree.model_validate(data)
    except ValidationError as error:
        return [address_of(detail["loc"]) for detail in error.errors(include_url=False)]
    return []


def config_problem(config: Config, source: Source) -> Problem | None:
    """Return a contradiction between the fields of `library.yml`, None if there is none."""
    listed = isinstance(config.languages, tuple)
    seen: set[str] = set()
    for index, language in enumerate(config.languages):
        name = language.replace("_", "-").casefold()
        if name in seen:
            place = source.value("languages", index) if listed else source.key("languages", language)
            return Problem(
                "invalid-value", f"the language '{language}' is listed twice", place, "delete it here"
            )
        seen.add(name)
    if config.source_language not in config.languages:
        message = f"the source language '{config.source_language}' is not in 'languages'"
        return Problem("invalid-value", message, source.value("source_language"), "add it there")
    for language, what in (
        (next(iter(config.languages)), "the first language is the site's default"),
        (config.source_language, f"'{config.source_language}' is the source language"),
    ):
        if config.states[language] == "preparing":
            message = f"{what}, so it cannot be 'preparing'"
            hint = f"write '{language}: required', or change the order of the languages"
            if language == config.source_language:
                hint = f"write '{language}: required'"
            return Problem("invalid-value", message, source.value("languages", language), hint)
    if config.untranslated and not listed:
        message = "'languages' has a state for each language, so 'untranslated' decides nothing"
        return Problem("invalid-value", message, source.key("untranslated"), "delete this line")
    return None
