"""An untranslated text is shown in the source language, and marked as such."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import txtar
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.page.addresses import BareAddresses
from izeja.page.render import render_cards, render_guide, render_missing, render_search
from izeja.page.search_words import search_help

LIBRARY = """
-- library.yml --
source_language: en
languages: {en: required, lv: fallback, ar: fallback, en-XA: fallback, ar-XB: fallback}
-- contacts.yml --
us:
  text: Contact <us>
  url: {en: https://example.org/en}
-- a.yml --
title: Restart <it>
summary: How to restart it
kind: procedure
also_called: ["reboot, turn off & on"]
applies_to: [Modem & router]
start: ask
nodes:
  ask:
    question: Is it on?
    hint: See the light.
    answers:
      - text: "Yes"
        to: done
      - text: "No"
        to: b.yml
  done:
    resolution: It works
    body: |
      Have a nice day.
-- b.yml --
title: Ask us
kind: procedure
start: plug
nodes:
  plug:
    step: Plug it in
    body: |
      > [!TIP]
      > It clicks.
    next: call
  call:
    support: us
-- translations/lv/a.po --
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "a#ask question"
msgid "Is it on?"
msgstr "Vai ir ieslēgts?"

msgctxt "a#ask hint"
msgid "See the light."
msgstr "Skatiet gaismiņu."

msgctxt "a#ask answers.text"
msgid "Yes"
msgstr "Jā"

#, fuzzy
msgctxt "a#done resolution"
msgid "It works"
msgstr "Strādā"
"""
TEXT = re.compile(r"<(span|div) lang=\"en\" dir=\"ltr\">(.*?)</\1>", re.DOTALL)
NOTE = '<p class="guide__hint" data-foreign'


@pytest.fixture
def compiled(tmp_path: Path) -> Compiled:
    txtar.unpack(txtar.split(LIBRARY), tmp_path)
    return compile_library(tmp_path)


def html(compiled: Compiled, language: str, tree: str = "a") -> str:
    return render_guide(compiled.languages[language], compiled.graph, tree, BareAddresses()).html


def test_nothing_of_it_is_an_error(compiled: Compiled) -> None:
    assert not compiled.failed
    assert {problem.code for problem in compiled.problems} == {"untranslated", "stale"}
    assert compiled.unaccepted == ()


def test_every_foreign_text_says_its_language(compiled: Compiled) -> None:
    said = html(compiled, "lv")
    marked = [text.strip() for _, text in TEXT.findall(said)]
    assert set(marked) == {
        "Restart &lt;it&gt;",
        "How to restart it",
        "Modem &amp; router",
        "No",
        "Ask us",
        "It works",
        "<p>Have a nice day.</p>",
    }
    without = TEXT.sub("", said)
    assert "Vai ir ieslēgts?" in without
    assert not re.search("Restart|Modem|No<|Ask us|It works|nice day", without)


def test_a_step_with_a_foreign_text_has_a_note(compiled: Compiled) -> None:
    note = "Šī daļa vēl nav iztulkota un ir angļu valodā"
    ask, done = html(compiled, "lv").split("<section")[1:]
    assert (note in ask, note in done) == (True, True)
    assert "الإنجليزية" in html(compiled, "ar")


def test_a_contact_says_its_language_where_it_is_the_heading_too(compiled: Compiled) -> None:
    call = html(compiled, "lv", "b").split("<section")[2]
    assert [text for _, text in TEXT.findall(call)][:2] == ["Contact &lt;us&gt;", "Contact &lt;us&gt;"]


def test_a_word_of_the_page_within_a_foreign_text_says_its_own_language(compiled: Compiled) -> None:
    titles = re.findall(r'class="guide__note-title">.*?</svg>(.*?)</p>', html(compiled, "ar", "b"))
    assert titles == ['<span lang="ar" dir="rtl">نصيحة</span>']
    titles = re.findall(r'class="guide__note-title">.*?</svg>(.*?)</p>', html(compiled, "en", "b"))
    assert titles == ["Tip"]


def test_the_cards_say_it_too(compiled: Compiled) -> None:
    cards = render_cards(compiled.languages["lv"], BareAddresses())
    assert [text for _, text in TEXT.findall(cards)] == ["Restart &lt;it&gt;", "How to restart it", "Ask us"]


def test_whatever_else_leads_to_a_guide_says_it_too(compiled: Compiled) -> None:
    library = compiled.languages["ar"]
    shown = (
        render_search(library, BareAddresses()),
        render_missing(library, {"a": "/ar/a/", "b": "/ar/b/"}, None),
        search_help(library, lambda _: None),
    )
    marked = [[text for _, text in TEXT.findall(one)] for one in shown]
    assert marked == [["reboot"], ["Restart &lt;it&gt;", "Ask us"], ["Contact &lt;us&gt;"]]
    assert "lang=" not in search_help(compiled.languages["en"], lambda _: None)


@pytest.mark.parametrize("language", ["en", "en-XA", "ar-XB"])
def test_a_language_that_has_every_text_marks_none(compiled: Compiled, language: str) -> None:
    assert not compiled.languages[language].foreign
    assert NOTE not in html(compiled, language)
    assert not TEXT.search(html(compiled, language))


def test_a_library_knows_which_texts_are_foreign(compiled: Compiled) -> None:
    library = compiled.languages["lv"]
    assert library.is_foreign("a", "nodes", "done", "resolution")
    assert library.is_foreign("a", "nodes", "ask", "answers", 1, "text")
    assert not library.is_foreign("a", "nodes", "ask", "answers", 0, "text")
