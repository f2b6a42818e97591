"""Every text has a context of its own, except the answers of a question."""

from __future__ import annotations

from pathlib import Path

import pytest

import txtar
from izeja.library.library import Library
from izeja.library.reader import read_library
from izeja.translation.catalog_names import (
    catalog_file,
    context_of,
    sources_by_context,
    translated_languages,
)

LIBRARY = """
-- library.yml --
source_language: en
languages: [lv, en, en-XA, de-AT, ar-XB]
-- terms.yml --
save:
  text: Term
-- contacts.yml --
us:
  text: Contact
  url: https://example.org
-- shop/a.yml --
title: Title
summary: Summary
kind: causes
applies_to: [Applies, Applies too]
also_called: [Called]
start: ask
nodes:
  ask:
    question: Question
    hint: Hint
    body: Body
    dates: {since: Since, until: Until}
    answers:
      - text: Answer
        days: <= 2
        to: do
      - text: Another answer
        days: "> 2"
        to: call
  do:
    step: Step
    hint: Hint of a step
    body: Body of a step
    next: done
  done:
    resolution: Resolution
    body: Body of a resolution
  call:
    support: us
    heading: Heading
    body: Body of a support
"""
CONTEXTS = {
    "shop/a title": {"Title"},
    "shop/a summary": {"Summary"},
    "shop/a applies_to": {"Applies", "Applies too"},
    "shop/a also_called": {"Called"},
    "shop/a#ask question": {"Question"},
    "shop/a#ask hint": {"Hint"},
    "shop/a#ask body": {"Body"},
    "shop/a#ask dates.since": {"Since"},
    "shop/a#ask dates.until": {"Until"},
    "shop/a#ask answers.text": {"Answer", "Another answer"},
    "shop/a#do step": {"Step"},
    "shop/a#do hint": {"Hint of a step"},
    "shop/a#do body": {"Body of a step"},
    "shop/a#done resolution": {"Resolution"},
    "shop/a#done body": {"Body of a resolution"},
    "shop/a#call heading": {"Heading"},
    "shop/a#call body": {"Body of a support"},
}


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    txtar.unpack(txtar.split(LIBRARY), tmp_path / "trees")
    monkeypatch.chdir(tmp_path)
    library, _, problems = read_library(Path("trees"))
    assert library is not None, problems
    assert not problems
    return library


def test_contexts(library: Library) -> None:
    assert sources_by_context(library.texts_of["shop/a"]) == CONTEXTS
    assert {context_of(text): text.text for text in library.texts_of["terms"]} == {"terms#save text": "Term"}
    assert {context_of(text): text.text for text in library.texts_of["contacts"]} == {
        "contacts#us text": "Contact"
    }


def test_languages_with_catalogs(library: Library) -> None:
    assert translated_languages(library) == ["lv", "de-AT"]


def test_files(library: Library) -> None:
    file, path = catalog_file(library, "shop/a", "lv")
    assert (file, path) == (Path("trees/translations/lv/shop/a.po"), "trees/translations/lv/shop/a.po")
