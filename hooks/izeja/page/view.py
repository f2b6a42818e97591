"""The values on a page, which its templates fill in, as HTML that is safe to print."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from izeja.page.contacts_view import ContactShown


class Days(NamedTuple):
    """A range of days, each bound as JavaScript's `Number` reads it: `-Infinity` and `Infinity` too."""

    low: str
    high: str


class Way(NamedTuple):
    """An answer; `guide` is the title of the other guide that it leads into."""

    text: Markup
    href: str
    to: str
    guide: Markup | None
    days: Days | None


class DateLabels(NamedTuple):
    """The labels of the two dates that a question asks for."""

    since: Markup
    until: Markup


class Next(NamedTuple):
    """The way on from a step; `guide` is the title of the other guide that it leads into."""

    heading: Markup
    href: str
    to: str
    guide: Markup | None


class Unsolved(NamedTuple):
    """Where an ending leads customers whom it did not help."""

    heading: Markup
    href: str


class Anchor(NamedTuple):
    """Another id of a node; one that is taken must not be an element's id (`izeja.proof.id_rules`)."""

    name: str
    is_taken: bool


class Section(NamedTuple):
    """A node. `left` counts the questions that may follow, and is None where nothing is said about it."""

    id: str
    anchors: tuple[Anchor, ...]
    kind: str
    foreign: bool
    heading: Markup
    hint: Markup | None
    body: Markup | None
    left: int | None
    dates: DateLabels | None
    answers: tuple[Way, ...]
    next: Next | None
    prepare: tuple[Markup, ...]
    contacts: tuple[ContactShown, ...]
    unsolved: Unsolved | None


class Date(NamedTuple):
    """A day, for machines and in words."""

    iso: str
    text: str


class Source(NamedTuple):
    """A page that the facts come from."""

    url: str
    host: str


class Guide(NamedTuple):
    """A tree. `prefix` begins the ids of its nodes; `title_id` is the id of the element with its title."""

    id: str
    prefix: str
    title_id: str
    title: Markup
    summary: Markup | None
    kind: str
    applies_to: tuple[Markup, ...]
    reviewed: Date | None
    sources: tuple[Source, ...]
    home: str | None
    language: str
    source_language: str
    direction: str
    sections: tuple[Section, ...]


class Card(NamedTuple):
    """A guide in the list of all guides."""

    href: str
    title: Markup
    summary: Markup | None
    kind: str
