"""A library in numbers: sizes, ways, endings, contacts, reviews and languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from izeja.authoring.overview.plain_terms import PlainTerms
from izeja.language.html import plain
from izeja.language.links import ContactLink
from izeja.language.nodes import Resolution
from izeja.library.library import Library
from izeja.library.references import ContactKey, references
from izeja.proof.graph import Graph, Place
from izeja.translation.status import status_of

ReviewState: TypeAlias = Literal["overdue", "due", "never"]


@dataclass(frozen=True)
class Ways:
    """How many questions the ways through a guide ask: the fewest, what is usual, and the most.

    What is usual assumes that customers choose each answer of a question equally often: half of them are then
    asked so many questions at most. Ways that lead back are left out.
    """

    branches: int
    fewest: int
    usual: int
    most: int


@dataclass(frozen=True)
class GuideFigures:
    """A guide: its nodes by kind, those of its parts included. A guide with a circle has no ways."""

    id: str
    title: str
    is_draft: bool
    kinds: Mapping[str, int]
    ways: Ways | None


@dataclass(frozen=True)
class ContactUse:
    """A contact, and how many steps hand over to it or lead to it, in how many trees."""

    key: str
    text: str
    steps: int
    trees: int


@dataclass(frozen=True)
class Review:
    """When the facts of a tree are to be checked again: the day, and the state on the day of the figures."""

    tree: str
    title: str
    owner: str
    due: date | None
    state: ReviewState


@dataclass(frozen=True)
class LanguageFigures:
    """A language, its state in `library.yml`, and how much of it is translated, in percent of the words."""

    language: str
    state: str
    percent: int


@dataclass(frozen=True)
class Figures:
    """All figures of a library. `endings` has the resolutions by their outcome, and `support`."""

    guides: tuple[GuideFigures, ...]
    parts: int
    endings: Mapping[str, int]
    contacts: tuple[ContactUse, ...]
    reviews: tuple[Review, ...]
    languages: tuple[LanguageFigures, ...]


def figures_of(library: Library, graph: Graph, today: date) -> Figures:
    """Count everything in a library.

    Args:
        library: in its source language.
        graph: of it.
        today: the day that reviews are compared with.
    """
    terms = PlainTerms(library)
    return Figures(
        guides=tuple(_guide(library, graph, tree, terms) for tree in library.guides),
        parts=len(library.trees) - len(library.guides),
        endings=_endings(library),
        contacts=_contacts(library, terms),
        reviews=tuple(_reviews(library, terms, today)),
        languages=_languages(library),
    )


def _guide(library: Library, graph: Graph, tree_id: str, terms: PlainTerms) -> GuideFigures:
    tree = library.trees[tree_id]
    kinds = Counter(graph.placed[place].node(library).kind for place in graph.guides[tree_id])
    start = graph.starts.get(tree_id)
    # No order has the nodes of a circle, nor those that lead into one.
    ways = _ways(graph, start) if start in graph.order and start is not None else None
    return GuideFigures(tree_id, plain(tree.title, terms), tree.draft, dict(kinds), ways)


def _ways(graph: Graph, start: Place) -> Ways:
    inside = [place for place in graph.after_their_targets if place.tree == start.tree]
    shares: dict[Place, Mapping[int, float]] = {}
    for place in inside:
        # `after_their_targets` guarantees that the shares of all targets are known by now.
        shares[place] = _shares(
            int(graph.asks(place)), [shares.get(one, _OVER) for one in graph.onward[place]]
        )
    numbers = sorted(shares[start])
    return Ways(
        branches=graph.branches_left[start],
        fewest=numbers[0],
        usual=_median(shares[start]),
        most=graph.questions_left[start],
    )


_OVER: Mapping[int, float] = {0: 1.0}
"""Where a way leads into another guide, no question of this one follows."""


def _shares(asks: int, targets: Sequence[Mapping[int, float]]) -> Mapping[int, float]:
    """Return the share of customers who are still asked each number of questions."""
    if not targets:
        return {asks: 1.0}
    found: dict[int, float] = {}
    for target in targets:
        for number, share in target.items():
            found[number + asks] = found.get(number + asks, 0.0) + share / len(targets)
    return found


def _median(shares: Mapping[int, float]) -> int:
    total = 0.0
    for number in sorted(shares):
        total += shares[number]
        # Thirds do not add up exactly.
        if total >= 0.5 - 1e-9:
            return number
    return max(shares)


def _endings(library: Library) -> Mapping[str, int]:
    found = dict.fromkeys(("done", "answer", "stop", "support"), 0)
    for tree in library.trees.values():
        for node in tree.nodes.values():
            if isinstance(node, Resolution):
                found[node.outcome] += 1
            elif node.kind == "support":
                found["support"] += 1
    return found


def _contacts(library: Library, terms: PlainTerms) -> tuple[ContactUse, ...]:
    uses: dict[str, list[tuple[str, object]]] = {key: [] for key in library.contacts}
    for one in references(library):
        if isinstance(one.to, ContactKey | ContactLink) and one.to.key in uses:
            # A node that names a contact twice is one step.
            uses[one.to.key].append((one.file_id, one.at[:2]))
    found = [
        ContactUse(
            key,
            plain(library.contacts[key].text, terms),
            len(set(steps)),
            len({file_id for file_id, _ in steps}),
        )
        for key, steps in uses.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.steps, one.key)))


def _reviews(library: Library, terms: PlainTerms, today: date) -> Iterable[Review]:
    reviews = []
    for tree_id, tree in library.trees.items():
        due = tree.review_due
        state: ReviewState = "never" if due is None else "overdue" if today > due else "due"
        reviews.append(Review(tree_id, plain(tree.title, terms), tree.owner or "", due, state))
    # The most urgent ones first, and those that nobody will ever be reminded of last.
    return sorted(reviews, key=lambda one: (one.due is None, one.due or today, one.tree))


def _languages(library: Library) -> tuple[LanguageFigures, ...]:
    percent = {one.language: one.progress.percent for one in status_of(library)}
    states = library.config.states
    return tuple(LanguageFigures(one, states[one], percent.get(one, 100)) for one in library.config.languages)
