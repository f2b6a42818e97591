"""The entries of the files beside the trees: terms and contacts."""

from __future__ import annotations

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from izeja.language.entry import Entry
from izeja.language.fields import Line, MailPerLanguage, Name, PhonePerLanguage, UrlPerLanguage
from izeja.language.hours import Hours


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
    url: UrlPerLanguage | None = None
    """The URL of a page, or one for each language."""
    phone: PhonePerLanguage | None = None
    """A phone number with the code of its country, or one for each language: `+371 67000000`."""
    email: MailPerLanguage | None = None
    """An e-mail address, or one for each language. The mail begins with what the customer has tried."""
    hours: Hours | None = None
    """When somebody answers."""
    note: Line | None = None
    """One line for customers, below the ways to reach the contact: `Calls are free of charge`."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": [one]} for one in ("url", "phone", "email")]}
    )

    @model_validator(mode="after")
    def _can_be_reached(self) -> Contact:
        if not (self.url or self.phone or self.email):
            raise PydanticCustomError("no_way", "a contact has a 'url', a 'phone' or an 'email'")
        return self


class Terms(Entry):
    """The file `terms.yml`."""

    entries: dict[Name, Term] = Field(default_factory=dict)


class Contacts(Entry):
    """The file `contacts.yml`."""

    entries: dict[Name, Contact] = Field(default_factory=dict)
