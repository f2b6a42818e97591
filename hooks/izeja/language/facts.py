"""What can be known about a customer: facts with a closed list of values, and texts that differ by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, Discriminator, Field, GetPydanticSchema, Tag
from pydantic_core import PydanticCustomError

from izeja.language.entry import Entry
from izeja.language.fields import Line, Name, Prose

BY, OTHERWISE = "by", "otherwise"
"""Keys of a text that differs by a fact; no value of a fact can have these names."""


class Fact(Entry):
    """Something that guides ask about and then remember, until the customer closes the tab."""

    text: Line
    """What it is, in a few words: `Your phone`."""
    values: Annotated[dict[Name, Line], Field(min_length=1)]
    """What it can be: `iphone: iPhone`. Addresses can have these names: `?platform=iphone`."""


class Facts(Entry):
    """The file `facts.yml`."""

    entries: dict[Name, Fact] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Variants(Mapping[str, str]):
    """A text that differs by a fact: what customers read, by the value of the fact or `otherwise`."""

    fact: str
    texts: Mapping[str, str]

    def __getitem__(self, value: str) -> str:
        return self.texts[value]

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


def variants_of(written: dict[str, str]) -> Variants:
    """Return the variants of a text as they are written, or refuse them."""
    if BY not in written:
        raise PydanticCustomError("no_fact", "this text has no 'by'")
    if len(written) == 1:
        raise PydanticCustomError("no_variants", "this text has no variants")
    return Variants(written[BY], {value: text for value, text in written.items() if value != BY})


def _is_varied(value: Any) -> str:
    return "each" if isinstance(value, dict | Variants) else "one"


_LINES = Annotated[dict[Name, Line], AfterValidator(variants_of)]
_PROSE = Annotated[dict[Name, Prose], AfterValidator(variants_of)]
_Lines = Annotated[Variants, GetPydanticSchema(lambda _, handler: handler(_LINES))]
_Prose = Annotated[Variants, GetPydanticSchema(lambda _, handler: handler(_PROSE))]
# One text, or lines of `by: FACT` and a text for each value.
LineByFact = Annotated[
    Annotated[Line, Tag("one")] | Annotated[_Lines, Tag("each")], Discriminator(_is_varied)
]
ProseByFact = Annotated[
    Annotated[Prose, Tag("one")] | Annotated[_Prose, Tag("each")], Discriminator(_is_varied)
]
