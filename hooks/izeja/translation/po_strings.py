"""Texts as catalogs write them: strings in double quotes, with escapes."""

from __future__ import annotations

import re

Key = tuple[str, str]
"""How gettext finds a message: by its context and its source text."""

UNKNOWN_ESCAPE = re.compile(r'(?<!\\)(?:\\\\)*\\(?:[^abfnrtv"\\0-7x\n]|x(?![0-9A-Fa-f]))')
"""A backslash before what gettext does not know: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html."""
_BYTE_ESCAPE = re.compile(rb'\\(?:[\\trn"]|([abfv])|([0-7]{1,3})|x([0-9A-Fa-f]+))')
_BYTES = {b"a": 7, b"b": 8, b"f": 12, b"v": 11}
_ESCAPE = re.compile(r'\\([\\trn"])')
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def unquoted(strings: str) -> str:
    """Return the text of strings in double quotes, a line each."""
    text = strings.strip().replace('"\n"', "")[1:-1]
    if "\n" in text:
        # Some lines end with spaces.
        text = "".join(line.strip()[1:-1] for line in strings.split("\n"))
    if "\\" not in text:
        return text
    if text.count("\\") == text.count("\\n"):
        return text.replace("\\n", "\n")
    text = with_usual_escapes(text)
    return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), text)


def with_usual_escapes(text: str) -> str:
    r"""Return the text of a catalog with characters in place of escapes for bytes: `\303\251` is `é`.

    Quotation marks, backslashes and line breaks keep a backslash, so that gettext reads the same. Bytes that
    are not UTF-8 become U+FFFD, the replacement character.
    """
    return _BYTE_ESCAPE.sub(_usual, text.encode()).decode(errors="replace")


def _usual(found: re.Match[bytes]) -> bytes:
    letter, octal, hexadecimal = found.groups()
    if not any(found.groups()):
        return found[0]
    # gettext keeps the last byte of a number that is too large.
    number = _BYTES[letter] if letter else int(octal, 8) if octal else int(hexadecimal, 16)
    return chr(number & 255).translate(_ESCAPED).encode("latin-1")


def quoted(keyword: str, text: str) -> list[str]:
    """Return the lines of a keyword and its text: one, or, below an empty string, one for each line of it."""
    lines = [f'"{line.translate(_ESCAPED)}"' for line in _LINES.findall(text)]
    return [f"{keyword} {lines[0]}"] if len(lines) == 1 else [f'{keyword} ""', *lines]
