"""Whether a translation from elsewhere fits a text: what would be wrong with it, in words."""

from __future__ import annotations

from collections.abc import Iterator

from izeja.language.fields import is_blank
from izeja.language.final_marks import ending_differs
from izeja.language.text_reader import content_of
from izeja.library.library import Text
from izeja.translation.same_as_source import line_left
from izeja.translation.update import Draft


def objections(text: Text, translation: str, draft: Draft) -> Iterator[str]:
    """Yield what a check would say about a translation; nothing if it can be filled in.

    Args:
        text: a text of the library.
        translation: the translation.
        draft: the catalog that it would be in.
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
    if difference := ending_differs(text.text, translation, draft.language):
        yield difference.message
    if (line := line_left(text, translation, draft.source_language, draft.language)) is not None:
        yield (
            f"it is the same as the source text: '{line}'"
            if line == translation
            else (f"this line is the same as in the source text: '{line}'")
        )
