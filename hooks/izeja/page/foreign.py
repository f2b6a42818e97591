"""Texts without a translation, marked so that they are read out and laid out in their own language."""

from __future__ import annotations

from markupsafe import Markup, escape

from izeja.language.html import plain
from izeja.language.locales import direction_of
from izeja.library.library import Library
from izeja.reading.data import Address


def in_its_language(library: Library, element: str, html: Markup, file_id: str, at: Address) -> Markup:
    """Return a text of a file, within an element with its language and direction if it has no translation.

    Args:
        library: in the language of the page.
        element: `span`, or `div` for blocks.
        html: the text.
        file_id: the id of its tree, `terms`, `contacts`, `facts` or `library`.
        at: where it is in the file.
    """
    if not library.foreign or not library.is_foreign(file_id, *at):
        return html
    language = library.config.source_language
    marked = Markup('<{element} lang="{language}" dir="{direction}">{html}</{element}>')
    return marked.format(element=element, language=language, direction=direction_of(language), html=html)


def plain_in_its_language(library: Library, text: str, file_id: str, at: Address) -> Markup:
    """Return a line of a file without links and marks, for a place that is a link itself."""
    return in_its_language(library, "span", escape(plain(text, library.term_names)), file_id, at)
