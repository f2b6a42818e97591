"""The types of fields in the tree language: each checks its value, and describes the mistake in it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    GetPydanticSchema,
    Tag,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from izeja.language.links import Target, is_https, target_of
from izeja.language.locales import hint_for_code
from izeja.language.mails import checked_mail
from izeja.language.names import FORMER_ID, NAME, fault_of_address
from izeja.language.phones import Phone, parsed_phone
from izeja.language.refusal import refusal


@dataclass(frozen=True, slots=True)
class Words:
    """Marks a field whose text customers read, and which is therefore translated.

    `line` is one line of plain words and terms; `prose` is the subset of Markdown that
    `izeja.language.text_reader` describes.
    """

    kind: Literal["line", "prose"]


# Fillers and the empty Braille cell: letters and symbols to Unicode, but nobody sees them.
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def is_blank(text: str) -> bool:
    """Return whether a text shows nothing: only spaces, line breaks and zero-width characters."""
    return all(map(_is_unseen, text))


# Nearly every text begins with a letter, and is asked about twice.
@lru_cache(maxsize=1024)
def _is_unseen(char: str) -> bool:
    return char.isspace() or char in _UNSEEN or unicodedata.category(char) in ("Cc", "Cf")


def _filled(text: str) -> str:
    text = text.strip()
    if is_blank(text):
        raise PydanticCustomError("empty", "this text is empty")
    return text


def one_line(text: str) -> str:
    """Return a text that is one line, or refuse it."""
    text = _filled(text)
    if "\n" in text:
        raise PydanticCustomError("several_lines", "this text has several lines")
    return text


# Most nodes are named several times, and many trees share names.
@lru_cache(maxsize=4096)
def parsed_target(text: str) -> Target:
    """Parse a target, or refuse an empty one."""
    return target_of(one_line(text))


def _https(url: str) -> str:
    if not is_https(url):
        raise PydanticCustomError("not_https", "'{url}' is not a full 'https://' URL", {"url": url})
    return url


FIRST_YEAR, LAST_YEAR = 1900, 2999
"""The years that a date can be in."""


def iso_date(text: Any) -> Any:
    """Return a date that is written like `2026-11-22`, or refuse it."""
    try:
        day = date.fromisoformat(text)
    except (TypeError, ValueError):
        raise PydanticCustomError(
            "not_a_date", "'{text}' is not a date like 2026-11-22", {"text": text}
        ) from None
    # Every period from such a day ends on a day that computers know.
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        message = f"the year of '{{text}}' is not between {FIRST_YEAR} and {LAST_YEAR}"
        raise PydanticCustomError("not_a_date", message, {"text": text})
    return day


def _number_of_days(text: Any) -> Any:
    found = re.fullmatch(r"([1-9]\d{0,4}) days?", text) if isinstance(text, str) else None
    if not found:
        raise PydanticCustomError("not_days", "'{text}' is not a period like '180 days'", {"text": text})
    return int(found[1])


def _true(text: Any) -> Any:
    if text != "true":
        raise PydanticCustomError("not_true", "'{text}' is not 'true'", {"text": text})
    return True


def _alone(text: str) -> tuple[str, ...]:
    return (text,)


@dataclass(frozen=True, slots=True)
class NameCheck:
    """Checks that a name has the right form; knows an example of it."""

    pattern: re.Pattern[str]
    example: str

    def __call__(self, text: str) -> str:
        """Return the name, or refuse it."""
        if not self.pattern.fullmatch(text):
            message = "'{text}' is not a name like '{example}'"
            raise PydanticCustomError("bad_name", message, {"text": text, "example": self.example})
        return text


@dataclass(frozen=True, slots=True)
class FormerIdCheck(NameCheck):
    """Checks that a page can be at an address that a tree had before."""

    def __call__(self, text: str) -> str:
        """Return the id, or refuse it."""
        # Not `super()`: a dataclass with slots is another class than the one its methods know.
        NameCheck.__call__(self, text)
        if fault := fault_of_address(text):
            message = "no page can have this address: {fault}"
            raise PydanticCustomError("bad_address", message, {"fault": fault})
        return text


@dataclass(frozen=True, slots=True)
class LanguageCheck(NameCheck):
    """Checks that a code can be that of a language; whether there is such a language is asked much later."""

    def __call__(self, text: str) -> str:
        """Return the code, or refuse it."""
        if not self.pattern.fullmatch(text):
            raise refusal("'{text}' is not the code of a language", text, hint_for_code(text, ()))
        return text


Line = Annotated[str, AfterValidator(one_line), Words("line")]
# For colleagues: it is on no page, so nobody translates it.
InternalLine = Annotated[str, AfterValidator(one_line)]
Prose = Annotated[str, AfterValidator(_filled), Words("prose")]
Url = Annotated[str, AfterValidator(_https)]
Name = Annotated[str, AfterValidator(NameCheck(NAME, "cancel-visible"))]
Locale = Annotated[
    str, AfterValidator(LanguageCheck(re.compile("[a-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,4}"), "lv"))
]
_ONE_OR_EACH = Discriminator(lambda value: "each" if isinstance(value, dict) else "one")
"""Distinguishes one value for all languages from a mapping with one for each."""
# One name, or a list of them; the value is always the list.
Names = Annotated[
    Annotated[
        tuple[str, ...],
        GetPydanticSchema(lambda _, handler: handler(Annotated[Name, AfterValidator(_alone)])),
        Tag("one"),
    ]
    | Annotated[tuple[Name, ...], Field(min_length=1), Tag("each")],
    Discriminator(lambda value: "each" if isinstance(value, list | tuple) else "one"),
]
FormerId = Annotated[str, AfterValidator(FormerIdCheck(FORMER_ID, "microsoft/cancel-subscription"))]
# A writer writes text, so pydantic checks and describes text; the value is the parsed target.
TargetText = Annotated[
    Target, GetPydanticSchema(lambda _target, handler: handler(Annotated[str, AfterValidator(parsed_target)]))
]
Day = Annotated[date, BeforeValidator(iso_date)]
NumberOfDays = Annotated[
    int,
    BeforeValidator(_number_of_days),
    WithJsonSchema({"type": "string", "pattern": r"^[1-9]\d{0,4} days?$"}),
]
# A key that is either there or not: its one value is `true`.
Flag = Annotated[bool, BeforeValidator(_true), WithJsonSchema({"const": True})]
Mail = Annotated[str, AfterValidator(checked_mail)]
# As with targets, the value is the parsed number.
PhoneText = Annotated[
    Phone, GetPydanticSchema(lambda _phone, handler: handler(Annotated[str, AfterValidator(parsed_phone)]))
]
Urls = Annotated[dict[Locale, Url], Field(min_length=1)]
LanguageState = Literal["required", "fallback", "preparing"]
# The state of a language decides what a missing text means, and whether customers can see the language.
Languages = Annotated[
    Annotated[Annotated[tuple[Locale, ...], Field(min_length=1)], Tag("list")]
    | Annotated[Annotated[dict[Locale, LanguageState], Field(min_length=1)], Tag("states")],
    Discriminator(lambda value: "states" if isinstance(value, dict) else "list"),
]
UrlPerLanguage = Annotated[
    Annotated[Url, Tag("one")] | Annotated[Urls, Tag("each")],
    _ONE_OR_EACH,
]
PhonePerLanguage = Annotated[
    Annotated[PhoneText, Tag("one")]
    | Annotated[Annotated[dict[Locale, PhoneText], Field(min_length=1)], Tag("each")],
    _ONE_OR_EACH,
]
MailPerLanguage = Annotated[
    Annotated[Mail, Tag("one")] | Annotated[Annotated[dict[Locale, Mail], Field(min_length=1)], Tag("each")],
    _ONE_OR_EACH,
]


def url_in(urls: str | dict[str, str] | None, language: str) -> str | None:
    """Return the URL for a language, out of one URL or one for each language.

    A language without a URL of its own gets the first one.
    """
    if isinstance(urls, dict):
        # A missing URL is a problem of its own (`untranslated`); a page in fallback mode still needs a link.
        return urls.get(language) or next(iter(urls.values()))
    return urls
