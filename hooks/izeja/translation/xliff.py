"""Catalogs as XLIFF 2 for translation tools, written and read back without loss.

One document has all catalogs of a language, each as a `<file>`. A message is a `<unit>`: its `name` is the
context, its notes are the remarks for the translator, and its segment's state is `initial` until it has
a translation that is not fuzzy. Code, terms and addresses are marked as `translate="no"`, so that tools lock
them. A word of the page with plural forms is a `<group>` of such units.

The format is OASIS XLIFF 2.0 (https://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html).
It cannot hold everything that a catalog has, so translations go back into the catalogs one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from izeja.translation.po_entries import Entry, PoFile
from izeja.translation.protected import protected_in

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_XML = "http://www.w3.org/XML/1998/namespace"
_FUZZY = "izeja:fuzzy"
MAX_BYTES = 50_000_000
"""A larger document is not read."""
# What XML 1.0 cannot have (section 2.2), not even as a reference.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CODE = re.compile("[0-9A-Fa-f]{1,4}")
_FORM = re.compile(r"\.(\d{1,2})$")
# In a group, but without the number of its form: it must not replace another form.
_UNKNOWN_FORM = -1


_Place: TypeAlias = tuple[etree._Element, str]  # noqa: SLF001 - lxml has no other name for it
"""An element, and the text that it is to have."""


class XliffError(Exception):
    """A file that is not XLIFF 2."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The translation of a message in a document, with the part, context and source text that it belongs to.

    `form` is the number of a plural form, None for a message without plural forms, negative if it is lost.
    """

    file_id: str
    context: str
    source: str
    form: int | None
    translation: str
    fuzzy: bool
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read: its languages and units."""

    source_language: str
    language: str
    units: tuple[Unit, ...]


def as_xliff(catalogs: Mapping[str, PoFile], source_language: str, language: str) -> bytes:
    """Write catalogs as one document.

    Args:
        catalogs: the catalogs of a language, by their parts.
        source_language: the language of the library.
        language: the language of the catalogs.
    """
    root = etree.fromstring(f'<xliff xmlns="{NAMESPACE}" version="2.0"/>')
    root.set("srcLang", source_language.replace("_", "-"))
    root.set("trgLang", language.replace("_", "-"))
    texts: list[_Place] = []
    for number, (file_id, catalog) in enumerate(catalogs.items(), 1):
        # XLIFF ids allow no slashes (NMTOKEN), so they are numbers, and `original` names the part.
        file = etree.SubElement(root, _tag("file"), id=f"f{number}", original=file_id)
        for index, message in enumerate(catalog.current.values(), 1):
            texts += _add_message(file, f"u{index}", message)
    etree.indent(root)
    # Texts come last: indenting would add spaces to those that have elements.
    for element, text in texts:
        _write_text(element, text)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_message(file: etree._Element, name: str, message: Entry) -> Iterator[_Place]:
    """Add the units of a message without their texts; yield the place of each text."""
    if message.plural is None:
        yield from _add_unit(file, name, message, message.source, message.forms[0])
        return
    group = etree.SubElement(file, _tag("group"), id=name, name=message.context)
    for form, translation in enumerate(message.forms):
        source = message.plural if form else message.source
        yield from _add_unit(group, f"{name}.{form}", message, source, translation)


def _add_unit(
    above: etree._Element, name: str, message: Entry, source: str, translation: str
) -> Iterator[_Place]:
    unit = etree.SubElement(above, _tag("unit"), id=name, name=message.context)
    notes = [("remark", text) for text in message.remarks]
    notes += [("translator", text) for text in message.notes]
    notes += [("older source", message.previous)] if message.previous else []
    if notes:
        around = etree.SubElement(unit, _tag("notes"))
        for category, text in notes:
            etree.SubElement(around, _tag("note"), category=category).text = _NOT_IN_XML.sub("\ufffd", text)
    segment = etree.SubElement(unit, _tag("segment"), state="translated" if translation else "initial")
    if message.fuzzy and translation:
        # XLIFF has no word for fuzzy; tools show `initial` as open, and give `subState` back untouched.
        segment.set("state", "initial")
        segment.set("subState", _FUZZY)
    for kind, text in (("source", source), ("target", translation)):
        if text:
            element = etree.SubElement(segment, _tag(kind))
            element.set(f"{{{_XML}}}space", "preserve")
            yield element, text


def _write_text(element: etree._Element, text: str) -> None:
    """Put a text into an element, with marks around what tools must not let translators change."""
    end, before = 0, None
    for number, span in enumerate(protected_in(text), 1):
        _write_words(element, text[end : span.start], before)
        before = etree.SubElement(element, _tag("mrk"), id=f"m{number}", translate="no")
        _write_words(before, text[span.start : span.end])
        end = span.end
    _write_words(element, text[end:], before)


def _write_words(element: etree._Element, text: str, before: etree._Element | None = None) -> None:
    """Add words to an element, and characters that XML cannot have as elements of their own (`<cp>`)."""
    first, *more = _NOT_IN_XML.split(text)
    if before is None:
        element.text = first
    else:
        before.tail = first
    for char, piece in zip(_NOT_IN_XML.findall(text), more, strict=True):
        etree.SubElement(element, _tag("cp"), hex=f"{ord(char):04X}").tail = piece


def read_xliff(content: bytes) -> Document:
    """Read a document.

    Args:
        content: the file. Nothing that it refers to is fetched. One that declares entities is refused.

    Raises:
        XliffError: if it is not XLIFF 2.
    """
    # The file comes from outside: it must not read other files or the network, or grow without end.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        message = (
            f"this is not valid XML: {error.msg}\n  = the file may be cut off: get it again from your tool"
        )
        raise XliffError(message) from None
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs leave it out
        message = "this has a DOCTYPE, which XLIFF has no use for\n  = get the file again from your tool"
        raise XliffError(message)
    if root.tag != _tag("xliff"):
        message = (
            "this is not XLIFF 2\n  = set your tool to keep version 2.0 of XLIFF, as in the exported file"
        )
        raise XliffError(message)
    units = tuple(unit for file in root.iterchildren(_tag("file")) for unit in _units(file))
    return Document(root.get("srcLang", ""), root.get("trgLang", ""), units)


def _units(file: etree._Element) -> Iterator[Unit]:
    for unit in file.iter(_tag("unit")):
        parent = unit.getparent()
        in_group = parent is not None and parent.tag == _tag("group")
        number = _FORM.search(unit.get("id", "")) if in_group else None
        segments = list(unit.iterchildren(_tag("segment")))
        # A tool that splits a segment leaves what is between its parts, such as spaces, untranslated.
        pieces = list(unit.iterchildren(_tag("segment"), _tag("ignorable")))
        yield Unit(
            file_id=file.get("original", ""),
            context=unit.get("name", ""),
            source="".join(_text(one, "source") for one in pieces),
            form=int(number[1]) if number else _UNKNOWN_FORM if in_group else None,
            translation="".join(_target(one) for one in pieces) if _is_translated(segments) else "",
            fuzzy=any(_is_fuzzy(one) for one in segments),
            remarks=tuple(
                note.text
                for note in unit.iterfind(f"{_tag('notes')}/{_tag('note')}")
                if note.get("category") not in ("remark", "older source") and note.text
            ),
        )


def _is_fuzzy(segment: etree._Element) -> bool:
    return segment.get("subState") == _FUZZY or segment.get("state") == "initial"


def _is_translated(segments: list[etree._Element]) -> bool:
    return all(_text(one, "target") for one in segments)


def _target(piece: etree._Element) -> str:
    return _text(piece, "target") or _text(piece, "source")


def _text(segment: etree._Element, kind: str) -> str:
    element = segment.find(_tag(kind))
    return _words(element) if element is not None else ""


def _words(element: etree._Element) -> str:
    # A tool may put marks of its own around words.
    parts = [element.text or ""]
    for child in element:
        parts += [_character(child) if child.tag == _tag("cp") else _words(child), child.tail or ""]
    return "".join(parts)


def _character(element: etree._Element) -> str:
    """Return the character that an element stands for; "" if XML can have it, or if there is no such one."""
    found = _CODE.fullmatch(element.get("hex", ""))
    char = chr(int(found[0], 16)) if found else ""
    return char if _NOT_IN_XML.fullmatch(char) else ""


@dataclass(frozen=True, slots=True)
class Applied:
    """How many messages a document changed, in which parts, and units whose texts are no longer there."""

    changed: int
    parts: tuple[str, ...]
    unknown: tuple[Unit, ...]


def apply(document: Document, catalogs: Mapping[str, PoFile]) -> Applied:
    """Put the translations of a document into catalogs.

    A message is found by its context and its source text. A unit whose text or part is no longer there is
    left out and returned. A message keeps its translation if its unit has none.

    Args:
        document: the document.
        catalogs: the catalogs of its language by their parts; they are changed.
    """
    changed: list[str] = []
    unknown = []
    for unit in document.units:
        message = _message(unit, catalogs.get(unit.file_id))
        if message is None:
            unknown.append(unit)
        elif unit.translation and _set(message, unit):
            changed.append(unit.file_id)
    return Applied(len(changed), tuple(dict.fromkeys(changed)), tuple(unknown))


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
    if not unit.fuzzy:
        message.previous = ""
    message.add_notes(line for remark in unit.remarks for line in remark.split("\n"))
    return before != message.lines


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
