"""The names of terms for plain text, also of terms that do not exist: a map shows trees with mistakes."""

from __future__ import annotations

from izeja.language.term_html import TermName
from izeja.library.library import Library


class PlainTerms(dict[str, TermName]):
    """The terms of a library by their keys. A term that is not there is shown as it is written."""

    def __init__(self, library: Library) -> None:
        """Take the names in the library's language."""
        super().__init__(library.term_names)

    def __missing__(self, key: str) -> TermName:
        """Return what a text says in place of a term."""
        return TermName(f"{{{key}}}", None)
