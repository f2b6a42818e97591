"""What somebody types on a walk: an answer, a way back, or a jump."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from izeja.authoring.overview.entered import EntryError, entered
from izeja.authoring.overview.seen_step import Seen, Steps
from izeja.authoring.overview.walk import State
from izeja.language.corrections import nearest
from izeja.language.nodes import Question
from izeja.proof.graph import Place

_CHANGE = re.compile(r"c\s*(\d{1,6})", re.ASCII)
_JUMP = re.compile(r"j\s+(\S+)")
_NUMBER = re.compile(r"#?\s*(\d{1,6})", re.ASCII)


def answered(steps: Steps, seen: Seen, line: str, today: date) -> State:
    """Return where a line leads.

    Args:
        steps: the steps of the library.
        seen: the step at which it was typed.
        line: what was typed.
        today: the day that dates are compared with.

    Raises:
        EntryError: it leads nowhere; the message says what to type.
    """
    line, state, walk = line.strip(), seen.state, steps.walk
    if line == "b":
        if not state.way:
            raise EntryError("this is the first step")
        # Whoever goes back is asked again, and the answer that was given is not kept.
        return replace(walk.change(state, len(state.way) - 1), later=())
    if found := _CHANGE.fullmatch(line):
        number = int(found[1])
        if not 1 <= number <= len(state.way):
            message = f"there is no answer {number}: the trail has {len(state.way)}"
            raise EntryError(message)
        return walk.change(state, number - 1)
    if found := _JUMP.fullmatch(line):
        return walk.jump(state, _place(steps, state, found[1]))
    if seen.form is not None and not line.startswith("#"):
        return _entered(steps, seen, line, today)
    return _chosen(steps, seen, line)


def _entered(steps: Steps, seen: Seen, line: str, today: date) -> State:
    node = steps.node(seen.state.place)
    assert isinstance(node, Question)  # noqa: S101 - only questions have forms
    assert seen.form is not None  # noqa: S101 - the caller has asked
    ticked = entered(node, seen.form, line, today)
    move = next((one.move for one in seen.choices if one.move.number == ticked[0]), None)
    if move is None:
        raise EntryError("this answer leads nowhere")
    return steps.walk.take(seen.state, move, ticked if node.several else ())


def _chosen(steps: Steps, seen: Seen, line: str) -> State:
    if not line and len(seen.choices) == 1:
        return steps.walk.take(seen.state, seen.choices[0].move)
    found = _NUMBER.fullmatch(line)
    if found and 1 <= int(found[1]) <= len(seen.choices):
        return steps.walk.take(seen.state, seen.choices[int(found[1]) - 1].move)
    if not seen.choices:
        raise EntryError("nothing leads on from here; type b, c, j or q")
    several = f"a number from 1 to {len(seen.choices)}" if len(seen.choices) > 1 else "1"
    shown = f"'{line}' is not an answer: " if line else ""
    message = f"{shown}type {several}, or ? for help"
    raise EntryError(message)


def _place(steps: Steps, state: State, name: str) -> Place:
    graph = steps.walk.graph
    tree, hash_, node = name.partition("#")
    if name in graph.starts:
        return graph.starts[name]
    place = Place(tree, node) if hash_ else Place(state.place.tree, name)
    if place in graph.edges:
        return place
    known = [one.node for one in graph.edges if one.tree == place.tree]
    close = nearest(place.node, known)
    message = f"there is no node '{place.node}' in {place.tree}" if known else f"there is no guide '{tree}'"
    raise EntryError(f"{message}: did you mean '{close}'?" if close else message)
