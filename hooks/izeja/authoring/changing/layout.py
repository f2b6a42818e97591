"""One layout for the files of a library: only white space changes, and never within a word or a text.

- Each level is two spaces further in, and the items of a list two spaces further in than their key.
- One space follows `:`, `-` and `,`; there is none inside of brackets, nor at the end of a line.
- There is never more than one empty line. There is one between nodes, and none at the beginning and the end.
- A comment of its own line is as far in as what it belongs to. One behind a value stays where it is.

Quotes, line breaks and the order of keys are the writer's: they carry meaning, or were chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from izeja.authoring.changing.edits import Edit, edited
from izeja.problems.problem import LINE_BREAK
from izeja.reading.pyyaml import compose

_STEP = 2
_BLANK = re.compile(r"[ \t]*")
_COMMENT = re.compile(r"[ \t]*#")
_BETWEEN = re.compile(r"[ \t]*:[ \t]+")
_IN_FLOW = re.compile(r"[ \t,:?{}\[\]]*")
# The header of a block text that says how far in its text is (YAML 1.2.2, 8.1.1.1).
_HEADER = re.compile(r"[|>]([-+]?[1-9]|[1-9][-+]?)")


def laid_out(text: str) -> str:
    """Return a YAML text in the one layout.

    Args:
        text: of a file without mistakes in its YAML; without a byte-order mark.
    """
    root = compose(text)
    try:
        return text if root is None else _Layout(text, root).text()
    except _UnusualError:
        return text


class _UnusualError(Exception):
    """The text has keys that begin with `? `, which nobody needs here: it stays as it is."""


class _Layout:
    """The lines of a text, and the edits of the white space in and between them.

    `leads` has what to write before the first word of a line, and the column where that word begins today.
    `kept` are lines that move as a whole: those of texts, and of brackets over several lines.
    """

    def __init__(self, text: str, root: yaml.Node) -> None:
        self._text = text
        breaks = [*LINE_BREAK.finditer(text)]
        self._starts = [0, *(one.end() for one in breaks)]
        self._ends = [*(one.start() for one in breaks), len(text)]
        self._ending = breaks[0][0] if breaks else "\n"
        self._leads: dict[int, tuple[int, str]] = {}
        self._kept: set[int] = set()
        self._edits: list[Edit] = []
        self._nodes: list[int] = []
        self._begin(root, 0)
        self._lay(root, 0, 0)
        # Where a comment belongs depends on the lines around it, and where a node begins on its comments.
        self._leads = {**dict(self._comments()), **self._leads}
        self._find_nodes(root)

    def text(self) -> str:
        """Return the text in its new layout."""
        for line, (column, lead) in self._leads.items():
            start = self._starts[line]
            self._edit(start, start + column, lead)
        for line in range(len(self._starts)):
            stripped = self._line(line).rstrip(" \t")
            if line not in self._kept and stripped:
                self._edit(self._starts[line] + len(stripped), self._ends[line], "")
        self._blank_lines()
        last = len(self._starts) - 1
        if last not in self._kept and self._line(last).strip():
            self._edit(len(self._text), len(self._text), self._ending)
        return edited(self._text, self._edits)

    def _line(self, number: int) -> str:
        return self._text[self._starts[number] : self._ends[number]]

    def _edit(self, start: int, end: int, new: str) -> None:
        if start <= end and self._text[start:end] != new:
            self._edits.append(Edit(start, end, new))

    # -- Values ---------------------------------------------------------------------------------------

    def _lay(self, node: yaml.Node, indent: int, around: int) -> None:
        """Lay out a value.

        Args:
            node: the value.
            indent: how far in its own keys, dashes or further lines will be.
            around: how far in the key or the dash before it is today.
        """
        if isinstance(node, yaml.ScalarNode):
            self._lay_scalar(node, indent, around)
        elif getattr(node, "flow_style", False):
            self._lay_flow(node, indent)
        elif isinstance(node, yaml.SequenceNode):
            self._lay_list(node, indent)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._begin(key, indent)
                self._lay_value(key, value, indent)

    def _begin(self, node: yaml.Node, indent: int) -> None:
        """Put a value that is the first in its line to where it belongs."""
        mark = node.start_mark
        # A block begins with a key or a dash, which is put there itself.
        is_block = not isinstance(node, yaml.ScalarNode) and not getattr(node, "flow_style", False)
        if not is_block and not self._line(mark.line)[: mark.column].strip(" \t"):
            self._leads[mark.line] = (mark.column, " " * indent)

    def _lay_value(self, key: yaml.Node, value: yaml.Node, indent: int) -> None:
        start, end = key.end_mark.index, value.start_mark.index
        mark = key.start_mark
        if self._line(mark.line)[: mark.column].rstrip().endswith("?") or mark.line != key.end_mark.line:
            raise _UnusualError
        if start < end and _BETWEEN.fullmatch(self._text, start, end):
            self._edit(start, end, ": ")
        if not _is_empty(value):
            self._begin(value, indent + _STEP)
        self._lay(value, indent + _STEP, key.start_mark.column)

    def _lay_list(self, node: yaml.SequenceNode, indent: int) -> None:
        dash = node.start_mark.column
        for item in node.value:
            line = self._dash_before(item, dash)
            mark = item.start_mark
            if mark.line == line and not _is_empty(item):
                # Another dash, or a key, can follow in the same line.
                self._leads[line] = self._after_dash(line, dash, indent, mark.column)
            else:
                self._leads[line] = (dash, " " * indent)
                self._begin(item, indent + _STEP)
            self._lay(item, indent + _STEP, dash)

    def _after_dash(self, line: int, dash: int, indent: int, column: int) -> tuple[int, str]:
        before, lead = self._leads.get(line, (0, ""))
        outer = lead if before == dash and lead.endswith("- ") else " " * indent
        return column, f"{outer}- "

    def _dash_before(self, item: yaml.Node, dash: int) -> int:
        line = int(item.start_mark.line)
        while self._line(line)[dash : dash + 1] != "-" or not self._is_dash(line, dash):
            line -= 1
        return line

    def _is_dash(self, line: int, dash: int) -> bool:
        return line not in self._kept and not self._line(line)[:dash].strip(" \t-?:")

    def _lay_scalar(self, node: yaml.ScalarNode, indent: int, around: int) -> None:
        first, last = node.start_mark.line, self._last_line(node)
        if node.style in ("|", ">"):
            self._lay_block(node, range(first + 1, last + 1), indent, around)
            return
        for line in range(first + 1, last + 1):
            # White space at both ends of these lines has no meaning, and a quoted text ends with its quote.
            words = self._line(line).lstrip(" \t")
            self._leads[line] = (len(self._line(line)) - len(words), " " * indent if words.strip() else "")
            self._kept.add(line)

    def _lay_block(self, node: yaml.ScalarNode, of_text: range, indent: int, around: int) -> None:
        self._kept.update(of_text)
        written = {line: self._line(line) for line in of_text}
        inner = next((len(one) - len(one.lstrip(" ")) for one in written.values() if one.strip(" ")), 0)
        if found := _HEADER.match(self._text, node.start_mark.index):
            # The number says how far in the text is, which can begin with spaces of its own.
            digit = next(sign for sign in found[0] if sign.isdigit())
            at = node.start_mark.index + found[0].index(digit)
            inner = around + int(digit)
            self._edit(at, at + 1, str(_STEP))
        for line, words in written.items():
            is_empty = len(words) <= inner and not words.strip(" ")
            self._leads[line] = (len(words), "") if is_empty else (inner, " " * indent)

    def _last_line(self, node: yaml.ScalarNode) -> int:
        """Return the last line of a text; empty lines behind it are part of it only if it keeps them."""
        end: Any = node.end_mark
        line = int(end.line) if end.column or node.style not in ("|", ">") else int(end.line) - 1
        if node.style in ("|", ">") and "+" not in self._line(node.start_mark.line)[node.start_mark.column :]:
            # Comments behind a text can be nearer to the margin than the text.
            while line > node.start_mark.line and not self._line(line).strip(" "):
                line -= 1
        return line

    def _lay_flow(self, node: yaml.Node, indent: int) -> None:
        first, last = node.start_mark, node.end_mark
        if first.line == last.line:
            self._lay_brackets(node)
            return
        before, now = self._first_column(first.line)
        moved = now - before
        for line in range(first.line + 1, last.line + 1):
            words = self._line(line).lstrip(" \t")
            column = len(self._line(line)) - len(words)
            self._leads[line] = (column, " " * max(column + moved, indent) if words else "")
            self._kept.add(line)

    def _lay_brackets(self, node: yaml.Node) -> None:
        """Correct the spaces between brackets of one line, which are between its words."""
        at = node.start_mark.index
        for scalar in _scalars(node):
            self._gap(at, scalar.start_mark.index)
            at = scalar.end_mark.index
        self._gap(at, node.end_mark.index)

    def _gap(self, start: int, end: int) -> None:
        written = self._text[start:end]
        # In brackets too, `? ` can begin a key (YAML 1.2.2, 7.4.2).
        if _IN_FLOW.fullmatch(written) and "?" not in written:
            signs = written.replace(" ", "").replace("\t", "")
            self._edit(start, end, signs.replace(",", ", ").replace(":", ": "))

    # -- Lines between --------------------------------------------------------------------------------

    def _find_nodes(self, root: yaml.Node) -> None:
        """Remember the lines of the nodes of a tree, with the comments above them."""
        pairs = root.value if isinstance(root, yaml.MappingNode) and not root.flow_style else ()
        nodes = next((value for key, value in pairs if key.value == "nodes"), None)
        if isinstance(nodes, yaml.MappingNode) and not nodes.flow_style:
            for key, _ in nodes.value:
                line = key.start_mark.line
                while line > 0 and self._is_comment(line - 1, self._leads[line][1]):
                    line -= 1
                self._nodes.append(line)

    def _is_comment(self, line: int, lead: str) -> bool:
        """Return whether a line is a comment that will be as far in as another line."""
        is_comment = line not in self._kept and _COMMENT.match(self._line(line)) is not None
        return is_comment and self._leads[line][1] == lead

    def _comments(self) -> Iterator[tuple[int, tuple[int, str]]]:
        """Yield the comments of lines of their own: what is before each, and how far in it belongs."""
        # Where the levels around a line began, and where they will.
        levels: dict[int, int] = {0: 0}
        waiting: list[tuple[int, int]] = []
        for line in range(len(self._starts)):
            if line in self._leads and line not in self._kept:
                first, now = self._first_column(line)
                yield from (self._comment(*one, levels, first, now) for one in waiting)
                waiting = []
                column, lead = self._leads[line]
                outer = {old: new for old, new in levels.items() if old < first}
                levels = {**outer, first: now, column: len(lead)}
            elif line not in self._kept and _COMMENT.match(written := self._line(line)):
                waiting.append((line, len(written) - len(written.lstrip(" \t"))))
        yield from (self._comment(*one, levels, 0, 0) for one in waiting)

    def _comment(
        self, line: int, column: int, levels: Mapping[int, int], first: int, now: int
    ) -> tuple[int, tuple[int, str]]:
        """Return where a comment belongs: to the line below, or to a level that ends above it."""
        if column != first and (column in levels or column > first):
            now = levels[max(old for old in levels if old <= column)]
        return line, (column, " " * now)

    def _first_column(self, line: int) -> tuple[int, int]:
        """Return where the first sign of a line is, and where it will be."""
        written, (_, lead) = self._line(line), self._leads[line]
        return len(written) - len(written.lstrip(" \t")), len(lead) - len(lead.lstrip(" "))

    def _blank_lines(self) -> None:
        """Edit the empty lines."""
        # Before the first node, `nodes:` is enough. A text that keeps its empty lines ends with some already.
        apart = {
            line for line in self._nodes[1:] if line - 1 not in self._kept or self._line(line - 1).strip()
        }
        last = len(self._starts) - 1
        empty = 0
        for line in range(len(self._starts)):
            if line not in self._kept and line < last and _BLANK.fullmatch(self._line(line)):
                empty += 1
                continue
            start = self._starts[line - empty]
            wanted = 1 if line in apart else min(empty, 1)
            if line == empty or (line == last and not self._line(line).strip()):
                wanted = 0
            self._edit(start, self._starts[line], self._ending * wanted)
            empty = 0


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Yield the texts in brackets, in their order."""
    if isinstance(node, yaml.ScalarNode):
        if not _is_empty(node):
            yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)


def _is_empty(node: yaml.Node) -> bool:
    return bool(node.start_mark.index == node.end_mark.index)
