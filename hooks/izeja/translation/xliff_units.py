"""What an XLIFF document of any version says, and how it gets into catalogs.

A document cannot hold everything that a catalog has, so translations go back into the catalogs one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from izeja.language.fields import is_blank
from izeja.translation.codes import codes_in
from izeja.translation.link_addresses import readdressed
from izeja.translation.po_entries import Entry, PoFile

# What XML 1.0 cannot have (section 2.2), not even as a reference.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORM = re.compile(r"\.(\d{1,2})$")
# In a group, but without the number of its form: it must not replace another form.
_UNKNOWN_FORM = -1


class XliffError(Exception):
    """A file that is not XLIFF, or has translations into several languages."""


class LostCode(NamedTuple):
    """A code in a text that a tool took everything from which says what it stands for.

    `line` is that in the document, and `element` the code as it is written there, such as `<ph id="c1">`.
    """

    line: int
    element: str


@dataclass(frozen=True, slots=True)
class Unit:
    """The translation of a message in a document, with the part, context and source text that it belongs to.

    `form` is the number of a plural form, None for a message without plural forms, negative if it is lost.
    `review` is "reviewed" or "final" once somebody else has read the translation. With `lost_codes`, the
    texts are not whole.
    """

    file_id: str
    context: str
    source: str
    form: int | None
    translation: str
    fuzzy: bool
    remarks: tuple[str, ...]
    review: str = ""
    lost_codes: tuple[LostCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read: its languages and units."""

    source_language: str
    language: str
    units: tuple[Unit, ...]


def form_of(unit_id: str) -> int:
    """Return the number of a plural form from the id of its unit, a negative one if it has none."""
    number = _FORM.search(unit_id)
    return int(number[1]) if number else _UNKNOWN_FORM


def notes_of(message: Entry) -> list[tuple[str, str]]:
    """Return the notes on a message: for each its category and its text, as XML can have it."""
    notes = [("remark", text) for text in message.remarks]
    notes += [("translator", text) for text in message.notes]
    notes += [("older source", message.previous)] if message.previous else []
    return [(category, NOT_IN_XML.sub("\ufffd", text)) for category, text in notes]


OWN_NOTES = ("remark", "older source")
"""The categories of notes that translators do not write."""


@dataclass(frozen=True, slots=True)
class Altered:
    """A unit whose translation has other codes than its source text, which it lacks or adds."""

    unit: Unit
    missing: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """How many messages a document changed, and in which parts.

    `unknown` are units whose texts are no longer there; `altered` are those that a tool took codes from;
    `incomplete` are those with lost codes; `contradicted` are those whose text another unit translates
    differently, each with that one.
    """

    changed: int
    parts: tuple[str, ...]
    unknown: tuple[Unit, ...]
    altered: tuple[Altered, ...] = ()
    contradicted: tuple[tuple[Unit, Unit], ...] = ()
    incomplete: tuple[Unit, ...] = ()


def as_of_today(
    document: Document, catalogs: Mapping[str, PoFile], address: Callable[[str, str], tuple[str, str]]
) -> Document:
    """Return a document whose units are called as their messages are today, and link to where these link.

    Args:
        document: the document, as the library was when it was exported.
        catalogs: the catalogs of today, by their parts.
        address: returns the part and the context of today for those of then.
    """
    return replace(
        document,
        units=tuple(_of_today(one, catalogs, *address(one.file_id, one.context)) for one in document.units),
    )


def _of_today(unit: Unit, catalogs: Mapping[str, PoFile], file_id: str, context: str) -> Unit:
    today = replace(unit, file_id=file_id, context=context)
    catalog = catalogs.get(file_id)
    if catalog is None or _message(today, catalog) is not None:
        return today if catalog is not None else unit
    for message in catalog.current.values():
        if message.context == context:
            translation = readdressed(unit.source, message.source, unit.translation)
            if translation is not None:
                return replace(today, source=message.source, translation=translation)
    return unit


def apply(document: Document, catalogs: Mapping[str, PoFile]) -> Applied:
    """Put the translations of a document into catalogs.

    A message is found by its context and its source text. A unit whose text or part is no longer there is
    left out and returned, and so is one with lost codes. A message keeps its translation if its unit has
    none, or white space alone. Of several units of one text, the last one counts.

    Args:
        document: the document.
        catalogs: the catalogs of its language by their parts; they are changed.
    """
    changed: list[str] = []
    unknown: list[Unit] = []
    wanted: dict[tuple[str, str, str, int | None], Unit] = {}
    contradicted: list[tuple[Unit, Unit]] = []
    for unit in document.units:
        if unit.lost_codes:
            continue
        if _message(unit, catalogs.get(unit.file_id)) is None:
            unknown.append(unit)
        elif not is_blank(unit.translation):
            key = unit.file_id, unit.context, unit.source, unit.form
            if key in wanted and wanted[key].translation != unit.translation:
                contradicted.append((wanted[key], unit))
            wanted[key] = unit
    altered: list[Altered] = []
    for unit in wanted.values():
        message = _message(unit, catalogs.get(unit.file_id))
        if message is not None and _set(message, unit):
            changed.append(unit.file_id)
            altered += [one for one in [_altered(unit)] if one]
    parts = tuple(dict.fromkeys(changed))
    incomplete = tuple(unit for unit in document.units if unit.lost_codes)
    return Applied(len(changed), parts, tuple(unknown), tuple(altered), tuple(contradicted), incomplete)


def _altered(unit: Unit) -> Altered | None:
    wanted, found = codes_in(unit.source), codes_in(unit.translation)
    missing, added = (wanted - found).elements(), (found - wanted).elements()
    return Altered(unit, tuple(missing), tuple(added)) if wanted != found else None


def _message(unit: Unit, catalog: PoFile | None) -> Entry | None:
    if catalog is None:
        return None
    if unit.form is None:
        return catalog.current.get((unit.context, unit.source))
    for message in catalog.current.values():
        # The unit of a plural form has the singular or the plural, so either finds the message.
        if message.plural is not None and unit.source in (message.source, message.plural):
            return message if 0 <= unit.form < len(message.forms) else None
    return None


def _set(message: Entry, unit: Unit) -> bool:
    """Set the translation, the flag and the comments of a message; return whether this changed it."""
    before = list(message.lines)
    forms = message.forms
    forms[unit.form or 0] = unit.translation
    message.forms = forms
    message.fuzzy = unit.fuzzy
    message.review = "" if unit.fuzzy else unit.review
    if not unit.fuzzy:
        message.previous = ""
    message.add_notes(line for remark in unit.remarks for line in remark.split("\n"))
    return before != message.lines
