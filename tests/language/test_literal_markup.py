"""What customers would see as it is typed is found, and nothing else is; the messages are goldens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izeja.language.fields import Words
from izeja.language.habits import HABITS, Kind
from izeja.language.literal_markup import is_suspicious, literal_markup
from izeja.language.text_reader import content_of

# Pieces that the habits are made of, so that many random texts have one.
PIECES = [
    *(
        "**",
        "*",
        "__",
        "_",
        "`",
        "~~",
        "==",
        "++",
        "[",
        "]",
        "(",
        ")",
        "](",
        "{",
        "}",
        "{a}",
        "<b>",
        "&amp;",
        "|",
    ),
    *(
        "- ",
        "-",
        "1. ",
        "1.",
        "2. ",
        "a) ",
        "b) ",
        "(1) ",
        "\u2022 ",
        "\u2013 ",
        "!!! ",
        "??? ",
        "# ",
        "//",
        "TODO",
    ),
    *(
        "https://a.lv",
        "www.a.lv",
        "a@b.lv",
        ":a:",
        "\\n",
        "\n",
        "\n\n",
        " ",
        "word",
        "\xa0",
        "\u200b",
        '"',
        "\u201c",
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8).map("".join)
KINDS: tuple[Kind, ...] = ("line", "prose")

FINE = [
    ("line", "Is it on?"),
    ("line", "Press {cancel} or {ok}"),
    ("line", "Press the * key, or #5"),
    ("line", "Dial *100# or *21*"),
    ("line", "5 * 3 = 15"),
    ("line", "Is it a file_name_like_this?"),
    ("line", "The snake_case is no word"),
    ("line", "Does it say \u201cNo internet\u201d or \u201cOffline\u201d?"),
    ("line", 'Is it the 27" screen?'),
    ("line", 'It says "Error"'),
    ("line", "A 10\xa0% discount"),
    ("line", "Ctrl + C"),
    ("line", "Which C++ or C# version?"),
    ("line", "It says C:\\new\\Users"),
    ("line", "Between 10:30 and 11:45:00"),
    ("line", "Is it <your name>?"),
    ("line", "Why?! Really???"),
    ("line", "Tom & Jerry; R&D"),
    ("line", "Dell Latitude [2024]"),
    ("line", "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
    ("line", "Do you see `\u00c3\u00bc`?"),
    ("prose", "Do you see `\u00c3\u00bc`?"),
    ("prose", "Call us. Or go to [chat](contact:chat)."),
    ("prose", "This is **strong**, *emphasised* and __strong__."),
    ("prose", "**Two words** and **{term} too**: [**a link**](https://example.com)"),
    ("prose", "Do this:\n- one\n- two"),
    ("prose", "1. one\n2. two\n3. three"),
    ("prose", "1. one\nmore\n2. two"),
    ("prose", "1) one\n2) two"),
    ("prose", "* one\n* two"),
    ("prose", "3. the third\n4. the fourth"),
    ("prose", "Escaped \\*\\*stars\\*\\*, \\{braces\\} and \\`ticks\\`"),
    ("prose", "See <https://example.com> or [https://example.com](https://example.com)."),
    ("prose", "Either/or, and/or \u2013 and so on"),
    ("prose", "It costs $5 or $$ more"),
    ("prose", "A file, e. g. a picture.\ni. e. this one"),
    ("prose", "The answer (see a) is fine"),
    ("prose", "In 2.5 GHz.\n2.4 GHz is slower"),
    ("prose", "[A link](other.yml#node) and [another](page.md)"),
]


@pytest.mark.parametrize(("kind", "text"), FINE)
def test_nothing_is_wrong(kind: Kind, text: str) -> None:
    assert content_of(text, Words(kind)).refusals == ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suspicious", ["{a", "TODO", "\u00c3\u00bc", "a\u200bb"])
def test_garbled_code_is_left_alone_in_a_suspicious_text(kind: Kind, suspicious: str) -> None:
    words = literal_markup(f"You see {suspicious}?", kind)
    assert words
    with_code = literal_markup(f"`\u00c3\u00bc` You see {suspicious}?", kind)
    assert [one.message for one in with_code] == [one.message for one in words]


@given(TEXTS, st.sampled_from(KINDS))
def test_the_quick_look_overlooks_nothing(text: str, kind: Kind) -> None:
    """`is_suspicious` decides for nearly all texts, so it must be true wherever a habit matches."""
    assert is_suspicious(text.strip(), kind) or not literal_markup(text.strip(), kind)


@given(TEXTS, st.sampled_from(KINDS))
def test_what_is_found_is_in_the_text(text: str, kind: Kind) -> None:
    for refusal in literal_markup(text.strip(), kind):
        assert refusal.wanted
        assert text.count(refusal.wanted) > refusal.earlier


def test_habits_say_what_to_write() -> None:
    for habit in HABITS:
        assert habit.refusal.message
        assert habit.refusal.hint
        assert habit.signs
