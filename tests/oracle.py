"""The mistakes in a library, found by walking it: written from the definitions, not from the compiler.

It works on the data of the files (mappings and lists), shares no code with Izeja, and takes no short cut.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

Trees = Mapping[str, Mapping[str, Any]]
"""The data of each tree's file, by the tree's id."""
Frame = tuple[str, str]
"""A node where it is written: its tree, and its id there."""
Spot = tuple[Frame, ...]
"""A node as a customer meets it: the includes around it from the outside in, and the node itself."""


class UnknownError(Exception):
    """A target leads nowhere."""


class Oracle:
    """Judges a library by going every way."""

    def __init__(self, trees: Trees, limit: int = 12, unsolved: str | None = None) -> None:
        self.trees = trees
        self.limit = limit
        self.unsolved = unsolved
        self.guides = [tree for tree, data in trees.items() if data["kind"] != "part"]
        self.spots = [spot for guide in self.guides for spot in self._spots(((guide, ""),))]

    def broken(self) -> set[str]:
        """Return the codes of all rules that do not hold; of unknown targets alone, if there are any."""
        if unknown := set(self._unknown()):
            return unknown
        nodes = [node for tree in self.trees.values() for node in tree["nodes"].values()]
        return {
            *({"unreachable"} if any(True for _ in self.unreachable()) else ()),
            *({"dead-end"} if any(True for _ in self.stuck()) else ()),
            *({"circle"} if self._has_circle() else {"too-long"} if self._is_too_long() else ()),
            *({"forward-retry"} if any(True for _ in self.forward_retries()) else ()),
            *(code for node in nodes for code in (*days_of(node), *numbers_of(node), *ticks_of(node))),
            *("missing-value" for node in nodes if len(node.get("answers", "two")) < 2),
        }

    def unreachable(self) -> Iterator[Frame]:
        """Yield every node, where it is written, that some guide does not reach; and parts in no guide."""
        yield from (spot[-1] for spot in self.lost())
        used = {frame[0] for spot in self.spots for frame in spot}
        yield from ((tree, "") for tree in self.trees if tree not in used)

    def lost(self) -> Iterator[Spot]:
        """Yield every node, as a customer would meet it, that its guide does not reach."""
        for spot in self.spots:
            if spot not in self.reached(self.start(spot[0][0])):
                yield spot

    def stuck(self) -> Iterator[Spot]:
        """Yield every node from which no ending can be reached."""
        for spot in self.spots:
            if not any(self.is_end(end) for end in self.reached(spot)):
                yield spot

    def forward_retries(self) -> Iterator[tuple[Frame, int]]:
        """Yield every answer that says `retry` and leads, wherever it is met, to something new.

        Its target is new if a customer who never tries again does not come to it, or not from it to the
        question. What such a customer never comes to is not judged.
        """
        back: dict[tuple[Frame, int], list[bool]] = {}
        begun = {end for guide in self.guides for end in self._reached_once(self.start(guide))}
        for spot in begun:
            for index, (target, retry) in enumerate(self.onward(spot)):
                if retry and target != spot:
                    is_back = target in begun and spot in self._reached_once(target, after=False)
                    back.setdefault((spot[-1], index), []).append(is_back)
        yield from (answer for answer, found in back.items() if not any(found))

    def _reached_once(self, start: Spot, *, after: bool = True) -> set[Spot]:
        """Return what can be reached without a retry: also after endings, or not."""
        found = {start}
        waiting = [start]
        while waiting:
            here = waiting.pop()
            onward = [target for target, retry in self.onward(here) if not retry]
            for spot in (*onward, *(self.after(here) if after else ())):
                if spot not in found:
                    found.add(spot)
                    waiting.append(spot)
        return found

    def questions_left(self, spot: Spot) -> int:
        """Count the questions of the longest way from a node on in its guide, by going them all."""
        onward = [
            self.questions_left(target)
            for target, retry in self.onward(spot)
            if not retry and target[0][0] == spot[0][0]
        ]
        return ("question" in self.node(spot)) + max(onward, default=0)

    def questions_ahead(self, spot: Spot) -> int:
        """Count the questions of the longest way on in its guide, also over endings that do not lead back."""
        onward = [
            self.questions_ahead(target)
            for target in self._ahead(spot)
            if not self.is_end(spot) or not self.leads_back(spot, target)
        ]
        return ("question" in self.node(spot)) + max(onward, default=0)

    def leads_back(self, ending: Spot, target: Spot) -> bool:
        """Return whether what an ending leads to begins its guide again, or leads to the ending."""
        return target == self.start(ending[0][0]) or ending in self._reached_ahead(target)

    def fewest_questions(self, spot: Spot) -> int:
        """Count the questions of the shortest way to an ending, or out of the guide."""
        onward = [
            self.fewest_questions(target) if target[0][0] == spot[0][0] else 0
            for target, retry in self.onward(spot)
            if not retry
        ]
        return ("question" in self.node(spot)) + min(onward, default=0)

    def _ahead(self, spot: Spot) -> list[Spot]:
        """Return where customers come to in a guide if they neither try again nor start over."""
        guide = spot[0][0]
        onward = [target for target, retry in self.onward(spot) if not retry]
        onward += [target for target in self.after(spot) if target != self.start(guide)]
        return [target for target in onward if target[0][0] == guide]

    def _reached_ahead(self, start: Spot) -> set[Spot]:
        found = {start}
        waiting = [start]
        while waiting:
            for spot in self._ahead(waiting.pop()):
                if spot not in found:
                    found.add(spot)
                    waiting.append(spot)
        return found

    def has_circle(self) -> bool:
        """Return whether a way leads back without a retry."""
        return self._has_circle()

    def branches(self) -> int:
        """Count the ways from each guide's start to an ending, without retries, by going them all."""
        return sum(self._ways(self.start(guide)) for guide in self.guides)

    def reached(self, start: Spot) -> set[Spot]:
        found = {start}
        waiting = [start]
        while waiting:
            here = waiting.pop()
            for spot in (*(target for target, _ in self.onward(here)), *self.after(here)):
                if spot not in found:
                    found.add(spot)
                    waiting.append(spot)
        return found

    def onward(self, spot: Spot) -> list[tuple[Spot, bool]]:
        node = self.node(spot)
        ways = [(node["next"], False)] if "next" in node else []
        ways += [(answer["to"], "retry" in answer) for answer in node.get("answers", ())]
        return [(self.follow(spot, target), retry) for target, retry in ways]

    def after(self, spot: Spot) -> list[Spot]:
        """Return where an ending leads a customer: by its actions, and by its way out."""
        return [*self.offered(spot), *self.way_out(spot)]

    def offered(self, spot: Spot) -> list[Spot]:
        """Return where the actions of a node lead."""
        return [self.follow(spot, one["to"]) for one in self.node(spot).get("actions", ()) if "to" in one]

    def way_out(self, spot: Spot) -> list[Spot]:
        """Return where an ending leads a customer whom it did not help."""
        if not self.is_end(spot):
            return []
        guide = spot[0][0]
        ways = [
            (spot, self.node(spot).get("unsolved")),
            (((guide, ""),), self.trees[guide].get("unsolved")),
            ((("", ""),), self.unsolved),
            (((guide, ""),), self.trees[guide]["start"]),
        ]
        found = [self.follow(start, target) for start, target in ways if target]
        return [one for one in found if one != spot][:1]

    def follow(self, spot: Spot, target: str) -> Spot:
        *around, (tree, _) = spot
        if target == "return":
            if not around:
                raise UnknownError(target)
            outer = tuple(around)
            return self.follow(outer, self.node(outer)["next"])
        file, _, name = target.partition("#")
        if not file.endswith(".yml"):
            return self._meet((*around, (tree, target)))
        other = self._tree(tree, file)
        if other not in self.guides:
            raise UnknownError(target)
        return self._meet(((other, name or self.trees[other]["start"]),))

    def _meet(self, spot: Spot) -> Spot:
        tree, name = spot[-1]
        if name not in self.trees[tree]["nodes"]:
            raise UnknownError(name)
        part = self._part(spot)
        return spot if part is None else self._meet((*spot, (part, self.trees[part]["start"])))

    def _part(self, spot: Spot) -> str | None:
        node = self.node(spot)
        if "include" not in node:
            return None
        part = self._tree(spot[-1][0], node["include"])
        if part not in self.trees or self.trees[part]["kind"] != "part":
            raise UnknownError(node["include"])
        return part

    def _spots(self, around: Spot) -> Iterator[Spot]:
        *outer, (tree, _) = around
        for name in self.trees[tree]["nodes"]:
            spot = (*outer, (tree, name))
            try:
                part = self._part(spot)
            except UnknownError:
                part = None
            if part is None:
                yield spot
            else:
                yield from self._spots((*spot, (part, "")))

    def _unknown(self) -> Iterator[str]:
        for spot in self.spots:
            try:
                self.onward(spot)
                self.after(spot)
                for outer in (spot[:depth] for depth in range(1, len(spot))):
                    self.follow(outer, self.node(outer)["next"])
            except UnknownError:
                yield "unknown-target"
        for guide in self.guides:
            try:
                self.start(guide)
            except UnknownError:
                yield "unknown-target"
        for spot in self.spots:
            if "include" in self.node(spot):
                yield "unknown-target"

    def start(self, guide: str) -> Spot:
        """Return where a guide begins."""
        return self._meet(((guide, self.trees[guide]["start"]),))

    def node(self, spot: Spot) -> Mapping[str, Any]:
        """Return what is written about a node."""
        tree, name = spot[-1]
        found: Mapping[str, Any] = self.trees[tree]["nodes"][name]
        return found

    def _tree(self, tree: str, file: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(tree), file)).removesuffix(".yml")

    def is_end(self, spot: Spot) -> bool:
        """Return whether a node is an ending."""
        return not {"next", "answers"} & set(self.node(spot))

    def _has_circle(self) -> bool:
        if any(onward == spot for spot in self.spots for onward, _ in self.onward(spot)):
            return True
        if any(spot in self.offered(spot) for spot in self.spots):
            return True
        if any(self.follow(spot, self.node(spot).get("unsolved", "")) == spot for spot in self._named_out()):
            return True
        forward = {spot: {onward for onward, retry in self.onward(spot) if not retry} for spot in self.spots}
        while free := [spot for spot, onward in forward.items() if not onward]:
            for spot in free:
                del forward[spot]
            for onward in forward.values():
                onward.difference_update(free)
        return bool(forward)

    def _named_out(self) -> list[Spot]:
        return [spot for spot in self.spots if self.is_end(spot) and "unsolved" in self.node(spot)]

    def _is_too_long(self) -> bool:
        return any(self.questions_left(self.start(guide)) > self.limit for guide in self.guides)

    def _ways(self, spot: Spot) -> int:
        onward = [target for target, retry in self.onward(spot) if not retry]
        return sum(map(self._ways, onward)) if onward else 1


def days_of(node: Mapping[str, Any]) -> Iterator[str]:
    """Yield the gaps and overlaps in the answers of a date question, by trying every number of days."""
    if "dates" in node:
        first = 0 if node["dates"]["until"] == "today" else -200
        ranges = [answer["days"] for answer in node["answers"] if "days" in answer]
        yield from _covered([Fraction(day) for day in range(first, 200)], ranges, "days")


def numbers_of(node: Mapping[str, Any]) -> Iterator[str]:
    """Yield the gaps and overlaps in the answers of a number question, by trying every number."""
    if "number" in node:
        least, most = Fraction(node["number"].get("least", "0")), Fraction(node["number"]["most"])
        step = Fraction(1, 10 ** int(node["number"].get("decimals", "0")))
        ranges = [answer["range"] for answer in node["answers"] if "range" in answer]
        bounds = [Fraction(one) for text in ranges for one in re.findall(r"-?[\d.]+", text)]
        if any(bound % step or not least <= bound <= most for bound in (*bounds, least, most)):
            yield "invalid-value"
            return
        yield from _covered(
            [least + step * n for n in range(int((most - least) / step) + 1)], ranges, "range"
        )


def ticks_of(node: Mapping[str, Any]) -> Iterator[str]:
    """Yield the mistake in who is led on without a tick."""
    if "several" in node:
        none = sum("none" in answer for answer in node["answers"])
        if none != 1:
            yield "invalid-value" if none else "missing-key"


def _covered(numbers: Sequence[Fraction], ranges: Sequence[str], what: str) -> Iterator[str]:
    for number in numbers:
        fitting = sum(fits(number, one) for one in ranges)
        if fitting != 1:
            yield f"overlapping-{what}" if fitting else f"uncovered-{what}"
    if any(not any(fits(number, one) for number in numbers) for one in ranges):
        yield "invalid-value"


def fits(number: Fraction, text: str) -> bool:
    """Return whether a number is in a range like `<= 2`, `> 2.5`, `3` or `3 to 7`."""
    if found := re.fullmatch(r"(<=|>=|<|>) ?(-?[\d.]+)", text):
        bound = Fraction(found[2])
        return {"<=": number <= bound, ">=": number >= bound, "<": number < bound, ">": number > bound}[
            found[1]
        ]
    low, _, high = text.partition(" to ")
    return Fraction(low) <= number <= Fraction(high or low)
