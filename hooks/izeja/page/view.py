"""The values on a page, which its templates fill in, as HTML that is safe to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


class Group(NamedTuple):
    """Answers under a heading; without one, those that are in no group. The first has the number 1."""

    number: int
    name: Markup | None
    answers: tuple[Way, ...]


def in_groups(answers: Iterable[Way]) -> tuple[Group, ...]:
    """Return answers in the groups that they are shown in, in their order; most questions have one."""
    runs = groupby(answers, attrgetter("group"))
    return tuple([Group(number, name, tuple(ways)) for number, (name, ways) in enumerate(runs, 1)])


class ActionLink(NamedTuple):
    """Something that an ending offers; `to` is None for a page of others, whose host is then named.

    `retry` says that it leads back, to a node that this ending follows.
    """

    text: Markup
    href: str
    to: str | None
    host: str
    retry: bool = False


class Next(NamedTuple):
    """The way on from a step; `guide` is the title of the other guide that it leads into."""

    heading: Markup
    href: str
    to: str
    guide: Markup | None


class Unsolved(NamedTuple):
    """Where an ending leads customers whom it did not help; `retry` as in `ActionLink`."""

    heading: Markup
    href: str
    retry: bool


class Anchor(NamedTuple):
    """Another id of a node; one that is taken must not be an element's id (`izeja.proof.id_rules`)."""

    name: str
    is_taken: bool


class Source(NamedTuple):
    """A page that the facts come from."""

    url: str
    host: str


_NEAR = 3
"""How far apart the fewest and the most questions may be that a page announces."""


class Left(NamedTuple):
    """How many questions may follow a node: on the shortest way, and on the longest.

    A script counts again where facts are known. It puts a number of its own in the place of `%s`.
    """

    fewest: int | str
    most: int

    @property
    def is_near(self) -> bool:
        """Whether the two say enough: of one to twenty, most customers would fear the twenty."""
        return isinstance(self.fewest, int) and self.most - self.fewest <= _NEAR


class Section(NamedTuple):
    """A node. `left` counts the questions that may follow; None if none does, and it is no question itself.

    `asks` is the fact that a question asks for.
    """

    id: str
    anchors: tuple[Anchor, ...]
    kind: str
    foreign: bool
    heading: Markup
    body: Markup | None
    left: Left | None
    sources: tuple[Source, ...]
    asks: str | None = None
    hint: Markup | None = None
    form: Form | None = None
    groups: tuple[Group, ...] = ()
    next: Next | None = None
    prepare: tuple[Markup, ...] = ()
    contacts: tuple[ContactShown, ...] = ()
    unsolved: Unsolved | None = None
    outcome: str | None = None
    actions: tuple[ActionLink, ...] = ()

    @property
    def has_ticks(self) -> bool:
        """Whether its answers can be ticked."""
        return self.form is not None and self.form.kind == "several"

    @property
    def answers(self) -> tuple[Way, ...]:
        """Its answers, in their order; none but for a question."""
        return tuple([answer for group in self.groups for answer in group.answers])

    @property
    def guides_ahead(self) -> tuple[Markup, ...]:
        """The titles of the other guides that its answers lead into, each once."""
        return tuple(dict.fromkeys(answer.guide for answer in self.answers if answer.guide is not None))


class Date(NamedTuple):
    """A day, for machines and in words."""

    iso: str
    text: str


class Change(NamedTuple):
    """Something that is new in a guide."""

    date: Date
    note: Markup


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

    `path` has the topics that lead to it. `asks` says whether a question of it can answer itself.
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
    changes: tuple[Change, ...]
    home: str | None
    path: tuple[Crumb, ...]
    language: str
    source_language: str
    direction: str
    sections: tuple[Section, ...]
    meanings: tuple[Meaning, ...]
    asks: bool
    facts: str = ""

    near: int = _NEAR

    @property
    def lefts(self) -> Iterator[Left]:
        """Yield what a script can say about the questions that follow: three ways for each largest number."""
        for most in range(1, max((one.left.most for one in self.sections if one.left), default=0) + 1):
            yield from (Left(most, most), Left("%s", most), Left(0, most))


class Card(NamedTuple):
    """A guide in the list of all guides."""

    href: str
    title: Markup
    summary: Markup | None
    kind: str
