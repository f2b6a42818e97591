"""A map as Mermaid, which GitHub and GitLab draw in pull requests and documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from izeja.authoring.overview.chart import ArrowKind, Box, BoxKind, Chart

# Even between quotes, Mermaid takes many signs for its own, for HTML or for Markdown: `1.` is a list.
_SPECIAL = re.compile(r"[^\w ,.!?'…-]|_|^[-'.]|(?<=\d)\.(?= )")
_NOT_IN_ADDRESS = re.compile(r"[^\w!$%&()*+,./:=?@~#-]")
_SHAPES: Mapping[BoxKind, tuple[str, str]] = {
    "question": ("{{", "}}"),
    "step": ("[", "]"),
    "resolution": ("([", "])"),
    "support": ("[[", "]]"),
    "guide": ("[", "]"),
    "part": ("[/", "/]"),
    "port": (">", "]"),
    "return": (">", "]"),
    "lost": ("[", "]"),
}
_LINES: Mapping[ArrowKind, str] = {
    "way": "-->",
    "retry": "-.->",
    "offer": "-.->",
    "unsolved": "-.->",
    "include": "-.->",
}
_STYLES = (
    "classDef question fill:#e8f1fd,stroke:#2b62b5,color:#10233f",
    "classDef step fill:#ffffff,stroke:#5b6573,color:#1c222b",
    "classDef resolution fill:#e5f5ea,stroke:#1f7a3d,color:#0d2b17",
    "classDef support fill:#f4ebfb,stroke:#7a3fb0,color:#2a1040",
    "classDef tree fill:#f1f3f5,stroke:#5b6573,color:#1c222b",
    "classDef wrong stroke:#c01818,stroke-width:3px,stroke-dasharray:6 3",
)
_CLASSES = {"guide": "tree", "part": "tree", "port": "tree", "return": "tree", "lost": "tree"}


def as_mermaid(chart: Chart) -> str:
    """Write a map as a flowchart of Mermaid."""
    return "".join(f"{line}\n" for line in _lines(chart))


def _lines(chart: Chart) -> Iterator[str]:
    numbers = {box.id: f"n{number}" for number, box in enumerate(chart.boxes)}
    yield "flowchart TD"
    yield f"  accTitle: {_title(chart.title)}"
    for box in chart.boxes:
        if box.frame not in chart.frames:
            yield f"  {_box(box, numbers[box.id])}"
    for number, (frame, title) in enumerate(chart.frames.items()):
        yield f'  subgraph f{number} ["{_text(title)}"]'
        yield from (f"    {_box(box, numbers[box.id])}" for box in chart.boxes if box.frame == frame)
        yield "  end"
    for arrow in chart.arrows:
        said = (*arrow.labels, arrow.visits) if arrow.visits else arrow.labels
        label = f'|"{"<br>".join(map(_text, said))}"|' if said else ""
        yield f"  {numbers[arrow.source]} {_LINES[arrow.kind]}{label} {numbers[arrow.target]}"
    for style in (*_STYLES, *_widths(chart)):
        yield f"  {style}"
    for box in chart.boxes:
        yield f"  class {numbers[box.id]} {_CLASSES.get(box.kind, box.kind)}"
        if box.is_wrong:
            yield f"  class {numbers[box.id]} wrong"
    for box in chart.boxes:
        if box.href:
            yield f'  click {numbers[box.id]} href "{_address(box.href)}"'


def _widths(chart: Chart) -> Iterator[str]:
    for number, arrow in enumerate(chart.arrows):
        if arrow.share is not None:
            yield f"linkStyle {number} stroke-width:{arrow.width:.1f}px"


def _box(box: Box, number: str) -> str:
    opening, closing = _SHAPES[box.kind]
    lines = [*box.short_lines, *box.visits, *(flag.code for flag in box.flags)]
    return f'{number}{opening}"{"<br>".join(map(_text, lines))}"{closing}'


def _text(text: str) -> str:
    # Once decoded, `\n` would be read as the end of a line, but not with something of no width between them.
    return _SPECIAL.sub(lambda found: f"#{ord(found[0])};", text).replace("#92;", "#92;#8203;")


def _address(url: str) -> str:
    return _NOT_IN_ADDRESS.sub(lambda found: quote(found[0]), url)


def _title(text: str) -> str:
    # Not between quotes, so codes would be shown as they are.
    return re.sub(r"[^\w ,.!?'’-]+", " ", text).strip()  # noqa: RUF001 - an apostrophe
