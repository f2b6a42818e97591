"""Whether a translation fits a text: what would be wrong with it, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from izeja.language.fields import is_blank
from izeja.language.final_marks import ending_differs
from izeja.language.text_reader import content_of
from izeja.library.library import Text
from izeja.translation.same_as_source import line_left
from izeja.translation.tally import Progress, Tally


def objections(text: Text, translation: str, source_language: str, language: str) -> Iterator[str]:
    """Yield what a check would say about a translation; nothing if it can be filled in.

    Args:
        text: a text of the library.
        translation: the translation.
        source_language: the language of the text.
        language: that of the translation.
    """
    yield from _faults(text, translation, language)
    if (line := line_left(text, translation, source_language, language)) is not None:
        yield (
            f"it is the same as the source text: '{line}'"
            if line == translation
            else (f"this line is the same as in the source text: '{line}'")
        )


def progress_of_text(
    text: Text, translation: str, source_language: str, language: str, is_meant: Callable[[], bool]
) -> Progress:
    """Count a text with a translation: it is done if a check has nothing to say about the translation.

    Args:
        text: see `objections`, and so for the next three.
        translation: not a fuzzy one.
        source_language: as above.
        language: as above.
        is_meant: returns whether the translation is meant to be the same as the text.
    """
    tally = Tally.of(text.text)
    if next(_faults(text, translation, language), None) is not None:
        return Progress(faulty=tally)
    if line_left(text, translation, source_language, language) is not None and not is_meant():
        return Progress(in_source=tally)
    return Progress(translated=tally)


def _faults(text: Text, translation: str, language: str) -> Iterator[str]:
    if is_blank(translation):
        yield "it has no letters"
        return
    if text.words.kind == "line" and "\n" in translation.strip():
        yield "it has several lines"
        return
    content = content_of(translation, text.words)
    # Almost all are equal, and finding that out takes a tenth of the time of looking for differences.
    if content != text.content:
        yield from (difference.message for difference in text.content.differences(content))
    yield from (refusal.message for refusal in content.refusals)
    if difference := ending_differs(text.text, translation, language):
        yield difference.message
