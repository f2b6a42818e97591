"""Topics: what customers choose from before they choose a guide (`topics` in `library.yml`)."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field

from izeja.language.entry import Entry
from izeja.language.fields import Line, Name, TargetText

Icon: TypeAlias = Literal[
    "account",
    "app",
    "bill",
    "box",
    "calendar",
    "camera",
    "chat",
    "cloud",
    "computer",
    "document",
    "heart",
    "home",
    "key",
    "light",
    "lock",
    "mail",
    "money",
    "network",
    "person",
    "phone",
    "printer",
    "search",
    "settings",
    "shield",
    "star",
    "store",
    "tools",
    "travel",
    "tv",
    "warning",
]


class Subtopic(Entry):
    """A topic within another one."""

    title: Line
    """What it is about, in the customer's words: `Bills and payments`."""
    summary: Line | None = None
    """One sentence that says what is in it. Search engines show it."""
    icon: Icon | None = None
    """The picture beside its title."""
    aliases: tuple[Name, ...] = ()
    """Ids that this topic had before, like `bills`. The addresses of their pages lead here."""
    guides: tuple[TargetText, ...] = ()
    """Its guides, in the order in which customers see them: tree files like `billing/refund.yml`, and folders
    like `billing/`, which stand for all guides in them. A guide is in the topics that name it most closely:
    its file before its folder, and its folder before one around that."""


class Topic(Subtopic):
    """What customers choose from before they choose a guide."""

    topics: dict[Name, Subtopic] = Field(default_factory=dict)
    """Topics within this one, by their ids. They have none of their own."""
