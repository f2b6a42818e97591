"""Queries for the search worker of a built site, run by Node.js outside a browser."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from browser.queries import queries
from javascript.node import MISSING, node

_SCRIPT = Path(__file__).parent / "search.js"
_SIGNS = (
    *("~99999", "~1", "~", "*", "+", "-", "^9999", "^", "title:", "text:", "tags:", "field:", ":", '"', "'", "\\", "("),
    *(")", "[a-z]", "{9}", ".", ".*", "(a+)+$", "?", "$", "/", "|", "\0", "\u200b", "\u0301", "😀", "<b>", "&", " ", "\n"),
    *("__proto__", "constructor", "toString", "a", "zq", "word1 word2 ", "e*~99 ", "a~2 ", "-a ", "+zz "),
)  # fmt: skip
HOSTILE = (
    *(
        "light~99999",
        "cancel~9",
        "*",
        "+",
        "-",
        "^9999",
        "title:",
        "field:x",
        "a" * 10_000,
        "*a*b*c*",
        "(a+)+$",
    ),
    *(
        " ".join(f"word{one}" for one in range(1000)),
        "e*~99 " * 20,
        "." * 10_000 + "x",
        "",
        "~" * 1000,
        "a* " * 50,
    ),
    *(
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmn~2 " * 8,
        '"' * 500,
        "constructor* __proto__~2",
        "~1" * 5000 + "x",
    ),
)


class Answer(NamedTuple):
    """How long a query took, and how many results it had; -1 without an answer."""

    query: str
    milliseconds: float
    results: int


def made(language: str, count: int, random: Random) -> Iterator[str]:
    """Yield queries: hostile ones, then those of customers with signs in them."""
    yield from HOSTILE
    known = [query.text for query in queries(language)]
    for _ in range(count - len(HOSTILE)):
        pieces = [random.choice(random.choice((known, _SIGNS))) for _ in range(random.choice((1, 2, 3, 10)))]
        yield random.choice(("", " ")).join(pieces) * random.choice((1, 1, 1, 3, 100))


def asked(site: Path, language: str, texts: Sequence[str]) -> list[Answer]:
    """Ask the search of a site. The answers end with the first query that got none."""
    found = node()
    assert found, MISSING
    lines = "".join(f"{json.dumps(text)}\n" for text in texts)
    ran = subprocess.run(  # noqa: S603 - Node.js, as found
        [found, str(_SCRIPT), str(site), language], input=lines, capture_output=True, text=True, check=True
    )
    answers = map(json.loads, ran.stdout.splitlines())
    return [Answer(text, *answer) for text, answer in zip(texts, answers, strict=False)]
