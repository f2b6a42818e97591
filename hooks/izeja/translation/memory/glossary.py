"""The terms of a library as a glossary: each with what it means, and both in another language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from izeja.library.library import Library, Text
from izeja.reading.folder import TERMS
from izeja.translation.catalog_names import context_of
from izeja.translation.fitting import objections
from izeja.translation.memory.units import plain
from izeja.translation.po_entries import Entry
from izeja.translation.proposals import FROM_GLOSSARY, propose
from izeja.translation.update import Draft

TERMS_FILE = TERMS.removesuffix(".yml")
MAX_BYTES = 50_000_000
"""A larger glossary is not read."""


class GlossaryTerm(NamedTuple):
    """A term in both languages; "" for what is missing. Only terms of a library have a key."""

    key: str
    name: str
    translation: str
    meaning: str = ""
    meaning_translated: str = ""


class Glossary(NamedTuple):
    """Terms, and the languages that they are in."""

    source_language: str
    language: str
    terms: tuple[GlossaryTerm, ...]

    @property
    def translations(self) -> Mapping[str, str]:
        """The translations of the terms, by the terms; of equals, the first one."""
        return {one.name: one.translation for one in reversed(self.terms) if one.name and one.translation}


def glossary_of(library: Library, draft: Draft) -> Glossary:
    """Return the glossary of a library, with the translations that are not fuzzy.

    Args:
        library: in its source language.
        draft: the catalog of its terms in another language.
    """

    def translation(key: str, field_name: str, text: str | None) -> str:
        return draft.translation((f"{TERMS_FILE}#{key} {field_name}", text)) if text else ""

    terms = (
        GlossaryTerm(
            key,
            term.text,
            translation(key, "text", term.text),
            term.meaning or "",
            translation(key, "meaning", term.meaning),
        )
        for key, term in library.terms.items()
    )
    return Glossary(library.config.source_language, draft.language, tuple(terms))


@dataclass
class Taken:
    """What a glossary did to a catalog.

    `filled` and `proposed` are numbers of messages. `differing`, `unfit` and `unknown` are lines for people:
    other translations than the accepted ones, translations that do not fit their texts, and terms that
    the library does not have.
    """

    filled: int = 0
    proposed: int = 0
    differing: list[str] = field(default_factory=list)
    unfit: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def take_over(glossary: Glossary, draft: Draft, origin: str) -> Taken:
    """Propose the translations of a glossary in the catalog of terms.

    A message without a translation gets that of the glossary as fuzzy, one with a fuzzy translation a remark.
    An accepted translation stays, and is listed if the glossary has another one.

    Args:
        glossary: the glossary.
        draft: the catalog, whose messages are changed.
        origin: the name of the glossary's file.
    """
    taken = Taken()
    texts = {context_of(text): text for text in draft.texts}
    for term in glossary.terms:
        pairs = list(_texts_of(term, texts))
        if not pairs:
            taken.unknown.append(f"{term.key or term.name}: {term.translation}")
        for text, translation in pairs:
            if translation:
                _take(text, translation, draft, origin, taken)
    return taken


def _texts_of(term: GlossaryTerm, texts: Mapping[str, Text]) -> Iterator[tuple[Text, str]]:
    """Yield the texts of the library that a term translates: by its key, or else by its name."""
    keyed = texts.get(f"{TERMS_FILE}#{term.key} text") if term.key else None
    named = [keyed] if keyed else [one for one in _names(texts.values()) if one.text == term.name]
    for text in named:
        if text.text != term.name:
            continue
        yield text, term.translation
        meaning = texts.get(f"{TERMS_FILE}#{text.at[0]} meaning")
        if meaning is not None and plain(meaning.text) == term.meaning:
            yield meaning, term.meaning_translated


def _names(texts: Iterable[Text]) -> Iterator[Text]:
    return (text for text in texts if text.at[1:] == ("text",))


def _take(text: Text, translation: str, draft: Draft, origin: str, taken: Taken) -> None:
    message: Entry = draft.catalog.current[context_of(text), text.text]
    here = message.forms[0]
    if plain(here) == translation:
        return
    if (
        wrong := next(objections(text, translation, draft.source_language, draft.language), None)
    ) is not None:
        taken.unfit.append(f"{context_of(text)}: {wrong}: {translation}")
    elif not message.is_translated:
        message.forms = [translation]
        message.fuzzy = True
        propose(message, [f"{FROM_GLOSSARY} the translation is from {origin}: check it, then accept it."])
        taken.filled += 1
    elif message.fuzzy:
        propose(message, [f"{FROM_GLOSSARY} in {origin}: {translation}"])
        taken.proposed += 1
    else:
        taken.differing.append(f"{context_of(text)}: '{here}' here, '{translation}' in {origin}")
