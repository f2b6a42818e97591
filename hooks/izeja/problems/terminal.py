"""Text for a terminal: nothing in it can move the cursor, set a colour or reverse letters.

Trees, catalogs, file names and built pages are not ours, and messages quote them.
"""

from __future__ import annotations

import json
import re

_SIGN_OF_LINE_BREAK, _SIGN_OF_DELETE, _UNKNOWN = "\u2424", "\u2421", "\ufffd"
# C1 controls, which some terminals read as escape sequences; embeddings, overrides and isolates, which show
# letters in another order than they are in the file (CVE-2021-42574); halves of letters, which UTF-8 lacks.
_HARMFUL = "\x80-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
# Each gets one sign of one column, so that a caret below the line stays where it belongs.
_SIGNS = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: _SIGN_OF_DELETE,
    0x85: _SIGN_OF_LINE_BREAK,
    0x2028: _SIGN_OF_LINE_BREAK,
    0x2029: _SIGN_OF_LINE_BREAK,
}
_IN_TEXT = re.compile(f"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029{_HARMFUL}]")
_IN_LINE = re.compile(f"[\x00-\x08\x0a-\x1f\x7f\u2028\u2029{_HARMFUL}]")
_IN_JSON = re.compile(f"[\x7f\u2028\u2029{_HARMFUL}]")


def visible(text: str) -> str:
    """Return a text with a sign in place of each control character except line breaks and tabs."""
    return _IN_TEXT.sub(_sign, text)


def visible_line(text: str) -> str:
    """Return a text as one line: with a sign in place of each control character except tabs."""
    return _IN_LINE.sub(_sign, text)


def visible_json(value: object, indent: int | None = 2) -> str:
    """Write a value as JSON, with letters beyond ASCII as they are and control characters as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    # All of these can only be inside strings, where JSON has an escape for each.
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _sign(found: re.Match[str]) -> str:
    return _SIGNS.get(ord(found[0]), _UNKNOWN)
