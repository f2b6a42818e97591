"""Makes libraries of any size, always the same for the same numbers: `libraries.py FOLDER --trees 100`."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

import click

_SYLLABLES = [
    first + second for first in "bcdfghklmnprstvw" for second in ("a", "e", "i", "o", "u", "an", "el", "or")
]
_REGIONS = (
    *("AU", "BE", "BW", "BZ", "CA", "CH", "CY", "DE", "DK", "FI", "FJ", "GB", "GH", "GI", "HK", "IE", "IL"),
    *("IN", "JM", "KE", "MT", "MU", "MY", "NG", "NL", "NZ", "PH", "PK", "SE", "SG", "SI", "TT", "TZ", "UG"),
    *("US", "ZA", "ZM", "ZW"),
)
LANGUAGES = ("en", "lv", *(f"en-{region}" for region in _REGIONS))
"""All that a library can have: in them, the page has words of its own."""
WORDS = (
    *("account", "subscription", "payment", "date", "charge", "renew", "cancel", "confirm", "button", "page"),
    *("screen", "order", "receipt", "phone", "address", "family", "shop", "card", "bank", "plan", "device"),
    *("sign", "open", "choose", "select", "find", "check", "look", "wait", "call", "write"),
)


@dataclass(frozen=True)
class Size:
    """The size of a library. A way through it asks at most `depth` questions inside a tree.

    With a `vocabulary`, its texts have so many different words, used as often as those of real texts are.
    """

    trees: int = 100
    nodes: int = 20
    jumps: float = 0.1
    retries: float = 0.1
    languages: int = 2
    seed: int = 1
    vocabulary: int = 0


def languages_of(size: Size) -> tuple[str, ...]:
    """Return the languages of a library, the one that it is written in first."""
    return LANGUAGES[: size.languages]


def write_library(folder: Path, size: Size) -> None:
    """Write a library without problems into a folder, which is emptied first.

    Args:
        folder: where to write `library.yml`.
        size: how large it is to be.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    source, *others = languages_of(size)
    (folder / "library.yml").write_text(
        f"source_language: {source}\nlanguages: [{', '.join([source, *others])}]\n"
        f"limits:\n  questions: {max(1000, size.nodes)}\n  nodes: {max(100, size.nodes)}\n",
        "utf-8",
    )
    (folder / "contacts.yml").write_text("us:\n  text: Contact us\n  url: https://example.org/\n", "utf-8")
    (folder / "terms.yml").write_text("save:\n  text: Save\nclose:\n  text: Close\n", "utf-8")
    texts = {"contacts": [("contacts#us text", "Contact us")]}
    texts["terms"] = [("terms#save text", "Save"), ("terms#close text", "Close")]
    for number in range(size.trees):
        tree = _Tree(number, size)
        file = folder / f"{tree.id}.yml"
        file.parent.mkdir(exist_ok=True)
        file.write_text("".join(tree.lines()), "utf-8")
        texts[tree.id] = tree.texts
    for language in others:
        for part, messages in texts.items():
            catalog = folder / "translations" / language / f"{part}.po"
            catalog.parent.mkdir(parents=True, exist_ok=True)
            catalog.write_text("".join(_catalog(language, messages)), "utf-8")


class _Tree:
    """One tree: a row of nodes that lead forward only, but for answers that say `retry`."""

    def __init__(self, number: int, size: Size) -> None:
        self.id = f"topic-{number // 50}/tree-{number}"
        self.texts: list[tuple[str, str]] = []
        self._number = number
        self._size = size
        self._random = random.Random(size.seed * 1_000_003 + number)  # noqa: S311 - no secret

    def lines(self) -> Iterator[str]:
        yield f"title: {self._say('title', 4)}\n"
        yield f"summary: {self._say('summary', 10)}\n"
        yield "kind: diagnosis\nreviewed: 2026-11-22\nstart: n0\nnodes:\n"
        for node in range(self._size.nodes):
            yield f"  n{node}:\n"
            left = self._size.nodes - 1 - node
            if left < 2:
                yield from self._ending(node, left)
            elif left == 2 or self._random.random() < 0.6:
                yield from self._question(node, left)
            else:
                yield from self._step(node)

    def _question(self, node: int, left: int) -> Iterator[str]:
        yield f"    question: {self._say(f'#n{node} question', 8)}\n"
        if self._random.random() < 0.5:
            yield f"    hint: {self._say(f'#n{node} hint', 12)}\n"
        yield "    answers:\n"
        for answer in range(self._random.randint(2, 4)):
            text = f"{answer + 1} {self._words(3)}"
            self.texts.append((f"{self.id}#n{node} answers.text", text))
            yield f"      - text: {text}\n"
            if answer < 2:
                yield f"        to: n{node + 1 + answer}\n"
            elif self._random.random() < self._size.jumps and self._number + 1 < self._size.trees:
                other = self._random.randint(self._number + 1, min(self._number + 40, self._size.trees - 1))
                yield f"        to: ../topic-{other // 50}/tree-{other}.yml\n"
            elif node and self._random.random() < self._size.retries:
                yield f"        to: n{self._random.randint(0, node - 1)}\n        retry: true\n"
            else:
                yield f"        to: n{node + self._random.randint(1, min(4, left))}\n"

    def _step(self, node: int) -> Iterator[str]:
        yield f"    step: {self._say(f'#n{node} step', 5)}\n"
        body = [f"{self._words(9).capitalize()}.", "", *(f"- {self._words(6)}" for _ in range(2)), ""]
        body.append(f"Then select {{save}} or *{self._words(2)}*, and {self._words(8)}.")
        self.texts.append((f"{self.id}#n{node} body", "\n".join(body)))
        yield "    body: |\n" + "".join(f"      {line}\n" if line else "\n" for line in body)
        yield f"    next: n{node + 1}\n"

    def _ending(self, node: int, left: int) -> Iterator[str]:
        if left:
            yield f"    resolution: {self._say(f'#n{node} resolution', 5)}\n"
            yield f"    body: {self._say(f'#n{node} body', 14)}\n"
        else:
            yield f"    support: us\n    body: {self._say(f'#n{node} body', 10)}\n"

    def _say(self, where: str, words: int) -> str:
        text = self._words(words).capitalize()
        self.texts.append((f"{self.id}{'' if where.startswith('#') else ' '}{where}", text))
        return text

    def _words(self, number: int) -> str:
        if not self._size.vocabulary:
            return " ".join(self._random.choices(WORDS, k=number))
        words, weights = _vocabulary(self._size.vocabulary)
        return " ".join(self._random.choices(words, cum_weights=weights, k=number))


@cache
def _vocabulary(size: int) -> tuple[list[str], list[float]]:
    """Return words of a made-up language, and how often each and those before it are used (Zipf's law)."""
    choose = random.Random(size)  # noqa: S311 - no secret
    found = dict.fromkeys(WORDS)
    while len(found) < size:
        syllables = choose.choices(_SYLLABLES, k=choose.choice((2, 2, 3, 3, 4)))
        found["".join(syllables) + choose.choice(("", "", "s", "ed", "ing", "er"))] = None
    # Mandelbrot's form of it, as in https://en.wikipedia.org/wiki/Zipf-Mandelbrot_law.
    return list(found), list(accumulate(1 / (rank + 2.7) for rank in range(size)))


def _catalog(language: str, messages: list[tuple[str, str]]) -> Iterator[str]:
    yield 'msgid ""\nmsgstr ""\n'
    yield f'"Language: {language}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    for context, text in messages:
        yield f'\nmsgctxt "{context}"\nmsgid {_quoted(text)}\nmsgstr {_quoted(_translated(text))}\n'


def _translated(text: str) -> str:
    """Return a text in which each line with words differs."""
    return "\n".join(re.sub(r"^(- )?(?=.)", r"\1ā ", line) for line in text.split("\n"))


def _quoted(text: str) -> str:
    lines = text.split("\n")
    if len(lines) == 1:
        return f'"{text}"'
    *head, last = lines
    return '""\n' + "".join(f'"{line}\\n"\n' for line in head) + f'"{last}"'


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--trees", default=100, show_default=True)
@click.option("--nodes", default=20, show_default=True, help="Nodes in each tree.")
@click.option("--jumps", default=0.1, show_default=True, help="Share of answers that lead to another tree.")
@click.option("--retries", default=0.1, show_default=True, help="Share of answers that lead back.")
@click.option("--languages", type=click.IntRange(1, len(LANGUAGES)), default=2, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(folder: Path, **numbers: float) -> None:
    """Write a library of trees into FOLDER, which is emptied first."""
    write_library(folder, Size(**numbers))  # type: ignore[arg-type]  # click has made them what Size wants


if __name__ == "__main__":
    main()
