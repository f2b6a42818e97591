"""The size and the outline of each box of a drawing, by what is written in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from izeja.authoring.overview.chart import Arrow, Box, BoxKind
from izeja.authoring.overview.lettering import width_of, width_of_name, wrapped

TEXT, SMALL = 13.0, 10.5
"""The sizes of letters: of texts, and of what is said about them."""
_LEADING = 1.32
_WIDEST = 190.0
_MOST_LINES = 6
_MOST_ANSWERS = 5
_PADDING = 9.0
_BOLD = 1.1
"""How much wider bold letters are."""
# Beside the text, for what the outline of a kind takes away.
_ASIDE: Mapping[BoxKind, float] = {"question": 18, "resolution": 12, "support": 10, "port": 14, "return": 14}


class Line(NamedTuple):
    """A line in a box: its class, its text, and its middle below the top of the box."""

    style: str
    text: str
    y: float


class Shape(NamedTuple):
    """A box as it is drawn: its lines and its size."""

    lines: tuple[Line, ...]
    width: float
    height: float


def shape_of(box: Box) -> Shape:
    """Return a box with its texts in lines: its name, its text, a note, and the codes of problems."""
    texts = [("name", box.name, SMALL)]
    if box.text != box.name:
        texts += [("text", line, TEXT) for line in wrapped(box.text, _WIDEST, TEXT, _MOST_LINES) if line]
    texts += [("note", line, SMALL) for line in wrapped(box.note, _WIDEST, SMALL, 2) if line]
    texts += [("visits", line, SMALL + 1) for line in box.visits]
    texts += [("flag", f"{'✖' if is_error else '!'} {code}", SMALL) for code, is_error in box.flags]
    lines, y = [], _PADDING
    for style, text, size in texts:
        y += size * _LEADING / 2
        lines.append(Line(style, text, y))
        y += size * _LEADING / 2
    widest = max(_width_of(*one) for one in texts)
    return Shape(tuple(lines), max(64, widest + 2 * (_PADDING + _ASIDE.get(box.kind, 0))), y + _PADDING)


def _width_of(style: str, text: str, size: float) -> float:
    width = width_of_name(text, size) if style == "name" else width_of(text, size)
    return width * _BOLD if style == "visits" else width


def label_of(arrow: Arrow) -> Shape:
    """Return what is written beside an arrow: its answer, or the first of several, and how many took it."""
    answers = arrow.labels
    # Four lines for all answers together, and one at least for each.
    shown, most = answers[:_MOST_ANSWERS], 4 // max(1, len(answers)) or 1
    dot = "• " if len(answers) > 1 else ""
    lines = [line for one in shown for line in wrapped(dot + one, 130, SMALL + 1, most)]
    if len(answers) > _MOST_ANSWERS:
        lines.append(f"+ {len(answers) - _MOST_ANSWERS}")
    styled = [("answer", line, width_of(line, SMALL + 1)) for line in lines]
    if arrow.visits:
        styled.append(("answer visits", arrow.visits, width_of(arrow.visits, SMALL + 1) * _BOLD))
    height = (SMALL + 1) * _LEADING
    placed = tuple(Line(style, line, height * (at + 0.5)) for at, (style, line, _) in enumerate(styled))
    # Half of a wide arrow is on the side of its label.
    beside = 8 if arrow.share is None else 8 + arrow.width
    return Shape(placed, max(width for _, _, width in styled) + beside, height * len(styled))


def outline_of(kind: BoxKind, width: float, height: float) -> str:
    """Return the outline of a kind around the point 0,0, as a path of SVG.

    Kinds can be told apart by it alone: questions have six corners, endings are round (it is solved) or have
    two more lines (somebody takes over), and what is outside of the tree is an arrow.
    """
    x, y = width / 2, height / 2
    match kind:
        case "question":
            return f"M{-x:g},0 L{12 - x:g},{-y:g} H{x - 12:g} L{x:g},0 L{x - 12:g},{y:g} H{12 - x:g} Z"
        case "resolution":
            return _rounded(x, y, min(y, 20))
        case "support":
            return f"{_rounded(x, y, 2)} M{7 - x:g},{-y:g} V{y:g} M{x - 7:g},{-y:g} V{y:g}"
        case "port" | "return":
            return f"M{-x:g},{-y:g} H{x - 12:g} L{x:g},0 L{x - 12:g},{y:g} H{-x:g} Z"
        case "part":
            return f"M{-x:g},{-y:g} H{x - 12:g} L{x:g},{12 - y:g} V{y:g} H{-x:g} Z"
        case _:
            return _rounded(x, y, 4)


def _rounded(x: float, y: float, radius: float) -> str:
    corner = f"a{radius:g},{radius:g} 0 0 1"
    return (
        f"M{radius - x:g},{-y:g} H{x - radius:g} {corner} {radius:g},{radius:g} V{y - radius:g} "
        f"{corner} {-radius:g},{radius:g} H{radius - x:g} {corner} {-radius:g},{-radius:g} "
        f"V{radius - y:g} {corner} {radius:g},{-radius:g} Z"
    )
