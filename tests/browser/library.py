"""The shipped library as its files say it: read with PyYAML and Babel, and walked by the oracle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from babel.messages.pofile import read_po

from oracle import Oracle, Spot

LIBRARY = Path(__file__).parent.parent.parent / "decision_trees"
ENDINGS = ("resolution", "support")


class Place(NamedTuple):
    """A step as a customer meets it: the guide, and the id of the step on its page."""

    tree: str
    node: str

    def __str__(self) -> str:
        return f"{self.tree}#{self.node}"


class Edge(NamedTuple):
    """An answer, or the way on from a step: which of its links it is, and where it leads."""

    source: Place
    number: int
    target: Place
    retry: bool

    @property
    def leaves(self) -> bool:
        """Whether it leads to another guide."""
        return self.source.tree != self.target.tree


def _yaml(file: Path) -> Any:
    return yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes nothing but text


_SETTINGS = _yaml(LIBRARY / "library.yml")
_CONTACTS, _TERMS = _yaml(LIBRARY / "contacts.yml"), _yaml(LIBRARY / "terms.yml")
_BESIDE = {"library", "contacts", "terms", "facts"}
_TREES = {
    name: _yaml(file)
    for file in sorted(LIBRARY.rglob("*.yml"))
    if (name := file.relative_to(LIBRARY).with_suffix("").as_posix()) not in _BESIDE
}
_ORACLE = Oracle(_TREES, unsolved=_SETTINGS.get("unsolved"))

FACTS: dict[str, list[str]] = {fact: [*one["values"]] for fact, one in _yaml(LIBRARY / "facts.yml").items()}
LANGUAGES: list[str] = _SETTINGS["languages"]
TREES = [file.removesuffix(".yml") for file in _SETTINGS["order"]]


def _place(spot: Spot) -> Place:
    return Place(spot[0][0], ".".join(name for _, name in spot))


_SPOTS = {_place(spot): spot for spot in _ORACLE.spots}
_NODES: dict[Place, Mapping[str, Any]] = {
    place: _TREES[spot[-1][0]]["nodes"][spot[-1][1]] for place, spot in _SPOTS.items()
}
PLACES = list(_NODES)
STARTS = {tree: _place(_ORACLE.follow(((tree, ""),), _TREES[tree]["start"])) for tree in TREES}


def actions_of(place: Place) -> int:
    """Return how many actions of an ending lead on within the site."""
    return sum("to" in one for one in _NODES[place].get("actions", ()))


def _edges_of(place: Place) -> tuple[Edge, ...]:
    ways = enumerate(_ORACLE.onward(_SPOTS[place]))
    return tuple(Edge(place, number, _place(target), retry) for number, (target, retry) in ways)


EDGES_OF = {place: _edges_of(place) for place in PLACES}
EDGES = [edge for edges in EDGES_OF.values() for edge in edges]
ENDS = [place for place, edges in EDGES_OF.items() if not edges]


def kind_of(place: Place) -> str:
    """Return the kind of a step: the key that its node begins with."""
    return next(kind for kind in ("question", "step", *ENDINGS) if kind in _NODES[place])


def outcome_of(place: Place) -> dict[str, str]:
    """Return how an ending came out; nothing for a node that is no resolution."""
    return {"outcome": _NODES[place].get("outcome", "done")} if kind_of(place) == "resolution" else {}


def nodes_of(tree: str) -> list[str]:
    """Return the ids of a guide's steps in the order of its page: the start, then the others as written."""
    start = STARTS[tree]
    return [start.node, *(place.node for place in PLACES if place.tree == tree and place != start)]


def way_out(place: Place) -> Place:
    """Return where an ending leads a customer whom it did not help."""
    (found,) = _ORACLE.way_out(_SPOTS[place])
    return _place(found)


def other_ids() -> Iterator[tuple[Place, str]]:
    """Yield each step that has another id too: that of an include which begins with it, or a former one."""
    for place, spot in _SPOTS.items():
        for depth in range(1, len(spot)):
            *around, (tree, name) = spot[:depth]
            if _ORACLE.follow((*around, (tree, "")), name) == spot:
                yield place, ".".join(name for _, name in spot[:depth])
        for alias in _NODES[place].get("aliases", ()):
            yield place, ".".join([*(name for _, name in spot[:-1]), alias])


def asks_for_dates(place: Place) -> bool:
    return "dates" in _NODES[place]


def days_of(edge: Edge) -> tuple[int | None, int | None] | None:
    """Return the first and the last number of days that an answer covers; None for no bound, or no days."""
    days = _NODES[edge.source]["answers"][edge.number].get("days")
    if days is None:
        return None
    if found := re.fullmatch(r"(<=|>=|<|>) ?(-?\d+)", days):
        bound = int(found[2])
        return {"<=": (None, bound), ">=": (bound, None), "<": (None, bound - 1), ">": (bound + 1, None)}[
            found[1]
        ]
    low, _, high = days.partition(" to ")
    return int(low), int(high or low)


def questions_after(place: Place) -> tuple[int, int]:
    """Return how many questions follow in this guide, on the shortest way and on the longest."""
    spot, asks = _SPOTS[place], kind_of(place) == "question"
    return _ORACLE.fewest_questions(spot) - asks, _ORACLE.questions_ahead(spot) - asks


def _onward(place: Place) -> list[Edge]:
    return [edge for edge in EDGES_OF[place] if not edge.retry and not edge.leaves]


@cache
def longest_way(place: Place) -> tuple[Edge, ...]:
    """Return the longest way through a guide that never leads back."""
    return max(((edge, *longest_way(edge.target)) for edge in _onward(place)), key=len, default=())


def shortest_way(start: Place, end: Place) -> tuple[Edge, ...] | None:
    """Return a way of as few steps as possible, also over other guides; None if there is none."""
    ways: dict[Place, tuple[Edge, ...]] = {start: ()}
    waiting = [start]
    for here in waiting:
        for edge in EDGES_OF[here]:
            if edge.target not in ways:
                ways[edge.target] = (*ways[here], edge)
                waiting.append(edge.target)
    return ways.get(end)


def way_through(tree: str) -> tuple[Edge, ...]:
    """Return a way from the start to an ending: the longest through the guide, and then the shortest."""
    through = longest_way(STARTS[tree])
    last = through[-1].target if through else STARTS[tree]
    onward = [found for end in ENDS if (found := shortest_way(last, end)) is not None]
    return through + min(onward, key=len)


def way_to(place: Place) -> tuple[Edge, ...]:
    """Return the shortest way to a step inside its guide; none if that leads through another guide."""
    found = shortest_way(STARTS[place.tree], place) or ()
    return () if any(edge.leaves for edge in found) else found


def heading_of(language: str, place: Place) -> str:
    """Return the heading of a step, as plain text."""
    node, (written_in, name) = _NODES[place], _SPOTS[place][-1]
    kind = kind_of(place)
    key = "heading" if kind == "support" else kind
    if key in node:
        return _said(language, written_in, f"#{name} {key}", node[key])
    return contact_of(language, place).text


def answer_of(language: str, edge: Edge) -> str:
    """Return the text of an answer, as plain text."""
    written_in, name = _SPOTS[edge.source][-1]
    text = _NODES[edge.source]["answers"][edge.number]["text"]
    return _said(language, written_in, f"#{name} answers.text", text)


def title_of(language: str, tree: str) -> str:
    """Return the title of a guide, as plain text."""
    return _said(language, tree, " title", _TREES[tree]["title"])


class Contact(NamedTuple):
    """Who takes over at a support step."""

    text: str
    url: str


def contact_of(language: str, place: Place) -> Contact:
    """Return the contact of a support step."""
    key = _NODES[place]["support"]
    contact = _CONTACTS[key]
    url = contact["url"] if isinstance(contact["url"], str) else contact["url"][language]
    return Contact(_said(language, "contacts", f"#{key} text", contact["text"]), url)


def _said(language: str, file: str, where: str, text: str) -> str:
    """Translate a text that is one line, and put the names of terms into it."""
    if language != _SETTINGS["source_language"]:
        text = _catalog(language, file)[file + where, text.strip()]
    return re.sub(
        r"\{([\w-]+)\}",
        lambda term: _said(language, "terms", f"#{term[1]} text", _TERMS[term[1]]["text"]),
        text.strip(),
    )


@cache
def _catalog(language: str, file: str) -> dict[tuple[str, str], str]:
    with (LIBRARY / "translations" / language / f"{file}.po").open("rb") as catalog:
        return {(one.context or "", str(one.id)): str(one.string) for one in read_po(catalog) if one.id}
