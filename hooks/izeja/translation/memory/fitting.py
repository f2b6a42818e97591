"""Whether a translation from elsewhere fits a text: what would be wrong with it, in words."""

from __future__ import annotations

from collections.abc import Iterator

from izeja.language.fields import is_blank
from izeja.language.final_marks import ending_differs
from izeja.language.text_reader import content_of
from izeja.library.library import Text


def objections(text: Text, translation: str, language: str) -> Iterator[str]:
    """Yield what a check would say about a translation; nothing if it can be filled in.

    Args:
        text: a text of the library.
        translation: the translation.
        language: its language.
    """
    if is_blank(translation):
        yield "it has no letters"
        return
    if text.words.kind == "line" and "\n" in translation:
        yield "it has several lines"
        return
    content = content_of(translation, text.words)
    yield from (difference.message for difference in text.content.differences(content))
    yield from (refusal.message for refusal in content.refusals)
    if difference := ending_differs(text.text, translation, language):
        yield difference.message
