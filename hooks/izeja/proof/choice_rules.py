"""Rules for what customers tell apart: answers in groups, actions, what to have at hand, and values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from izeja.language.facts import Fact
from izeja.language.nodes import Ending, Question, Support
from izeja.library.library import Library
from izeja.problems.problem import Problem, Related
from izeja.proof.text_rules import alike
from izeja.reading.folder import FACTS
from izeja.reading.source import Source


class _Written(NamedTuple):
    """A node, with where it is written."""

    source: Source
    id: str


def prove_choices(library: Library) -> Iterator[Problem]:
    """Yield the problems of the groups, the actions, the `prepare` and the facts of a library."""
    for tree_id, tree in library.trees.items():
        for node_id, node in tree.nodes.items():
            # Few nodes have any of these.
            if isinstance(node, Ending):
                written = _Written(library.source_of(tree_id), node_id)
                if node.actions:
                    yield from _actions(node, written)
                if isinstance(node, Support) and node.prepare:
                    yield from _prepare(node.prepare, written)
            elif isinstance(node, Question) and any(answer.group for answer in node.answers):
                groups = [answer.group for answer in node.answers]
                yield from _groups(groups, _Written(library.source_of(tree_id), node_id))
    for name, fact in library.facts.items():
        yield from _values(fact, _Written(library.sources[FACTS], name))


def _actions(node: Ending, written: _Written) -> Iterator[Problem]:
    """`missing-key`, `invalid-value`, `ambiguous-answers`: each action leads to one place, and says which."""
    source, at = written.source, ("nodes", written.id, "actions")
    for index, action in enumerate(node.actions):
        match action.places:
            case []:
                message = "this action does not say where it leads"
                hint = "add 'to: ...' (a node or a tree file), 'url: https://...' or 'contact: KEY'"
                yield Problem("missing-key", message, source.value(*at, index, "text"), hint)
            case [first, second, *_]:
                message = f"this action has both '{first}' and '{second}'"
                hint = "an action leads to one place: delete one of them, or make two actions"
                related = (Related("the other one", source.key(*at, index, first)),)
                yield Problem("invalid-value", message, source.key(*at, index, second), hint, related)
    for one, other in alike([action.text for action in node.actions]):
        yield Problem(
            "ambiguous-answers",
            f"two actions of '{written.id}' read the same: '{node.actions[other].text}'",
            source.value(*at, other, "text"),
            "say how they differ",
            (Related("the first one", source.value(*at, one, "text")),),
        )


def _prepare(items: Sequence[str], written: _Written) -> Iterator[Problem]:
    """`ambiguous-answers`: no two fields have the same label."""
    place = written.source.value
    for one, other in alike(items):
        message = f"two items of 'prepare' of '{written.id}' read the same: '{items[other]}'"
        related = (Related("the first one", place("nodes", written.id, "prepare", one)),)
        at = place("nodes", written.id, "prepare", other)
        yield Problem("ambiguous-answers", message, at, "delete it, or say how they differ", related)


def _groups(groups: Sequence[str | None], written: _Written) -> Iterator[Problem]:
    """`ambiguous-answers`: the answers of a group are beside each other, and no two groups read the same."""
    place = written.source.value
    # A group whose answers are apart comes as several runs.
    runs = groupby(enumerate(groups), lambda one: one[1])
    named = [(name, next(run)[0]) for name, run in runs if name is not None]
    for one, other in alike([name for name, _ in named]):
        (first, start), (second, again) = named[one], named[other]
        if first == second:
            message = f"the answers in the group '{first}' are not beside each other"
            hint = "put them together: customers would see its heading twice"
        else:
            message = f"two groups of '{written.id}' read the same: '{second}'"
            hint = "write both in the same way if they are one group; if not, say how they differ"
        related = (Related("the first one", place("nodes", written.id, "answers", start, "group")),)
        at = place("nodes", written.id, "answers", again, "group")
        yield Problem("ambiguous-answers", message, at, hint, related)


def _values(fact: Fact, written: _Written) -> Iterator[Problem]:
    """`ambiguous-answers`: a page names the texts for each value by the value."""
    place, names = written.source.value, list(fact.values)
    for one, other in alike(list(fact.values.values())):
        message = f"two values of '{written.id}' read the same: '{fact.values[names[other]]}'"
        related = (Related("the first one", place(written.id, "values", names[one])),)
        at = place(written.id, "values", names[other])
        yield Problem("ambiguous-answers", message, at, "say how they differ", related)
