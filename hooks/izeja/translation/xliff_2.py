"""XLIFF 2: catalogs as its elements, and its elements as units.

A message is a `<unit>`, and its `name` is the context. Codes are `<ph>` and `<pc>` with their texts in
`<originalData>`. The state of a segment is `initial` without a translation, and with a fuzzy one, which has a
`subState` besides. A word of the page with plural forms is a `<group>` of such units.

The format is OASIS XLIFF 2.0 (https://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html). Of a
document of 2.1 or 2.2, the same elements are read; their core has not changed, but 2.2 has a namespace of its
own (https://docs.oasis-open.org/xliff/xliff-core/v2.2/xliff-core-v2.2-part1.html).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

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
from izeja.translation.xliff_units import OWN_NOTES, Document, LostCode, Unit, form_of, notes_of

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
NAMESPACE_OF_2_2 = "urn:oasis:names:tc:xliff:document:2.2"
_XML = "http://www.w3.org/XML/1998/namespace"
_FUZZY = "izeja:fuzzy"
_CODE = re.compile("([0-9A-Fa-f]{1,4})")
_ENDS = {"ph": ("",), "pc": ("Start", "End"), "sc": ("Start",), "ec": ("End",)}
"""The elements for codes, and which ends of a pair they are: a tool may split a pair into two elements."""
_MARKS = ("mrk", "sm", "em")


def write(catalogs: Mapping[str, PoFile], source_language: str, language: str) -> XmlElement:
    """Return catalogs as one document; see `xliff.as_xliff`."""
    root = etree.fromstring(f'<xliff xmlns="{NAMESPACE}" version="2.0"/>')
    root.set("srcLang", source_language)
    root.set("trgLang", language)
    units: list[_UnitWriter] = []
    for number, (file_id, catalog) in enumerate(catalogs.items(), 1):
        # XLIFF ids allow no slashes (NMTOKEN), so they are numbers, and `original` names the part.
        file = etree.SubElement(root, _tag("file"), id=f"f{number}", original=file_id)
        for index, message in enumerate(catalog.current.values(), 1):
            units += _units_of(file, f"u{index}", message)
    etree.indent(root)
    # Texts come last: indenting would add spaces to those that have elements.
    for unit in units:
        unit.write_texts()
    return root


def _units_of(file: XmlElement, name: str, message: Entry) -> Iterator[_UnitWriter]:
    if message.plural is None:
        yield _UnitWriter(file, name, message, message.source, message.forms[0])
        return
    group = etree.SubElement(file, _tag("group"), id=name, name=printable(message.context))
    for form, translation in enumerate(message.forms):
        source = message.plural if form else message.source
        yield _UnitWriter(group, f"{name}.{form}", message, source, translation)


class _UnitWriter:
    """Adds a unit to the element above it: first without its texts, then these."""

    def __init__(self, above: XmlElement, name: str, message: Entry, source: str, translation: str) -> None:
        unit = etree.SubElement(above, _tag("unit"), id=name, name=printable(message.context))
        if notes := notes_of(message):
            around = etree.SubElement(unit, _tag("notes"))
            for category, text in notes:
                etree.SubElement(around, _tag("note"), category=category).text = text
        texts = {"source": pieces_of(source), "target": pieces_of(translation)}
        codes = dict.fromkeys(code for pieces in texts.values() for code in _codes_of(pieces))
        self._data = {code: f"d{number}" for number, code in enumerate(codes, 1)}
        originals = etree.SubElement(unit, _tag("originalData")) if codes else None
        self._originals = [] if originals is None else [self._original(originals, code) for code in codes]
        segment = etree.SubElement(unit, _tag("segment"), state=_state(message, translation))
        if message.fuzzy and translation:
            # XLIFF has no word for fuzzy; tools show `initial` as open, and give `subState` back untouched.
            segment.set("subState", _FUZZY)
        self._texts = [(self._text(segment, kind), pieces) for kind, pieces in texts.items() if pieces]

    def _original(self, originals: XmlElement, code: str) -> tuple[XmlElement, str]:
        return _preserving(etree.SubElement(originals, _tag("data"), id=self._data[code])), code

    def _text(self, segment: XmlElement, kind: str) -> XmlElement:
        return _preserving(etree.SubElement(segment, _tag(kind)))

    def write_texts(self) -> None:
        """Write the texts of the unit and its codes."""
        for element, code in self._originals:
            add_words(element, code, _add_character)
        ids = Ids()
        for element, pieces in self._texts:
            ids.start_again()
            self._write(element, pieces, ids)

    def _write(self, element: XmlElement, pieces: Sequence[Piece], ids: Ids) -> None:
        for piece in pieces:
            if isinstance(piece, Code):
                code = etree.SubElement(element, _tag("ph"), id=ids.of(piece.text))
                code.set("canDelete", "no")
                code.set("dataRef", self._data[piece.text])
                code.set("disp", printable(piece.text))
            elif isinstance(piece, Pair):
                kind = "image" if piece.start.startswith("!") else "link"
                pair = etree.SubElement(element, _tag("pc"), id=ids.of(piece.start, piece.end), type=kind)
                pair.set("canDelete", "no")
                for end, text in (("Start", piece.start), ("End", piece.end)):
                    pair.set(f"dataRef{end}", self._data[text])
                    pair.set(f"disp{end}", printable(text))
                self._write(pair, piece.inside, ids)
            else:
                add_words(element, piece, _add_character)


def _codes_of(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Code):
            yield piece.text
        elif isinstance(piece, Pair):
            yield from (piece.start, piece.end)
            yield from _codes_of(piece.inside)


def _state(message: Entry, translation: str) -> str:
    if not translation or message.fuzzy:
        return "initial"
    return message.review or "translated"


def _preserving(element: XmlElement) -> XmlElement:
    element.set(f"{{{_XML}}}space", "preserve")
    return element


def _add_character(element: XmlElement, char: str) -> XmlElement:
    return etree.SubElement(element, _tag("cp"), hex=f"{ord(char):04X}")


def read(root: XmlElement) -> Document:
    """Return what a document says; see `xliff.read_xliff`."""
    for element in root.iter(f"{{{NAMESPACE_OF_2_2}}}*"):
        element.tag = _tag(etree.QName(element).localname)
    units = tuple(unit for file in root.iterchildren(_tag("file")) for unit in _units(file))
    return Document(root.get("srcLang", ""), root.get("trgLang", ""), units)


def _units(file: XmlElement) -> Iterator[Unit]:
    for unit in file.iter(_tag("unit")):
        parent = unit.getparent()
        in_group = parent is not None and parent.tag == _tag("group")
        segments = list(unit.iterchildren(_tag("segment")))
        # A tool that splits a segment leaves what is between its parts, such as spaces, untranslated.
        pieces = list(unit.iterchildren(_tag("segment"), _tag("ignorable")))
        reader = _TextReader(unit)
        source, lost_in_source = reader.whole(reader.source, pieces)
        target, lost = reader.whole(reader.target, pieces)
        translation = target if all(map(reader.target, segments)) else ""
        reviews = [_review(one) for one in segments]
        yield Unit(
            file_id=file.get("original", ""),
            context=unit.get("name", ""),
            source=source,
            form=form_of(unit.get("id", "")) if in_group else None,
            translation=translation,
            fuzzy=any(_is_fuzzy(one) for one in segments),
            remarks=tuple(
                note.text
                for note in unit.iterfind(f"{_tag('notes')}/{_tag('note')}")
                if note.get("category") not in OWN_NOTES and note.text
            ),
            # The least of them: a text is final once all of its parts are.
            review="" if "" in reviews else min(reviews, key=("reviewed", "final").index, default=""),
            lost_codes=(*(lost_in_source if translation else ()), *lost),
        )


def _is_fuzzy(segment: XmlElement) -> bool:
    # A tool that does not know our `subState` may leave it there when it changes the state.
    return segment.get("state", "initial" if segment.get("subState") == _FUZZY else "") == "initial"


def _review(segment: XmlElement) -> str:
    state = segment.get("state", "")
    return state if state in ("reviewed", "final") else ""


class _TextReader:
    """Reads the texts of a unit, with its codes."""

    def __init__(self, unit: XmlElement) -> None:
        self._lost: list[LostCode] = []
        self._data: dict[str, str] = {}
        for one in unit.iterfind(f"{_tag('originalData')}/{_tag('data')}"):
            text, lost = self.whole(self._words, [one])
            self._data[one.get("id", "")] = "" if lost else text
        codes = (code for text in unit.iter(_tag("source")) for code in text.iter(*map(_tag, _ENDS)))
        self._of_source = {
            (end, _id_of(code)): self._written(code, end)
            for code in codes
            for end in _ENDS[etree.QName(code).localname]
        }

    def whole(
        self, read: Callable[[XmlElement], str], pieces: Sequence[XmlElement]
    ) -> tuple[str, tuple[LostCode, ...]]:
        """Return a text of several pieces, and the codes that are missing in it."""
        self._lost = []
        return "".join(map(read, pieces)), tuple(self._lost)

    def source(self, piece: XmlElement) -> str:
        """Return the source text of a segment, or of what is between two."""
        return self._text(piece, "source")

    def target(self, piece: XmlElement) -> str:
        """Return the translation of a segment, or of what is between two; "" without one."""
        return self._text(piece, "target") or ("" if piece.tag == _tag("segment") else self.source(piece))

    def _text(self, piece: XmlElement, kind: str) -> str:
        element = piece.find(_tag(kind))
        return self._words(element) if element is not None else ""

    def _words(self, element: XmlElement) -> str:
        return words_of(element, self._piece)

    def _piece(self, element: XmlElement) -> str:
        kind = etree.QName(element).localname
        if kind == "cp":
            return self._known(element, character_of(element.get("hex", ""), _CODE))
        words = self._words(element)
        if kind == "pc":
            return f"{self._code(element, 'Start')}{words}{self._code(element, 'End')}"
        if kind in _ENDS:
            return self._code(element, _ENDS[kind][0])
        # A tool may put marks of its own around words; those of the standard can be around none.
        return words if kind in _MARKS else self._known(element, words)

    def _code(self, element: XmlElement, end: str) -> str:
        known = self._written(element, end) or self._of_source.get((end, _id_of(element)), "")
        return self._known(element, known)

    def _written(self, element: XmlElement, end: str) -> str:
        """Return what a code says itself; "" if that is nothing."""
        # Of a pair, an element has both ends; one for a single end needs no word for which.
        which = end if element.tag == _tag("pc") else ""
        # A tool may leave the data out, and keep what it has shown.
        return self._data.get(element.get(f"dataRef{which}", ""), "") or element.get(f"disp{which}", "")

    def _known(self, element: XmlElement, text: str) -> str:
        if not text:
            self._lost.append(lost_code(element))
        return text


def _id_of(code: XmlElement) -> str:
    # The end of a pair that a tool has split names the start.
    return code.get("startRef", code.get("id", ""))


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
