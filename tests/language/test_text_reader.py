"""With which mark a text ends, in every script; and how often something is emphasised in it."""

from __future__ import annotations

import pytest

from izeja.language.fields import Words
from izeja.language.final_marks import ending_differs
from izeja.language.text_reader import content_of

ASKED, TOLD, BEGUN, NAMED = "Is it on?", "It is on.", "Do this:", "Restart it"


@pytest.mark.parametrize(
    ("language", "source", "translation"),
    [
        ("lv", ASKED, "Vai tas ir ieslēgts?"),
        ("lv", TOLD, "Tas ir ieslēgts!"),
        ("lv", NAMED, "Restartējiet to."),
        ("fr", ASKED, "Est-il allumé\N{NO-BREAK SPACE}?"),
        ("de", "He said “yes.”", "Er sagte: „Ja.“"),
        ("de", "**Wait.**", "**Warten Sie.**"),
        ("el", ASKED, "Είναι ανοιχτό;"),
        ("ar", ASKED, "هل هو قيد التشغيل؟"),
        ("hy", ASKED, "Միացվա՞ծ է"),
        ("ja", ASKED, "電源は入っていますか。"),
        ("ja", ASKED, "電源は入っていますか\N{FULLWIDTH QUESTION MARK}"),
        ("zh", BEGUN, "请这样做\N{FULLWIDTH COLON}"),
        ("zh-Hant", TOLD, "它開著。"),
        ("hi", TOLD, "यह चालू है।"),
        ("th", ASKED, "เปิดอยู่ไหม"),
        ("lv", "Come at 2 p.m.", "Nāciet plkst. 14"),
        ("lv", "Select [this](a.yml).", "Atlasiet [šo](a.yml)."),
    ],
)
def test_the_same_end(language: str, source: str, translation: str) -> None:
    assert ending_differs(source, translation, language) is None


@pytest.mark.parametrize(
    ("language", "source", "translation", "message"),
    [
        ("lv", ASKED, "Ieslēgts", "the source text ends with a question mark, this ends without one"),
        ("lv", ASKED, "Ieslēgts.", "the source text ends with a question mark, this ends with a full stop"),
        ("lv", ASKED, "Ieslēgts;", "the source text ends with a question mark, this ends without one"),
        ("lv", TOLD, "Ieslēgts", "the source text ends with a full stop, this ends without one"),
        ("lv", BEGUN, "Dariet tā.", "the source text ends with a colon, this ends with a full stop"),
        ("zh", ASKED, "它開著。", "the source text ends with a question mark, this ends with a full stop"),
        ("el", TOLD, "Είναι ανοιχτό;", "the source text ends with a full stop, this ends without one"),
    ],
)
def test_another_end(language: str, source: str, translation: str, message: str) -> None:
    found = ending_differs(source, translation, language)
    assert found is not None
    assert found.message == message


@pytest.mark.parametrize(
    ("text", "emphasis", "strong"),
    [
        ("*a*", 1, 0),
        ("Wait **for it**, then *go*.", 1, 1),
        ("a*b*c and d_e_f", 1, 0),
        ("* a *", 0, 0),
        ("_a_ and __b__", 1, 1),
        ("2 * 3 * 4", 0, 0),
        ("*{cancel}*", 1, 0),
    ],
)
def test_emphasis_is_counted(text: str, emphasis: int, strong: int) -> None:
    found = content_of(text, Words("prose"))
    assert (found.emphasis, found.strong) == (emphasis, strong)
    assert content_of(text, Words("line")).emphasis == 0
