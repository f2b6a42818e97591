"""What is known of customers, found by walking a library with everything that can be known.

Like `oracle.py`, it works on the data of the files and shares no code with Izeja.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

from oracle import Oracle, Spot, Trees

Facts = Mapping[str, list[str]]
"""The values of each fact."""


class Customer(NamedTuple):
    """Where a customer is, what is known, and whether the question there is asked whatever is known."""

    spot: Spot
    known: Mapping[str, str | None]
    again: bool

    @property
    def key(self) -> tuple[Spot, tuple[tuple[str, str | None], ...], bool]:
        return self.spot, tuple(sorted(self.known.items())), self.again


class FactOracle(Oracle):
    """Judges a library with facts by walking it with every value of each."""

    def __init__(self, trees: Trees, facts: Facts, limit: int = 12, unsolved: str | None = None) -> None:
        super().__init__(trees, limit, unsolved)
        self.facts = facts

    def faults(self) -> set[str]:
        """Return the codes of all rules for facts that do not hold, but for `never-chosen`."""
        nodes = [node for tree in self.trees.values() for node in tree["nodes"].values()]
        return {code for node in nodes for code in (*self._of_question(node), *self._of_texts(node))}

    def _of_question(self, node: Mapping[str, Any]) -> Iterator[str]:
        answers = [values_of(answer) for answer in node.get("answers", ())]
        if "asks" not in node:
            yield from ("unknown-key" for values in answers if values)
            return
        if node["asks"] not in self.facts:
            yield "unknown-target"
            return
        for value in self.facts[node["asks"]]:
            times = sum(values.count(value) for values in answers)
            if times != 1:
                yield "overlapping-values" if times else "uncovered-value"
        for answer, values in zip(node["answers"], answers, strict=True):
            yield from ("unknown-target" for value in values if value not in self.facts[node["asks"]])
            yield from ("overlapping-values" for value in values if values.count(value) > 1)
            if values and "retry" in answer:
                yield "circle"

    def _of_texts(self, node: Mapping[str, Any]) -> Iterator[str]:
        for text in (node.get("hint"), node.get("body")):
            if isinstance(text, Mapping):
                values = self.facts.get(text["by"])
                if values is None:
                    yield "unknown-target"
                    continue
                if not {*text} >= {*values} and "otherwise" not in text:
                    yield "uncovered-value"
                if {*text} - {*values, "by", "otherwise"}:
                    yield "unknown-target"

    def walks(self) -> list[Customer]:
        """Return every customer who can be met at a node, coming from the start of a guide."""
        every = [dict(zip(self.facts, values, strict=True)) for values in product(*self._values())]
        waiting = [
            Customer(self.start(guide), known, again=False) for guide in self.guides for known in every
        ]
        found = {one.key: one for one in waiting}
        while waiting:
            for _, after in self.steps(waiting.pop()):
                if after.key not in found:
                    found[after.key] = after
                    waiting.append(after)
        return [*found.values()]

    def _values(self) -> list[list[str | None]]:
        return [[None, *values] for values in self.facts.values()]

    def steps(self, here: Customer) -> Iterator[tuple[int | None, Customer]]:
        """Yield where a customer can come to next: by which answer, if it is one."""
        node = self.node(here.spot)
        ways = self.onward(here.spot)
        if "answers" not in node:
            yield from ((None, Customer(target, here.known, again=False)) for target, _ in ways)
            yield from ((None, Customer(target, here.known, again=True)) for target in self.after(here.spot))
            return
        own = self.own_answer(here)
        for index, (target, retry) in enumerate(ways):
            if own is None or index == own:
                yield index, Customer(target, self.learnt(here, index), again=retry)

    def own_answer(self, here: Customer) -> int | None:
        """Return the answer that a question gives itself."""
        node = self.node(here.spot)
        value = here.known.get(node.get("asks", ""))
        if value is None or here.again:
            return None
        return next(index for index, one in enumerate(node["answers"]) if value in values_of(one))

    def learnt(self, here: Customer, answer: int) -> Mapping[str, str | None]:
        """Return what is known after an answer."""
        node = self.node(here.spot)
        if "asks" not in node:
            return here.known
        values = values_of(node["answers"][answer])
        if here.known[node["asks"]] in values:
            return here.known
        return {**here.known, node["asks"]: values[0] if len(values) == 1 else None}

    def never_chosen(self) -> set[tuple[str, str, str, int | str]]:
        """Return the answers and variants that no walk meets: tree, node, key, and number or value."""
        met: dict[tuple[str, str], list[Customer]] = {}
        for one in self.walks():
            met.setdefault(one.spot[-1], []).append(one)
        found: set[tuple[str, str, str, int | str]] = set()
        for (tree, name), customers in met.items():
            node = self.trees[tree]["nodes"][name]
            if "asks" in node:
                chosen = {answer for one in customers for answer, _ in self.steps(one)}
                left = {*range(len(node["answers"]))} - chosen
                found |= {(tree, name, "answers", index) for index in left if index is not None}
            for key in ("hint", "body"):
                if isinstance(text := node.get(key), Mapping):
                    values = {one.known[text["by"]] for one in customers}
                    unread = {*text} - values - {"by", "otherwise"} if None not in values else set()
                    found |= {(tree, name, key, value) for value in unread}
        return found

    def most_questions(self, spot: Spot) -> int:
        """Count the questions of the longest way in a guide from a node, with nothing known there."""
        return self._most(Customer(spot, dict.fromkeys(self.facts), again=False))

    def _most(self, here: Customer) -> int:
        ahead = [
            self._most(after)
            for _, after in self.steps(here)
            if not after.again and after.spot[0][0] == here.spot[0][0]
        ]
        asks = "answers" in self.node(here.spot) and self.own_answer(here) is None
        return asks + max(ahead, default=0)


def values_of(answer: Mapping[str, Any]) -> list[str]:
    """Return the values that an answer is for."""
    written = answer.get("is", [])
    return [written] if isinstance(written, str) else written
