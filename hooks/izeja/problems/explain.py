"""What stands behind each problem code: why it matters, how to mend it, and an example of both.

Each code has a file in `explanations`, which says in its first line what is wrong, then tells more in a
few paragraphs, and ends with two small libraries: `## Wrong`, which has this problem, and `## Mended`.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import click

FOLDER = Path(__file__).parent / "explanations"

_INDENT = "    "
_FILE_NAME = re.compile(r"-- .+ --")
_FORM = re.compile(
    r"(?P<summary>[^\n]+)\n\n(?P<paragraphs>.+?)\n\n"
    r"## Wrong\n\n```\n(?P<wrong>.+?)```\n\n"
    r"## Mended\n\n```\n(?P<mended>.+?)```\n",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a writer can learn about a problem code.

    `wrong` and `mended` are libraries in the txtar form: each file begins with a line `-- PATH --`.
    """

    code: str
    summary: str
    paragraphs: tuple[str, ...]
    wrong: str
    mended: str
    markdown: str


@lru_cache(maxsize=1)
def explanations() -> Mapping[str, Explanation]:
    """Return all explanations by their codes, sorted."""
    return {file.stem: read(file.stem, file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.md"))}


def read(code: str, markdown: str) -> Explanation:
    """Take the text of an explanation apart.

    Raises:
        ValueError: if it does not have the form that all of them have.
    """
    found = _FORM.fullmatch(markdown)
    if found is None:
        message = f"the explanation of '{code}' has another form than the others"
        raise ValueError(message)
    paragraphs = tuple(_plain(paragraph) for paragraph in found["paragraphs"].split("\n\n"))
    return Explanation(code, _plain(found["summary"]), paragraphs, found["wrong"], found["mended"], markdown)


def explained(explanation: Explanation, *, width: int = 80, colour: bool = False) -> str:
    """Write an explanation for a terminal.

    Args:
        explanation: what to write.
        width: how many characters a line may have; examples are never wrapped.
        colour: whether to add ANSI styles.

    Returns:
        The text, without a newline at its end.
    """
    head = f"{explanation.code}: {explanation.summary}"
    parts = [
        _bold("\n".join(_wrapped(head, width)), colour=colour),
        *("\n".join(_wrapped(paragraph, width)) for paragraph in explanation.paragraphs),
        _bold("Wrong", colour=colour),
        _indented(explanation.wrong, colour=colour),
        _bold("Mended", colour=colour),
        _indented(explanation.mended, colour=colour),
    ]
    return "\n\n".join(parts)


def listed(found: Iterable[Explanation], *, colour: bool = False) -> str:
    """Write one line for each code, without a newline at the end."""
    rows = tuple(found)
    width = max(len(row.code) for row in rows)
    return "\n".join(f"{_bold(row.code.ljust(width), colour=colour)}  {row.summary}" for row in rows)


def _plain(markdown: str) -> str:
    # Terminals show words in quotes, as the messages do, where Markdown shows code.
    return re.sub(r"`([^`]+)`", r"'\1'", " ".join(markdown.split()))


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _indented(example: str, *, colour: bool) -> str:
    return "\n".join(
        _INDENT + (_bold(line, colour=colour) if _FILE_NAME.fullmatch(line) else line) if line else ""
        for line in example.splitlines()
    )


def _bold(text: str, *, colour: bool) -> str:
    return click.style(text, bold=True) if colour else text
