"""Visits drawn on maps: how many came to each node or guide, and which way they took from there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from izeja.authoring.overview.chart import Arrow, ArrowKind, Box, Chart
from izeja.authoring.visits.figures import GuideVisits, StepVisits, Visits
from izeja.authoring.visits.shares import endings_of, outcome_of, percent
from izeja.problems.wording import counted
from izeja.proof.graph import Graph, Place

_WAYS = ("way", "retry", "offer")


def with_visits(chart: Chart, guide: GuideVisits) -> Chart:
    """Return the map of a guide with its visits.

    Beside an arrow is the share of the visits that were at its beginning. Its width shows the share of all.
    """
    steps = {step.place.node: step for step in guide.steps}
    boxes = tuple(_with_visits(box, steps.get(box.id), guide) for box in chart.boxes)
    arrows = tuple(_with_share(arrow, steps.get(arrow.source), guide) for arrow in chart.arrows)
    remarks = (
        f"{outcome_of(guide)}.",
        "Beside an arrow: the share of the visits at its beginning. The wider it is, the more took it.",
    )
    return replace(chart, boxes=boxes, arrows=arrows, remarks=remarks)


def with_all_visits(chart: Chart, visits: Visits, graph: Graph) -> Chart:
    """Return the map of a library with the visits of each guide, and of the ways from one to another.

    Beside an arrow is the share of the visits of its first guide. Its width shows the share of all.

    Args:
        chart: of the library.
        visits: all that were counted.
        graph: of the library.
    """
    guides = {guide.id: guide for guide in visits.guides}
    boxes = tuple(
        replace(box, visits=_of_guide(guides.get(box.id), visits)) if box.kind == "guide" else box
        for box in chart.boxes
    )
    taken = _between_guides(visits, graph)
    arrows = tuple(_between(arrow, taken, guides, visits) for arrow in chart.arrows)
    remarks = (
        f"{counted(visits.visits, 'visit')}.",
        "Beside an arrow: the share of the visits of its first guide. The wider it is, the more took it.",
    )
    return replace(chart, boxes=boxes, arrows=arrows, remarks=remarks)


def _of_guide(guide: GuideVisits | None, visits: Visits) -> tuple[str, ...]:
    if guide is None:
        return (f"{counted(0, 'visit')} (0 %)",)
    came = f"{counted(guide.visits, 'visit')} ({percent(guide.visits, visits.visits)})"
    return (came, *endings_of(guide))


def _between_guides(visits: Visits, graph: Graph) -> Mapping[tuple[str, str, ArrowKind], int]:
    """Return how many visits took the ways of each kind from one guide to another."""
    found: Counter[tuple[str, str, ArrowKind]] = Counter()
    for guide in visits.guides:
        for step in guide.steps:
            kind: ArrowKind = "offer" if step.kind in ("resolution", "support") else "way"
            for way in step.ways:
                found[guide.id, way.to.tree, kind] += way.visits
            if unsolved := graph.ways_out.get(step.place):
                found[guide.id, unsolved.tree, "unsolved"] += step.unsolved
    return found


def _between(
    arrow: Arrow,
    taken: Mapping[tuple[str, str, ArrowKind], int],
    guides: Mapping[str, GuideVisits],
    visits: Visits,
) -> Arrow:
    if arrow.kind == "include":
        return arrow
    count = taken.get((arrow.source, arrow.target, arrow.kind), 0)
    guide = guides.get(arrow.source)
    # One visit can take several ways, and events may be lost, but no share is more than all.
    shown = f"{percent(min(count, guide.visits), guide.visits)} ({count:,})" if guide else "0 %"
    return arrow._replace(share=min(1.0, count / visits.visits) if visits.visits else 0.0, visits=shown)


def _with_visits(box: Box, step: StepVisits | None, guide: GuideVisits) -> Box:
    if box.kind not in ("question", "step", "resolution", "support"):
        return box
    visits = step.visits if step else 0
    said = [f"{counted(visits, 'visit')} ({percent(visits, guide.visits)})"]
    if step and step.left:
        said.append(f"{percent(step.left, step.visits)} left here")
    if step and (step.solved or step.unsolved):
        said.append(f"solved: {step.solved:,} yes, {step.unsolved:,} no")
    if step and step.contacted:
        said.append(f"{percent(step.contacted, step.visits)} turned to a contact")
    return replace(box, visits=tuple(said))


def _with_share(arrow: Arrow, step: StepVisits | None, guide: GuideVisits) -> Arrow:
    if arrow.kind not in (*_WAYS, "unsolved"):
        return arrow
    taken = 0
    if step:
        ways = {_box_of(way.to, guide): way.visits for way in step.ways}
        taken = step.unsolved if arrow.kind == "unsolved" else ways.get(arrow.target, 0)
    # Events may be lost, but no share is more than all.
    shown = f"{percent(min(taken, step.visits), step.visits)} ({taken:,})" if step else "0 %"
    return arrow._replace(share=min(1.0, taken / guide.visits) if guide.visits else 0.0, visits=shown)


def _box_of(place: Place, guide: GuideVisits) -> str:
    return place.node if place.tree == guide.id else str(place)
