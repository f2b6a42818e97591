"""Which words a line has, however they are written."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from izeja.translation.same_as_source import words_in


def slowly(token: str) -> str:
    """Return the word of a token letter by letter."""
    letters = [index for index, char in enumerate(token) if char.isalpha()]
    word = token[letters[0] : letters[-1] + 1] if letters else ""
    word = "".join(char for char in word if char not in "'’-\u2010\u00ad")  # noqa: RUF001 - of print
    return word if all(char.isalpha() or not char.isascii() for char in word) else ""


@given(st.lists(st.text("aZé7.,:;!?*()'’-_×ß中\u00ad", min_size=1)))  # noqa: RUF001 - of print
@example(["OneDrive,", "don't", "(tālrunis)", "v2", "...", "*a*b*"])
def test_words_are_those_that_are_read_letter_by_letter(tokens: list[str]) -> None:
    assert words_in(" ".join(tokens)) == tuple(filter(None, map(slowly, tokens)))
