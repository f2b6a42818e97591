"""A customer who walks through guides with facts, as decisions 28 and 36 say it: what the page has to show.

Like the oracles it works on the data of the files, and shares no code with Izeja.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from fact_oracle import FactOracle, values_of
from oracle import Spot

NEAR = 3
"""How far apart the fewest and the most questions are at most where a page announces them."""

Known = Mapping[str, str | None]


class Past(NamedTuple):
    """A step of a trail: a node, and which of its ways was taken."""

    spot: Spot
    way: int


Trail = tuple[Past, ...]


class Way(NamedTuple):
    """A link of a node. `retry` leads back; `unsolved` is the way out of an ending."""

    target: Spot
    retry: bool = False
    unsolved: bool = False

    @property
    def is_onward(self) -> bool:
        """Whether questions answer themselves where it leads."""
        return not self.retry and not self.unsolved


class Shown(NamedTuple):
    """What the page shows."""

    node: Spot
    trail: Trail
    left: tuple[int, int] | None
    next: Spot | None
    variant: str | None


@dataclass(frozen=True)
class Entry:
    """An entry in the browser's history."""

    spot: Spot
    trail: Trail = ()
    previous: Spot | None = None
    later: Trail = ()


@dataclass
class Customer:
    """A customer in a new tab; each method is something that they do."""

    oracle: FactOracle
    kept: dict[str, str | None] = field(default_factory=dict)
    history: list[Entry] = field(default_factory=list)
    at: int = -1
    last: dict[str, Entry] = field(default_factory=dict)

    @property
    def here(self) -> Entry:
        """Where the customer is."""
        return self.history[self.at]

    def open(self, guide: str, said: Mapping[str, str]) -> None:
        """Open the address of a guide, which says some facts."""
        self.kept |= said
        self._come(self.oracle.start(guide), again=False)

    def choose(self, index: int) -> None:
        """Follow a link of the step."""
        way = self.ways(self.here.spot)[index]
        trail = (*self.here.trail, Past(self.here.spot, index))
        if _guide(way.target) != _guide(self.here.spot):
            self.kept = dict(self.known(trail))
            self._come(way.target, again=not way.is_onward)
        elif way.is_onward:
            self._go_on(way.target, trail, self.here.later)
        else:
            self._go(way.target, trail)

    def change(self, index: int) -> None:
        """Change an answer of the trail."""
        self._go(self.here.trail[index].spot, self.here.trail, self.here.trail)

    def start_over(self) -> None:
        """Forget everything that this guide asks for."""
        guide = _guide(self.here.spot)
        asked = {self.oracle.node(spot).get("asks") for spot in self.oracle.spots if _guide(spot) == guide}
        self.kept = {fact: value for fact, value in self.kept.items() if fact not in asked}
        self._go(self.oracle.start(guide), ())

    def back(self) -> None:
        """Follow the page's own link to the last step of the trail."""
        last = self.here.trail[-1].spot
        if self.here.previous == last:
            self.travel(-1)
        else:
            self._go(last, self.here.trail)

    def travel(self, by: int) -> None:
        """Go back or forward in the browser's history."""
        self.at += by
        self._show()

    def reload(self) -> None:
        """Load the page again."""
        self._show()

    def shown(self) -> Shown:
        """Return what the page shows."""
        spot, trail = self.here.spot, self.here.trail
        node, known = self.oracle.node(spot), self.known(trail)
        body = node.get("body")
        fact = body["by"] if isinstance(body, Mapping) else ""
        return Shown(spot, trail, self._left(spot, known), self._next(), _variant(body, known.get(fact)))

    def ways(self, spot: Spot) -> list[Way]:
        """Return the links of a node."""
        onward = [Way(target, retry) for target, retry in self.oracle.onward(spot)]
        offered = [Way(one, self.oracle.leads_back(spot, one)) for one in self.oracle.offered(spot)]
        out = [
            Way(one, self.oracle.leads_back(spot, one), unsolved=True) for one in self.oracle.way_out(spot)
        ]
        return [*onward, *offered, *out]

    def known(self, trail: Trail) -> Known:
        """Return what is known at the end of a trail."""
        known: Known = self.kept
        for past in trail:
            known = self._learnt(known, past)
        return known

    def _learnt(self, known: Known, past: Past) -> Known:
        node = self.oracle.node(past.spot)
        if "asks" not in node:
            return known
        values = values_of(node["answers"][past.way])
        if known.get(node["asks"]) in values:
            return known
        return {**known, node["asks"]: values[0] if len(values) == 1 else "" if not values else None}

    def _own(self, spot: Spot, known: Known) -> Past | None:
        node = self.oracle.node(spot)
        value = known.get(node.get("asks", ""))
        if not value:
            return None
        return next(Past(spot, index) for index, one in enumerate(node["answers"]) if value in values_of(one))

    def _come(self, spot: Spot, *, again: bool) -> None:
        """Come to another guide, whose page is loaded."""
        last = self.last.get(_guide(spot))
        trail = last.trail if last and last.spot == spot else ()
        self.history[self.at + 1 :] = [Entry(spot, trail)]
        self.at += 1
        if again:
            self._show()
            return
        spot, trail, leaves = self._passed(spot, trail, ())
        self.history[self.at] = Entry(spot, trail)
        self._show()
        if leaves:
            self.choose(leaves.way)

    def _go_on(self, spot: Spot, trail: Trail, later: Trail) -> None:
        spot, trail, leaves = self._passed(spot, trail, later)
        self._go(spot, trail, later)
        if leaves:
            self.choose(leaves.way)

    def _passed(self, spot: Spot, trail: Trail, later: Trail) -> tuple[Spot, Trail, Past | None]:
        """Return where a customer comes to, over questions that answer themselves or are answered already."""
        while all(past.spot != spot for past in trail):
            own = self._own(spot, self.known(trail))
            past = own or next((one for one in later if one.spot == spot), None)
            if past is None:
                break
            target = self.ways(spot)[past.way].target
            if _guide(target) != _guide(spot):
                return spot, trail, own
            if target == spot or any(one.spot == target for one in trail):
                break
            spot, trail = target, (*trail, past)
        return spot, trail, None

    def _go(self, spot: Spot, trail: Trail, later: Trail = ()) -> None:
        seen = [past.spot for past in trail]
        cut = trail[: seen.index(spot)] if spot in seen else trail
        self.history[self.at + 1 :] = [Entry(spot, cut, previous=self.here.spot, later=later)]
        self.at += 1
        self._show()

    def _show(self) -> None:
        self.kept = {fact: value for fact, value in self.known(self.here.trail).items() if value}
        self.last[_guide(self.here.spot)] = replace(self.here)

    def _next(self) -> Spot | None:
        if "next" not in self.oracle.node(self.here.spot):
            return None
        (way,) = self.ways(self.here.spot)
        if _guide(way.target) != _guide(self.here.spot):
            return None
        return self._passed(way.target, (*self.here.trail, Past(self.here.spot, 0)), ())[0]

    def _left(self, spot: Spot, known: Known) -> tuple[int, int] | None:
        fewest, most = self._questions(spot, known, again=True)
        asks = "question" in self.oracle.node(spot)
        if self.oracle.is_end(spot) or not (asks or most) or most - fewest > NEAR:
            return None
        return fewest - asks, most - asks

    def _questions(self, spot: Spot, known: Known, *, again: bool) -> tuple[int, int]:
        """Count the questions of the shortest and of the longest way from a node on in its guide."""
        own = None if again else self._own(spot, known)
        counted = []
        for index, way in enumerate(self.ways(spot)):
            if way.retry or (own and own.way != index):
                continue
            inside = _guide(way.target) == _guide(spot)
            after = self._learnt(known, Past(spot, index))
            counted.append(self._questions(way.target, after, again=way.unsolved) if inside else (0, 0))
        asks = "question" in self.oracle.node(spot) and own is None
        fewest = 0 if self.oracle.is_end(spot) else min((few for few, _ in counted), default=0)
        return asks + fewest, asks + max((most for _, most in counted), default=0)


def _guide(spot: Spot) -> str:
    return spot[0][0]


def _variant(text: object, value: str | None) -> str | None:
    """Return the variant of a text that is shown alone; None if all are, or there is one text."""
    if not isinstance(text, Mapping) or value is None:
        return None
    return text.get(value) if value in text else text.get("otherwise")
