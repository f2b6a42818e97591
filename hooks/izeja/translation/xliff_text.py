"""What the texts of all versions of XLIFF share: their words as XML has them, and the ids of their codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from izeja.translation.xliff_units import NOT_IN_XML, LostCode

XmlElement: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no other name for it


def add_words(
    element: XmlElement, words: str, add_character: Callable[[XmlElement, str], XmlElement]
) -> None:
    """Add words after everything that an element has.

    Args:
        element: the element.
        words: the words.
        add_character: adds an element for a character that XML cannot have, and returns it.
    """
    first, *more = NOT_IN_XML.split(words)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + first
    else:
        element.text = (element.text or "") + first
    for char, piece in zip(NOT_IN_XML.findall(words), more, strict=True):
        add_character(element, char).tail = piece


def words_of(element: XmlElement, written: Callable[[XmlElement], str]) -> str:
    """Return the words of an element, in which `written` says what each element in it stands for."""
    parts = [element.text or ""]
    for child in element:
        parts += [written(child), child.tail or ""]
    return "".join(parts)


def printable(text: str) -> str:
    """Return a text for an attribute, which cannot have everything."""
    return NOT_IN_XML.sub("\ufffd", text)


@dataclass
class Ids:
    """The ids of the codes of a unit: a translation's code has that of the same code in the source text."""

    _known: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    _used: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _number: int = 0

    def of(self, *texts: str) -> str:
        """Return the id of a code, or of a pair of codes."""
        ids = self._known.setdefault(texts, [])
        if self._used[texts] == len(ids):
            self._number += 1
            ids.append(f"c{self._number}")
        self._used[texts] += 1
        return ids[self._used[texts] - 1]

    def start_again(self) -> None:
        """Begin with another text of the unit."""
        self._used.clear()


def character_of(written: str, pattern: re.Pattern[str]) -> str:
    """Return the character that an element encodes; "" if XML can have it, or if there is no such one.

    Args:
        written: its number, as the element has it.
        pattern: its first group has the number, in hexadecimal digits.
    """
    found = pattern.fullmatch(written)
    char = chr(int(found[1], 16)) if found else ""
    return char if NOT_IN_XML.fullmatch(char) else ""


def lost_code(element: XmlElement) -> LostCode:
    """Return a code that says nowhere what it stands for."""
    kind, name = etree.QName(element).localname, element.get("id")
    written = f"<{kind}>" if name is None else f'<{kind} id="{name}">'
    return LostCode(element.sourceline, written)  # type: ignore[arg-type]  # the stubs leave its type out
