"""The entries of the files beside the trees: terms and contacts."""

from __future__ import annotations

from pydantic import Field

from izeja.language.entry import Entry
from izeja.language.fields import Line, Name, UrlPerLanguage


class Term(Entry):
    """The name of a button or a place, as the product itself shows it."""

    text: Line
    """The name, as the product shows it in each language."""
    url: UrlPerLanguage | None = None
    """The URL of the place, or one for each language."""
    meaning: Line | None = None
    """What it is, in one or two sentences. Customers open it where a text names the term."""


class Contact(Entry):
    """Someone who can take over from the guide."""

    text: Line
    """The text of the link, which says what it does: `Contact Microsoft Support`."""
    url: UrlPerLanguage
    """Its URL, or one for each language."""


class Terms(Entry):
    """The file `terms.yml`."""

    entries: dict[Name, Term] = Field(default_factory=dict)


class Contacts(Entry):
    """The file `contacts.yml`."""

    entries: dict[Name, Contact] = Field(default_factory=dict)
