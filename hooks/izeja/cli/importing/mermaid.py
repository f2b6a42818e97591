"""Flowcharts of Mermaid (https://mermaid.js.org/syntax/flowchart.html), also inside Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from izeja.cli.importing.foreign import (
    ForeignAnswer,
    ForeignNode,
    ForeignTree,
    Loss,
    UnreadableError,
    plain,
)

_FENCE = re.compile(r"\s*(```+|~~~+)\s*mermaid\b")
_HEAD = re.compile(
    r"^\s*(?:flowchart|graph)(?:-elk)?(?:[ \t]+(?:TB|TD|BT|RL|LR))?[ \t]*(?:;|$)", re.MULTILINE
)
_FRONT_MATTER = re.compile(r"\A\s*---\n(.*?)^---\s*$", re.DOTALL | re.MULTILINE)
_LOOKS = re.compile(r"(style|classDef|class|linkStyle|click|accTitle|accDescr|direction)\b")
_NAME = re.compile(r"\w+(?:[-.]\w+)*")
# Longer brackets before those that they begin with.
_SHAPES = (
    ("(((", r"\)\)\)"),
    ("((", r"\)\)"),
    ("([", r"\]\)"),
    ("[[", r"\]\]"),
    ("[(", r"\)\]"),
    ("{{", r"\}\}"),
    ("[/", r"[/\\]\]"),
    ("[\\", r"[/\\]\]"),
    ("[", r"\]"),
    ("(", r"\)"),
    ("{", r"\}"),
    (">", r"\]"),
)
_PLAIN = r"[^\[\](){}\"]"
# Mermaid refuses brackets in a text without quotes. Those in pairs are taken over; of others, no one knows
# which one is missing, and the text would go on into the next node.
_UNQUOTED = rf"(?:{_PLAIN}|\({_PLAIN}*\)|\[{_PLAIN}*\]|\{{{_PLAIN}*\}}|\"[^\"]*\")*?"
_SHAPE = re.compile(
    "|".join(rf"{re.escape(start)}\s*(?:\"([^\"]*)\"|({_UNQUOTED}))\s*{end}" for start, end in _SHAPES)
)
_LABEL_IN_BRACES = re.compile(r"@\{[^}]*?\blabel:\s*\"([^\"]*)\"[^}]*\}|@\{[^}]*\}")
_CLASS = re.compile(r":::[\w-]+")
# Two hyphens alone begin an arrow with a text.
_SOLID = r"-{2,}[->xo]|={2,}[=>xo]"
_END = rf"(?:{_SOLID}|\.+-[>xo]?)"
_NAMED_LINK = re.compile(
    rf"[<xo]?(?:--|==|-\.)\s*(?:\"([^\"]*)\"|([^-=.|>\s\"][^|>]*?))\s*{_END}(?=\s*[\w\"(])"
)
_LINK = re.compile(
    rf"(?:<(?=-|=)|[xo](?=--|==))?(?:{_SOLID}|-\.+-[>xo]?)(?:\s*\|(?:\"([^\"]*)\"|([^|]*))\|)?"
)
_MOST_SIGNS = 5_000
"""A longer line is no statement that somebody wrote."""
_MOST_LINES = 30
"""As many lines a text in quotes can have."""
_ICON = re.compile(r"\bfa[bsrl]?:fa-[\w-]+")


def read_mermaid(text: str) -> ForeignTree:
    """Read a flowchart; in Markdown, the first one.

    Raises:
        UnreadableError: if there is none.
    """
    tree = ForeignTree()
    chart, first = _chart(text, tree)
    head = _HEAD.search(chart)
    assert head is not None  # noqa: S101 - `_chart` has found it
    if matter := _FRONT_MATTER.match(chart):
        title = re.search(r"^\s*title:\s*(.+?)\s*$", matter[1], re.MULTILINE)
        tree.title = title[1].strip("\"'") if title else ""
    for number, line in _lines(chart[head.end() :], first + chart[: head.end()].count("\n")):
        if len(line) > _MOST_SIGNS:
            tree.losses.append(Loss(number, f"a line of more than {_MOST_SIGNS:,} signs"))
            continue
        for statement in _statements(line):
            _Statement(tree, number, statement).read()
    return tree


def _lines(text: str, first: int) -> Iterator[tuple[int, str]]:
    """Yield lines with their numbers. A text in quotes may go on in the next lines."""
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        whole, following = lines[number], number + 1
        while whole.count('"') % 2 and following < min(len(lines), number + _MOST_LINES):
            whole, following = f"{whole}<br>{lines[following]}", following + 1
        # An odd quote that nothing closes is no quote.
        if whole.count('"') % 2:
            whole, following = lines[number], number + 1
        yield first + number, whole
        number = following


def _chart(text: str, tree: ForeignTree) -> tuple[str, int]:
    """Return a chart, and the number of its first line."""
    charts = [*_blocks(text.split("\n"))] or [(text, 1)]
    found = next((one for one in charts if _HEAD.search(one[0])), None)
    if found is None:
        message = "it has no flowchart, which would begin with 'flowchart' or 'graph'"
        raise UnreadableError(message)
    tree.losses += [Loss(line, "another diagram of this file") for _, line in charts if line != found[1]]
    return found


def _blocks(lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield the diagrams in a page of Markdown, each with the number of its first line."""
    fence, first = "", 0
    for number, line in enumerate(lines, 1):
        if fence and line.strip() == fence:
            yield "\n".join(lines[first - 1 : number - 1]), first
            fence = ""
        elif not fence and (found := _FENCE.match(line)):
            fence, first = found[1], number + 1


def _statements(line: str) -> Iterator[str]:
    """Yield the statements of a line, without comments. A semicolon in quotes or brackets is text."""
    line = re.sub(r"^\s*%%.*", "", line)
    for one in re.findall(r"(?:\"[^\"]*\"|\[[^\]]*\]|\{[^}]*\}|\|[^|]*\||[^;])+", line):
        if one.strip():
            yield one.strip()


class _Statement:
    """A statement, read from the left to the right, and taken over whole or not at all."""

    def __init__(self, tree: ForeignTree, line: int, text: str) -> None:
        self._tree, self._line, self._text = tree, line, text
        self._labels: dict[str, str | None] = {}
        self._edges: list[tuple[str, ForeignAnswer]] = []
        self._losses: list[Loss] = []

    def read(self) -> None:
        whole = self._text
        if whole == "end":
            return
        if whole.startswith("subgraph"):
            self._lose(f"the frame around some nodes: {whole.removeprefix('subgraph').strip()}")
        elif found := _LOOKS.match(whole):
            self._lose(f"what things look like, or what a click does: {found[1]} ...")
        elif self._is_understood():
            self._take_over()
        else:
            self._losses = [Loss(self._line, f"this was not understood: {whole}")]
        self._tree.losses += self._losses

    def _is_understood(self) -> bool:
        before = self._nodes()
        while before and self._text:
            label = self._link()
            after = self._nodes() if label is not None else []
            for name in before:
                self._edges += [(name, ForeignAnswer(label or "", to, self._line)) for to in after]
            before = after
        return bool(before)

    def _take_over(self) -> None:
        for name, label in self._labels.items():
            # Mermaid shows the name of a node that has no text.
            node = self._tree.nodes.setdefault(name, ForeignNode(name, name, self._line))
            if label is not None:
                node.text, node.line = label, self._line
        for name, answer in self._edges:
            self._tree.nodes[name].answers.append(answer)

    def _lose(self, what: str) -> None:
        self._losses.append(Loss(self._line, what))

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._text)
        if found:
            self._text = self._text[found.end() :].lstrip()
        return found

    def _nodes(self) -> list[str]:
        names: list[str] = []
        while found := self._take(_NAME):
            names.append(self._node(found[0]))
            if not self._text.startswith("&"):
                break
            self._text = self._text[1:].lstrip()
        return names

    def _node(self, name: str) -> str:
        shape = self._take(_SHAPE) or self._take(_LABEL_IN_BRACES)
        label = next((one for one in shape.groups() if one is not None), None) if shape else None
        if found := self._take(_CLASS):
            self._lose(f"what a node looks like: {found[0]}")
        if label is not None or name not in self._labels:
            self._labels[name] = None if label is None else self._label(label)
        return name

    def _link(self) -> str | None:
        found = self._take(_NAMED_LINK) or self._take(_LINK)
        if found is None:
            return None
        if found[0].startswith("<"):
            self._lose("the way back of an arrow with two heads")
        return self._label(found[1] or found[2] or "")

    def _label(self, text: str) -> str:
        for icon in _ICON.findall(text):
            self._lose(f"the icon {icon}")
        text = re.sub(r"^`(.*)`$", r"\1", _ICON.sub("", text).strip(), flags=re.DOTALL)
        # Mermaid writes `#quot;` and `#35;` for what HTML writes as `&quot;` and `&#35;`.
        text = re.sub(r"#(\w+);", lambda found: f"&{'#' if found[1].isdigit() else ''}{found[1]};", text)
        return plain(text.replace("\\n", "\n"), self._line, self._losses)
