"""Texts as catalogs write them: strings in double quotes, with escapes."""

from __future__ import annotations

import re

Key = tuple[str, str]
"""How gettext finds a message: by its context and its source text."""

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
    return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), text)


def quoted(keyword: str, text: str) -> list[str]:
    """Return the lines of a keyword and its text: one, or, below an empty string, one for each line of it."""
    lines = [f'"{line.translate(_ESCAPED)}"' for line in _LINES.findall(text)]
    return [f"{keyword} {lines[0]}"] if len(lines) == 1 else [f'{keyword} ""', *lines]
