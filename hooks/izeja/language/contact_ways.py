"""The ways to reach a contact in one language: a page, a phone number, an e-mail address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from izeja.language.entries import Contact
from izeja.language.mails import mail_link
from izeja.language.phones import Phone

Channel: TypeAlias = Literal["url", "phone", "email"]
CHANNELS: tuple[Channel, ...] = ("url", "phone", "email")
"""The fields of a contact with a way to reach it, the first one first on a page."""


class ContactWay(NamedTuple):
    """One way to reach a contact: its link, and what customers read of it."""

    channel: Channel
    href: str
    shown: str


def ways_of(contact: Contact, language: str, *, subject: str = "") -> tuple[ContactWay, ...]:
    """Return the ways to reach a contact, in the order of `CHANNELS`.

    Args:
        contact: without any way in the language, which is a problem (`untranslated`), it is reached as in its
            first one.
        language: of the customer.
        subject: what a mail is about, as plain text.
    """
    return _ways(contact, lambda each: each.get(language), subject) or _ways(
        contact, lambda each: next(iter(each.values())), subject
    )


def is_reached_in(contact: Contact, language: str) -> bool:
    """Return whether a contact has any way for a language."""
    return bool(_ways(contact, lambda each: each.get(language)))


def _ways(
    contact: Contact, choose: Callable[[Mapping[str, str | Phone]], str | Phone | None], subject: str = ""
) -> tuple[ContactWay, ...]:
    values = [(channel, getattr(contact, channel)) for channel in CHANNELS]
    chosen = [(channel, choose(value) if isinstance(value, dict) else value) for channel, value in values]
    return tuple([_way(channel, value, subject) for channel, value in chosen if value is not None])


def _way(channel: Channel, value: str | Phone, subject: str) -> ContactWay:
    if isinstance(value, Phone):
        return ContactWay(channel, value.href, value.shown)
    if channel == "email":
        return ContactWay(channel, mail_link(value, subject), value)
    return ContactWay(channel, value, host_of(value))


def host_of(url: str) -> str:
    """Return the name of the site that a URL leads to."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
