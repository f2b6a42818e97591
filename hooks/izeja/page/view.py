"""The values on a page, which its templates fill in, as HTML that is safe to print."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from markupsafe import Markup

from izeja.page.contacts_view import ContactShown
from izeja.page.forms_view import Bounds, Form


class Way(NamedTuple):
    """An answer; `guide` is the title of the other guide that it leads into.

    `values` are those of the fact that the question asks for, with spaces between.
    """

    text: Markup
    href: str
    to: str
    guide: Markup | None
    bounds: Bounds | None
    note: Markup | None = None
    group: Markup | None = None
    is_none: bool = False
    values: str = ""
    retry: bool = False


_GROUP = attrgetter("group")


class Group(NamedTuple):
    """Answers under a heading; without one, those that are in no group. The first has the number 1."""

    number: int
    name: Markup | None
    answers: tuple[Way, ...]


class ActionLink(NamedTuple):
    """Something that an ending offers; `to` is None for a page of others, whose host is then named."""

    text: Markup
    href: str
    to: str | None
    host: str


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


class Source(NamedTuple):
    """A page that the facts come from."""

    url: str
    host: str


class Section(NamedTuple):
    """A node. `left` counts the questions that may follow, and is None where nothing is said about it.

    `asks` is the fact that a question asks for.
    """

    id: str
    anchors: tuple[Anchor, ...]
    kind: str
    foreign: bool
    heading: Markup
    hint: Markup | None
    body: Markup | None
    left: int | None
    form: Form | None
    answers: tuple[Way, ...]
    next: Next | None
    prepare: tuple[Markup, ...]
    contacts: tuple[ContactShown, ...]
    unsolved: Unsolved | None
    asks: str | None = None
    outcome: str | None = None
    actions: tuple[ActionLink, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def has_ticks(self) -> bool:
        """Whether its answers can be ticked."""
        return self.form is not None and self.form.kind == "several"

    @property
    def guides_ahead(self) -> tuple[Markup, ...]:
        """The titles of the other guides that its answers lead into, each once."""
        return tuple(dict.fromkeys(answer.guide for answer in self.answers if answer.guide is not None))

    @property
    def groups(self) -> tuple[Group, ...]:
        """The answers in the groups that they are shown in, in their order; most questions have one."""
        runs = groupby(self.answers, _GROUP)
        return tuple([Group(number, name, tuple(answers)) for number, (name, answers) in enumerate(runs, 1)])


class Date(NamedTuple):
    """A day, for machines and in words."""

    iso: str
    text: str


class Crumb(NamedTuple):
    """A topic on the way from the home page."""

    href: str
    title: Markup


class Meaning(NamedTuple):
    """What a term means: the id of the element, its name with a link if it has a URL, and its meaning."""

    id: str
    name: Markup
    text: Markup


class Guide(NamedTuple):
    """A tree. `prefix` begins the ids of its nodes; `title_id` is the id of the element with its title.

    `path` has the topics that lead to it.
    `facts` has everything that can be known, `fact=value` with spaces between.
    """

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
    path: tuple[Crumb, ...]
    language: str
    source_language: str
    direction: str
    sections: tuple[Section, ...]
    meanings: tuple[Meaning, ...]
    facts: str = ""

    @property
    def most_left(self) -> int | None:
        """The most questions that may follow a node; None if no question of the guide answers itself."""
        asks = any(section.asks for section in self.sections)
        return max((section.left or 0 for section in self.sections), default=0) if asks else None


class Card(NamedTuple):
    """A guide in the list of all guides."""

    href: str
    title: Markup
    summary: Markup | None
    kind: str
