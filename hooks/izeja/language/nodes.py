"""The nodes of a tree: questions with their answers, steps, endings, and parts put in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeAlias, get_args

from pydantic import AfterValidator, Discriminator, Field, Tag

from izeja.language.actions import MOST_ACTIONS, Action
from izeja.language.entry import Entry
from izeja.language.facts import LineByFact, ProseByFact, Variants
from izeja.language.fields import Flag, Line, Name, Names, TargetText, Url
from izeja.language.inputs import Dates, Number
from izeja.language.links import Target
from izeja.language.ranges import Days, NumberRange
from izeja.language.refusal import refusal
from izeja.reading.data import Address

MOST_ANSWERS = 300
"""The most answers of a question. There are 250 countries."""


class Answer(Entry):
    """One of the answers that a customer can choose."""

    text: Line
    """What the customer reads and chooses, in the words that they would use."""
    note: Line | None = None
    """One line under the answer that explains it. The trail of answers and the summary leave it out."""
    group: Line | None = None
    """The heading above this answer and those beside it with the same `group`."""
    to: TargetText
    """Where it leads: a node of this tree, or a tree file relative to this one (`other.yml#node`)."""
    days: Days | None = None
    """In a question with `dates`: how many days this answer covers (`<= 2`, `> 2`, `3`, `3 to 7`)."""
    is_: Names = Field((), alias="is")
    """In a question with `asks`: the value of the fact that this answer is for, or a list of values.
    An answer without it is for customers to whom no value applies."""
    range: NumberRange | None = None
    """In a question with `number`: which numbers this answer covers (`<= 2`, `> 2.5`, `3`, `3 to 7`)."""
    none: Flag = False
    """In a question with `several`: `true` for the one answer that is right if the customer ticks nothing."""
    retry: Flag = False
    """`true` if this answer leads back to a step that the customer has seen. Any other circle is refused."""


Outcome: TypeAlias = Literal["done", "answer", "stop"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


class WayOn(NamedTuple):
    """One way that leads on from a node, and where in the node it is written."""

    target: Target
    at: Address
    answer: str | None = None
    retry: bool = False
    values: tuple[str, ...] = ()


class _Node(Entry):
    kind: ClassVar[str]
    aliases: tuple[Name, ...] = ()
    """Ids that this node had before. Old links to them keep working."""

    def ways_on(self) -> tuple[WayOn, ...]:
        """Return the ways on, in the order in which they are written; none for an ending."""
        return ()


class _Shown(_Node):
    sources: tuple[Url, ...] = ()
    """URLs of the pages that this node's facts come from, shown in small at its end."""


class Question(_Shown):
    """Asks something. The chosen answer decides where the guide goes on."""

    kind: ClassVar[str] = "question"
    question: Line
    """The question. It is the heading of the step."""
    hint: LineByFact | None = None
    """Helps to answer: where to look, or why you ask."""
    body: ProseByFact | None = None
    """Anything to explain before the answers."""
    asks: Name | None = None
    """The fact that it asks for: a key of `facts.yml`. Each answer then has `is`, the value that it is for.
    Once the fact is known, the question answers itself."""
    dates: Dates | None = None
    """One or two dates to ask for. Each answer then has `days`: how many days between them it covers."""
    number: Number | None = None
    """A number to ask for. Each answer then has a `range`: the numbers that it covers."""
    several: Flag = False
    """`true` if several answers can fit. The customer ticks them, and the first one that is ticked leads on,
    in the order in which they are written. One answer has `none: true`."""
    answers: Annotated[tuple[Answer, ...], Field(min_length=2, max_length=MOST_ANSWERS)]
    """The answers, in the order in which they are shown."""

    def ways_on(self) -> tuple[WayOn, ...]:
        """Return the way of each answer."""
        return tuple(
            [
                WayOn(answer.to, ("answers", index, "to"), answer.text, answer.retry, answer.is_)
                for index, answer in enumerate(self.answers)
            ]
        )


class Step(_Shown):
    """Asks the customer to do something, and goes on."""

    kind: ClassVar[str] = "step"
    step: Line
    """What to do, in a few words. It is the heading of the step."""
    hint: LineByFact | None = None
    """A short remark that helps: where to look, or why to do it."""
    body: ProseByFact | None = None
    """How to do it."""
    next: TargetText
    """Where the guide goes on: a node of this tree, or a tree file relative to this one."""

    def ways_on(self) -> tuple[WayOn, ...]:
        """Return the one way on."""
        return (WayOn(self.next, ("next",)),)


def _each_once(names: tuple[str, ...]) -> tuple[str, ...]:
    for number, name in enumerate(names):
        if name in names[:number]:
            raise refusal("'{text}' is listed twice", name, "delete one of them")
    return names


NameOrNames = Annotated[
    Annotated[Name, Tag("one")]
    | Annotated[Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(_each_once)], Tag("list")],
    Discriminator(lambda value: "list" if isinstance(value, list | tuple) else "one"),
]


class Ending(_Shown):
    """A resolution or a support: a node without a way on."""

    actions: Annotated[tuple[Action, ...], Field(max_length=MOST_ACTIONS)] = ()
    """What the customer can do next, the most important first. The first is a button, the others links."""
    unsolved: TargetText | None = None
    """Where to go on if this did not help the customer: a node of this tree, or a tree file.
    Without it, `unsolved` of the tree or of `library.yml` applies; without those, the guide starts over."""

    def offers(self) -> tuple[WayOn, ...]:
        """Return the ways that actions offer: not ways on, since an ending stays one."""
        return tuple(
            [
                WayOn(action.to, ("actions", index, "to"), action.text)
                for index, action in enumerate(self.actions)
                if action.to is not None
            ]
        )


class Resolution(Ending):
    """An ending: the matter is settled, answered, or cannot go on."""

    kind: ClassVar[str] = "resolution"
    resolution: Line
    """What is true now. It is the heading of the step."""
    outcome: Outcome = "done"
    """`done`: the matter is settled; a green tick. `answer`: this is how it is; neither good nor bad.
    `stop`: do not go on, or it is not possible; a warning, and nobody is asked whether it helped."""
    body: ProseByFact | None = None
    """What happens next, and what the customer can still do."""


class Support(Ending):
    """An ending: someone who can help takes over."""

    kind: ClassVar[str] = "support"
    support: NameOrNames
    """Who takes over: a key of `contacts.yml`, or a list of them. The first one is the main one."""
    heading: Line | None = None
    """The heading of the step. Without it, the heading is the text of the contact."""
    body: ProseByFact | None = None
    """What happens now, and what to say."""
    prepare: Annotated[tuple[Line, ...], Field(min_length=1)] | None = None
    """What the customer should have at hand, each a few words: `Order number`. On the page they are fields.
    What a customer writes there goes into the summary that they copy or mail, and nowhere else."""

    def contacts_at(self) -> tuple[tuple[str, Address], ...]:
        """Return the key of each contact, and where in the node it is written."""
        if isinstance(self.support, str):
            return ((self.support, ("support",)),)
        return tuple([(key, ("support", index)) for index, key in enumerate(self.support)])

    @property
    def contacts(self) -> tuple[str, ...]:
        """The keys of its contacts, the main one first."""
        return (self.support,) if isinstance(self.support, str) else self.support


class Include(_Node):
    """Puts the nodes of a part here. Where the part says `return`, the guide goes on at `next`."""

    kind: ClassVar[str] = "include"
    include: TargetText
    """The file of the part, relative to this one."""
    next: TargetText
    """Where the guide goes on after the part: a node of this tree, or a tree file."""

    def ways_on(self) -> tuple[WayOn, ...]:
        """Return the way that is taken after the part."""
        return (WayOn(self.next, ("next",)),)


def varied_texts(node: _Node) -> Iterator[tuple[str, Variants]]:
    """Yield the texts of a node that differ by a fact, with their keys."""
    fields = node.__dict__
    for key in ("hint", "body"):
        if type(text := fields.get(key)) is Variants:
            yield key, text


NODES: tuple[type[_Node], ...] = (Question, Step, Resolution, Support, Include)
KINDS: tuple[str, ...] = tuple(node.kind for node in NODES)


def _kind(data: Any) -> str | None:
    # Pydantic also asks about instances, when it serializes or is given nodes that are made already.
    if isinstance(data, _Node):
        return data.kind
    # YAML keeps the order of keys, and a node is what its first key says.
    first = next(iter(data), None) if isinstance(data, dict) else None
    return first if first in KINDS else None


Node: TypeAlias = Annotated[
    Annotated[Question, Tag("question")]
    | Annotated[Step, Tag("step")]
    | Annotated[Resolution, Tag("resolution")]
    | Annotated[Support, Tag("support")]
    | Annotated[Include, Tag("include")],
    Discriminator(_kind),
]
