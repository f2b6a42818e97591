"""Rules for facts: a question that asks for one has an answer for each value, and texts cover each value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from izeja.language.facts import BY, OTHERWISE, Fact, Variants
from izeja.language.nodes import Question, varied_texts
from izeja.library.library import Library
from izeja.library.likeness import nearest_first, typing_error_of
from izeja.problems.problem import Position, Problem, Related
from izeja.problems.wording import listed, quoted
from izeja.proof.graph import Graph
from izeja.proof.never_chosen import never_chosen
from izeja.reading.data import Address
from izeja.reading.folder import FACTS
from izeja.reading.source import Source

_ONE_ANSWER = "exactly one answer must be for each value of '{fact}': {values}"


def prove_facts(library: Library, graph: Graph) -> Iterator[Problem]:
    """Yield every problem of facts, of the questions that ask for them, and of texts that differ by them."""
    problems = [*names_of_values(library), *coverage(library)]
    yield from problems
    # With such a mistake, it is not clear which answer a value chooses.
    if library.facts and not problems and not library.is_unclear(FACTS):
        yield from never_chosen(library, graph)


def names_of_values(library: Library) -> Iterator[Problem]:
    """`invalid-value`: no value has the name of a key that texts have for something else."""
    for name, fact in library.facts.items():
        for value in (BY, OTHERWISE):
            if value in fact.values:
                message = f"'{value}' cannot name a value: it is a key of texts that differ by a fact"
                place = library.sources[FACTS].key(name, "values", value)
                yield Problem("invalid-value", message, place, "choose another name")


def coverage(library: Library) -> Iterator[Problem]:
    """`uncovered-value`, `overlapping-values` and others: each value has one answer, and a text.

    Such an answer leads on: it is chosen without a click, and no customer may be led in circles.
    """
    for tree_id, tree in library.trees.items():
        source = library.source_of(tree_id)
        for node_id, node in tree.nodes.items():
            at: Address = ("nodes", node_id)
            if isinstance(node, Question):
                if node.asks is None:
                    yield from _without_fact(node, source, at)
                elif fact := library.facts.get(node.asks):
                    yield from _answers(node, node.asks, fact, source, at)
            for key, text in varied_texts(node):
                if fact := library.facts.get(text.fact):
                    yield from _variants(text, fact, partial(source.key, *at, key))


def _without_fact(node: Question, source: Source, at: Address) -> Iterator[Problem]:
    for index, answer in enumerate(node.answers):
        if answer.is_:
            message = "only a question with 'asks' can have answers with 'is'"
            hint = "add 'asks:' with the name of a fact to the question, or delete this key"
            yield Problem("unknown-key", message, source.key(*at, "answers", index, "is"), hint)


def _answers(node: Question, name: str, fact: Fact, source: Source, at: Address) -> Iterator[Problem]:
    one_answer = _ONE_ANSWER.format(fact=name, values=listed(fact.values))
    first: dict[str, int] = {}
    for index, answer in enumerate(node.answers):
        place = partial(source.value, *at, "answers", index, "is")
        for number, value in enumerate(answer.is_):
            if value not in fact.values:
                yield Problem("unknown-target", *_unknown_value(value, name, fact, place(number)))
            elif value in answer.is_[:number]:
                yield Problem(
                    "overlapping-values", f"'{value}' is listed twice", place(number), "delete it here"
                )
            elif (earlier := first.setdefault(value, index)) != index:
                message = f"two answers are for '{value}'"
                related = (Related("the other answer", source.value(*at, "answers", earlier, "is")),)
                yield Problem("overlapping-values", message, place(number), one_answer, related)
        if answer.is_ and answer.retry:
            message = f"this answer is chosen without a click once '{name}' is known, so it cannot lead back"
            hint = "lead it on to another node, or ask for the fact in another question"
            yield Problem("circle", message, source.key(*at, "answers", index, "retry"), hint)
    if missing := [value for value in fact.values if value not in first]:
        message = f"no answer is for {quoted(missing)}"
        yield Problem("uncovered-value", message, source.key(*at, "asks"), one_answer)


def _unknown_value(value: str, name: str, fact: Fact, place: Position) -> tuple[str, Position, str]:
    close = typing_error_of(value, fact.values)
    hint = (
        f"did you mean '{close}'?"
        if close
        else f"use one of: {listed(nearest_first(value, fact.values.keys()))}"
    )
    return f"the fact '{name}' has no value '{value}'", place, f"{hint}\nor add it to {FACTS}"


def _variants(text: Variants, fact: Fact, place: Callable[..., Position]) -> Iterator[Problem]:
    for value in text:
        if value not in fact.values and value != OTHERWISE:
            yield Problem("unknown-target", *_unknown_value(value, text.fact, fact, place(value)))
    missing = [value for value in fact.values if value not in text]
    if missing and OTHERWISE not in text:
        message = f"this text has nothing for {quoted(missing)}"
        hint = f"add '{missing[0]}: ...' to it, or '{OTHERWISE}: ...' for all other customers"
        yield Problem("uncovered-value", message, place(), hint)
