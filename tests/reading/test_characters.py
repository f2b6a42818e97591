"""Invisible characters are odd, except where a script or an emoji needs them."""

from __future__ import annotations

import pytest

from izeja.reading.characters import odd_character

FLAG_OF_ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("plain", None),
        # A joiner between letters of Persian, between emoji, and between others or at an end.
        ("می\u200cخواهم", None),  # noqa: RUF001 - a word of Persian
        ("\U0001f469\u200d\U0001f4bb", None),
        ("a\u200db", 1),
        ("a\u200cم", 1),
        ("\u200dم", 0),
        ("م\u200d", 1),
        # Marks of direction, in a text that runs from right to left, and in one that does not.
        ("שלום\u200f a", None),
        ("a\u200f", 1),
        (FLAG_OF_ENGLAND, None),
        ("a\U000e0067", 1),
    ],
)
def test_an_odd_character_is_found(text: str, odd: int | None) -> None:
    found = odd_character(text)
    assert (found and found.start()) == odd
