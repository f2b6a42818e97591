"""Glossaries as TBX-Basic, the format in which tools for terms exchange them.

Written is TBX-Basic of ISO 30042:2019 in its usual style, DCA (https://www.tbxinfo.net/tbx-dialects/). Older
documents with `<martif>` and `<termEntry>` are read, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from izeja.translation.memory.glossary import MAX_BYTES, Glossary, GlossaryTerm
from izeja.translation.memory.units import MemoryFileError, is_same_language, plain
from izeja.translation.memory.xml_elements import XML_LANGUAGE, Element, elements, local_name, words

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_KEY = "term."


def as_tbx(glossary: Glossary) -> bytes:
    """Write a glossary as TBX-Basic."""
    root = etree.fromstring(f'<tbx xmlns="{_NAMESPACE}" type="TBX-Basic" style="dca"/>')
    root.set(XML_LANGUAGE, glossary.source_language)
    source = _add(_add(_add(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    _add(source, "p", "The terms of a library of decision trees.")
    body = _add(_add(root, "text"), "body")
    for number, term in enumerate(glossary.terms, 1):
        # An id must begin with a letter, and a key need not.
        entry = _add(body, "conceptEntry", id=f"{_KEY}{term.key}" if term.key else f"c{number}")
        _add_language(entry, glossary.source_language, term.name, term.meaning)
        if term.translation or term.meaning_translated:
            _add_language(entry, glossary.language, term.translation, term.meaning_translated)
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_language(entry: Element, language: str, name: str, meaning: str) -> None:
    section = _add(entry, "langSec")
    section.set(XML_LANGUAGE, language)
    if meaning:
        _add(section, "descrip", meaning, type="definition")
    _add(_add(section, "termSec"), "term", name)


def _add(above: Element, name: str, text: str = "", **attributes: str) -> Element:
    element = etree.SubElement(above, f"{{{_NAMESPACE}}}{name}", attributes)
    # `plain` also leaves out what XML 1.0 cannot have.
    element.text = plain(text) or None
    return element


def read_tbx(file: Path, source_language: str, language: str) -> Glossary:
    """Read a glossary.

    Args:
        file: the document. Nothing that it refers to is read.
        source_language: the language of the terms.
        language: that of their translations.

    Raises:
        MemoryFileError: it is no TBX, or has nothing in these languages.
        TooLargeError: it has more bytes than `glossary.MAX_BYTES`.
        OSError: it cannot be read.
    """
    terms: list[GlossaryTerm] = []
    known: dict[str, None] = {}
    for entry in elements(file, MAX_BYTES, ["tbx", "martif"], ["conceptEntry", "termEntry"]):
        sections = {
            str(one.get(XML_LANGUAGE) or ""): one
            for one in entry
            if local_name(one) in ("langSec", "langSet")
        }
        known |= dict.fromkeys(sections)
        terms += _terms_of(entry, _section(sections, source_language), _section(sections, language))
    for code in (source_language, language):
        if known and not any(is_same_language(one, code) for one in known):
            message = f"this has no terms in '{code}'; its languages: {', '.join(sorted(known))}"
            raise MemoryFileError(message)
    return Glossary(source_language, language, tuple(terms))


def _section(sections: dict[str, Element], language: str) -> Element | None:
    own = sections.get(language)
    kin = (one for code, one in sections.items() if is_same_language(code, language))
    return own if own is not None else next(kin, None)


def _terms_of(entry: Element, source: Element | None, other: Element | None) -> Iterator[GlossaryTerm]:
    """Yield a term for each name that an entry has for its concept: the first translation belongs to all."""
    if source is None:
        return
    name = str(entry.get("id") or "")
    key = name.removeprefix(_KEY) if name.startswith(_KEY) else ""
    translation, meaning = next(_names(other), ""), _definition(other)
    for term in _names(source):
        yield GlossaryTerm(key, term, translation, _definition(source) or _definition(entry), meaning)


def _names(section: Element | None) -> Iterator[str]:
    found = section.iter() if section is not None else ()
    return (plain(words(one)) for one in found if local_name(one) == "term")


def _definition(section: Element | None) -> str:
    """Return the definition that an element has, itself or in a group of descriptions."""
    for one in section if section is not None else ():
        inner = [one, *one] if local_name(one) == "descripGrp" else [one]
        for description in inner:
            if local_name(description) == "descrip" and description.get("type") == "definition":
                return plain(words(description))
    return ""
