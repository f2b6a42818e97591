"""Letters that were read in the wrong encoding: `Ã¼` in place of `ü`.

UTF-8 writes a letter outside of ASCII as two bytes or more. A program that takes each of them for a letter of
Windows' encoding for western Europe (cp1252) makes pairs that no language has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


def _as_cp1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:  # five bytes that it leaves out, and that programs take for controls
        return chr(byte)


_BYTES = {_as_cp1252(byte): byte for byte in range(0x80, 0x100)}
_LATER = "".join(char for char, byte in _BYTES.items() if byte < 0xC0)
# These can follow a capital letter at the end of a word. With a small letter after them: spaces, dashes,
# apostrophes, marks, and letters of Sami.
_BETWEEN_WORDS = (
    "\u00a0\u00ad\u2013\u2014\u2026\u2022\u00b7\u2019\u2018\u00b4\u2122\u00ae\u0160\u0161\u017d\u017e"
)
_AFTER_WORDS = "\u00b0\u00aa\u00ba\u00b9\u00b2\u00b3\u00b1\u2030\u20ac\u2020"
# After a word of one letter, nobody writes these.
_NOTES = "\u00a9\u00a7\u00b6\u2021\u00a8"
_QUOTES = "\u00bb\u00ab\u201d\u201c\u203a\u2039\u201a\u201e"
_CONTROLS = "\u0081\u008d\u008f\u0090\u009d"


def _without(*signs: str) -> str:
    return re.escape("".join(char for char in _LATER if char not in "".join(signs)))


_SURE = _without(_BETWEEN_WORDS, _AFTER_WORDS, _NOTES, _QUOTES, _CONTROLS)
_WITH_ACCENT = "[\u00c2-\u00c5]"
"""The first bytes of Latin letters with an accent, and of signs such as that of the pound."""
_CYRILLIC = f"[\u00d0\u00d1][{_without()}]"
_ODD_CYRILLIC = f"[\u00d0\u00d1][{re.escape(_BETWEEN_WORDS)}]"
_CLEAR_CYRILLIC = f"[\u00d0\u00d1][{_without(_BETWEEN_WORDS)}]"


def _pattern(quotes: str) -> re.Pattern[str]:
    """Return the pattern of garbled letters, some of which have a quote for their second byte."""
    inside = f"{_BETWEEN_WORDS}{_AFTER_WORDS}{quotes}"
    before_small = f"{_AFTER_WORDS}{_NOTES}{quotes}"
    return re.compile(
        "(?:"
        "\u00e2\u20ac."  # quotes, dashes and dots
        "|\u00ef\u00bb\u00bf"  # the mark at the beginning of a file
        f"|{_WITH_ACCENT}[{_CONTROLS}]"
        # Lists of letters and rows of keys have signs after capital ones.
        f"|(?<![\u00c0-\u00ff]){_WITH_ACCENT}[{_SURE}]|(?<![A-Z\u00c0-\u00ff]){_WITH_ACCENT}[{_NOTES}]"
        # After small letters, a capital one is no end of a word, but for those of `uÄ` (Austrian) and `mÅ`.
        f"|(?<=[a-z])[\u00c2\u00c3][{inside}]|(?<=[a-z][a-z])[\u00c4\u00c5][{inside}]"
        f"|{_WITH_ACCENT}[{before_small}](?=[a-z])"
        + (f"|(?<=[a-z]){_WITH_ACCENT}[{quotes}]" if quotes else "")
        + "|(?<=[0-9])\u00c2[\u00a0\u00b0]"  # before a unit
        # Two letters or more; each run is looked at once, from its beginning.
        f"|(?<!{_CYRILLIC})(?:(?:{_ODD_CYRILLIC})++{_CLEAR_CYRILLIC}(?:{_CYRILLIC})*+"
        f"|{_CLEAR_CYRILLIC}(?:{_CYRILLIC})++)"
        ")+"
    )


_GARBLED = _pattern(_QUOTES)
_GARBLED_BESIDE_QUOTES = _pattern("")
_QUOTE = re.compile(f'(?<!{_WITH_ACCENT})["{_QUOTES}]')
"""A quote that is no second byte. In a text that has one, another one may close it."""
_FIRST = re.compile("[\u00c2-\u00c5\u00d0\u00d1\u00e2\u00ef]")


def _pattern_for(text: str) -> re.Pattern[str]:
    return _GARBLED_BESIDE_QUOTES if _QUOTE.search(text) else _GARBLED


def garbled(text: str) -> Iterator[re.Match[str]]:
    """Yield each run of letters of a text that was read in the wrong encoding.

    What a person may have typed is left alone, so that not all of them are found.
    """
    return _pattern_for(text).finditer(text)


def is_garbled(text: str) -> bool:
    """Return whether a text has such letters."""
    # Most texts have none of the first letters, which is much quicker to see.
    return (
        not text.isascii() and _FIRST.search(text) is not None and _pattern_for(text).search(text) is not None
    )


def ungarbled(letters: str) -> str | None:
    """Return what garbled letters were at first; None if that is lost."""
    try:
        return bytes(_BYTES[char] for char in letters).decode()
    except (KeyError, UnicodeDecodeError):
        return None
