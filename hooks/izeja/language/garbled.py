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
_LATER = [char for char, byte in _BYTES.items() if byte < 0xC0]
# After a capital letter, these can be right: quotes, dashes, signs of rights and numbers above the line.
_CAN_END_A_WORD = (
    "\u00bb\u00ab\u201d\u201c\u2019\u2018\u203a\u2039\u201a\u201e\u2026\u2013\u2014\u2122\u00ae"
    "\u00b0\u00aa\u00ba\u00b9\u00b2\u00b3\u2022\u00b7\u00a0\u2030\u20ac\u2020"
)
_SURE = re.escape("".join(char for char in _LATER if char not in _CAN_END_A_WORD))
_ANY = re.escape("".join(_LATER))
_WITH_ACCENT = "[\u00c2-\u00c5]"
"""The first bytes of Latin letters with an accent, and of signs such as that of the pound."""
_GARBLED = re.compile(
    "(?:"
    "\u00e2\u20ac."  # quotes, dashes and dots
    "|\u00ef\u00bb\u00bf"  # the mark at the beginning of a file
    "|\u00c2\u00a0"  # a no-break space
    f"|{_WITH_ACCENT}[{_SURE}]"
    # Among small letters, a capital one and a quote are no end of a word.
    f"|(?<=[a-z]){_WITH_ACCENT}[{_ANY}]|{_WITH_ACCENT}[{_ANY}](?=[a-z])"
    f"|(?:[\u00d0\u00d1][{_ANY}]){{2,}}"  # Cyrillic
    ")+"
)
_FIRST = re.compile("[\u00c2-\u00c5\u00d0\u00d1\u00e2\u00ef]")


def garbled(text: str) -> Iterator[re.Match[str]]:
    """Yield each run of letters of a text that was read in the wrong encoding."""
    return _GARBLED.finditer(text)


def is_garbled(text: str) -> bool:
    """Return whether a text has such letters."""
    # Most texts have none of the first letters, which is much quicker to see.
    return not text.isascii() and _FIRST.search(text) is not None and _GARBLED.search(text) is not None


def ungarbled(letters: str) -> str | None:
    """Return what garbled letters were at first; None if that is lost."""
    try:
        return bytes(_BYTES[char] for char in letters).decode()
    except (KeyError, UnicodeDecodeError):
        return None
