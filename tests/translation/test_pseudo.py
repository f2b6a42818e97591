"""Pseudo-languages: texts get longer or change direction, and nothing else changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import txtar
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.language.fields import Words
from izeja.language.locales import PSEUDO_LANGUAGES, direction_of
from izeja.language.text_reader import content_of
from izeja.translation.page_words import wording, words
from izeja.translation.pseudo import pseudo

KINDS = st.sampled_from([Words("line"), Words("prose")])
CHARACTERS = "aZé {}[]()*_-1.>#`&;:/?!%|~@\\\n"


@pytest.mark.parametrize(
    ("text", "accented"),
    [
        ("Cancel", "⟦Çåñçéļ öñé⟧"),
        ("Do you see {cancel}?", "⟦Ðö ýöû šéé {cancel} öñé ţŵö?⟧"),
        (
            "- [Get a refund](get-refund.yml#start).",
            "- ⟦[Ĝéţ å ŕéƒûñð](get-refund.yml#start) öñé ţŵö.⟧",
        ),
        ("1. **Wait**\n2. Go on", "1. ⟦**Ŵåîţ** öñé⟧\n2. ⟦Ĝö öñ öñé⟧"),
        ("Next: %(heading)s", "⟦Ñéẋţ: %(heading)s öñé⟧"),
        ("Run `ping {x}`", "⟦Ŕûñ `ping {x}` öñé⟧"),
        (
            "> [!TIP]\n> Wait\n\n```\nping\n```\n\n## Wait",
            "> [!TIP]\n> ⟦Ŵåîţ öñé⟧\n\n```\nping\n```\n\n## ⟦Ŵåîţ öñé⟧",
        ),
        (
            "| a | b |\n|---|--:|\n| `c` | a@b.org |",
            "| ⟦å öñé⟧ | ⟦ƀ öñé⟧ |\n|---|--:|\n| ⟦`c`⟧ | ⟦a@b.org⟧ |",
        ),
        ("", ""),
    ],
)
def test_accented(text: str, accented: str) -> None:
    assert pseudo(text, "en-XA", Words("prose")) == accented


def test_turned() -> None:
    made = pseudo("- I don't see {cancel}.", "ar-XB", Words("prose"))
    assert re.sub("[\u200f\u202e\u202c]", "", made) == "- I don't see {cancel}."
    assert made.count("\u202e") == made.count("\u202c") == 3


@given(st.text(CHARACTERS, max_size=40), KINDS, st.sampled_from(sorted(PSEUDO_LANGUAGES)))
def test_nothing_but_words_changes(text: str, kind: Words, language: str) -> None:
    made = content_of(pseudo(text, language, kind), kind)
    assert list(content_of(text, kind).differences(made)) == []


def test_every_shipped_text_changes_and_grows(compiled: Compiled) -> None:
    for text in compiled.languages["en"].texts:
        long = pseudo(text.text, "en-XA", text.words)
        assert len(long) >= 1.4 * len(re.sub(r"\]\([^)]*\)|\{[^}]*\}", "", text.text))
        assert pseudo(text.text, "ar-XB", text.words) != text.text


@pytest.mark.parametrize("language", PSEUDO_LANGUAGES)
def test_a_library_has_them_by_naming_them(language: str, tmp_path: Path) -> None:
    tree = "title: Restart\nkind: procedure\nstart: b\nnodes:\n  b:\n    resolution: It works\n"
    config = f"source_language: lv\nlanguages: [lv, {language}]\n"
    txtar.unpack({"a.yml": tree, "library.yml": config}, tmp_path)
    compiled = compile_library(tmp_path)
    assert not compiled.problems
    title = compiled.languages[language].trees["a"].title
    assert title == pseudo("Restart", language, Words("line")) != "Restart"


@pytest.mark.parametrize("language", PSEUDO_LANGUAGES)
def test_the_page_itself_speaks_them(language: str) -> None:
    said = wording(language)
    for word in words().values():
        assert said.gettext(word.text) != word.text
    more = said.ngettext("One %(num)s thing", "%(num)s things", 5)
    assert more % {"num": 5} == more.replace("%(num)s", "5")


def test_directions() -> None:
    assert {one: direction_of(one) for one in PSEUDO_LANGUAGES} == {"en-XA": "ltr", "ar-XB": "rtl"}
