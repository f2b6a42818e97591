"""Visits drawn on the map of a guide: how many came to each node, and which way they took from there."""

from __future__ import annotations

from dataclasses import replace

from izeja.authoring.overview.chart import Arrow, Box, Chart
from izeja.authoring.visits.figures import GuideVisits, StepVisits
from izeja.authoring.visits.shares import outcome_of, percent
from izeja.problems.wording import counted
from izeja.proof.graph import Place

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
