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
LETTERS = "\u00fc\u00e9\u0101\u0161\u017e\u00df\u00a3\u2019\u201c\u2013\u2026\ufeff"
# Alone, these may be the end of a German word in capitals, and a quote.
AMBIGUOUS = "\u0113\u012b"


@pytest.mark.parametrize(
    ("letters", "around"),
    [
        *((one, around) for one in (*LETTERS, "\u0434\u0430") for around in (*IN_WORDS, "{}", "One {} two")),
        *((one, around) for one in AMBIGUOUS for around in IN_WORDS),
        # A no-break space can follow a capital letter.
        *(("\u00a0", around) for around in ("m{}s", "one a{}", "10{}GB")),
        ("\u00b0", "20{}C"),
        ("\u0113", "D{}ls"),
        ("\u00fc", "M{}ller"),
        ("\u00dc", "M{}LLER"),
        ("\u00c9", "{}tat"),
        ("\u00e0", "voil{}"),
        ("\u00ed", "m{}o"),
        ("\u0137", "pir{}s"),
        ("\u0142", "z{}oty"),
        ("\u0151", "id{}"),
        ("\u0131", "s{}n"),
        ("\u017b", "{}eby"),
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
        # Words that end with a capital letter, before another one.
        "\u00c5\u00a0v\u00e6re trygg",
        "IRM\u00c3\u00a0de",
        "AMANH\u00c3\u00a0de manh\u00e3",
        "AMANH\u00c3\u2014se",
        "M\u00c3\u00a0x\u00e1c nh\u1eadn",
        "\u0110\u00c3\u00a0xong",
        "SM\u00c5\u2014men",
        "P\u00c5\u2013av",
        "N\u00c5\u2026eller senere",
        "SM\u00c5\u2022stor",
        "SM\u00c5\u00aes",
        "VI\u00c5\u2019s",
        "VI\u00c5\u00b4s",
        "SP\u00c4\u00adter",
        # Letters that a text is about.
        "\u00ab\u00a0\u00c2\u00a0\u00bb",
        "lettre \u00c2\u00a0: tapez-la",
        "la lettre \u00c2\u00a0majuscule",
        "\u201d\u00c5\u201ds",
        "\u201e\u00c4\u201cist ein Umlaut",
        "\u00bb\u00c5\u00abs",
        "\u201eTaste \u00c4\u201cs",
        '"\u00c4\u201cs',
        "\u00c6\u00d8\u00c5\u00a7 and \u00d6\u00c4\u00a3",
        "\u00c0\u00c2\u0152\u00c7",
        "QWERTYUIOP\u00c5\u00a8",
        # Capital letters of Sami and Karelian beside each other.
        "\u00c4\u0161\u0161i",
        "T\u00c4\u0160\u0160\u00c4",
        "JURDD\u00c2\u0160",
        # In Austria, "and the like" has one small letter and a capital one.
        "\u201eRouter u\u00c4\u201c",
        "Router u\u00c4\u00a0die",
        "Router o\u00c4\u2013dann",
        # A unit, and a hesitating person.
        "5 \u00c5\u00b3, 5\u00a0m\u00c5\u00b2",
        "1.5 \u00c5\u00b10.2",
        "\u00d1\u2026\u00d1\u2026\u00d1",
    ],
)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert not is_garbled(text)


CAPITALS = st.text("ABNS\u00c2\u00c3\u00c4\u00c5\u0160\u017d", min_size=1, max_size=5)
QUOTES = [
    *("\u201c\u201d", "\u201e\u201c", "\u201e\u201d", "\u201d\u201d", "\u00bb\u00ab", "\u00ab\u00bb"),
    *("\u00bb\u00bb", "\u201a\u2018", "\u2018\u2019", "\u2019\u2019", "\u203a\u2039", "\u2039\u203a"),
]
QUOTED = st.builds(
    lambda word, quotes, ending: quotes[0] + word + quotes[1] + ending,
    CAPITALS,
    st.sampled_from(QUOTES),
    st.sampled_from(["", "s", "ist"]),
)
WITH_SIGN = st.builds(
    str.__add__, CAPITALS, st.sampled_from(["", *"\u2122\u00ae\u00aa\u00ba\u00b9\u00b2\u00b3\u2026\u00a7"])
)
SOUND = st.lists(
    st.tuples(
        CAPITALS | QUOTED | WITH_SIGN | st.just("word"),
        st.sampled_from([" ", ", ", "\u00a0", "\u2013", "\u2014", "\u00a0: "]),
    ),
    max_size=4,
).map(lambda parts: "".join(map("".join, parts)))


@given(SOUND)
def test_words_in_capitals_are_never_garbled(text: str) -> None:
    assert not is_garbled(text)


def test_a_long_hesitation_is_read_once() -> None:
    hesitation = "\u00d1\u2026" * 100_000
    assert not is_garbled(hesitation)
    assert is_garbled(f"{hesitation}{misread(chr(0x430))}")


@given(st.text(st.characters(min_codepoint=0xC0, max_codepoint=0x17F, categories=["Ll"]), min_size=1))
def test_small_letters_of_latin_are_never_garbled(text: str) -> None:
    assert not is_garbled(text)


@pytest.mark.parametrize("file", sorted((ROOT / "decision_trees").rglob("*.po")), ids=lambda file: file.stem)
def test_a_catalog_is_not_garbled_until_it_is_misread(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not is_garbled(text)
    if not text.isascii():
        assert is_garbled(misread(text))
