"""Hand-written pages with Material's tabs and icons, as HTML that needs no style sheet of Material's.

Material hides all tabs but one, and says how large an icon is, in its styles. Without them, tabs are buttons
that do nothing above texts without names, and an icon is as wide as the page. Both come from PyMdown:
https://facelessuser.github.io/pymdown-extensions/extensions/tabbed/ and `emoji/` beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_OF_ICONS = r'\bclass="(?:[^"]* )?(?:twemoji|emojione|gemoji)(?: [^"]*)?"'
_ICON = re.compile(rf"(<span\b[^>]*{_OF_ICONS}[^>]*>\s*<svg)(?![^>]* width=)")
_EMOJI = re.compile(rf"<img\b[^>]*{_OF_ICONS}[^>]*>")
_ALT = re.compile(r'\balt="([^"]*)"')
_LABEL = re.compile(r'<label for="([^"]*)">(.*?)</label>', re.DOTALL)
_CHECKED = re.compile(r'(?:[^"]|"[^"]*")*?\schecked[\s=/>]')
_TOKEN = re.compile(
    r"(?P<other><!--.*?-->|<(?P<raw>script|style|template)\b.*?</(?P=raw)>)"
    r'|(?P<set><div class="tabbed-set[^>]*>)(?:\s*<input\b[^>]*>)+\s*'
    r'<div class="tabbed-labels">(?P<labels>.*?)</div>'
    r'|(?P<button><input\b[^>]*type="radio"[^>]*>)\s*(?P<label><label for="[^"]*">.*?</label>)\s*'
    r'<div class="tabbed-content">'
    r'|(?P<block><div class="tabbed-block">)|(?P<open><div\b[^>]*>)|(?P<close></div>)',
    re.DOTALL,
)
_CLOSED = "</div></details>"


def without_styles(html: str) -> str:
    """Return a page with tabs that open and close, icons as large as text, and emojis as characters."""
    html = _EMOJI.sub(_character, _ICON.sub(r'\1 width="1em" height="1em" fill="currentColor"', html))
    return "".join(_with_details(html)) if 'class="tabbed-set' in html else html


def _character(emoji: re.Match[str]) -> str:
    alt = _ALT.search(emoji[0])
    return alt[1] if alt else emoji[0]


class _Set:
    """An open set of tabs: how many elements are around it, and its tabs, each with its id and name."""

    def __init__(self, depth: int, labels: str) -> None:
        self.depth = depth
        self._tabs = iter(_LABEL.findall(labels))
        self._is_first = True

    def next_tab(self) -> str:
        """Return what opens the next tab; the first one is open."""
        name, title = next(self._tabs, ("", ""))
        opened, self._is_first = _opened(name, title, is_open=self._is_first), False
        return opened


def _opened(name: str, title: str, *, is_open: bool) -> str:
    # A browser opens what has the element that an address names, but not for a name of its own.
    opened = ' open="open"' if is_open else ""
    return f'<details{opened}><summary>{title}</summary><div id="{name}">'


def _with_details(html: str) -> Iterator[str]:
    """Yield the parts of a page; tabs may be within tabs."""
    end = 0
    closing: list[str] = []
    sets: list[_Set] = []
    for token in _TOKEN.finditer(html):
        yield html[end : token.start()]
        end = token.end()
        if token["other"]:
            yield token[0]
        elif token["close"]:
            yield closing.pop() if closing else token[0]
            if sets and len(closing) <= sets[-1].depth:
                sets.pop()
        elif token["set"]:
            sets.append(_Set(len(closing), token["labels"]))
            closing.append("</div>")
            yield token["set"]
        elif token["label"]:
            closing.append(_CLOSED)
            name, title = _LABEL.findall(token["label"])[0]
            yield _opened(name, title, is_open=_CHECKED.match(token["button"]) is not None)
        elif token["block"] and sets:
            closing.append(_CLOSED)
            yield sets[-1].next_tab()
        else:
            closing.append("</div>")
            yield token[0]
    yield html[end:]
