"""The settings of a library (`library.yml`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from izeja.language.entry import Entry
from izeja.language.fields import Languages, LanguageState, Locale, Name, TargetText
from izeja.language.topics import Topic


class Limits(Entry):
    """How large things can become before they are refused."""

    questions: Annotated[int, Field(ge=1, le=1000)] = 12
    """The most questions that one way through a guide can ask, with its parts, and without other guides."""
    nodes: Annotated[int, Field(ge=1, le=100_000)] = 100
    """The most nodes that a guide can have, including those of its parts."""
    trees: Annotated[int, Field(ge=1, le=100_000)] = 10_000
    """The most trees that the library can have."""
    file_size: Annotated[int, Field(ge=100, le=100_000_000)] = 1_000_000
    """The most bytes that a file can have."""
    picture_size: Annotated[int, Field(ge=1000, le=100_000_000)] = 500_000
    """The most bytes that a picture can have. Customers load it over their phone's connection."""
    video_size: Annotated[int, Field(ge=1000, le=1_000_000_000)] = 20_000_000
    """The most bytes that a video can have."""
    nesting: Annotated[int, Field(ge=6, le=100)] = 20
    """How deep lists and mappings can be nested in a file."""


AllowedCode: TypeAlias = Literal[
    "bare-address",
    "cut-text",
    "garbled-text",
    "invisible-character",
    "literal-markup",
    "long-text",
    "no-topic",
    "note-in-text",
    "twin-titles",
    "unread-file",
    "unused-entry",
]


class Config(Entry):
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
    topics: dict[Name, Topic] = Field(default_factory=dict)
    """What customers choose from on the home page, by ids that are part of addresses: `topics/billing`. With
    topics, the home page lists these and the first guides of `order`; without, it lists all guides."""
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
