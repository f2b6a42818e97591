"""The document of `izeja export --for json`: all guides of a library in one language, enough to run them.

These models are the one definition of the format. The JSON Schema is made from them, and so are the texts in
it. A key without a value is left out. Decision 47 says how the format may change.
"""

from __future__ import annotations

import json
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import TaggedUnionSchema


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Line(_Part):
    """A text of one line."""

    text: str
    """Without markup."""
    html: str
    """As on the page. `izeja:` begins links to nodes, `izeja:guide#node`, and to pages of an unknown site."""
    language: str | None = None
    """The language of the text, if it has no translation: that of the writers."""


class Prose(_Part):
    """A text of several paragraphs."""

    markdown: str
    """GitHub's Markdown."""
    html: str
    """As on the page. `izeja:` begins links to nodes, `izeja:guide#node`, and to pages of an unknown site."""
    language: str | None = None
    """The language of the text, if it has no translation: that of the writers."""


class LineByFact(_Part):
    """A line that depends on what is known."""

    fact: str
    texts: dict[str, Line]
    """The text for each value. Where the fact is not known, show all, under the names of the values."""
    otherwise: Line | None = None
    """The text for all other values."""


class ProseByFact(_Part):
    """A text that depends on what is known, as `LineByFact`."""

    fact: str
    texts: dict[str, Prose]
    otherwise: Prose | None = None


class Answer(_Part):
    """An answer to a question."""

    text: Line
    to: str
    """Where it leads: `guide#node`."""
    note: Line | None = None
    group: Line | None = None
    """The heading above this answer and those beside it with the same group."""
    retry: bool = False
    """Whether it leads back. Behind it, no question answers itself."""
    values: tuple[str, ...] = ()
    """The values of the fact that the question asks for, for which the answer is."""
    least: float | None = None
    """The smallest number, or number of days, that it covers; without it, there is no smallest."""
    most: float | None = None
    """The largest number, or number of days, that it covers; without it, there is no largest."""
    covers: bool = False
    """Whether it covers numbers or days at all; those without it can only be chosen."""
    none: bool = False
    """Whether it is the answer of a customer who ticks nothing."""


class DateField(_Part):
    """A date to be entered."""

    name: Literal["since", "until"]
    label: Line


class EnterDates(_Part):
    """The number of days from `since` to `until` chooses an answer: the first one that covers it."""

    kind: Literal["dates"]
    fields: tuple[DateField, ...]
    since: str | None = None
    """If it is not entered: `today`, or a day as `2026-11-30`."""
    until: str | None = None
    """If it is not entered: `today`, or a day as `2026-11-30`."""


class EnterNumber(_Part):
    """A number chooses an answer: the first one that covers it."""

    kind: Literal["number"]
    label: Line
    unit: Line | None = None
    currency: str | None = None
    """The code of the currency, as `EUR`, if it is an amount of money."""
    decimals: int
    """The most decimals that it can have."""
    least: float
    most: float


class EnterSeveral(_Part):
    """Answers are ticked. The first one that is ticked leads on; if none is, the one with `none`."""

    kind: Literal["several"]


Entry: TypeAlias = Annotated[EnterDates | EnterNumber | EnterSeveral, Field(discriminator="kind")]


class Action(_Part):
    """Something that an ending offers; exactly one of `to`, `url` and `contact` says where it leads."""

    text: Line
    to: str | None = None
    """A node: `guide#node`."""
    retry: bool = False
    """Whether `to` leads back. Behind it, no question answers itself."""
    url: str | None = None
    contact: str | None = None


class Written(_Part):
    """Where a node is written."""

    file: str
    line: int


class _Node(_Part):
    heading: Line
    body: Prose | ProseByFact | None = None
    aliases: tuple[str, ...] = ()
    """Ids that the node had before."""
    sources: tuple[str, ...] = ()
    written: Written


class QuestionNode(_Node):
    """A node that asks."""

    kind: Literal["question"]
    hint: Line | LineByFact | None = None
    asks: str | None = None
    """The fact that it asks for. Where that is known, the question answers itself."""
    enter: Entry | None = None
    answers: tuple[Answer, ...]


class StepNode(_Node):
    """A node that asks the customer to do something."""

    kind: Literal["step"]
    hint: Line | LineByFact | None = None
    next: str
    """Where it leads: `guide#node`."""


class ResolutionNode(_Node):
    """An ending: the matter is settled (`done`), answered (`answer`), or cannot go on (`stop`)."""

    kind: Literal["resolution"]
    outcome: Literal["done", "answer", "stop"]
    actions: tuple[Action, ...] = ()
    unsolved: str | None = None
    """Where a customer goes on whom this did not help, as `guide#node`; no question answers itself there."""


class SupportNode(_Node):
    """An ending: somebody takes over."""

    kind: Literal["support"]
    contacts: tuple[str, ...]
    """The main one first."""
    prepare: tuple[Line, ...] = ()
    """What the customer should have at hand."""
    actions: tuple[Action, ...] = ()
    unsolved: str | None = None
    """Where a customer goes on whom this did not help, as `guide#node`; no question answers itself there."""


Node: TypeAlias = Annotated[
    QuestionNode | StepNode | ResolutionNode | SupportNode, Field(discriminator="kind")
]


class Change(_Part):
    """Something that is new in a guide."""

    date: str
    """The day on which customers could see it."""
    note: Line


class Guide(_Part):
    """A guide with the parts that it includes."""

    title: Line
    summary: Line | None = None
    kind: Literal["procedure", "causes", "diagnosis"]
    url: str | None = None
    """Its page."""
    topics: tuple[str, ...] = ()
    """The topics that lead to it, the outermost first."""
    applies_to: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()
    """Other words that customers use for it."""
    aliases: tuple[str, ...] = ()
    """Ids that the guide had before."""
    reviewed: str | None = None
    """The day on which its facts were last checked."""
    sources: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    """What is new in the guide, newest first."""
    start: str
    """The node that it begins with: `guide#node`."""
    nodes: dict[str, Node]
    """The nodes by their ids in the guide, in the order of its page."""


class Way(_Part):
    """A way to reach a contact."""

    channel: Literal["url", "phone", "email"]
    href: str
    text: str


class Hours(_Part):
    """When a contact answers."""

    zone: str
    """The time zone, as `Europe/Riga`."""
    week: tuple[tuple[int, int], ...]
    """Each time as the minutes from Monday's midnight at which it begins and ends."""
    off: tuple[tuple[str, str], ...] = ()
    """The first and the last day of each time without an answer, as `2026-12-24`."""
    lines: tuple[str, ...]
    """The hours in words."""


class Contact(_Part):
    """Somebody who can take over."""

    text: str
    ways: tuple[Way, ...]
    """The main one first."""
    hours: Hours | None = None
    note: Line | None = None


class Fact(_Part):
    """Something that can be known of a customer."""

    text: str
    values: dict[str, str]
    """The name of each value."""


class Topic(_Part):
    """A topic on the home page."""

    title: Line
    summary: Line | None = None
    topics: tuple[str, ...] = ()
    guides: tuple[str, ...] = ()


class Term(_Part):
    """A word that texts use, with its meaning if it has one."""

    text: str
    meaning: Line | None = None
    url: str | None = None


class Document(_Part):
    """All guides of a library in one language."""

    format: Literal["izeja-guides"]
    version: Literal[1]
    """It changes if a program that reads the format has to change."""
    language: str
    direction: Literal["ltr", "rtl"]
    words: dict[str, str]
    """The page's own words, by their English: labels of buttons, and titles."""
    facts: dict[str, Fact] = Field(default_factory=dict)
    terms: dict[str, Term] = Field(default_factory=dict)
    contacts: dict[str, Contact] = Field(default_factory=dict)
    topics: dict[str, Topic] = Field(default_factory=dict)
    guides: dict[str, Guide]
    """The guides by their ids, in the order of the home page."""


def as_json(document: Document) -> str:
    """Return a document as JSON."""
    # `kind`, `format` and `version` have no defaults, so that they are written although each has one value.
    data = document.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


class _StandardSchema(GenerateJsonSchema):
    """JSON Schema without a keyword of OpenAPI, which strict validators refuse."""

    def tagged_union_schema(self, schema: TaggedUnionSchema) -> JsonSchemaValue:
        made = super().tagged_union_schema(schema)
        made.pop("discriminator", None)
        return made


def schema() -> str:
    """Return the JSON Schema of a document."""
    made = Document.model_json_schema(schema_generator=_StandardSchema)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
