"""A map as DOT, for Graphviz and the many programs that read its language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from izeja.authoring.overview.chart import Arrow, ArrowKind, Box, BoxKind, Chart
from izeja.authoring.overview.lettering import wrapped

# Names of https://graphviz.org/doc/info/shapes.html.
_SHAPES: Mapping[BoxKind, str] = {
    "question": 'shape=hexagon fillcolor="#e8f1fd"',
    "step": 'shape=box fillcolor="#ffffff"',
    "resolution": 'shape=box style="rounded,filled" fillcolor="#e5f5ea"',
    "support": 'shape=box peripheries=2 fillcolor="#f4ebfb"',
    "guide": 'shape=box fillcolor="#f1f3f5"',
    "part": 'shape=component fillcolor="#f1f3f5"',
    "port": 'shape=cds fillcolor="#f1f3f5"',
    "return": 'shape=cds fillcolor="#f1f3f5"',
    "lost": 'shape=box style="dashed,filled" fillcolor="#ffffff"',
}
_LINES: Mapping[ArrowKind, str] = {
    "way": "solid",
    "retry": "dashed",
    "offer": "dotted",
    "unsolved": "dotted",
    "include": "dashed",
}
_WIDTH = 190.0
_SIZE = 11.0


def as_dot(chart: Chart) -> str:
    """Write a map as a graph of DOT."""
    return "".join(f"{line}\n" for line in _lines(chart))


def quoted(text: str) -> str:
    """Write a text between quotes, so that Graphviz shows it as it is."""
    # Graphviz reads entities of HTML in texts, and `\n` as the end of a line.
    safe = text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return '"' + re.sub(r"[\r\n]+", r"\\n", safe) + '"'


def _lines(chart: Chart) -> Iterator[str]:
    yield f"digraph {quoted(chart.title)} {{"
    yield f"  label={quoted(chart.title)} labelloc=t fontname=sans fontsize=14"
    yield f"  node [fontname=sans fontsize={_SIZE:.0f} style=filled]"
    yield f"  edge [fontname=sans fontsize={_SIZE - 1:.0f}]"
    for box in chart.boxes:
        if box.frame not in chart.frames:
            yield f"  {_box(box)}"
    for number, (frame, title) in enumerate(chart.frames.items()):
        yield f"  subgraph cluster_{number} {{"
        yield f"    label={quoted(title)} style=dashed"
        yield from (f"    {_box(box)}" for box in chart.boxes if box.frame == frame)
        yield "  }"
    for arrow in chart.arrows:
        yield f"  {_arrow(arrow)}"
    yield "}"


def _box(box: Box) -> str:
    lines = [line for text in box.short_lines for line in wrapped(text, _WIDTH, _SIZE)]
    lines += box.visits
    lines += [flag.code for flag in box.flags]
    tooltip = f"{box.name} ({box.place})" if box.place else box.name
    more = f" URL={quoted(box.href)}" if box.href else ""
    wrong = ' color="#c01818" penwidth=2' if box.is_wrong else ""
    label = quoted("\n".join(lines))
    return f"{quoted(box.id)} [{_SHAPES[box.kind]} label={label} tooltip={quoted(tooltip)}{more}{wrong}]"


def _arrow(arrow: Arrow) -> str:
    lines = [line for label in arrow.labels for line in wrapped(label, _WIDTH, _SIZE)]
    lines += [arrow.visits] if arrow.visits else []
    said = f" label={quoted(chr(10).join(lines))}" if lines else ""
    width = "" if arrow.share is None else f" penwidth={arrow.width:.1f}"
    return f"{quoted(arrow.source)} -> {quoted(arrow.target)} [style={_LINES[arrow.kind]}{said}{width}]"
