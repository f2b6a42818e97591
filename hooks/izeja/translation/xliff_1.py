"""XLIFF 1.2: catalogs as its elements, and its elements as units.

A message is a `<trans-unit>`, and its `resname` is the context. Codes are `<ph>`, those around the words of a
link `<bpt>` and `<ept>`; all of them have their text in them, so that a tool without codes has it too. The
state of a fuzzy translation is `needs-translation`, that of a reviewed one `signed-off`. A word of the
page with plural forms is a `<group>` of such units.

The format is OASIS XLIFF 1.2 (https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from izeja.translation.codes import Code, Pair, Piece, pieces_of
from izeja.translation.po_entries import Entry, PoFile
from izeja.translation.xliff_text import (
    Ids,
    XmlElement,
    add_words,
    character_of,
    lost_code,
    printable,
    words_of,
)
from izeja.translation.xliff_units import (
    NOT_IN_XML,
    OWN_NOTES,
    Document,
    LostCode,
    Unit,
    XliffError,
    form_of,
    notes_of,
)

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_XML = "http://www.w3.org/XML/1998/namespace"
_STATES = {"": "translated", "reviewed": "signed-off", "final": "final"}
_REVIEWS = {state: review for review, state in _STATES.items()}
_CHARACTER = re.compile("U\\+([0-9A-F]{4})")


def write(catalogs: Mapping[str, PoFile], source_language: str, language: str) -> XmlElement:
    """Return catalogs as one document; see `xliff.as_xliff`."""
    root = etree.fromstring(f'<xliff xmlns="{NAMESPACE}" version="1.2"/>')
    texts: list[tuple[XmlElement, Sequence[Piece], Ids]] = []
    for file_id, catalog in catalogs.items():
        file = etree.SubElement(root, _tag("file"), original=file_id, datatype="plaintext")
        file.set("source-language", source_language)
        file.set("target-language", language)
        body = etree.SubElement(file, _tag("body"))
        for index, message in enumerate(catalog.current.values(), 1):
            texts += _units_of(body, f"u{index}", message)
    etree.indent(root)
    # Texts come last: indenting would add spaces to those that have elements.
    for element, pieces, ids in texts:
        ids.start_again()
        _write(element, pieces, ids)
    return root


_Texts = Iterator[tuple[XmlElement, Sequence[Piece], Ids]]


def _units_of(body: XmlElement, name: str, message: Entry) -> _Texts:
    """Add the units of a message without their texts; yield each text with the element that it belongs to."""
    if message.plural is None:
        yield from _add_unit(body, name, message, message.source, message.forms[0])
        return
    group = etree.SubElement(body, _tag("group"), id=name, restype="x-gettext-plurals")
    for form, translation in enumerate(message.forms):
        source = message.plural if form else message.source
        yield from _add_unit(group, f"{name}.{form}", message, source, translation)


def _add_unit(above: XmlElement, name: str, message: Entry, source: str, translation: str) -> _Texts:
    unit = etree.SubElement(above, _tag("trans-unit"), id=name, resname=printable(message.context))
    unit.set(f"{{{_XML}}}space", "preserve")
    unit.set("approved", "yes" if translation and message.review and not message.fuzzy else "no")
    ids = Ids()
    yield etree.SubElement(unit, _tag("source")), pieces_of(source), ids
    if translation:
        state = "needs-translation" if message.fuzzy else _STATES[message.review]
        yield etree.SubElement(unit, _tag("target"), state=state), pieces_of(translation), ids
    for category, text in notes_of(message):
        sender = "developer" if category == "remark" else category
        etree.SubElement(unit, _tag("note"), {"from": sender}).text = text


def _write(element: XmlElement, pieces: Sequence[Piece], ids: Ids) -> None:
    for piece in pieces:
        if isinstance(piece, Code):
            _add_code(element, "ph", ids.of(piece.text), piece.text)
        elif isinstance(piece, Pair):
            name = ids.of(piece.start, piece.end)
            _add_code(element, "bpt", name, piece.start)
            _write(element, piece.inside, ids)
            _add_code(element, "ept", name, piece.end)
        else:
            add_words(element, piece, _add_character)


def _add_code(element: XmlElement, kind: str, name: str, text: str) -> None:
    if NOT_IN_XML.search(text):
        # A code has no elements in it, so this one is words.
        add_words(element, text, _add_character)
    else:
        etree.SubElement(element, _tag(kind), id=name).text = text


def _add_character(element: XmlElement, char: str) -> XmlElement:
    attributes = {"id": f"x{len(element) + 1}", "ctype": "x-character", "equiv-text": f"U+{ord(char):04X}"}
    return etree.SubElement(element, _tag("x"), attributes)


def read(root: XmlElement) -> Document:
    """Return what a document says; see `xliff.read_xliff`."""
    files = list(root.iterchildren(_tag("file")))
    units = tuple(unit for file in files for unit in _units(file))
    return Document(_language(files, "source"), _language(files, "target"), units)


def _language(files: Sequence[XmlElement], kind: str) -> str:
    """Return the language that all files have, "" if none says it."""
    found = dict.fromkeys(filter(None, (file.get(f"{kind}-language") for file in files)))
    if len(found) > 1:
        message = (
            f"its files have several {kind} languages: {', '.join(found)}\n"
            "  = import a document of each language"
        )
        raise XliffError(message)
    return next(iter(found), "")


def _units(file: XmlElement) -> Iterator[Unit]:
    for unit in file.iter(_tag("trans-unit")):
        source, target = unit.find(_tag("source")), unit.find(_tag("target"))
        parent = unit.getparent()
        in_group = parent is not None and parent.get("restype") == "x-gettext-plurals"
        reader = _TextReader(_codes_of(source))
        source_text, lost_in_source = reader.text(source)
        translation, lost = reader.text(target)
        yield Unit(
            file_id=file.get("original", ""),
            context=unit.get("resname", ""),
            source=source_text,
            form=form_of(unit.get("id", "")) if in_group else None,
            translation=translation,
            fuzzy=_is_fuzzy(target),
            remarks=tuple(
                note.text
                for note in unit.iterchildren(_tag("note"))
                if note.get("from") not in ("developer", *OWN_NOTES) and note.text
            ),
            review=_review(unit, target),
            lost_codes=(*(lost_in_source if translation else ()), *lost),
        )


def _is_fuzzy(target: XmlElement | None) -> bool:
    state = "" if target is None else target.get("state", "")
    return state == "new" or state.startswith("needs-")


def _review(unit: XmlElement, target: XmlElement | None) -> str:
    state = "" if target is None else target.get("state", "")
    # Many tools know only whether a translation is approved.
    return _REVIEWS.get(state, "") or ("reviewed" if unit.get("approved") == "yes" else "")


_Codes = Mapping[tuple[str, str], str]


def _codes_of(source: XmlElement | None) -> _Codes:
    """Return the texts of a source text's codes, by the kinds of their elements and their ids."""
    if source is None:
        return {}
    codes = source.iter(_tag("ph"), _tag("bpt"), _tag("ept"), _tag("it"))
    return {
        (etree.QName(one).localname, one.get("id", "")): "".join(map(str, one.itertext())) for one in codes
    }


_CODES = {"ph": "ph", "bpt": "bpt", "ept": "ept", "it": "it", "x": "ph", "bx": "bpt", "ex": "ept"}
"""The elements for codes, and those in their place in our documents: some tools leave their texts out."""


class _TextReader:
    """Reads texts with these codes."""

    def __init__(self, codes: _Codes) -> None:
        self._codes = codes
        self._lost: list[LostCode] = []

    def text(self, element: XmlElement | None) -> tuple[str, tuple[LostCode, ...]]:
        """Return the text of an element, and the codes that are missing in it."""
        self._lost = []
        words = "" if element is None else self._words(element)
        return words, tuple(self._lost)

    def _words(self, element: XmlElement) -> str:
        return words_of(element, self._piece)

    def _piece(self, element: XmlElement) -> str:
        kind = etree.QName(element).localname
        if kind == "x" and element.get("ctype") == "x-character":
            return self._known(element, character_of(element.get("equiv-text", ""), _CHARACTER))
        words = self._words(element)
        if kind == "g":
            return f"{self._code(element, 'bpt')}{words}{self._code(element, 'ept')}"
        # A tool may put marks of its own around words, and those around none say nothing.
        if kind == "mrk":
            return words
        return words or self._code(element, _CODES.get(kind, kind))

    def _code(self, element: XmlElement, kind: str) -> str:
        known = self._codes.get((kind, element.get("id", "")), "")
        return self._known(element, known or element.get("equiv-text", ""))

    def _known(self, element: XmlElement, text: str) -> str:
        if not text:
            self._lost.append(lost_code(element))
        return text


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
