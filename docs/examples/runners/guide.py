"""Runs guides of `izeja export --for json`: what is asked, what is known, and the way back.

Copy it; it needs nothing else. It leads customers as the page does: a question whose fact is known answers
itself, and whoever changes an answer keeps the later ones that still hold.
"""

from typing import Any


class Run:
    """A customer in a guide. `trail` has the steps so far in this guide: (place, number of the way, own)."""

    def __init__(self, document: Any, guide: str, known: dict[str, str] | None = None) -> None:
        self.guides, self.kept = document["guides"], dict(known or {})
        self.trail, self.later, self.place = [], [], self.guides[guide]["start"]
        self._pass()

    def node(self, place: str | None = None) -> Any:
        """Return a node of the document: the one where the customer is, or another."""
        guide, _, name = (place or self.place).partition("#")
        return self.guides[guide]["nodes"][name]

    def ways(self, place: str | None = None) -> list[Any]:
        """Return what can be chosen: answers, the next step, or what an ending offers."""
        node = self.node(place)
        if node["kind"] in ("question", "step"):
            return node.get("answers") or [{"to": node["next"]}]
        offered = [action for action in node.get("actions", []) if "to" in action]
        # Customers who were not helped are asked again, as behind an answer that leads back.
        return offered + ([{"to": node["unsolved"], "retry": True}] if "unsolved" in node else [])

    def choose(self, number: int, *, own: bool = False) -> None:
        """Follow a way, by its number in `ways`."""
        way = self.ways()[number]
        self.trail.append((self.place, number, own))
        if _guide(way["to"]) != _guide(self.place):
            self.kept, self.trail, self.later = self.known(), [], []
        self.place = way["to"]
        if not way.get("retry"):
            return self._pass()
        self.later = []
        return self._settle()

    def enter(self, value: Any) -> None:
        """Answer with a number, with a number of days, or with the numbers of all answers that are ticked."""
        answers, low, high = self.node()["answers"], float("-inf"), float("inf")
        if self.node()["enter"]["kind"] == "several":
            none = next(number for number, answer in enumerate(answers) if answer.get("none"))
            return self.choose(min(set(value) - {none}, default=none))
        for number, answer in enumerate(answers):
            if answer.get("covers") and answer.get("least", low) <= value <= answer.get("most", high):
                return self.choose(number)
        return None

    def change(self, number: int) -> None:
        """Go back to a step of the trail. Later answers are kept where they still hold."""
        self.later, self.place = self.trail, self.trail[number][0]
        self.trail = self.trail[:number]
        self._settle()

    def known(self) -> dict[str, str]:
        """Return the value of each fact that is known."""
        known: dict[str, Any] = dict(self.kept)
        for place, number, _ in self.trail:
            fact, values = self.node(place).get("asks"), self.ways(place)[number].get("values", [])
            if fact and known.get(fact) not in values:
                known = {**known, fact: values[0] if len(values) == 1 else None}
        return {fact: value for fact, value in known.items() if value}

    def _pass(self) -> None:
        # Over questions that answer themselves, or were answered before.
        while all(place != self.place for place, *_ in self.trail):
            step = self._own() or next((one for one in self.later if one[0] == self.place), None)
            if step is None:
                break
            to = self.ways()[step[1]]["to"]
            if _guide(to) != _guide(self.place):
                return self.choose(step[1], own=True) if step[2] else None
            if to == self.place or any(place == to for place, *_ in self.trail):
                break
            self.trail.append(step)
            self.place = to
        return self._settle()

    def _own(self) -> tuple[str, int, bool] | None:
        value = self.known().get(self.node().get("asks"))
        fits = [value in way.get("values", []) for way in self.ways()]
        return (self.place, fits.index(True), True) if any(fits) else None

    def _settle(self) -> None:
        # A trail comes to no node twice; what is known stays known, also from answers that were changed.
        places = [place for place, *_ in self.trail]
        self.trail = self.trail[: [*places, self.place].index(self.place)]
        self.kept = self.known()


def _guide(place: str) -> str:
    return place.partition("#")[0]
