"""Rules that have an edge: the last day of a review, texts that read the same, ranges of days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import txtar
from izeja.library.reader import read_library
from izeja.proof.text_rules import alike, overdue_reviews

REVIEWED = date(2026, 1, 31)
TREE = """
-- library.yml --
source_language: en
languages: [en]
-- a.yml --
title: A
kind: procedure
reviewed: 2026-01-31
review_every: 30 days
start: one
nodes:
  one:
    resolution: One
-- b.yml --
title: B
kind: procedure
reviewed: 2026-01-31
start: one
nodes:
  one:
    resolution: One
"""


@pytest.mark.parametrize("days", [0, 29, 30, 31, 300])
def test_a_review_is_overdue_from_the_day_after_it_was_due(days: int, tmp_path: Path) -> None:
    txtar.unpack(txtar.split(TREE), tmp_path)
    library, _, problems = read_library(tmp_path)
    assert library is not None
    assert not problems
    found = list(overdue_reviews(library, REVIEWED + timedelta(days=days)))
    assert len(found) == (days > 30)
    assert all(one.message == "this tree's facts were due for review by 2026-03-02" for one in found)


TEXTS = st.lists(st.text(alphabet="aAbB .!-_ā", max_size=4), min_size=2, max_size=4)


@given(TEXTS)
def test_texts_are_alike_if_their_words_are(texts: Sequence[str]) -> None:
    # The definition, pair by pair: the same letters and digits, in the same words.
    def words(text: str) -> list[str]:
        spaced = "".join(one if one.isalnum() else " " for one in text.casefold())
        return spaced.split() or [text]

    same = [
        (one, two)
        for one, two in combinations(range(len(texts)), 2)
        if words(texts[one]) == words(texts[two])
    ]
    found = list(alike(texts))
    assert {second for _, second in found} == {second for _, second in same}
    assert set(found) <= set(same)
