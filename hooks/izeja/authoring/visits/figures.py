"""What customers did in each guide: how many reached a step, what they answered, where they ended or left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from izeja.authoring.visits.counting import Names, answers, connected
from izeja.authoring.visits.files import Unread, read_files
from izeja.language.nodes import Question
from izeja.library.library import Library
from izeja.proof.graph import Graph, Place


@dataclass(frozen=True)
class Chosen:
    """A way on from a step: where it leads, and how many of the visits that were at the step took it."""

    to: Place
    visits: int


@dataclass(frozen=True)
class StepVisits:
    """A node of a guide. `left` are the visits that were last seen here, without any ending.

    `solved` and `unsolved` are the answers to “Did this solve it?”. `contacted` are the visits that turned
    to a contact. `seconds` is the median time until the next step, None if that is not known.
    """

    place: Place
    kind: str
    visits: int
    ways: tuple[Chosen, ...]
    left: int
    solved: int
    unsolved: int
    contacted: int
    seconds: float | None


@dataclass(frozen=True)
class GuideVisits:
    """A guide: how many visits came, reached an ending, went on into another guide, and left.

    Visits that are not named in the files can only be counted, so the three have fewer.
    """

    id: str
    visits: int
    ended: int
    went_on: int
    left: int
    steps: tuple[StepVisits, ...]

    def step(self, place: Place) -> StepVisits | None:
        """Return the visits of a node; None if it is in another guide, or nobody came."""
        return next((one for one in self.steps if one.place == place), None)


@dataclass(frozen=True)
class Unknown:
    """Events of something that the library does not have, by what they name, and how many there are."""

    what: str
    events: int


@dataclass(frozen=True)
class Visits:
    """Everything that was counted. `nameless` are the events without a session, each a visit of its own."""

    files: int
    events: int
    visits: int
    nameless: int
    without_time: int
    first: datetime | None
    last: datetime | None
    languages: Mapping[str, int]
    guides: tuple[GuideVisits, ...]
    unknown: tuple[Unknown, ...]
    unread: tuple[Unread, ...]


def visits_of(
    library: Library, graph: Graph, paths: Sequence[Path], columns: Mapping[str, str] | None = None
) -> Visits:
    """Count the events of files.

    Args:
        library: in any language.
        graph: of it.
        paths: files of events.
        columns: see `izeja.authoring.visits.files.read_files`.

    Raises:
        izeja.authoring.visits.files.EventsError: a file cannot be read.
    """
    places = [place for guide in graph.guides.values() for place in guide]
    with connected() as connection:
        unread = read_files(connection, paths, columns or {})
        rows = answers(connection, _names(library, graph, places))
    events, visits, nameless, without_time, first, last = rows["total"][0]
    return Visits(
        files=len(paths),
        events=events,
        visits=visits,
        nameless=nameless,
        without_time=without_time,
        first=first,
        last=last,
        languages=dict(rows["languages"]),
        guides=tuple(_guides(library, graph, places, rows)),
        unknown=tuple(_unknown(rows["unknown"], frozenset(_tree_names(library, graph)))),
        unread=unread,
    )


def _tree_names(library: Library, graph: Graph) -> Iterator[tuple[str, int]]:
    """Yield each id of each guide, those that it had before after those that guides have now."""
    guides = list(graph.guides)
    yield from ((guide, number) for number, guide in enumerate(guides))
    for number, guide in enumerate(guides):
        yield from ((alias, number) for alias in library.trees[guide].aliases if alias not in graph.guides)


def _names(library: Library, graph: Graph, places: Sequence[Place]) -> Names:
    numbers = {guide: number for number, guide in enumerate(graph.guides)}
    nodes = {(numbers[place.tree], place.node): number for number, place in enumerate(places)}
    for number, place in enumerate(places):
        for anchor in graph.anchors.get(place, ()):
            # Where a node has an id that another one had before, visits are of the one that has it now.
            nodes.setdefault((numbers[place.tree], anchor), number)
    kinds = [graph.placed[place].node(library) for place in places]
    return Names(
        # The first that has a name keeps it.
        trees=dict(reversed(list(_tree_names(library, graph)))),
        nodes=nodes,
        endings=frozenset(
            number for number, node in enumerate(kinds) if node.kind in ("resolution", "support")
        ),
        several=frozenset(
            number for number, node in enumerate(kinds) if isinstance(node, Question) and node.several
        ),
    )


def _guides(
    library: Library, graph: Graph, places: Sequence[Place], rows: Mapping[str, Sequence[tuple[Any, ...]]]
) -> Iterator[GuideVisits]:
    steps = _steps(library, graph, places, rows)
    totals: dict[int, list[int]] = {}
    for tree, _, has_ended, has_gone_on, count in rows["ways"]:
        # In the order of the fields of a guide: ended, went on, left.
        totals.setdefault(tree, [0, 0, 0])[0 if has_ended else 1 if has_gone_on else 2] += count
    trees = dict(rows["trees"])
    for number, (guide, own) in enumerate(graph.guides.items()):
        if number in trees:
            ended, went_on, left = totals.get(number, (0, 0, 0))
            found = tuple(steps[place] for place in own if place in steps)
            yield GuideVisits(guide, trees[number], ended, went_on, left, found)


def _steps(
    library: Library, graph: Graph, places: Sequence[Place], rows: Mapping[str, Sequence[tuple[Any, ...]]]
) -> Mapping[Place, StepVisits]:
    ways: dict[int, list[Chosen]] = {}
    for node, target, count in sorted(rows["answers"], key=lambda row: (-row[2], row[1])):
        ways.setdefault(node, []).append(Chosen(places[target], count))
    left: dict[int, int] = {}
    for _, node, has_ended, has_gone_on, count in rows["ways"]:
        left[node] = left.get(node, 0) + (0 if has_ended or has_gone_on else count)
    solved = {node: (yes, no) for node, yes, no in rows["solved"]}
    contacted = dict(rows["contacts"])
    seconds = dict(rows["seconds"])
    return {
        places[node]: StepVisits(
            places[node],
            graph.placed[places[node]].node(library).kind,
            count,
            tuple(ways.get(node, ())),
            left.get(node, 0),
            *solved.get(node, (0, 0)),
            contacted.get(node, 0),
            seconds.get(node),
        )
        for node, count in rows["nodes"]
    }


_EVENTS = ("step", "answer", "end", "solved", "contact")


def _unknown(rows: Iterable[tuple[Any, ...]], trees: frozenset[tuple[str, int]]) -> Iterator[Unknown]:
    known = {name for name, _ in trees}
    found: dict[str, int] = {}
    for tree, node, event, neither, count in rows:
        if event not in _EVENTS:
            what = f"event '{event or ''}'"
        elif neither is not None:
            what = f"'solved' is '{neither}', which is neither true nor false"
        else:
            what = f"step '{tree}#{node or ''}'" if tree in known else f"guide '{tree or ''}'"
        found[what] = found.get(what, 0) + count
    for what, count in sorted(found.items(), key=lambda one: (-one[1], one[0])):
        yield Unknown(what, count)
