"""Characters that are not what they look like, and what to call them in a message."""

from __future__ import annotations

import re
import unicodedata

# Unicode's names for controls are empty, and those of some spaces are not what people call them.
_NAMES = {
    0x00: "a null character",
    0x09: "a tab",
    0x1B: "an escape character",
    0x7F: "a delete character",
    0xA0: "a no-break space",
    0xFEFF: "a byte-order mark",
}
# Cf and Cc of Unicode but line breaks and tabs, spaces of other widths, and fillers that print nothing.
_ALWAYS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2028\u2029\u2060-\u2065"
    "\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DIRECTIONS = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
_JOINERS = "\u200c\u200d"

SPACE = re.compile(f"[{_SPACES}\u200b\ufeff]")
"""A character that looks like a space, or like nothing, and is no space for YAML."""
INVISIBLE = re.compile(f"[{_ALWAYS}{_SPACES}{_DIRECTIONS}{_JOINERS}]")
"""Any character that nobody sees."""
# A no-break space is right between two words, as in "10\xa0%", but not beside another space or at an end.
_ODD = re.compile(
    f"[{_ALWAYS}]|[{_SPACES}](?=[{_SPACES} \\n]|$)|(?:^|(?<=[ \\n]))[{_SPACES}]|[{_DIRECTIONS}]|[{_JOINERS}]",
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
TYPOGRAPHIC_QUOTES = tuple("\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb")
"""Quotes of word processors, which neither YAML nor gettext takes for quotes."""


def name_of(char: str) -> str:
    """Return what to call a character in a message: `U+00A0, a no-break space`."""
    code = ord(char)
    name = _NAMES.get(code) or unicodedata.name(char, "a control character").lower()
    if not name.startswith(("a ", "an ")):
        name = f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
    return f"U+{code:04X}, {name}"


def odd_character(text: str) -> re.Match[str] | None:
    """Return the first invisible character of a text that has no good reason to be there.

    Joiners are right in emoji and in scripts that join letters, and marks of direction in texts that run from
    right to left.
    """
    return next((found for found in _ODD.finditer(text) if not _is_wanted(text, found)), None)


def _is_wanted(text: str, found: re.Match[str]) -> bool:
    if re.match(f"[{_DIRECTIONS}]", found[0]):
        return _RIGHT_TO_LEFT.search(text) is not None
    if found[0] in _JOINERS:
        around = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
        # Letters up to this one are Latin, which need no joiner; "" is before all of them.
        return all(char > "\u024f" for char in around)
    if found[0] > "\U000e0000":  # tags end the flag of England
        return "\U0001f3f4" in text
    return False
