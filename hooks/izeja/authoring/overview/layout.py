"""Where boxes and arrows are: laid out in layers by Graphviz, which the package pygraphviz brings along.

Graphviz gets numbers and sizes only. Its language is written here, and its answer is read here, so that
another library could take its place. Sources: https://graphviz.org/doc/info/lang.html,
https://graphviz.org/docs/outputs/json/ and, for the lines of arrows, https://graphviz.org/docs/attr-types/splineType/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any, NamedTuple

from izeja.authoring.overview.chart import Chart
from izeja.authoring.overview.lettering import width_of
from izeja.authoring.overview.shapes import SMALL, Shape

_PER_INCH = 72
_WIDEST = 1700
"""How wide a map can be from the top to the bottom: not much wider than a screen."""
_TANGLED, _MOST_TANGLED = 120, 400
"""From how many arrows too many on Graphviz takes it easier, and from how many on it is not asked."""
_THOROUGH = "nslimit=8 nslimit1=8 mclimit=1"
_QUICK = "nslimit=1 nslimit1=1 mclimit=0.2 splines=line"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


class Point(NamedTuple):
    """A place of the drawing, from its top left corner."""

    x: float
    y: float


class Curve(NamedTuple):
    """A line of cubic Bézier curves, the tip of the arrow behind it, and the middle of its text."""

    points: tuple[Point, ...]
    tip: Point
    label: Point | None


class Frame(NamedTuple):
    """A rectangle: its top left corner and its size."""

    x: float
    y: float
    width: float
    height: float


class Layout(NamedTuple):
    """The size of a drawing, the middle of each box, the line of each arrow, and the frames by their ids."""

    width: float
    height: float
    boxes: tuple[Point, ...]
    arrows: tuple[Curve, ...]
    frames: Mapping[str, Frame]


class TangleError(Exception):
    """A map has so many arrows that nobody could follow them, and Graphviz would take minutes."""


def can_lay_out() -> bool:
    """Return whether the library for layouts is installed; it is an extra."""
    return find_spec("pygraphviz") is not None


def laid_out(chart: Chart, shapes: Sequence[Shape], labels: Sequence[Shape | None]) -> Layout:
    """Return the places of everything on a map.

    Args:
        chart: the map.
        shapes: the size of each of its boxes.
        labels: the size of the text of each of its arrows, if it has one.

    Raises:
        TangleError: there are too many arrows.
    """
    if _tangle(chart) > _MOST_TANGLED:
        arrows = f"{len(chart.arrows):,} arrows between {len(chart.boxes):,} boxes"
        message = f"{arrows} are too many to follow in a picture; draw single trees, or write --format dot"
        raise TangleError(message)
    # Loaded only here, since a map can be written without it.
    from pygraphviz import AGraph  # noqa: PLC0415 - see above

    def drawn(direction: str) -> Layout:
        graph = "\n".join(_graph(chart, shapes, labels, direction))
        return _read(chart, json.loads(AGraph(string=graph).draw(prog="dot", format="json0")))

    downwards = drawn("TB")
    # Boxes are wider than they are high, so what branches much needs less room from left to right.
    return downwards if downwards.width <= _WIDEST else min(downwards, drawn("LR"), key=_longer_side)


def _tangle(chart: Chart) -> int:
    """Return how many arrows there are beyond those of a tree, which never cross."""
    return len(chart.arrows) - len(chart.boxes)


def _longer_side(layout: Layout) -> float:
    return max(layout.width, layout.height)


def _graph(
    chart: Chart, shapes: Sequence[Shape], labels: Sequence[Shape | None], direction: str
) -> Iterator[str]:
    numbers = {box.id: number for number, box in enumerate(chart.boxes)}
    yield "digraph {"
    # A limit for tangles: thousands of steps more would hardly untie them, and curves take minutes.
    effort = _THOROUGH if _tangle(chart) <= _TANGLED else _QUICK
    yield f"rankdir={direction} nodesep=0.25 ranksep=0.35 {effort}"
    for number, shape in enumerate(shapes):
        width, height = shape.width / _PER_INCH, shape.height / _PER_INCH
        yield f'n{number} [shape=box fixedsize=true label="" width={width:.3f} height={height:.3f}]'
    for number, (frame, title) in enumerate(chart.frames.items()):
        inside = " ".join(f"n{numbers[box.id]}" for box in chart.boxes if box.frame == frame)
        label = _area(width_of(title, SMALL), SMALL * 1.5)
        yield f"subgraph cluster_{number} {{ margin=14 label={label} {inside} }}"
    for number, (arrow, text) in enumerate(zip(chart.arrows, labels, strict=True)):
        said = f" label={_area(text.width, text.height)}" if text else ""
        yield f"n{numbers[arrow.source]} -> n{numbers[arrow.target]} [id={number}{said}]"
    yield "}"


def _area(width: float, height: float) -> str:
    """Return a label of Graphviz that takes up some room, whatever fonts the machine has."""
    size = f'WIDTH="{width:.0f}" HEIGHT="{height:.0f}"'
    return f'<<TABLE BORDER="0" FIXEDSIZE="TRUE" {size}><TR><TD></TD></TR></TABLE>>'


def _read(chart: Chart, drawn: Mapping[str, Any]) -> Layout:
    _, _, width, height = _numbers(drawn["bb"])

    def points(text: str) -> Iterator[Point]:
        numbers = _numbers(text)
        # Graphviz counts from the bottom.
        return (Point(x, height - y) for x, y in zip(numbers[::2], numbers[1::2], strict=True))

    objects = {one["name"]: one for one in drawn["objects"]}
    curves = {}
    for edge in drawn.get("edges", ()):
        # `e,` is before the tip, which comes first.
        tip, *line = points(edge["pos"].removeprefix("e,"))
        label = next(points(edge["lp"]), None) if "lp" in edge else None
        curves[int(edge["id"])] = Curve(tuple(line), tip, label)
    frames = {}
    for number, frame in enumerate(chart.frames):
        left, bottom, right, top = _numbers(objects[f"cluster_{number}"]["bb"])
        frames[frame] = Frame(left, height - top, right - left, top - bottom)
    boxes = tuple(next(points(objects[f"n{number}"]["pos"])) for number in range(len(chart.boxes)))
    return Layout(width, height, boxes, tuple(curves[number] for number in range(len(curves))), frames)


def _numbers(text: str) -> list[float]:
    return [float(one) for one in _NUMBER.findall(text)]
