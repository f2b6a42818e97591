"""The terms on a page whose meaning can be opened, and which of them its texts name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from izeja.library.library import Library
from izeja.page.view import Section

_OPENED = re.compile(r'(?<= popovertarget=")[^"]+')


class ExplainedTerms:
    """The terms of a page as its texts show them, and the elements that explain them.

    `names` has all terms by their keys.
    """

    def __init__(self, library: Library, prefix: str) -> None:
        self.names = dict(library.term_names)
        # No id of a node begins with hyphens, nor has so many of them after the prefix of its guide.
        self._keys = {f"{prefix}--{key}": key for key, term in library.terms.items() if term.meaning}
        for element, key in self._keys.items():
            self.names[key] = replace(self.names[key], meaning=element)

    def opened_in(self, sections: Iterable[Section]) -> dict[str, str]:
        """Return the terms that sections explain, by the ids of the elements that do so, in their order."""
        if not self._keys:
            return {}
        texts = (text or "" for one in sections for text in (one.heading, one.hint, one.body))
        return {element: self._keys[element] for text in texts for element in _OPENED.findall(text)}
