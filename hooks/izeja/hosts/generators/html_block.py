"""HTML that passes through generators untouched: through Markdown, shortcodes and templates.

A block of HTML in Markdown ends at an empty line, and a line that is indented is code. Hugo, Jekyll and
others read `{{` and `{%` everywhere. So a block is one line without braces, in which browsers read the same.
"""

from __future__ import annotations

import re

_KEPT = re.compile(r"(<pre\b.*?</pre>|<textarea\b.*?</textarea>|<script\b.*?</script>)", re.DOTALL)
_TAG = re.compile(r"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
_VALUE = re.compile(r"""("[^"]*"|'[^']*')""")
_LINES = re.compile(r"[ \t]*\n\s*")
_BRACES = {"{": "&#123;", "}": "&#125;"}
# In JSON, such a brace can only be in a string.
_IN_JSON = re.compile(r"\{(?=[{%#<])")


def one_line(html: str) -> str:
    """Return HTML on one line, without what templates look for."""
    pieces = _KEPT.split(html.strip())
    return "".join(_kept(piece) if at % 2 else _flowing(piece) for at, piece in enumerate(pieces))


def _kept(html: str) -> str:
    """Return an element in which spaces count, or whose text browsers do not decode."""
    if html.startswith("<script"):
        return _IN_JSON.sub(r"\\u007b", _LINES.sub(" ", html))
    return _without_braces(_in_tags(html).replace("\n", "&#10;"))


def _flowing(html: str) -> str:
    # Between elements, the end of a line is a space; in the value of an attribute it is itself.
    return _without_braces(_LINES.sub(" ", _in_tags(html)))


def _in_tags(html: str) -> str:
    return _TAG.sub(lambda tag: _VALUE.sub(lambda value: value[0].replace("\n", "&#10;"), tag[0]), html)


def _without_braces(html: str) -> str:
    return re.sub("[{}]", lambda found: _BRACES[found[0]], html)
