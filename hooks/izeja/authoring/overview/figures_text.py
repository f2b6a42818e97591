"""The figures of a library as tables for people, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from izeja.authoring.overview.figures import Figures, GuideFigures, Review
from izeja.authoring.overview.tables import NONE, as_table
from izeja.problems.terminal import visible_json
from izeja.problems.wording import counted

VERSION = 1
"""The version of the JSON; a new one breaks its readers."""


def as_json(figures: Figures) -> str:
    """Write the figures for programs, as `docs/reference/stats.md` describes them."""
    content: dict[str, Any] = {"version": VERSION, **asdict(figures)}
    for review in content["reviews"]:
        review["due"] = review["due"].isoformat() if review["due"] else None
    return visible_json(content)


def as_tables(figures: Figures) -> str:
    """Write the figures for people."""
    nodes = sum(sum(guide.kinds.values()) for guide in figures.guides)
    head = ", ".join(
        (counted(len(figures.guides), "guide"), counted(figures.parts, "part"), counted(nodes, "node"))
    )
    tables = [
        as_table(
            ("guide", "nodes", "endings", "ways", "questions", "usually"), map(_guide_row, figures.guides)
        ),
        as_table(("ending", "steps"), ((kind, f"{count:,}") for kind, count in figures.endings.items())),
        as_table(
            ("contact", "", "steps", "trees"),
            ((one.key, one.text, f"{one.steps:,}", f"{one.trees:,}") for one in figures.contacts),
        ),
        *_reviews(figures.reviews),
        as_table(
            ("language", "state", "translated"),
            ((one.language, one.state, f"{one.percent} %") for one in figures.languages),
        ),
    ]
    return "\n\n".join((head, *filter(None, tables)))


def _guide_row(guide: GuideFigures) -> tuple[str, ...]:
    kinds = guide.kinds
    endings = kinds.get("resolution", 0) + kinds.get("support", 0)
    ways = guide.ways
    asked = NONE
    if ways is not None:
        asked = f"{ways.fewest} to {ways.most}" if ways.fewest < ways.most else f"{ways.most}"
    return (
        f"{guide.id}{' (draft)' if guide.is_draft else ''}",
        f"{sum(kinds.values()):,}",
        f"{endings:,}",
        f"{ways.branches:,}" if ways else NONE,
        asked,
        f"{ways.usual}" if ways else NONE,
    )


def _reviews(reviews: Sequence[Review]) -> Iterator[str]:
    """Yield a table of reviews for each owner, those without one last."""
    owners = sorted({review.owner for review in reviews}, key=lambda owner: (not owner, owner))
    for owner in owners:
        own = [one for one in reviews if one.owner == owner]
        rows = ((one.tree, one.due.isoformat() if one.due else NONE, _state(one)) for one in own)
        yield f"reviews: {owner or 'no owner'}\n{as_table(('tree', 'due', ''), rows)}"


def _state(review: Review) -> str:
    return {"overdue": "overdue", "due": "", "never": "no 'reviewed' or 'review_every'"}[review.state]
