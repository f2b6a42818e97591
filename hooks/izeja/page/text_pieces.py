"""What a page adds to the texts of writers, in its own words."""

from __future__ import annotations

from izeja.language.block_html import Pieces
from izeja.library.library import Library
from izeja.page.environment import piece


def pieces_for(library: Library, heading: str) -> Pieces:
    """Return what the pages of a library add to its texts.

    Args:
        library: in the language of the page.
        heading: the element of a heading inside a text.
    """
    own = library.language, library.page_words
    return Pieces(
        heading, piece(*own, "note_title"), piece(*own, "code_marks")(), piece(*own, "table_name")()
    )
