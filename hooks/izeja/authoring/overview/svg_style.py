"""The style of maps: colours for light and dark screens and for paper, and those that readers force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from izeja.authoring.overview.shapes import SMALL, TEXT


class _Palette(NamedTuple):
    """The colours of a map; `boxes` has the fill and the outline of each kind."""

    paper: str
    ink: str
    faint: str
    line: str
    wrong: str
    boxes: Mapping[str, tuple[str, str]]


_LIGHT = _Palette(
    paper="#ffffff",
    ink="#1b2129",
    faint="#505a66",
    line="#66717e",
    wrong="#b81414",
    boxes={
        "question": ("#e7f0fc", "#2b62b5"),
        "step": ("#ffffff", "#5b6573"),
        "resolution": ("#e4f4e9", "#1f7a3d"),
        "support": ("#f3eafb", "#7a3fb0"),
        "guide": ("#e7f0fc", "#2b62b5"),
        "part": ("#f1f3f5", "#5b6573"),
        "port": ("#f1f3f5", "#5b6573"),
        "return": ("#f1f3f5", "#5b6573"),
        "lost": ("#ffffff", "#b81414"),
    },
)
_DARK = _Palette(
    paper="#14181d",
    ink="#e9edf2",
    faint="#aab4c0",
    line="#8d98a6",
    wrong="#ff8a80",
    boxes={
        "question": ("#16283f", "#7fb0f5"),
        "step": ("#1b2128", "#98a3b0"),
        "resolution": ("#12301d", "#63c184"),
        "support": ("#2b1b3a", "#c695ee"),
        "guide": ("#16283f", "#7fb0f5"),
        "part": ("#232a32", "#98a3b0"),
        "port": ("#232a32", "#98a3b0"),
        "return": ("#232a32", "#98a3b0"),
        "lost": ("#14181d", "#ff8a80"),
    },
)
# Readers who force colours have only these; patterns of lines and names tell the kinds apart.
_FORCED = _Palette(
    paper="Canvas",
    ink="CanvasText",
    faint="CanvasText",
    line="CanvasText",
    wrong="Highlight",
    boxes=dict.fromkeys(_LIGHT.boxes, ("Canvas", "CanvasText")),
)


def _rules(palette: _Palette) -> Iterator[str]:
    yield f"svg {{ background: {palette.paper}; }}"
    yield f"text {{ fill: {palette.ink}; }}"
    yield f".name, .note, .legend {{ fill: {palette.faint}; }}"
    yield f".answer {{ stroke: {palette.paper}; }}"
    yield f".frame rect {{ fill: none; stroke: {palette.line}; }}"
    yield f".arrow path {{ stroke: {palette.line}; }}"
    yield f".arrow .tip {{ fill: {palette.line}; }}"
    for kind, (fill, outline) in palette.boxes.items():
        yield f".{kind} .outline {{ fill: {fill}; stroke: {outline}; }}"
    yield f".start {{ fill: {palette.ink}; }}"
    yield f".flag {{ fill: {palette.wrong}; }}"
    yield f".wrong .outline, .wrong path {{ stroke: {palette.wrong}; }}"
    yield f"[aria-current] .outline {{ stroke: {palette.ink}; }}"
    yield f".wrong .tip {{ fill: {palette.wrong}; }}"


def _block(query: str, rules: Iterator[str]) -> str:
    return "\n".join((f"@media {query} {{", *(f"  {rule}" for rule in rules), "}"))


_FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
_FONTS_OF_NAMES = "ui-monospace, Consolas, 'DejaVu Sans Mono', monospace"
STYLE = "\n".join(
    (
        "",
        f"text {{ font-family: {_FONTS}; font-size: {TEXT:g}px; }}",
        "text { text-anchor: middle; dominant-baseline: central; }",
        f".name {{ font-family: {_FONTS_OF_NAMES}; font-size: {SMALL:g}px; }}",
        f".note, .flag, .legend {{ font-size: {SMALL:g}px; }}",
        f".visits {{ font-size: {SMALL + 1:g}px; font-weight: 700; }}",
        ".flag { font-weight: 700; }",
        # Outlined with the colour of the paper, so that arrows do not cross the letters.
        f".answer {{ font-size: {SMALL + 1:g}px; stroke-width: 3px; paint-order: stroke; }}",
        ".title { font-size: 17px; font-weight: 700; }",
        ".title, .head, .legend { text-anchor: start; }",
        ".outline { stroke-width: 1.5; }",
        ".wrong .outline { stroke-width: 3; }",
        ".lost .outline { stroke-dasharray: 6 4; }",
        ".frame rect { stroke-dasharray: 4 4; }",
        ".arrow path { fill: none; stroke-width: 1.4; }",
        ".arrow .tip { stroke: none; }",
        ".retry path { stroke-dasharray: 7 4; }",
        ".include path { stroke-dasharray: 7 4; }",
        ".offer path, .unsolved path { stroke-dasharray: 2 4; }",
        # A preview lights the step that is on its page.
        "[aria-current] .outline { stroke-width: 6; paint-order: stroke; }",
        "a:focus-visible .outline, a:hover .outline { stroke-width: 4; }",
        *_rules(_LIGHT),
        _block("screen and (prefers-color-scheme: dark)", _rules(_DARK)),
        _block("(forced-colors: active)", _rules(_FORCED)),
        "@media print { svg { width: 100%; height: auto; max-height: 100vh; } }",
        "",
    )
)
"""The style sheet, which is part of each picture."""
