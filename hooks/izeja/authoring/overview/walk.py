"""A customer's walk through guides, as the page leads it: answers, what is known, and ways back.

Decisions 28 and 36 say when a question answers itself. A `State` is where a customer is; each move returns
the next one, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from izeja.proof.graph import Edge, Graph, Place

MoveKind: TypeAlias = Literal["answer", "next", "action", "unsolved"]


class Move(NamedTuple):
    """A way on from a node.

    `number` is that of the answer, or of the offer in `Graph.offers`. `is_onward` says that questions behind
    it can answer themselves: they are asked where a customer comes back, or was not helped.
    """

    kind: MoveKind
    number: int
    target: Place
    is_onward: bool
    edge: Edge | None = None


class Past(NamedTuple):
    """A step of a trail: where, the way that was taken, what was ticked, and whether nobody was asked."""

    place: Place
    move: Move
    ticked: tuple[int, ...] = ()
    is_own: bool = False


Trail: TypeAlias = tuple[Past, ...]


@dataclass(frozen=True)
class State:
    """Where a customer is: the node, the answers in this guide, and those in the guides before.

    `later` has the answers that were given before one of them was changed; those that still hold are kept.
    `kept` has what was known when the customer came here, also from answers that were changed since.
    """

    place: Place
    trail: Trail = ()
    before: tuple[Trail, ...] = ()
    later: Trail = ()
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def way(self) -> Trail:
        """All answers so far, also those of the guides before."""
        return (*(past for trail in self.before for past in trail), *self.trail)


@dataclass(frozen=True)
class Walk:
    """The ways through the guides of a library."""

    graph: Graph

    def start(self, tree: str, known: Mapping[str, str] = MappingProxyType({})) -> State:
        """Return the first question of a guide that is asked, where some values of facts may be known."""
        return self._passed(State(self.graph.starts[tree], kept=known))

    def moves(self, place: Place) -> list[Move]:
        """Return the ways on from a node: answers, the next step, or what an ending offers."""
        kind: MoveKind = "answer" if self.graph.asks(place) else "next"
        found = [
            Move(kind, index, edge.target, not edge.retry, edge)
            for index, edge in enumerate(self.graph.edges[place])
            if edge.target is not None
        ]
        found += [
            Move("action", index, edge.target, not self._leads_back(place, edge.target), edge)
            for index, edge in enumerate(self.graph.offers.get(place, ()))
            if edge.target is not None
        ]
        if place in self.graph.ways_out:
            found.append(Move("unsolved", 0, self.graph.ways_out[place], is_onward=False))
        return found

    def take(self, state: State, move: Move, ticked: tuple[int, ...] = ()) -> State:
        """Go on from a node, and over the questions that answer themselves."""
        return self._follow(state, Past(state.place, move, ticked))

    def change(self, state: State, number: int) -> State:
        """Go back to an answer, counted from 0. Later answers are kept while they still hold."""
        trails = [*state.before, state.trail]
        for index, trail in enumerate(trails):
            if number < len(trail):
                before = tuple(trails[:index])
                return self._settled(State(trail[number].place, trail[:number], before, trail, state.kept))
            number -= len(trail)
        raise IndexError(number)

    def jump(self, state: State, place: Place) -> State:
        """Go to any node, as by its address: its question is asked."""
        return State(place, before=(*state.before, state.trail), kept=state.kept)

    def known(self, state: State) -> Mapping[str, str]:
        """Return the values of facts that are known somewhere."""
        known = dict(state.kept)
        for past in state.trail:
            fact = self.graph.asked.get(past.place)
            if fact is None or past.move.edge is None or known.get(fact) in past.move.edge.values:
                continue
            # Another value was known, or none. An answer for several values leaves open which one it is.
            known.pop(fact, None)
            if len(past.move.edge.values) == 1:
                known[fact] = past.move.edge.values[0]
        return known

    def _settled(self, state: State) -> State:
        """Return where a customer is, with what is known there, and a trail that comes to no node twice."""
        seen = [past.place for past in state.trail]
        trail = state.trail[: seen.index(state.place)] if state.place in seen else state.trail
        there = replace(state, trail=trail)
        return replace(there, kept=self.known(there))

    def _follow(self, state: State, past: Past) -> State:
        target, trail = past.move.target, (*state.trail, past)
        if target.tree != state.place.tree:
            kept = self.known(replace(state, trail=trail))
            there = State(target, before=(*state.before, trail), kept=kept)
        else:
            there = replace(state, place=target, trail=trail)
        return self._passed(there) if past.move.is_onward else self._settled(replace(there, later=()))

    def _passed(self, state: State) -> State:
        """Return where a customer comes to: over questions that answer themselves or are answered already."""
        while all(past.place != state.place for past in state.trail):
            past = self._own_answer(state) or next(
                (one for one in state.later if one.place == state.place), None
            )
            if past is None:
                break
            target = past.move.target
            if target.tree != state.place.tree:
                # A kept answer leads nobody out of the guide whose answer was changed: it is asked again.
                return self._follow(state, past) if past.is_own else state
            # Questions that answer themselves could lead round in a circle for ever.
            if target == state.place or any(one.place == target for one in state.trail):
                break
            state = replace(state, place=target, trail=(*state.trail, past))
        return self._settled(state)

    def _own_answer(self, state: State) -> Past | None:
        fact = self.graph.asked.get(state.place)
        value = self.known(state).get(fact) if fact else None
        if value is None:
            return None
        moves = self.moves(state.place)
        return next(
            (Past(state.place, one, is_own=True) for one in moves if one.edge and value in one.edge.values),
            None,
        )

    def _leads_back(self, ending: Place, target: Place) -> bool:
        return self.graph.ahead_in(ending.tree).leads_back(ending, target)
