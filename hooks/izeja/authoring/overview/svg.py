"""A map as a picture: one SVG without anything outside of it, for light and dark screens, and for paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import atan2, degrees

from lxml import etree

from izeja.authoring.overview.chart import Arrow, Box, BoxKind, Chart
from izeja.authoring.overview.layout import Curve, Frame, Layout, Point, laid_out
from izeja.authoring.overview.lettering import width_of
from izeja.authoring.overview.shapes import SMALL, Shape, label_of, outline_of, shape_of
from izeja.authoring.overview.svg_style import STYLE
from izeja.language.locales import direction_of, is_language
from izeja.problems.terminal import visible, visible_line
from izeja.problems.wording import counted

_NAMESPACE = "http://www.w3.org/2000/svg"
_MARGIN = 20.0
_TITLE = 17.0
_LEGEND: dict[BoxKind, str] = {
    "question": "question",
    "step": "step",
    "resolution": "resolution",
    "support": "support",
    "guide": "guide",
    "part": "part",
    "port": "another tree",
    "return": "back to the guide",
    "lost": "missing",
}
_SAID = {"way": "", "retry": " (retry)", "offer": " (offered)", "unsolved": " (if it did not help)"}


def as_svg(chart: Chart) -> str:
    """Draw a map. `izeja.authoring.overview.layout.can_lay_out` says whether that is possible here."""
    shapes = [shape_of(box) for box in chart.boxes]
    labels = [label_of(arrow) if arrow.labels or arrow.visits else None for arrow in chart.arrows]
    drawing = _Drawing(chart, shapes, labels, laid_out(chart, shapes, labels))
    return etree.tostring(drawing.element(), encoding="unicode", pretty_print=True)


@dataclass(frozen=True)
class _Drawing:
    _chart: Chart
    _shapes: list[Shape]
    _labels: list[Shape | None]
    _layout: Layout

    def element(self) -> etree._Element:
        lines = len(self._chart.remarks) + bool(self._chart.flags)
        head = _MARGIN + _TITLE * 2 + SMALL * 1.6 * (lines + bool(self._chart.remarks) / 2)
        longest = max((width_of(line, SMALL) for line in self._chart.remarks), default=0)
        width = max(self._layout.width, width_of(self._chart.title, _TITLE), longest, 520) + 2 * _MARGIN
        height = head + self._layout.height + 2 * _MARGIN + 24
        left = (width - self._layout.width) / 2
        language = self._chart.language
        direction = direction_of(language) if is_language(language) else "ltr"
        size = {"width": f"{width:g}", "height": f"{height:g}", "viewBox": f"0 0 {width:g} {height:g}"}
        return _element(
            "svg",
            {
                "xmlns": _NAMESPACE,
                # A picture whose parts can be read: https://www.w3.org/TR/graphics-aria-1.0/.
                "role": "graphics-document",
                "lang": language,
                "direction": direction,
                **size,
            },
            _element("title", {}, self._chart.title),
            _element("desc", {}, self._description()),
            _element("style", {}, STYLE),
            *self._head(_MARGIN if direction == "ltr" else width - _MARGIN),
            _element(
                "g",
                {"transform": f"translate({left:g} {head:g})"},
                *map(self._frame, self._layout.frames.items()),
                *self._arrows(),
                *self._boxes(),
            ),
            _element(
                "g",
                {"transform": f"translate({_MARGIN:g} {height - _MARGIN:g})", "direction": "ltr"},
                *self._legend(),
            ),
        )

    def _description(self) -> str:
        sizes = f"{counted(len(self._chart.boxes), 'box')}, {counted(len(self._chart.arrows), 'arrow')}"
        wrong = sum(box.is_wrong for box in self._chart.boxes)
        return f"A map: {sizes}, {counted(wrong, 'box')} with errors." if wrong else f"A map: {sizes}."

    def _head(self, x: float) -> Iterator[etree._Element]:
        y = _MARGIN + _TITLE * 0.8
        yield _text(self._chart.title, "title", x, y)
        for number, line in enumerate(self._chart.remarks, bool(self._chart.flags)):
            yield _text(line, "head note", x, y + _TITLE * 1.1 + SMALL * 1.6 * number)
        if self._chart.flags:
            codes = "   ".join(f"{'✖' if one.is_error else '!'} {one.code}" for one in self._chart.flags)
            yield _text(codes, "head flag", x, y + _TITLE * 1.1)

    def _frame(self, frame: tuple[str, Frame]) -> etree._Element:
        name, (x, y, width, height) = frame
        size = {"width": f"{width:g}", "height": f"{height:g}", "rx": "6"}
        return _element(
            "g",
            {"class": "frame"},
            _element("rect", {"x": f"{x:g}", "y": f"{y:g}", **size}),
            _text(self._chart.frames[name], "note", x + width / 2, y + SMALL * 1.2),
        )

    def _arrows(self) -> Iterator[etree._Element]:
        for arrow, label, curve in zip(self._chart.arrows, self._labels, self._layout.arrows, strict=True):
            wrong = " wrong" if self._boxes_by_id[arrow.target].kind == "lost" else ""
            yield _element(
                "g",
                # What it says is said by the box that it begins at, too.
                {"class": f"arrow {arrow.kind}{wrong}", "aria-hidden": "true"},
                _element("path", {"d": _line(curve), **_width_of(arrow)}),
                _tip(curve, arrow),
                *(_lines(label, curve.label) if label and curve.label else ()),
            )

    def _boxes(self) -> Iterator[etree._Element]:
        for box, shape, point in zip(self._chart.boxes, self._shapes, self._layout.boxes, strict=True):
            top, is_linked = -shape.height / 2, bool(box.href)
            yield _element(
                "a" if is_linked else "g",
                {
                    "class": f"box {box.kind}{' wrong' if box.is_wrong else ''}",
                    "data-node": box.id,
                    "transform": f"translate({point.x:g} {point.y:g})",
                    **({"href": box.href} if is_linked else {"role": "img"}),
                },
                _element("title", {}, self._said_of(box)),
                _outline(box.kind, shape.width, shape.height),
                *([_element("circle", {"class": "start", "cy": f"{top:g}", "r": "6"})] * box.is_start),
                *(_text(text, style, 0, top + y) for style, text, y in shape.lines),
            )

    def _said_of(self, box: Box) -> str:
        lines = [f"{_LEGEND[box.kind]} {box.name}", box.text, box.note, *box.visits, str(box.place or "")]
        lines += [f"{flag.code}: izeja explain {flag.code}" for flag in box.flags]
        lines += [self._said_of_way(arrow) for arrow in self._chart.arrows_of(box) if arrow.kind in _SAID]
        return "\n".join(filter(None, lines))

    def _said_of_way(self, arrow: Arrow) -> str:
        answers = ", ".join((*arrow.labels, arrow.visits) if arrow.visits else arrow.labels)
        return f"{answers} → {self._boxes_by_id[arrow.target].name}{_SAID[arrow.kind]}".strip()

    def _legend(self) -> Iterator[etree._Element]:
        x = 0.0
        for kind, word in _LEGEND.items():
            if any(box.kind == kind for box in self._chart.boxes):
                place = f"translate({x + 17:g} -9)"
                yield _element("g", {"class": f"box {kind}", "transform": place}, _outline(kind, 34, 18))
                yield _text(word, "legend", x + 40, -9)
                x += 56 + width_of(word, SMALL)

    @cached_property
    def _boxes_by_id(self) -> dict[str, Box]:
        return {box.id: box for box in self._chart.boxes}


def _line(curve: Curve) -> str:
    first, *others = curve.points
    return f"M{first.x:g},{first.y:g} C{' '.join(f'{x:g},{y:g}' for x, y in others)}"


def _width_of(arrow: Arrow) -> Mapping[str, str]:
    return {} if arrow.share is None else {"style": f"stroke-width: {arrow.width:.1f}px"}


def _tip(curve: Curve, arrow: Arrow) -> etree._Element:
    base, tip = curve.points[-1], curve.tip
    angle = degrees(atan2(tip.y - base.y, tip.x - base.x))
    place = f"translate({tip.x:g} {tip.y:g}) rotate({angle:.1f})"
    # A tip is wider than its line.
    place += "" if arrow.share is None else f" scale(1 {1 + arrow.share:.2f})"
    return _element("path", {"class": "tip", "d": "M0,0 L-10,-4 L-10,4 Z", "transform": place})


def _lines(label: Shape, middle: Point) -> Iterator[etree._Element]:
    for style, text, y in label.lines:
        yield _text(text, style, middle.x, middle.y - label.height / 2 + y)


def _outline(kind: BoxKind, width: float, height: float) -> etree._Element:
    return _element("path", {"class": "outline", "d": outline_of(kind, width, height)})


def _text(text: str, style: str, x: float, y: float) -> etree._Element:
    return _element("text", {"class": style, "x": f"{x:g}", "y": f"{y:g}"}, text)


def _element(name: str, attributes: Mapping[str, str], *content: etree._Element | str) -> etree._Element:
    made = etree.Element(name)
    for key, value in attributes.items():
        made.set(key, visible_line(value))
    for one in content:
        if isinstance(one, str):
            # XML cannot hold control characters.
            made.text = visible(one)
        else:
            made.append(one)
    return made
