"""Shares of visits, as people read them."""

from __future__ import annotations

from izeja.authoring.visits.figures import GuideVisits
from izeja.problems.wording import counted


def percent(part: int, whole: int) -> str:
    """Return a share in percent. It is 0 or 100 only if it is nothing or everything."""
    if not whole:
        return "0 %"
    shown = round(100 * part / whole)
    if part and not shown:
        return "<1 %"
    return f"{min(shown, 99) if part < whole else shown} %"


def outcome_of(guide: GuideVisits) -> str:
    """Return how the visits of a guide went: `20 visits, 70 % reached an ending, ...`."""
    return ", ".join((counted(guide.visits, "visit"), *endings_of(guide)))


def endings_of(guide: GuideVisits) -> tuple[str, ...]:
    """Return the shares of the visits of a guide that ended, went on into another one, and left, in words."""
    shares = (
        (guide.ended, "reached an ending"),
        (guide.went_on, "went on into another guide"),
        (guide.left, "left"),
    )
    return tuple(f"{percent(part, guide.visits)} {said}" for part, said in shares)
