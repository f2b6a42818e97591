"""Mermaid flowcharts of the documentation as pictures: GitHub draws them, and its site must too.

Material would load Mermaid's script from another server. Graphviz draws what these pages use of Mermaid:
boxes in two shapes, arrows with words, and frames. Everything else stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from markupsafe import Markup

_SHAPES = {"[(": "cylinder", "[": "box"}
_LINES = {"-->": "solid", "-.->": "dashed", "==>": "bold"}
_BOX_TEXT = r"(\w+)(?:(\[\(|\[)\"?(.*?)\"?\)?\])?"
_BOX = re.compile(_BOX_TEXT)
_ARROW = re.compile(rf"{_BOX_TEXT} ({'|'.join(map(re.escape, _LINES))})(?:\|(.+)\|)? {_BOX_TEXT}")
_HEAD = re.compile(r"flowchart (LR|TB)")
_FRAME = re.compile(r"subgraph (\w+) \[(.+)\]")
_TITLE = re.compile(r"accTitle: (.+)")


def picture(source: str, _language: str, _class: str, _options: dict[str, Any], *_: Any, **__: Any) -> str:
    """Draw a flowchart; a formatter of the extension pymdownx.superfences.

    Raises:
        ValueError: a line is none of those that this module knows.
    """
    # Loaded here, since the extra "maps" brings it along.
    from pygraphviz import AGraph  # noqa: PLC0415 - see above

    title = _TITLE.search(source)
    drawn = AGraph(string="\n".join(_as_dot(source))).draw(prog="dot", format="svg").decode("utf-8")
    svg = re.sub(r"<title>.*?</title>|<!--.*?-->", "", drawn[drawn.index("<svg") :], flags=re.DOTALL)
    words = Markup('<svg role="img" aria-label="{}" ').format(title[1] if title else "Flowchart")
    return f'<figure class="flowchart">{svg.replace("<svg ", words, 1)}</figure>'


def _as_dot(source: str) -> Iterator[str]:
    """Yield the lines of a flowchart in the language of Graphviz."""
    for line in filter(None, map(str.strip, source.splitlines())):
        if found := _HEAD.fullmatch(line):
            yield f"digraph {{ rankdir={found[1]} bgcolor=transparent nodesep=0.2 ranksep=0.3 fontsize=12"
            yield r'node [label="\N" shape=box style=rounded fontsize=13 height=0.35 margin="0.12,0.04"]'
            yield "edge [fontsize=11 arrowsize=0.7]"
        elif found := _FRAME.fullmatch(line):
            yield f"subgraph cluster_{found[1]} {{ style=rounded label={_quoted(found[2])}"
        elif found := _ARROW.fullmatch(line):
            start, *start_shown, arrow, words, end, end_shape, end_text = found.groups()
            yield from _box(start, *start_shown)
            yield from _box(end, end_shape, end_text)
            yield f"{start} -> {end} [style={_LINES[arrow]} label={_quoted(words or '')}]"
        elif line == "end":
            yield "}"
        elif found := _BOX.fullmatch(line):
            yield from _box(*found.groups())
        elif not _TITLE.fullmatch(line):
            message = f"hooks/flowcharts.py cannot draw this line of a flowchart: {line}"
            raise ValueError(message)
    yield "}"


def _box(name: str, shape: str | None, text: str | None) -> Iterator[str]:
    if shape and text:
        yield f'{name} [shape={_SHAPES[shape]} style="" label={_quoted(text)}]'
    else:
        yield name


def _quoted(text: str) -> str:
    return '"{}"'.format(escape(text, quote=False).replace("\\", r"\\").replace('"', r"\""))
