"""Elements of large XML documents, one after the other, however long the document is.

The documents come from outside: nothing that they refer to is read, entities are refused, and an element
that would take too much memory is refused, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from izeja.reading.files import opened
from izeja.translation.memory.units import MemoryFileError

MOST_PARTS = 10_000
"""How many elements may be between the ends of two that were asked for."""
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no other name for it


def elements(file: Path, limit: int, root: Collection[str], names: Collection[str]) -> Iterator[Element]:
    """Yield the elements of a document that have one of some names. Each is emptied after its turn.

    Args:
        file: the document.
        limit: how many bytes it may have.
        root: the names that its outermost element may have.
        names: the names to look for. None of them is inside of another one.

    Raises:
        MemoryFileError: it is not such a document, declares entities, or has too large elements.
        TooLargeError: it has more bytes.
        OSError: it cannot be read.
    """
    with opened(file, limit) as content:
        events = etree.iterparse(
            content,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            yield from _elements(events, root, names)
        except etree.XMLSyntaxError as error:
            message = f"this is not valid XML: {error.msg}\n  = get the file again: it may be cut off"
            raise MemoryFileError(message) from None


def _elements(
    events: Iterator[tuple[str, Element]], root: Collection[str], names: Collection[str]
) -> Iterator[Element]:
    parts = -1
    for event, element in events:
        if parts < 0:
            _check_root(element, root)
        parts += event == "start"
        if parts > MOST_PARTS:
            message = f"an entry here has more than {MOST_PARTS:,} parts, so this is probably no translation"
            raise MemoryFileError(message)
        if event == "end" and local_name(element) in names:
            yield element
            parts = 0
            element.clear()
            # What is empty takes memory, too.
            while element.getprevious() is not None:
                del element.getparent()[0]  # type: ignore[union-attr]  # what has a sibling has a parent


def _check_root(element: Element, names: Collection[str]) -> None:
    if local_name(element) not in names:
        wanted = " or ".join(f"<{one}>" for one in names)
        message = f"this begins with <{local_name(element)}>, but a file of this kind begins with {wanted}"
        raise MemoryFileError(message)
    declared = element.getroottree().docinfo.internalDTD
    if declared is not None and declared.entities():  # type: ignore[attr-defined]  # the stubs leave it out
        message = "this declares entities, which no translation needs\n  = get the file again from your tool"
        raise MemoryFileError(message)


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element, *names: str) -> Element | None:
    """Return the first element inside of another one, at any depth, that has one of some names."""
    return next((one for one in element.iter() if one is not element and local_name(one) in names), None)


def words(element: Element | None) -> str:
    """Return the text of an element with that of all elements inside of it."""
    return "".join(map(str, element.itertext())) if element is not None else ""
