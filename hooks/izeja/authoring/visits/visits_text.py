"""What customers did, as tables for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from izeja.authoring.overview.tables import NONE, as_table
from izeja.authoring.visits.figures import GuideVisits, StepVisits, Visits
from izeja.authoring.visits.shares import outcome_of, percent
from izeja.problems.terminal import visible_json, visible_line
from izeja.problems.wording import counted, listed, shortened
from izeja.proof.graph import Place

VERSION = 1
"""The version of the JSON; a new one breaks its readers."""
_MOST_UNKNOWN = 20
_ENDINGS = ("resolution", "support")


def as_tables(visits: Visits) -> str:
    """Write what was counted for people: a table for each guide."""
    guides = sorted(visits.guides, key=lambda guide: -guide.visits)
    return "\n\n".join(("\n".join(_head(visits)), *("\n".join(_guide(guide)) for guide in guides)))


def _head(visits: Visits) -> Iterator[str]:
    period = f", {visits.first:%Y-%m-%d} to {visits.last:%Y-%m-%d}" if visits.first and visits.last else ""
    events, files = counted(visits.events, "event"), counted(visits.files, "file")
    yield f"{counted(visits.visits, 'visit')}: {events} in {files}{period}"
    if visits.languages:
        each = [f"{one} {count:,}" for one, count in visits.languages.items()]
        yield visible_line(shortened(f"languages: {listed(each)}"))
    if visits.nameless:
        nameless = counted(visits.nameless, "event")
        yield f"{nameless} without a session: each counts as a visit, and where it ended is not known"


def _guide(guide: GuideVisits) -> Iterator[str]:
    yield f"{guide.id}: {outcome_of(guide)}"
    rows = (row for step in guide.steps for row in _rows(step, guide))
    yield as_table(
        ("step", "visits", "of all", "of step", "left here", "solved", "not", "contact", "time"), rows
    )


def _rows(step: StepVisits, guide: GuideVisits) -> Iterator[tuple[str, ...]]:
    is_ending = step.kind in _ENDINGS
    yield (
        step.place.node,
        f"{step.visits:,}",
        percent(step.visits, guide.visits),
        "",
        NONE if is_ending else percent(step.left, step.visits),
        f"{step.solved:,}" if is_ending else NONE,
        f"{step.unsolved:,}" if is_ending else NONE,
        f"{step.contacted:,}" if step.kind == "support" or step.contacted else NONE,
        _time(step.seconds),
    )
    for way in step.ways:
        to = _name(way.to, guide)
        yield (f"  → {to}", f"{way.visits:,}", "", percent(way.visits, step.visits), "", "", "", "", "")


def _name(place: Place, guide: GuideVisits) -> str:
    return place.node if place.tree == guide.id else str(place)


def _time(seconds: float | None) -> str:
    if seconds is None:
        return NONE
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02} min" if minutes else f"{rest} s"


def remarks(visits: Visits) -> str:
    """Write what could not be counted, for standard error; nothing if all could."""
    lines = []
    for one in visits.unread:
        first = f", the first is line {one.first}" if one.first else ""
        lines.append(f"{one.path}: {counted(one.lines, 'line')} could not be read{first}")
    if visits.without_time:
        times = "a time that is neither a date like 2026-11-26T10:00:00Z nor a number of seconds since 1970"
        lines.append(f"{counted(visits.without_time, 'event')} with {times}")
    if visits.unknown:
        total = sum(one.events for one in visits.unknown)
        lines.append(f"{counted(total, 'event')} that cannot be counted:")
        shown = visits.unknown[:_MOST_UNKNOWN]
        lines += [f"  {shortened(one.what)}: {counted(one.events, 'event')}" for one in shown]
        if len(visits.unknown) > len(shown):
            lines.append(f"  and {len(visits.unknown) - len(shown):,} more")
        if any(one.what.startswith(("guide ", "step ")) for one in visits.unknown):
            lines.append("If something was renamed, add its former id to 'aliases'.")
    return "\n".join(lines)


def as_json(visits: Visits) -> str:
    """Write what was counted for programs, as `docs/reference/events.md` describes it."""
    return visible_json(
        {
            "version": VERSION,
            "files": visits.files,
            "events": visits.events,
            "visits": visits.visits,
            "without_session": visits.nameless,
            "first": visits.first.isoformat() if visits.first else None,
            "last": visits.last.isoformat() if visits.last else None,
            "languages": visits.languages,
            "guides": [_guide_json(guide) for guide in visits.guides],
            "unknown": [{"what": one.what, "events": one.events} for one in visits.unknown],
            "unread": [{"path": one.path, "lines": one.lines, "first": one.first} for one in visits.unread],
        }
    )


def _guide_json(guide: GuideVisits) -> dict[str, Any]:
    return {
        "id": guide.id,
        "visits": guide.visits,
        "ended": guide.ended,
        "went_on": guide.went_on,
        "left": guide.left,
        "steps": [
            {
                "node": step.place.node,
                "kind": step.kind,
                "visits": step.visits,
                "left": step.left,
                "solved": step.solved,
                "unsolved": step.unsolved,
                "contacted": step.contacted,
                "seconds": None if step.seconds is None else round(step.seconds, 1),
                "ways": [{"to": _name(way.to, guide), "visits": way.visits} for way in step.ways],
            }
            for step in guide.steps
        ],
    }
