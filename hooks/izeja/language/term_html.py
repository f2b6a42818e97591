"""A term as HTML: its name set in bold, and a link to its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class TermName:
    """A term as texts show it: its name, and the URL of the place if it has one."""

    text: str
    url: str | None = None


@lru_cache(maxsize=1024)
def name_html(name: str) -> Markup:
    """Return the name of a term, which is no link."""
    return Markup('<b class="izeja-term">{}</b>').format(name)


@lru_cache(maxsize=1024)
def term_html(term: TermName) -> Markup:
    """Return a term, with a link if it has a URL."""
    html = name_html(term.text)
    return Markup('<a href="{}" rel="external">{}</a>').format(term.url, html) if term.url else html
