"""Answers that no customer needs, and texts that nobody reads, since a fact is always known there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from izeja.language.facts import OTHERWISE
from izeja.language.nodes import Question, varied_texts
from izeja.library.library import Library
from izeja.problems.problem import Position, Problem, Related
from izeja.problems.wording import quoted
from izeja.proof.graph import Edge, Graph, Place
from izeja.proof.knowledge import Knowledge
from izeja.proof.ways import written_way
from izeja.reading.data import Address

_MOST_VALUES = 3
"""For how many values a message shows the answer that they are from."""


def never_chosen(library: Library, graph: Graph) -> Iterator[Problem]:
    """`never-chosen`: some customer needs each answer, and each variant of a text.

    A part can be in several guides, and what nobody needs in one of them can be needed in another.
    """
    found = _NeverChosen(library, graph)
    placed: dict[tuple[str, Address], list[Place]] = {}
    for place, one in graph.placed.items():
        if found.known.is_met(place):
            placed.setdefault((one.file_id, one.address), []).append(place)
    for (file_id, at), places in placed.items():
        yield from found.answers(file_id, at, places)
        yield from found.texts(file_id, at, places)


class _Known(NamedTuple):
    """A fact that is always known somewhere, and for each of its possible values a way there."""

    fact: str
    ways: Mapping[str, Sequence[Edge]]


class _NeverChosen:
    def __init__(self, library: Library, graph: Graph) -> None:
        self._library = library
        self._graph = graph
        self.known = Knowledge(graph, library.facts)

    def answers(self, file_id: str, at: Address, places: Sequence[Place]) -> Iterator[Problem]:
        node = self._library.trees[file_id].nodes[str(at[1])]
        if not isinstance(node, Question) or places[0] not in self._graph.asked:
            return
        known = self._known(places, self._graph.asked[places[0]])
        for index, answer in enumerate(node.answers if known else ()):
            if known and not any(self.known.is_chosen(self._graph.edges[place][index]) for place in places):
                instead = "delete it"
                if answer.is_:
                    instead = f"let another answer be for {quoted(answer.is_)} too"
                if len(known.ways) == 1:
                    instead = "lead this way past the question"
                yield self._problem(
                    "no customer chooses this answer",
                    self._library.source_of(file_id).value(*at, "answers", index, "text"),
                    f"{instead}, or lead other customers to it",
                    known,
                )

    def texts(self, file_id: str, at: Address, places: Sequence[Place]) -> Iterator[Problem]:
        for key, text in varied_texts(self._library.trees[file_id].nodes[str(at[1])]):
            fact = self._library.facts.get(text.fact)
            known = self._known(places, text.fact) if fact else None
            for value in text:
                # Those who come here from a search need the text for all others.
                if known and value not in (OTHERWISE, *known.ways):
                    instead = "delete it" if OTHERWISE in text else f"rename it to '{OTHERWISE}'"
                    yield self._problem(
                        "no customer reads this text",
                        self._library.source_of(file_id).key(*at, key, value),
                        f"{instead}, or lead other customers to this node",
                        known,
                    )

    def _known(self, places: Sequence[Place], fact: str) -> _Known | None:
        """Return the values that a fact can have in some places; None if it can be unknown."""
        values = [self.known.values_at(place, fact) for place in places]
        if None in values:
            return None
        ways = {
            value: self.known.way_of(place, fact, value)
            for place, found in zip(places, values, strict=True)
            for value in found or ()
        }
        return _Known(
            fact, {value: ways[value] for value in self._library.facts[fact].values if value in ways}
        )

    def _problem(self, what: str, position: Position, hint: str, known: _Known) -> Problem:
        way = next(iter(known.ways.values()))
        return Problem(
            "never-chosen",
            f"{what}: '{known.fact}' is always known here, and is {quoted(tuple(known.ways), 'or')}",
            position,
            f"a way that shows it: {written_way(way, way[0].source.tree)}\n{hint}",
            tuple(
                Related(f"'{value}' is known from here", self._answer(way[0]))
                for value, way in list(known.ways.items())[:_MOST_VALUES]
            ),
            "warning",
            self._graph.files_of([edge.source for way in known.ways.values() for edge in way], self._library),
        )

    def _answer(self, edge: Edge) -> Position:
        source = self._library.source_of(self._graph.placed[edge.source].file_id)
        return source.value(*edge.at[:-1], "is")
