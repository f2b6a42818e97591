"""The tree language: what a library, a tree, a term and a contact are.

These classes are its single definition. The parser, the messages about what is missing or misspelt,
and what a translator gets to see all follow from them; the docstrings under the fields are written for
the people who write trees.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeAlias, TypeVar, cast
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from izeja.reading.data import Address


@dataclass(frozen=True, slots=True)
class Words:
    """Marks a field whose text customers read, and which is therefore translated.

    `line` is one line of plain words and terms; `prose` is the subset of Markdown of `izeja.language.markup`.
    """

    kind: Literal["line", "prose"]


def _filled(text: str) -> str:
    text = text.strip()
    if not text:
        raise PydanticCustomError("empty", "nothing is written here")
    return text


def _one_line(text: str) -> str:
    text = _filled(text)
    if "\n" in text:
        raise PydanticCustomError("several_lines", "this text has several lines, but has to fit on one")
    return text


def is_https(url: str) -> bool:
    """Tell whether a text is a whole address on the web that is safe to link to."""
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and parts.username is None
    except ValueError:
        return False
    return named and parts.scheme == "https" and not re.search(r"[\s\"<>\\]", url)


def _https(url: str) -> str:
    if not is_https(url):
        raise PydanticCustomError(
            "not_https", "'{url}' is not a whole address that begins with 'https://'", {"url": url}
        )
    return url


def _iso_date(text: Any) -> Any:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise PydanticCustomError(
            "not_a_date", "'{text}' is not a date like 2026-11-22", {"text": text}
        ) from None


def _days(text: Any) -> Any:
    found = re.fullmatch(r"([1-9]\d{0,4}) days?", text) if isinstance(text, str) else None
    if not found:
        raise PydanticCustomError("not_days", "'{text}' is not a time like '180 days'", {"text": text})
    return int(found[1])


@dataclass(frozen=True, slots=True)
class DayRange:
    """Whole numbers of days, both bounds included; None is no bound."""

    low: int | None
    high: int | None

    def __str__(self) -> str:
        if self.low == self.high:
            return "1 day" if self.low == 1 else f"{self.low} days"
        if self.low is None:
            return f"{self.high} days and fewer"
        if self.high is None:
            return f"{self.low} days and more"
        return f"{self.low} to {self.high} days"


_DAYS = r"(?:(<=|>=|<|>) ?(-?\d{1,5})|(-?\d{1,5})(?: to (-?\d{1,5}))?)"


def _day_range(text: Any) -> Any:
    found = re.fullmatch(_DAYS, text) if isinstance(text, str) else None
    if not found:
        raise PydanticCustomError("not_day_range", "'{text}' is not a range of days", {"text": text})
    sign, bound, low, high = found.groups()
    match sign:
        case "<=":
            return DayRange(None, int(bound))
        case "<":
            return DayRange(None, int(bound) - 1)
        case ">=":
            return DayRange(int(bound), None)
        case ">":
            return DayRange(int(bound) + 1, None)
    if int(high or low) < int(low):
        raise PydanticCustomError(
            "not_day_range", "'{text}' has its bounds the wrong way round", {"text": text}
        )
    return DayRange(int(low), int(high or low))


def _yes(text: Any) -> Any:
    if text != "true":
        raise PydanticCustomError("not_true", "'{text}' cannot stand here", {"text": text})
    return True


@dataclass(frozen=True, slots=True)
class NameCheck:
    """Checks that a name has the right form, and knows an example of it."""

    pattern: re.Pattern[str]
    example: str

    def __call__(self, text: str) -> str:
        """Return the name, or refuse it."""
        if not self.pattern.fullmatch(text):
            message = "'{text}' is not a name like '{example}'"
            raise PydanticCustomError("bad_name", message, {"text": text, "example": self.example})
        return text


Line = Annotated[str, AfterValidator(_one_line), Words("line")]
Prose = Annotated[str, AfterValidator(_filled), Words("prose")]
Url = Annotated[str, AfterValidator(_https)]
Name = Annotated[str, AfterValidator(NameCheck(re.compile("[a-z0-9]+(-[a-z0-9]+)*"), "cancel-visible"))]
Locale = Annotated[str, AfterValidator(NameCheck(re.compile("[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*"), "lv"))]
TreeId = Annotated[
    str, AfterValidator(NameCheck(re.compile("[a-z0-9]+([-/][a-z0-9]+)*"), "microsoft/cancel-subscription"))
]
Target = Annotated[str, AfterValidator(_one_line)]
Days = Annotated[
    DayRange,
    BeforeValidator(_day_range),
    WithJsonSchema(
        {"type": ["string", "integer"], "pattern": f"^{_DAYS}$", "examples": ["<= 2", "3 to 7", "> 7"]}
    ),
]
Period = Annotated[
    int, BeforeValidator(_days), WithJsonSchema({"type": "string", "pattern": r"^[1-9]\d{0,4} days?$"})
]
Urls = Annotated[dict[Locale, Url], Field(min_length=1)]
UrlPerLanguage = Annotated[
    Annotated[Url, Tag("one")] | Annotated[Urls, Tag("each")],
    Discriminator(lambda value: "each" if isinstance(value, dict) else "one"),
]


class _Part(BaseModel):
    # Most parts are only checked as parts of others, so there is no use in a validator of their own.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Answer(_Part):
    """One of the answers that a customer can choose."""

    text: Line
    """What the customer reads and chooses, as they would say it."""
    to: Target
    """Where it leads: a node of this tree, or a tree file relative to this one (`other.yml#node`)."""
    days: Days | None = None
    """In a question with `dates`: for how many days the answer is (`<= 2`, `> 2`, `3`, `3 to 7`)."""
    retry: Annotated[bool, BeforeValidator(_yes), WithJsonSchema({"const": True})] = False
    """`true` if this answer leads back to where the customer has been. Any other circle is a mistake."""


class Dates(_Part):
    """The two dates that a question asks for. Its answers compare how many days lie between them."""

    since: Line
    """What the first date is, as a label: `The day on which you cancelled`."""
    until: Line
    """What the second date is. It is so many days after the first one; fewer than none if it is before."""


class WayOn(NamedTuple):
    """One way that leads on from a node, and where in the node it is written."""

    target: str
    at: Address
    answer: str | None = None
    retry: bool = False


class _Node(_Part):
    kind: ClassVar[str]
    aliases: tuple[Name, ...] = ()
    """Ids that this node has had before. Old links to them go on working."""

    def ways_on(self) -> tuple[WayOn, ...]:
        """Return the ways on, in the order in which they are written; none for an ending."""
        return ()


class Question(_Node):
    """Asks something, and goes on where the chosen answer leads."""

    kind: ClassVar[str] = "question"
    question: Line
    """What is asked. It stands as the heading of the step."""
    hint: Line | None = None
    """Helps to answer: where to look, or why it is asked."""
    body: Prose | None = None
    """What has to be explained before the answers."""
    dates: Dates | None = None
    """Two dates to ask for. Then answers say with `days` for how many days between them they are."""
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
    """Tells the customer to do something, and goes on."""

    kind: ClassVar[str] = "step"
    step: Line
    """What to do, in a few words. It stands as the heading of the step."""
    hint: Line | None = None
    """A remark that helps: where to look, or why it is done."""
    body: Prose | None = None
    """How to do it."""
    next: Target
    """Where the guide goes on: a node of this tree, or a tree file relative to this one."""

    def ways_on(self) -> tuple[WayOn, ...]:
        """Return the one way on."""
        return (WayOn(self.next, ("next",)),)


class _Ending(_Node):
    unsolved: Target | None = None
    """Where this leads a customer whom it did not help: a node of this tree, or a tree file.
    Without it, what the tree or `library.yml` says holds, or else the guide begins once more."""


class Resolution(_Ending):
    """An ending: the matter is settled."""

    kind: ClassVar[str] = "resolution"
    resolution: Line
    """What is true now. It stands as the heading of the step."""
    body: Prose | None = None
    """What comes next, and what the customer can still do."""


class Support(_Ending):
    """An ending: the customer is handed over to someone who can help."""

    kind: ClassVar[str] = "support"
    support: Name
    """Who takes over: a key of `contacts.yml`."""
    heading: Line | None = None
    """The heading of the step; without it the text of the contact stands there."""
    body: Prose | None = None
    """What the customer should have at hand, and what to say."""


class Include(_Node):
    """Puts the nodes of a part in here, and goes on at `next` where the part says `return`."""

    kind: ClassVar[str] = "include"
    include: Target
    """The file of the part, relative to this one."""
    next: Target
    """Where the guide goes on after the part: a node of this tree, or a tree file."""

    def ways_on(self) -> tuple[WayOn, ...]:
        """Return the way that is taken after the part."""
        return (WayOn(self.next, ("next",)),)


NODES: tuple[type[_Node], ...] = (Question, Step, Resolution, Support, Include)
KINDS: tuple[str, ...] = tuple(node.kind for node in NODES)


def _kind(data: Any) -> str | None:
    if isinstance(data, _Node):
        return data.kind
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


class Tree(_Part):
    """One guide: questions, steps and endings, and how they lead to one another."""

    title: Line
    """What the guide is for, in the customer's words."""
    summary: Line | None = None
    """One sentence that says what the guide does. Search engines show it."""
    kind: Literal["procedure", "causes", "diagnosis", "part"]
    """`procedure` leads through steps, `causes` looks for a reason, `diagnosis` finds something out.
    A `part` is no guide: other trees include it, and `to: return` leads back to them."""
    aliases: tuple[TreeId, ...] = ()
    """Ids that this tree has had before, like `microsoft/old-name`. Their addresses lead here."""
    applies_to: tuple[Line, ...] = ()
    """The products that the guide is about."""
    also_called: tuple[Line, ...] = ()
    """Other words that customers use for it, which are not shown but searched: `stop paying`, `unsubscribe`.
    A line may hold several; a translator writes what customers of that language would type."""
    reviewed: Annotated[date, BeforeValidator(_iso_date)] | None = None
    """The day on which a writer last checked the facts, like `2026-11-22`."""
    review_every: (
        Annotated[
            int,
            BeforeValidator(_days),
            WithJsonSchema({"type": "string", "pattern": r"^[1-9]\d{0,4} days?$"}),
        ]
        | None
    ) = None
    """How long the facts can be trusted, like `180 days`."""
    sources: tuple[Url, ...] = ()
    """Addresses of the pages that the facts come from."""
    unsolved: Target | None = None
    """Where an ending of this guide leads a customer whom it did not help: a node, or a tree file."""
    start: Name
    """The node that the guide begins with."""
    nodes: Annotated[dict[Name, Node], Field(min_length=1)]
    """The nodes by their ids. An id is a part of the page's address, and stays as it is."""


class Term(_Part):
    """The name of a button or a place, as the product itself shows it."""

    text: Line
    """The name, as the product shows it in each language."""
    url: UrlPerLanguage | None = None
    """The address of the place, or one for each language."""


class Contact(_Part):
    """Somewhere a customer can be handed over to."""

    text: Line
    """The text of the link, which says what it does: `Contact Microsoft Support`."""
    url: UrlPerLanguage
    """Its address, or one for each language."""


class Limits(_Part):
    """How large things may become before they are refused."""

    questions: Annotated[int, Field(ge=1, le=1000)] = 12
    """How many questions a customer may be asked on one way, over all guides that it leads through."""
    nodes: Annotated[int, Field(ge=1, le=100_000)] = 100
    """How many nodes a guide may have, with those that it includes."""
    file_size: Annotated[int, Field(ge=100, le=100_000_000)] = 1_000_000
    """How many bytes a file may have."""
    nesting: Annotated[int, Field(ge=6, le=100)] = 20
    """How deep lists and mappings may be nested in a file."""


class Config(_Part):
    """What holds for the library as a whole (`library.yml`)."""

    source_language: Locale
    """The language that the trees are written in."""
    languages: Annotated[tuple[Locale, ...], Field(min_length=1)]
    """All languages of the site; the first is its default."""
    order: tuple[Target, ...] = ()
    """The tree files that customers are offered first, in this order; the others follow by their names."""
    unsolved: Target | None = None
    """The tree file where endings lead a customer whom they did not help, where no tree says so itself."""
    limits: Limits = Limits()
    """How large things may become before they are refused."""
    overdue_review: Literal["warning", "error"] = "warning"
    """What a tree is whose facts were not checked within `review_every`."""
    untranslated: Literal["error", "fallback"] = "error"
    """What becomes of a text that has no translation, or one of an older source text: with `error` the site
    is not built; with `fallback` customers read it in the source language, marked as such."""
    pages: str | None = None
    """The folder of the site's hand-written pages, from the library's folder; `{language}` stands for
    the language. Without it, texts cannot link to such pages."""


class Terms(_Part):
    """The file `terms.yml`."""

    entries: dict[Name, Term] = {}


class Contacts(_Part):
    """The file `contacts.yml`."""

    entries: dict[Name, Contact] = {}


def url_in(urls: str | dict[str, str] | None, language: str) -> str | None:
    """Return the address for a language out of one address or one for each language.

    A language without an address of its own gets the first one.
    """
    if isinstance(urls, dict):
        return urls.get(language) or next(iter(urls.values()))
    return urls


def description_of(model: type[BaseModel], name: str) -> str:
    """Return what the tree language says of a field: the docstring under it."""
    told = _docstrings()
    return next((told[one.__name__, name] for one in model.__mro__ if (one.__name__, name) in told), "")


@lru_cache(maxsize=1)
def _docstrings() -> Mapping[tuple[str, str], str]:
    """Read the docstrings of all fields, which pydantic would do whenever the model is loaded."""
    found: dict[tuple[str, str], str] = {}
    for part in ast.parse(Path(__file__).read_text("utf-8")).body:
        for pair in pairwise(part.body if isinstance(part, ast.ClassDef) else ()):
            match part, pair:
                case (
                    ast.ClassDef(name=owner),
                    (ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text)))),
                ):
                    found[owner, name] = inspect.cleandoc(text)
    return found


def words_of(part: BaseModel, at: Address = ()) -> list[tuple[Address, str, Words]]:
    """Return every text that customers read: its address, the text itself, and its kind."""
    found: list[tuple[Address, str, Words]] = []
    _add_words(part, at, found)
    return found


def _add_words(part: BaseModel, at: Address, found: list[tuple[Address, str, Words]]) -> None:
    fields = part.__dict__
    for name, words in _worded_fields(type(part)):
        value = fields[name]
        if words is not None and type(value) is str:
            found.append(((*at, name), value, words))
        elif value is not None:
            for address, item in _items(value, (*at, name)):
                if words is not None:
                    found.append((address, item, words))
                else:
                    _add_words(item, address, found)


_Worded = TypeVar("_Worded")


def with_words(part: _Worded, words: Iterator[str | None]) -> _Worded:
    """Return the same part, or parts by their keys, with other words.

    Args:
        part: a part, or parts by their keys.
        words: a new text for each that `words_of` finds there, in that order; None keeps the old one. Parts
            by their keys take all that are left, and their words when one of them is first asked for: who
            lists guides needs no nodes.
    """
    if isinstance(part, dict):
        return cast("_Worded", _InOtherWords(part, tuple(words)))
    fields = part.__dict__.copy()
    for name, kind in _worded_fields(cast("type[BaseModel]", type(part))):
        value = fields[name]
        if kind is not None and type(value) is str:
            fields[name] = next(words) or value
        elif type(value) is tuple:
            fields[name] = (
                tuple([with_words(item, words) for item in value])
                if kind is None
                else tuple([next(words) or item for item in value])
            )
        elif value is not None:
            fields[name] = with_words(value, words)
    return _copy(part, fields)


def _copy(part: _Worded, fields: dict[str, Any]) -> _Worded:
    """Do what pydantic's `model_copy` does at a quarter of its cost, since parts have nothing but fields."""
    copy = object.__new__(type(part))
    object.__setattr__(copy, "__dict__", fields)
    object.__setattr__(copy, "__pydantic_fields_set__", cast("BaseModel", part).__pydantic_fields_set__)
    object.__setattr__(copy, "__pydantic_extra__", None)
    object.__setattr__(copy, "__pydantic_private__", None)
    return copy


class _InOtherWords(Mapping[str, Any]):
    def __init__(self, parts: Mapping[str, Any], words: Sequence[str | None]) -> None:
        self._parts = parts
        self._words = words

    @cached_property
    def _made(self) -> dict[str, Any]:
        words = iter(self._words)
        return {key: with_words(part, words) for key, part in self._parts.items()}

    def __getitem__(self, key: str) -> Any:
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


@lru_cache
def _worded_fields(model: type[BaseModel]) -> tuple[tuple[str, Words | None], ...]:
    """Return the fields that hold words, with their kind; None for a field that holds parts with words."""
    fields: list[tuple[str, Words | None]] = []
    for name, info in model.model_fields.items():
        marks = list(_marks(info.annotation, info.metadata))
        if any(isinstance(mark, type) and issubclass(mark, BaseModel) for mark in marks):
            fields.append((name, None))
        else:
            fields += [(name, mark) for mark in marks if isinstance(mark, Words)]
    return tuple(fields)


def _items(value: Any, at: Address) -> list[tuple[Address, Any]]:
    if isinstance(value, tuple):
        return [((*at, index), item) for index, item in enumerate(value)]
    if isinstance(value, Mapping):
        return [((*at, key), item) for key, item in value.items()]
    return [(at, value)]


def _marks(annotation: Any, metadata: list[Any]) -> Iterator[Any]:
    """Yield all that a type says of itself: its classes, and what `Annotated` adds to them."""
    yield from metadata
    yield annotation
    for inner in getattr(annotation, "__args__", ()):
        if inner is not annotation:
            yield from _marks(inner, list(getattr(inner, "__metadata__", ())))
