"""Whether a translation ends with the same mark as its source text, in the punctuation of its language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from izeja.language.content import Difference

_CLOSING = ")]}»”“’‘\"'*_›」』）】 \n\u200f\u200e"  # noqa: RUF001 - characters that can follow the mark that ends a text
_ENDINGS: Mapping[str, str] = {
    mark: name
    for name, marks in {
        "a question mark": "?？؟⸮፧",  # noqa: RUF001 - each script has its own
        "a colon": ":：፦៖",  # noqa: RUF001 - as above
        "a full stop": ".!。．｡！।॥۔։።။།។᙮",  # noqa: RUF001 - as above; an exclamation ends a sentence too
    }.items()
    for mark in marks
}
_OWN_MARKS: Mapping[tuple[str, str], str] = {
    ("el", "a question mark"): ";\u037e",
    ("hy", "a question mark"): "\u055e\u0589:",
    ("hy", "a full stop"): ":",
    ("ja", "a question mark"): "。",
}
"""Marks that end a text in one language, and mean something else in others."""
# Thai and Lao end a sentence with a space, and a question with a word that asks.
_WITHOUT_MARKS = frozenset({"th", "lo"})
# Such as 'a.m.', whose full stop ends no sentence.
_ABBREVIATION = re.compile(r"\w\.\w+\.$")


def ending_differs(source: str, translation: str, language: str) -> Difference | None:
    """Return how the final mark of a translation differs from that of its source text, None if it does not.

    A source text that ends with a word or an abbreviation requires no mark. A mark can be that of another
    script, or of the language alone (a question in Greek ends with `;`).
    """
    wanted, found = _ending(source), _ending(translation)
    base = language.partition("-")[0]
    if not wanted or wanted == found or base in _WITHOUT_MARKS or _ABBREVIATION.search(source):
        return None
    # Armenian puts its question mark inside the word that asks, not at the end.
    if any(mark in translation[-20:] for mark in _OWN_MARKS.get((base, wanted), "")):
        return None
    had = f"with {found}" if found else "without one"
    message = f"the source text ends with {wanted}, this ends {had}"
    return Difference(message, _last_words(source), _last_words(translation))


def _ending(text: str) -> str:
    return _ENDINGS.get(text[-1] if text[-1] not in _CLOSING else text.rstrip(_CLOSING)[-1:], "")


def _last_words(text: str) -> str:
    return " ".join(text.rpartition("\n")[2].split(" ")[-2:])
