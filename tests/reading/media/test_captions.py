"""Captions become the transcript of a video; mistakes in them have a message in tests/problems."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izeja.reading.media.captions import CaptionsError, transcript

HEAD = "WEBVTT"


def captions(*cues: tuple[str, str]) -> str:
    return "\n\n".join([HEAD, *(f"{times}\n{said}" for times, said in cues)])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (captions(("00:01.000 --> 00:02.000", "One.")), ("One.",)),
        (captions(("00:01.000 --> 00:02.000", "One,\ntwo.")), ("One, two.",)),
        (captions(("00:01.000 --> 00:02.000", "One."), ("00:03.000 --> 00:04.000", "Two.")), ("One. Two.",)),
        (
            captions(("00:01.000 --> 00:02.000", "One."), ("00:04.000 --> 00:05.000", "Two.")),
            ("One.", "Two."),
        ),
        (
            captions(("01:00:01.000 --> 99:00:02.000 line:0", "<b>One</b> &amp; <00:01.500>two")),
            ("One & two",),
        ),
        (
            captions(("00:01.000 --> 00:02.000", "<v Ann>Hello"), ("00:02.000 --> 00:03.000", "<v Ben>Hi")),
            ("Ann: Hello", "Ben: Hi"),
        ),
        (
            "\ufeffWEBVTT - Title\r\n\r\nNOTE\r\nnot said\r\n\r\n1\r\n00:01.000 --> 00:02.000\r\nOne.",
            ("One.",),
        ),
        ("WEBVTT\nKind: captions\n\nSTYLE\n::cue { color: red }\n\n00:01.000 --> 00:02.000\nOne.", ("One.",)),
        (captions(("00:01.000 --> 00:02.000", "<script>alert(1)</script>")), ("alert(1)",)),
        (captions(("00:01.000 --> 00:02.000", "&lt;b&gt;")), ("<b>",)),
        ("WEBVTT\nKind: captions\nLanguage: en\n\n00:01.000 --> 00:02.000\nOne.", ("One.",)),
        ("WEBVTT\n00:01.000 --> 00:02.000\nOne.\n00:02.000 --> 00:03.000\nTwo.", ("One. Two.",)),
        ("WEBVTT\n\nNOTEBOOK\n00:01.000 --> 00:02.000\nOne.", ("One.",)),
        (captions(("00:01.000 --> 00:02.000", "One.\u2028\u2028Two.")), ("One. Two.",)),
        (
            captions(
                ("00:01.000 --> 00:02.000", "<v Ann>Hello</v> <v Ben>Hi"), ("00:03.000 --> 00:04.000", "Yes")
            ),
            ("Ann: Hello", "Ben: Hi", "Yes"),
        ),
    ],
)
def test_what_captions_say(text: str, says: tuple[str, ...]) -> None:
    assert transcript(text) == says


@pytest.mark.parametrize("said", ["<" * 200_000, "<v " * 100_000, "<v" + " " * 200_000, "1 < 2 and <b>3</b>"])
def test_an_angle_bracket_that_begins_nothing_is_a_mistake_found_at_once(said: str) -> None:
    with pytest.raises(CaptionsError, match="begins no markup"):
        transcript(captions(("00:01.000 --> 00:02.000", said)))


@given(st.text(alphabet="WEBVT \n\t0123:.->,<v>&ltNOTE\r\u2028", max_size=80))
def test_any_text_has_a_transcript_or_a_mistake(text: str) -> None:
    text = f"{HEAD}\n\n00:01.000 --> 00:02.000\nOne.\n{text}"
    try:
        says = transcript(text)
    except CaptionsError as error:
        assert error.line <= text.count("\n") + 2  # noqa: PT017 - it may also have none
    else:
        assert says
        assert all(re.search(r"\S", paragraph) for paragraph in says)
