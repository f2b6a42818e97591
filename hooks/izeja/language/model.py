"""The tree language: what a library, a tree, a term and a contact are.

These classes are its single definition. The parser, the messages about missing and misspelt keys, and the
texts that translators get all follow from them. The docstrings under the fields are for the people who write
trees: editors and the reference page show them.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from izeja.language.fields import (
    Day,
    Days,
    Flag,
    FormerId,
    Languages,
    LanguageState,
    Line,
    Locale,
    Name,
    NumberOfDays,
    Prose,
    TargetText,
    Url,
    UrlPerLanguage,
)
from izeja.language.links import Target
from izeja.reading.data import Address


class _Base(BaseModel):
    # Most of these are only validated inside others, so a validator of their own would never be used.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Answer(_Base):
    """One of the answers that a customer can choose."""

    text: Line
    """What the customer reads and chooses, in the words that they would use."""
    to: TargetText
    """Where it leads: a node of this tree, or a tree file relative to this one (`other.yml#node`)."""
    days: Days | None = None
    """In a question with `dates`: how many days this answer covers (`<= 2`, `> 2`, `3`, `3 to 7`)."""
    retry: Flag = False
    """`true` if this answer leads back to a step that the customer has seen. Any other circle is refused."""


class Dates(_Base):
    """The two dates that a question asks for. Its answers compare the number of days between them."""

    since: Line
    """The label of the first date: `The day on which you cancelled`."""
    until: Line
    """The label of the second date. If it is before the first, the number of days is negative."""


class WayOn(NamedTuple):
    """One way that leads on from a node, and where in the node it is written."""

    target: Target
    at: Address
    answer: str | None = None
    retry: bool = False


class _Node(_Base):
    kind: ClassVar[str]
    aliases: tuple[Name, ...] = ()
    """Ids that this node had before. Old links to them keep working."""

    def ways_on(self) -> tuple[WayOn, ...]:
        """Return the ways on, in the order in which they are written; none for an ending."""
        return ()


class Question(_Node):
    """Asks something. The chosen answer decides where the guide goes on."""

    kind: ClassVar[str] = "question"
    question: Line
    """The question. It is the heading of the step."""
    hint: Line | None = None
    """Helps to answer: where to look, or why you ask."""
    body: Prose | None = None
    """Anything to explain before the answers."""
    dates: Dates | None = None
    """Two dates to ask for. Each answer then has `days`: the number of days between them that it covers."""
    answers: Annotated[tuple[Answer, ...], Field(min_length=2)]
    """The answers, in the order in which they are shown."""

    def ways_on(self) -> tuple[WayOn, ...]:
        """Return the way of each answer."""
        return tuple(
            [
                WayOn(answer.to, ("answers", index, "to"), answer.text, answer.retry)
                for index, answer in enumerate(self.answers)
            ]
        )


class Step(_Node):
    """Asks the customer to do something, and goes on."""

    kind: ClassVar[str] = "step"
    step: Line
    """What to do, in a few words. It is the heading of the step."""
    hint: Line | None = None
    """A short remark that helps: where to look, or why to do it."""
    body: Prose | None = None
    """How to do it."""
    next: TargetText
    """Where the guide goes on: a node of this tree, or a tree file relative to this one."""

    def ways_on(self) -> tuple[WayOn, ...]:
        """Return the one way on."""
        return (WayOn(self.next, ("next",)),)


class _Ending(_Node):
    unsolved: TargetText | None = None
    """Where to go on if this did not help the customer: a node of this tree, or a tree file.
    Without it, `unsolved` of the tree or of `library.yml` applies; without those, the guide starts over."""


class Resolution(_Ending):
    """An ending: the matter is settled."""

    kind: ClassVar[str] = "resolution"
    resolution: Line
    """What is true now. It is the heading of the step."""
    body: Prose | None = None
    """What happens next, and what the customer can still do."""


class Support(_Ending):
    """An ending: someone who can help takes over."""

    kind: ClassVar[str] = "support"
    support: Name
    """Who takes over: a key of `contacts.yml`."""
    heading: Line | None = None
    """The heading of the step. Without it, the heading is the text of the contact."""
    body: Prose | None = None
    """What the customer should have at hand, and what to say."""


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


class Tree(_Base):
    """One guide: questions, steps and endings, and how they lead to one another."""

    title: Line
    """What the guide is for, in the customer's words."""
    summary: Line | None = None
    """One sentence that says what the guide does. Search engines show it."""
    kind: Literal["procedure", "causes", "diagnosis", "part"]
    """`procedure` leads through steps, `causes` looks for a reason, `diagnosis` finds something out.
    A `part` is not a guide: other trees include it, and `to: return` leads back to them."""
    aliases: tuple[FormerId, ...] = ()
    """Ids that this tree had before, like `microsoft/old-name`. Their addresses lead here."""
    applies_to: tuple[Line, ...] = ()
    """The products that the guide is about."""
    also_called: tuple[Line, ...] = ()
    """Other words that customers use for it, which are searched but not shown: `stop paying`, `unsubscribe`.
    A line can hold several; a translator writes what customers of that language would type."""
    reviewed: Day | None = None
    """The day on which a writer last checked the facts, like `2026-11-22`."""
    review_every: NumberOfDays | None = None
    """How long the facts can be trusted, like `180 days`."""
    sources: tuple[Url, ...] = ()
    """URLs of the pages that the facts come from."""
    unsolved: TargetText | None = None
    """Where to go on if an ending of this guide did not help: a node, or a tree file."""
    start: Name
    """The node that the guide begins with."""
    nodes: Annotated[dict[Name, Node], Field(min_length=1)]
    """The nodes by their ids. An id is part of the page's address, so keep it as it is."""


class Term(_Base):
    """The name of a button or a place, as the product itself shows it."""

    text: Line
    """The name, as the product shows it in each language."""
    url: UrlPerLanguage | None = None
    """The URL of the place, or one for each language."""


class Contact(_Base):
    """Someone who can take over from the guide."""

    text: Line
    """The text of the link, which says what it does: `Contact Microsoft Support`."""
    url: UrlPerLanguage
    """Its URL, or one for each language."""


class Limits(_Base):
    """How large things can become before they are refused."""

    questions: Annotated[int, Field(ge=1, le=1000)] = 12
    """The most questions that one way through a guide can ask, with its parts, and without other guides."""
    nodes: Annotated[int, Field(ge=1, le=100_000)] = 100
    """The most nodes that a guide can have, including those of its parts."""
    file_size: Annotated[int, Field(ge=100, le=100_000_000)] = 1_000_000
    """The most bytes that a file can have."""
    nesting: Annotated[int, Field(ge=6, le=100)] = 20
    """How deep lists and mappings can be nested in a file."""


AllowedCode: TypeAlias = Literal[
    "bare-address",
    "cut-text",
    "invisible-character",
    "literal-markup",
    "long-text",
    "note-in-text",
    "twin-titles",
    "unread-file",
    "unused-entry",
]


class Config(_Base):
    """The settings of the whole library (`library.yml`)."""

    source_language: Locale
    """The language that the trees are written in."""
    languages: Languages
    """All languages of the site; the first is its default. A list like `[en, lv]` requires every text in
    each language. To say more, write the state of each: `{en: required, lv: fallback, de: preparing}`.
    `required`: the site is not built while a translation is missing, or older than its source text.
    `fallback`: customers read such a text in the source language, marked as such.
    `preparing`: the language is checked and shown in the preview, but not published."""
    untranslated: Literal["error", "fallback"] | None = None
    """The state of all languages of a list: with `error`, which is the default, they are `required`."""
    order: tuple[TargetText, ...] = ()
    """The tree files that customers see first, in this order; the others follow by name."""
    unsolved: TargetText | None = None
    """The tree file to go on at if an ending did not help, for trees without an `unsolved` of their own."""
    limits: Limits = Limits()
    """How large things can become before they are refused."""
    overdue_review: Literal["warning", "error"] = "warning"
    """How to report a tree whose facts were not checked within `review_every`."""
    allow: tuple[AllowedCode, ...] = ()
    """Codes of problems that are not reported, like `bare-address`. Only problems that a writer can want to
    have are accepted: those of texts that read oddly, and of what is there but not used."""
    pages: str | None = None
    """The folder of the site's hand-written pages, relative to the library's folder; `{language}` stands for
    the language. Without it, texts cannot link to such pages."""

    @property
    def states(self) -> Mapping[str, LanguageState]:
        """The state of each language, in the order of the file."""
        if isinstance(self.languages, dict):
            return self.languages
        state: LanguageState = "fallback" if self.untranslated == "fallback" else "required"
        return {one: "required" if one == self.source_language else state for one in self.languages}

    @property
    def published(self) -> tuple[str, ...]:
        """The languages that customers can see, the default first."""
        return tuple(one for one, state in self.states.items() if state != "preparing")


class Terms(_Base):
    """The file `terms.yml`."""

    entries: dict[Name, Term] = {}


class Contacts(_Base):
    """The file `contacts.yml`."""

    entries: dict[Name, Contact] = {}


def description_of(model: type[BaseModel], name: str) -> str:
    """Return what the tree language says about a field: the docstring under it."""
    known = _docstrings()
    return next((known[one.__name__, name] for one in model.__mro__ if (one.__name__, name) in known), "")


@lru_cache(maxsize=1)
def _docstrings() -> Mapping[tuple[str, str], str]:
    # Pydantic can read them too, but then does so at every start.
    found: dict[tuple[str, str], str] = {}
    for statement in ast.parse(Path(__file__).read_text("utf-8")).body:
        for pair in pairwise(statement.body if isinstance(statement, ast.ClassDef) else ()):
            match statement, pair:
                case (
                    ast.ClassDef(name=owner),
                    (ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text)))),
                ):
                    found[owner, name] = inspect.cleandoc(text)
    return found
