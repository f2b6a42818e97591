"""A term as HTML: its name set in bold, and a link to its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from izeja.language.code_spans import line_with_code


@dataclass(frozen=True, slots=True)
class TermName:
    """A term as texts show it: its name, the URL of the place if it has one, and what explains it.

    `meaning` is the id of the element of the page that explains it.
    """

    text: str
    url: str | None = None
    meaning: str | None = None


@lru_cache(maxsize=1024)
def name_html(name: str) -> Markup:
    """Return the name of a term, which is no link."""
    return Markup('<b class="izeja-term">{}</b>').format(line_with_code(name, escape))


@lru_cache(maxsize=1024)
def term_html(term: TermName) -> Markup:
    """Return a term, with a link if it has a URL, or a button that opens its meaning."""
    html = name_html(term.text)
    if term.meaning:
        button = Markup('<button class="guide__term" type="button" popovertarget="{}">{}</button>')
        return button.format(term.meaning, html)
    return Markup('<a href="{}" rel="external">{}</a>').format(term.url, html) if term.url else html
