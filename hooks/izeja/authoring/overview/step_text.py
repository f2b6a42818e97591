"""A step of a walk as lines for a terminal, and as a value for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, TypeAlias

from izeja.authoring.overview.entered import prompt_of
from izeja.authoring.overview.seen_step import Choice, Seen, Steps

Style: TypeAlias = Literal["title", "faint", "heading", "text", "choice"]


class StyledLine(NamedTuple):
    """A line of text, and what it is."""

    style: Style
    text: str


def as_lines(seen: Seen, steps: Steps, width: int) -> Iterator[StyledLine]:
    """Yield a step as lines of a terminal: where it is, the trail, what it says, and what can be chosen."""
    yield StyledLine("title", seen.guide)
    yield StyledLine("faint", f"{seen.place.path}:{seen.place.line}  {seen.state.place.node}")
    for number, past in enumerate(seen.state.way, 1):
        own = " (known)" if past.is_own else ""
        yield from _wrapped("faint", f"{steps.line_of(past)}{own}", width, f"{number:>3}  ")
    yield StyledLine("text", "")
    yield from _wrapped("heading", seen.heading, width)
    if seen.outcome:
        yield StyledLine("faint", f"outcome: {seen.outcome}")
    for text in filter(None, (seen.body, seen.hint)):
        for line in text.splitlines():
            yield from _wrapped("text", line, width, "  ")
    for one in (*seen.contacts, *seen.actions):
        yield from _wrapped("text", one, width, "  > ")
    for one in seen.prepare:
        yield from _wrapped("text", one, width, "  - ")
    if seen.known:
        known = ", ".join(f"{fact}: {value}" for fact, value in seen.known.items())
        yield from _wrapped("faint", f"known: {known}", width)
    yield from _choices(seen, width)


def _choices(seen: Seen, width: int) -> Iterator[StyledLine]:
    group = ""
    for number, choice in enumerate(seen.choices, 1):
        if choice.group != group:
            group = choice.group
            yield StyledLine("text", f"  {group}")
        yield from _wrapped("choice", _words(choice), width, f"{number:>3})  ")
    if seen.form is not None:
        yield from _wrapped("faint", f"type {prompt_of(seen.form)}, or # and the number of an answer", width)


def as_event(seen: Seen, steps: Steps) -> dict[str, Any]:
    """Return a step as a value of JSON."""
    place = seen.state.place
    return {
        "event": "step",
        "tree": place.tree,
        "node": place.node,
        "kind": seen.kind,
        "file": seen.place.path,
        "line": seen.place.line,
        "heading": seen.heading,
        "body": seen.body,
        "hint": seen.hint,
        "outcome": seen.outcome or None,
        "asks_for": prompt_of(seen.form) if seen.form else None,
        "choices": [
            {"text": one.text, "note": one.note, "kind": one.move.kind, "to": str(one.move.target)}
            for one in seen.choices
        ],
        "contacts": list(seen.contacts),
        "actions": list(seen.actions),
        "prepare": list(seen.prepare),
        "known": dict(seen.known),
        "trail": [
            {"at": str(past.place), "text": steps.line_of(past), "known": past.is_own}
            for past in seen.state.way
        ],
    }


def _words(choice: Choice) -> str:
    return f"{choice.text} ({choice.note})" if choice.note else choice.text


def _wrapped(style: Style, text: str, width: int, begin: str = "") -> Iterator[StyledLine]:
    # Texts can hold what would move the cursor; the command makes that visible.
    lines = textwrap.wrap(text, width - len(begin), break_on_hyphens=False) or [""]
    for number, line in enumerate(lines):
        yield StyledLine(style, f"{' ' * len(begin) if number else begin}{line}")
