"""A tree: a file with the nodes of one guide, or of a part."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from izeja.language.entry import Entry
from izeja.language.fields import Day, Flag, FormerId, InternalLine, Line, Name, NumberOfDays, TargetText, Url
from izeja.language.nodes import Node


class Change(Entry):
    """Something that is new in a guide, as customers read it below the guide and in the site's feed."""

    date: Day
    """The day on which customers could see it, like `2026-11-26`."""
    note: Line
    """What is new, in one sentence: `Added the new address of the billing page.`"""


class Tree(Entry):
    """One guide: questions, steps and endings, and how they lead to one another."""

    title: Line
    """What the guide is for, in the customer's words."""
    summary: Line | None = None
    """One sentence that says what the guide does. Search engines show it."""
    kind: Literal["procedure", "causes", "diagnosis", "part"]
    """`procedure` leads through steps, `causes` looks for a reason, `diagnosis` finds something out.
    A `part` is not a guide: other trees include it, and `to: return` leads back to them."""
    draft: Flag = False
    """`true` keeps the tree out of the published site. The preview shows it, and `izeja check` checks it like
    any other, but its translations can be missing. Published trees cannot lead to a draft."""
    aliases: tuple[FormerId, ...] = ()
    """Ids that this tree had before, like `microsoft/old-name`. Their addresses lead here."""
    applies_to: tuple[Line, ...] = ()
    """The products that the guide is about."""
    also_called: tuple[Line, ...] = ()
    """Other words that customers use for it, which are searched: `stop paying`, `unsubscribe`. A line can
    hold several; a translator writes what customers of that language would type. A search field in a page
    shows the first one as an example."""
    reviewed: Day | None = None
    """The day on which a writer last checked the facts, like `2026-11-22`."""
    review_every: NumberOfDays | None = None
    """How long the facts can be trusted, like `180 days`."""
    sources: tuple[Url, ...] = ()
    """URLs of the pages that the facts come from."""
    owner: InternalLine | None = None
    """Who keeps the facts right: a person or a team. Messages about overdue reviews say so; no page does."""
    changes: tuple[Change, ...] = ()
    """What is new in the guide, newest first: what customers who know it would do differently now. Corrected
    typing errors are none. A site that knows its own address publishes a feed of them."""
    unsolved: TargetText | None = None
    """Where to go on if an ending of this guide did not help: a node, or a tree file."""
    start: Name
    """The node that the guide begins with."""
    nodes: Annotated[dict[Name, Node], Field(min_length=1)]
    """The nodes by their ids. An id is part of the page's address, so keep it as it is."""

    @property
    def review_due(self) -> date | None:
        """The day up to which the facts can be trusted; None if it does not say both."""
        if self.reviewed is None or self.review_every is None:
            return None
        return self.reviewed + timedelta(days=self.review_every)
