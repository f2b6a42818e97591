"""What a page adds to the texts of writers, in its own words."""

from __future__ import annotations

from functools import partial

from izeja.language.block_html import Pieces
from izeja.language.locales import direction_of
from izeja.library.library import Library
from izeja.page.environment import piece


def pieces_for(library: Library, heading: str) -> Pieces:
    """Return what the pages of a library add to its texts.

    Args:
        library: in the language of the page.
        heading: the element of a heading inside a text.
    """
    own = library.language, library.page_words
    note_title = piece(*own, "note_title")
    if library.foreign:
        # The text around it may be in another language.
        note_title = partial(note_title, language=library.language, direction=direction_of(library.language))
    return Pieces(heading, note_title, piece(*own, "code_marks")(), piece(*own, "table_name")())
