"""Letters that were read in the wrong encoding are found, and those of people's languages are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from izeja.language.garbled import garbled, is_garbled, ungarbled


def misread(text: str) -> str:
    """Return UTF-8 as a program shows it that takes it for cp1252."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


IN_WORDS = ["m{}s", "one a{}", "{}b two"]
LETTERS = "\u00fc\u00e9\u0101\u0161\u017e\u00df\u00a3\u00a0\u2019\u201c\u2013\u2026\ufeff"
# Alone, these may be the end of a German word in capitals, and a quote.
AMBIGUOUS = "\u0113\u012b"


@pytest.mark.parametrize(
    ("letters", "around"),
    [
        *((one, around) for one in (*LETTERS, "\u0434\u0430") for around in (*IN_WORDS, "{}", "One {} two")),
        *((one, around) for one in AMBIGUOUS for around in IN_WORDS),
    ],
)
def test_misread_letters_are_found(letters: str, around: str) -> None:
    text = around.format(misread(letters))
    assert [ungarbled(found[0]) for found in garbled(text)] == [letters]


@pytest.mark.parametrize(
    "text",
    [
        "CAF\u00c9\u00bb",
        "\u00bbHYV\u00c4\u00bb",
        "\u201eJ\u00c4\u201c",
        "MA\u00c7\u00c3\u201d",
        "10\u00a0\u00c5\u2026",
        "\u00c2ge",
        "\u00c5r 2026",
        "na\u00efve",
        "\u00c4\u00e4ni",
        "\u00d0\u00d1",
        "S\u00c3O\u2122",
    ],
)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert not is_garbled(text)


@given(st.text(st.characters(min_codepoint=0xC0, max_codepoint=0x17F, categories=["Ll"]), min_size=1))
def test_small_letters_of_latin_are_never_garbled(text: str) -> None:
    assert not is_garbled(text)


@pytest.mark.parametrize("file", sorted((ROOT / "decision_trees").rglob("*.po")), ids=lambda file: file.stem)
def test_a_catalog_is_not_garbled_until_it_is_misread(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not is_garbled(text)
    if not text.isascii():
        assert is_garbled(misread(text))
