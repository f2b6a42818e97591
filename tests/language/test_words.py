"""The texts of an entry in other words."""

from __future__ import annotations

from izeja.language.entries import Term
from izeja.language.words import packed, unpacked, with_words, words_of

_TERMS = {
    "manage": Term.model_validate({"text": "Manage"}),
    "cancel": Term.model_validate({"text": "Cancel"}),
}


def test_entries_that_wait_for_their_words_are_those_made_at_once() -> None:
    words = ["Pārvaldīt", None]
    waiting = with_words(_TERMS, iter(words))
    in_turn = iter(words)
    assert list(waiting) == list(_TERMS)
    assert len(waiting) == len(_TERMS)
    assert dict(waiting) == {key: with_words(term, in_turn) for key, term in _TERMS.items()}


def test_words_are_put_where_they_were_found() -> None:
    (_, text, _), *others = words_of(with_words(_TERMS["manage"], iter(["Pārvaldīt"])))
    assert (text, others) == ("Pārvaldīt", [])
    assert with_words(_TERMS["manage"], iter([None])) == _TERMS["manage"]


def test_packed_words_are_the_same_unpacked() -> None:
    words = ("Pārvaldīt", None, "", "\ud800", "a\0b")
    assert unpacked(packed(words)) == words
