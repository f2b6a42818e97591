"""A tree as another program has it: nodes, the answers that lead on, and what cannot be taken over."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

ENDING = "; the ending is one that settles the matter now ('outcome: done')"
"""What became of an ending of which the file says more than that it is one."""


class Loss(NamedTuple):
    """Something that was not taken over, or that somebody has to write: the line, and what it is."""

    line: int
    what: str


class ForeignAnswer(NamedTuple):
    """A way on: its text, "" without one, the id of the node that it leads to, None for none, and a note."""

    text: str
    to: str | None
    line: int
    note: str = ""


@dataclass
class ForeignNode:
    """A node: its text, of which the first line is the heading, its ways on, and who takes over.

    `guide` is the guide that goes on instead, if it only says where that is.
    """

    name: str
    text: str
    line: int
    answers: list[ForeignAnswer] = field(default_factory=list)
    contact: str = ""
    guide: str = ""


@dataclass
class ForeignTree:
    """A tree of another program, with its nodes by their names. `start` is "" if the file does not say it."""

    title: str = ""
    start: str = ""
    nodes: dict[str, ForeignNode] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)

    def first(self) -> str:
        """Return the node to begin with: the one that the file says, or the first to which nothing leads."""
        if self.start:
            return self.start
        return next(iter(self.likely_starts()), next(iter(self.nodes), ""))

    def likely_starts(self) -> list[str]:
        """Return the node that is called so, or those to which nothing leads; of endings only if all are."""
        if "start" in self.nodes:
            return ["start"]
        led_to = {answer.to for node in self.nodes.values() for answer in node.answers}
        found = [name for name in self.nodes if name not in led_to]
        return [name for name in found if self.nodes[name].answers] or found


class UnreadableError(Exception):
    """A file cannot be understood as a tree; the message says why, and `line` where, if it is known."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


_ADDRESS = re.compile(r"<(https?://[^\s<>()]+)>")
_TAG = re.compile(r"</?([a-zA-Z][\w-]*)\b[^<>]*>")
_INSTEAD = {
    **dict.fromkeys(("br", "p", "div", "li"), "\n"),
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("i", "em"), "*"),
    **dict.fromkeys(("ul", "ol", "span"), ""),
}
"""What says the same as a tag, as Markdown."""


def plain(text: str, line: int, losses: list[Loss]) -> str:
    """Return a text with Markdown in place of HTML. What Markdown does not have becomes a loss."""

    def without(found: re.Match[str]) -> str:
        name = found[1].lower()
        if name not in _INSTEAD:
            losses.append(Loss(line, f"the HTML {found[0]}"))
        return _INSTEAD.get(name, "")

    # Decoded last: an escaped `&lt;b&gt;` is words and no tag.
    lines = html.unescape(_TAG.sub(without, _ADDRESS.sub(r"[\1](\1)", text))).split("\n")
    return "\n".join(" ".join(one.split()) for one in lines).strip()


def label_of(key: str) -> str:
    """Return the text of an answer that only the name of a field or a column has, such as `yes`."""
    return key.capitalize() if key.islower() else key


def once(losses: Iterable[Loss]) -> Iterator[Loss]:
    """Yield each loss once, by lines."""
    yield from sorted(dict.fromkeys(losses))
