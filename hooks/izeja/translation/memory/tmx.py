"""Memories as TMX, the format in which translation tools exchange them.

The format is TMX 1.4b (https://www.gala-global.org/tmx-14b). A text can have codes (`<ph>`, `<bpt>` and the
like), whose contents are the markup of the text: they are a part of it here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from izeja.translation.memory.units import MemoryFileError, Unit, is_same_language, plain
from izeja.translation.memory.xml_elements import XML_LANGUAGE, Element, child, elements, local_name, words

MAX_BYTES = 1_000_000_000
"""A larger memory is not read. One of this size takes minutes, and little memory."""
_SHOWN_LANGUAGES = 10


def read_tmx(file: Path, source_language: str, language: str) -> Iterator[Unit]:
    """Yield the translations of a memory from one language into another, piece by piece as it is read.

    Args:
        file: the document.
        source_language: the language of the texts.
        language: that of the translations.

    Raises:
        MemoryFileError: it is no TMX, or has nothing in these languages.
        TooLargeError: it has more bytes than `MAX_BYTES`.
        OSError: it cannot be read.
    """
    found: Counter[str] = Counter()
    is_empty = True
    for element in elements(file, MAX_BYTES, ["tmx"], ["tu"]):
        texts = [(_language(one), one) for one in element if local_name(one) == "tuv"]
        found.update(code for code, _ in texts)
        sources = [_text(one) for code, one in texts if is_same_language(code, source_language)]
        translations = [_text(one) for code, one in texts if is_same_language(code, language)]
        contexts = _contexts(element)
        for translation in translations:
            is_empty = is_empty and not sources
            if translation and sources and sources[0]:
                yield Unit(sources[0], translation, file.name, contexts)
    if is_empty:
        known = ", ".join(sorted(code for code, _ in found.most_common(_SHOWN_LANGUAGES))) or "none"
        wanted = f"from '{source_language}' into '{language}'"
        message = f"this has no translations {wanted}; its languages: {known}"
        raise MemoryFileError(message)


def _language(element: Element) -> str:
    # TMX 1.1 has `lang`.
    return str(element.get(XML_LANGUAGE) or element.get("lang") or "")


def _text(element: Element) -> str:
    return plain(words(child(element, "seg")))


def _contexts(element: Element) -> frozenset[str]:
    """Return all that may say where a text is from: tools have properties of their own for it."""
    found = [str(element.get("tuid") or ""), *(words(one) for one in element if local_name(one) == "prop")]
    return frozenset(filter(None, found))
