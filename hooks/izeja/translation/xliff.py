"""Catalogs as XLIFF 2, for teams whose tools want it: out, and in again without loss.

One document has all catalogs of a language, each as a `<file>`. A message is a `<unit>`: its `name` is the
context, its notes are the remarks for the translator, and its segment's state is `initial` until it has
a translation that nobody doubts. A word of the page with plural forms is a `<group>` of such units.

The format is OASIS XLIFF 2.0 (https://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html).
What it cannot hold stays in the catalogs, which are never made anew from it: translations go back one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babel.messages.catalog import Catalog, Message
from lxml import etree

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_XML = "http://www.w3.org/XML/1998/namespace"
_DOUBTFUL = "izeja:fuzzy"


class XliffError(Exception):
    """A file that is not XLIFF 2, or not about this library."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says of one message: where it belongs, its source text, and its translation.

    `form` is the number of a plural form; None for a message that has none.
    """

    part: str
    context: str
    source: str
    form: int | None
    translation: str
    doubtful: bool
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read."""

    source_language: str
    language: str
    said: tuple[Said, ...]


def as_xliff(catalogs: Mapping[str, Catalog], source_language: str, language: str) -> bytes:
    """Write catalogs as one document.

    Args:
        catalogs: those of a language, by their parts.
        source_language: the language of the library.
        language: that of the catalogs.
    """
    root = etree.fromstring(f'<xliff xmlns="{NAMESPACE}" version="2.0"/>')
    root.set("srcLang", source_language.replace("_", "-"))
    root.set("trgLang", language.replace("_", "-"))
    for number, (part, catalog) in enumerate(catalogs.items(), 1):
        file = etree.SubElement(root, _tag("file"), id=f"f{number}", original=part)
        for index, message in enumerate((one for one in catalog if one.id), 1):
            _add_message(file, f"u{index}", message)
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_message(file: etree._Element, name: str, message: Message) -> None:
    if isinstance(message.id, str):
        _add_unit(file, name, message, message.id, str(message.string or ""))
        return
    group = etree.SubElement(file, _tag("group"), id=name, name=message.context or "")
    one, other = message.id
    for form, translation in enumerate(message.string or ()):
        _add_unit(group, f"{name}.{form}", message, other if form else one, translation or "")


def _add_unit(above: etree._Element, name: str, message: Message, source: str, translation: str) -> None:
    unit = etree.SubElement(above, _tag("unit"), id=name, name=message.context or "")
    notes = [("remark", text) for text in message.auto_comments]
    notes += [("translator", text) for text in message.user_comments]
    notes += [("older source", text) for text in message.previous_id]
    if notes:
        around = etree.SubElement(unit, _tag("notes"))
        for category, text in notes:
            etree.SubElement(around, _tag("note"), category=category).text = text
    segment = etree.SubElement(unit, _tag("segment"), state="translated" if translation else "initial")
    if message.fuzzy and translation:
        segment.set("state", "initial")
        segment.set("subState", _DOUBTFUL)
    for kind, text in (("source", source), ("target", translation)):
        if text:
            element = etree.SubElement(segment, _tag(kind))
            element.set(f"{{{_XML}}}space", "preserve")
            element.text = text


def read_xliff(content: bytes) -> Document:
    """Read a document.

    Args:
        content: the file. Nothing that it names is ever fetched, and entities are not resolved.

    Raises:
        XliffError: if it is not XLIFF 2.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        message = f"this is not XML: {error.msg}\n  = ask for the whole file once more, or export it anew"
        raise XliffError(message) from None
    if root.tag != _tag("xliff"):
        message = "this is not XLIFF 2\n  = set your tool to keep version 2.0 of XLIFF, which the export has"
        raise XliffError(message)
    said = tuple(one for file in root.iterchildren(_tag("file")) for one in _units(file))
    return Document(root.get("srcLang", ""), root.get("trgLang", ""), said)


def _units(file: etree._Element) -> Iterator[Said]:
    for unit in file.iter(_tag("unit")):
        parent = unit.getparent()
        in_group = parent is not None and parent.tag == _tag("group")
        form = int(unit.get("id", "").rpartition(".")[2] or 0) if in_group else None
        segments = list(unit.iterchildren(_tag("segment")))
        # What lies between segments that a tool has made of one is said in their source alone.
        pieces = list(unit.iterchildren(_tag("segment"), _tag("ignorable")))
        yield Said(
            part=file.get("original", ""),
            context=unit.get("name", ""),
            source="".join(_text(one, "source") for one in pieces),
            form=form,
            translation="".join(_target(one) for one in pieces) if _is_translated(segments) else "",
            doubtful=any(_is_doubtful(one) for one in segments),
            remarks=tuple(
                note.text
                for note in unit.iterfind(f"{_tag('notes')}/{_tag('note')}")
                if note.get("category") not in ("remark", "older source") and note.text
            ),
        )


def _is_doubtful(segment: etree._Element) -> bool:
    return segment.get("subState") == _DOUBTFUL or segment.get("state") == "initial"


def _is_translated(segments: list[etree._Element]) -> bool:
    return all(_text(one, "target") for one in segments)


def _target(piece: etree._Element) -> str:
    return _text(piece, "target") or ("" if piece.tag == _tag("segment") else _text(piece, "source"))


def _text(segment: etree._Element, kind: str) -> str:
    element = segment.find(_tag(kind))
    # A tool may have put marks of its own around words; the words are what counts.
    return "".join(map(str, element.itertext())) if element is not None else ""


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a document: how many messages it changed, and what it says of texts that are no more."""

    changed: int
    unknown: tuple[Said, ...]


def apply(document: Document, catalogs: Mapping[str, Catalog]) -> Applied:
    """Put the translations of a document into catalogs.

    A message is found by its context and its source text. What a document says of a text that has changed
    since is left out and returned, and so is what it says of a part that there is no more. A message that
    the document leaves without a translation keeps its own.

    Args:
        document: as it was read.
        catalogs: those of its language by their parts; they are changed.
    """
    changed = 0
    unknown = []
    for said in document.said:
        message = _message(said, catalogs.get(said.part))
        if message is None:
            unknown.append(said)
        elif said.translation:
            changed += _set(message, said)
    return Applied(changed, tuple(unknown))


def _message(said: Said, catalog: Catalog | None) -> Message | None:
    if catalog is None:
        return None
    if said.form is None:
        return catalog.get(said.source, said.context or None)
    for message in catalog:
        if not isinstance(message.id, str) and said.source in message.id and said.form < len(_forms(message)):
            return message
    return None


def _forms(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else []


def _set(message: Message, said: Said) -> bool:
    before = (message.string, set(message.flags), list(message.user_comments))
    if said.form is None:
        message.string = said.translation
    else:
        forms = _forms(message)
        forms[said.form] = said.translation
        message.string = tuple(forms)
    if said.doubtful:
        message.flags.add("fuzzy")
    else:
        message.flags.discard("fuzzy")
        message.previous_id = []
    message.user_comments += [one for one in said.remarks if one not in message.user_comments]
    return before != (message.string, set(message.flags), list(message.user_comments))


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
