"""What an ending offers to do next: each action with exactly one place that it leads to."""

from __future__ import annotations

from typing import ClassVar

from pydantic import ConfigDict

from izeja.language.entry import Entry
from izeja.language.fields import Line, Name, TargetText, UrlPerLanguage

MOST_ACTIONS = 5
"""The most actions that an ending can offer: of more than a glance takes in, customers choose none."""

PLACES = ("to", "url", "contact")
"""The keys that say where an action leads, each in its own way."""


class Action(Entry):
    """Something that an ending offers to do next. Write exactly one of `to`, `url` and `contact`."""

    # An editor then asks for the second half of an action, and for only one.
    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={"oneOf": [{"required": [place]} for place in PLACES]}
    )

    text: Line
    """What the customer can do: `Ask for a refund`. It is the text of a button, or of a link."""
    to: TargetText | None = None
    """A node of this tree, or a tree file relative to this one."""
    url: UrlPerLanguage | None = None
    """The URL of a page on the web; or one for each language: `{en: https://..., lv: https://...}`."""
    contact: Name | None = None
    """A key of `contacts.yml`."""

    @property
    def places(self) -> list[str]:
        """The keys that say where it leads; exactly one, unless there is a mistake."""
        return [place for place in PLACES if getattr(self, place) is not None]
