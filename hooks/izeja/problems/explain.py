"""Explanations of the problem codes: why a problem matters and how to fix it, with an example.

Each code has a file in `explanations`. Its first line names the problem, up to three paragraphs say why and
what to do, and two small libraries follow: `## Incorrect`, which has this problem alone, and `## Fixed`.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import click

from izeja import HOME

FOLDER = Path(__file__).parent / "explanations"

_INDENT = "    "
_FILE_NAME = re.compile(r"-- .+ --")
# One form for all, so that each explanation can be shown in a terminal, as a page, and in SARIF.
_FORM = re.compile(
    r"(?P<summary>[^\n]+)\n\n(?P<paragraphs>.+?)\n\n"
    r"## Incorrect\n\n```\n(?P<incorrect>.+?)```\n\n"
    r"## Fixed\n\n```\n(?P<fixed>.+?)```\n",
    re.DOTALL,
)

_ORIGIN = "<!-- `make schema` writes this page, from hooks/izeja/problems/explanations. -->"
_INTRODUCTION = """\
# Problems

`izeja check` shows a code in brackets after each problem, such as `[dead-end]`. Each code has a page that
says why the problem matters and how to fix it. `izeja explain CODE` shows the same in a terminal.

In the examples, a line such as `-- modem.yml --` is the name of the file that follows."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of a problem code, in plain text but for `markdown`, which is its whole file.

    `incorrect` and `fixed` are libraries in the txtar format: each file begins with a line `-- PATH --`.
    """

    code: str
    summary: str
    paragraphs: tuple[str, ...]
    incorrect: str
    fixed: str
    markdown: str

    @property
    def url(self) -> str:
        """The address of its page."""
        return url_of(self.code)


def url_of(code: str) -> str:
    """Return the address of the page about a code."""
    return f"{HOME}/blob/main/docs/problems/{code}.md"


@lru_cache(maxsize=1)
def explanations() -> Mapping[str, Explanation]:
    """Return all explanations by code, sorted by code."""
    return {file.stem: read(file.stem, file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.md"))}


def read(code: str, markdown: str) -> Explanation:
    """Parse the file of an explanation.

    Raises:
        ValueError: it does not have the form that the docstring of this module describes.
    """
    found = _FORM.fullmatch(markdown)
    if found is None:
        message = f"the explanation of '{code}' does not have the form of the others"
        raise ValueError(message)
    paragraphs = tuple(_plain(paragraph) for paragraph in found["paragraphs"].split("\n\n"))
    summary = _plain(found["summary"])
    return Explanation(code, summary, paragraphs, found["incorrect"], found["fixed"], markdown)


def explained(explanation: Explanation, *, width: int = 80, colour: bool = False) -> str:
    """Return an explanation as text for a terminal.

    Args:
        explanation: what to show.
        width: the longest line in characters; examples and the address are never wrapped.
        colour: whether to add ANSI styles.

    Returns:
        The text, without a newline at its end.
    """
    head = f"{explanation.code}: {explanation.summary}"
    parts = [
        _bold("\n".join(_wrapped(head, width)), colour=colour),
        *("\n".join(_wrapped(paragraph, width)) for paragraph in explanation.paragraphs),
        _bold("Incorrect", colour=colour),
        _indented(explanation.incorrect, colour=colour),
        _bold("Fixed", colour=colour),
        _indented(explanation.fixed, colour=colour),
        explanation.url,
    ]
    return "\n\n".join(parts)


def listed(found: Iterable[Explanation], *, colour: bool = False) -> str:
    """Return one line for each code with its summary, without a newline at the end."""
    rows = tuple(found)
    width = max(len(row.code) for row in rows)
    return "\n".join(f"{_bold(row.code.ljust(width), colour=colour)}  {row.summary}" for row in rows)


def pages() -> Mapping[str, str]:
    """Return the documentation of all problem codes, as Markdown by file name: an index and a page each."""
    found = explanations()
    index = "\n".join(f"| [`{one.code}`]({one.code}.md) | {_summary(one)} |" for one in found.values())
    return {
        "README.md": f"{_ORIGIN}\n\n{_INTRODUCTION}\n\n| code | problem |\n|---|---|\n{index}\n",
        **{f"{code}.md": f"{_ORIGIN}\n\n# {code}\n\n{one.markdown}" for code, one in found.items()},
    }


def _summary(explanation: Explanation) -> str:
    return explanation.markdown.partition("\n")[0]


def _plain(markdown: str) -> str:
    # Where Markdown marks code, terminals show quotes, as messages do.
    return re.sub(r"`([^`]+)`", r"'\1'", " ".join(markdown.split()))


def _wrapped(text: str, width: int) -> list[str]:
    # Codes and commands have hyphens, and must stay in one piece to be copied.
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _indented(example: str, *, colour: bool) -> str:
    return "\n".join(
        _INDENT + (_bold(line, colour=colour) if _FILE_NAME.fullmatch(line) else line) if line else ""
        for line in example.splitlines()
    )


def _bold(text: str, *, colour: bool) -> str:
    return click.style(text, bold=True) if colour else text
