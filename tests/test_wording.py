"""The words of the page itself: every language has all of them, with the same gaps."""

from __future__ import annotations

import re

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from izeja.page import TEMPLATES
from izeja.wording import FOLDER, languages, wording

OPTIONS = {"**.j2": {"trimmed": "true", "newstyle_gettext": "true"}}
WORDS = {str(found[2]) for found in extract_from_dir(TEMPLATES, [("**.j2", "jinja2")], OPTIONS)}
GAP = re.compile(r"%\(\w+\)s")


def test_there_are_words() -> None:
    assert "Start over" in WORDS


@pytest.mark.parametrize("language", languages())
def test_every_word_is_translated(language: str) -> None:
    said = {word: wording(language).gettext(word) for word in WORDS}
    assert all(said.values())
    assert {word: GAP.findall(word) for word in said} == {
        word: GAP.findall(text) for word, text in said.items()
    }


@pytest.mark.parametrize("language", [language for language in languages() if language != "en"])
def test_a_catalog_has_the_words_and_no_others(language: str) -> None:
    with (FOLDER / f"{language}.po").open("rb") as file:
        catalog = read_po(file, locale=language, abort_invalid=True)
    assert {str(message.id) for message in catalog if message.id} == WORDS
    assert not [message.id for message in catalog if message.id and (message.fuzzy or not message.string)]
