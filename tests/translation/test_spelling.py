"""Latvian is spelt as dictionaries spell it: translations, the words of the page, and all hand-written pages.

Correct words that the dictionary does not know are listed in tests/spelling/lv.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import speller
from conftest import ROOT

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Placeholders, addresses, code, keys and comments are not Latvian.
NO_WORDS = re.compile(
    r"<kbd>[^<]*</kbd>|^```.*?^```|\{[^}]*\}|\[![A-Z]+\]|%\(\w+\)s|\]\([^)]*\)|https?://\S+|```.*?```|`[^`]*`|<[^>]*>|\A---\n.*?\n---\n",
    re.DOTALL | re.MULTILINE,
)
# Values that customers read, items of lists, and remarks; names of nodes and contacts are no Latvian.
TEXT_IN_A_TREE = re.compile(
    r"(?:title|summary|question|text|step|resolution|heading): (.*)|^ +(?:-|\d\.) ([^:\n]+)$|# (.*)$",
    re.MULTILINE,
)
FILES = sorted(
    [
        *(ROOT / "decision_trees" / "translations" / "lv").rglob("*.po"),
        ROOT / "hooks" / "izeja" / "translation" / "locale" / "lv.po",
        *(ROOT / "docs" / "lv").rglob("*.md"),
        *(ROOT / "hooks" / "izeja" / "cli" / "starter" / "languages" / "lv").iterdir(),
        *(ROOT / "docs").rglob("*.lv.md"),
        *(ROOT / "docs" / "examples").glob("*/decision_trees/translations/lv/**/*.po"),
    ]
)
HUNSPELL = speller.find()


def texts_of(file: Path) -> Iterator[str]:
    if file.suffix == ".yml":
        for found in TEXT_IN_A_TREE.finditer(file.read_text("utf-8")):
            yield " ".join(filter(None, found.groups()))
        return
    if file.suffix == ".md":
        yield file.read_text("utf-8")
        return
    with file.open("rb") as opened:
        for message in read_po(opened, locale="lv"):
            if message.id:
                yield from [message.string] if isinstance(message.string, str) else message.string or ()


def words_of(file: Path) -> set[str]:
    return {word for text in texts_of(file) for word in WORD.findall(NO_WORDS.sub(" ", text))}


@pytest.mark.skipif(HUNSPELL is None, reason="hunspell and its dictionary lv_LV are not installed")
@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_spelling(file: Path) -> None:
    assert HUNSPELL is not None
    assert speller.misspelt(HUNSPELL, words_of(file)) == set()


@pytest.mark.skipif(HUNSPELL is None, reason="as above")
def test_a_mistake_is_seen() -> None:
    assert HUNSPELL is not None
    assert speller.misspelt(HUNSPELL, {"abonements", "abonmeents", "kapec"}) == {"abonmeents", "kapec"}


def test_our_own_words_are_used() -> None:
    used = {part for file in FILES for word in words_of(file) for part in word.split("-")}
    own = {line.partition("#")[0].strip() for line in speller.OWN_WORDS.read_text("utf-8").splitlines()}
    assert own - used <= {""}
