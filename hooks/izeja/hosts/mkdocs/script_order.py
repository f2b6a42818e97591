"""The order in which the scripts of a page with Material for MkDocs run: that of a guide before the theme's.

Material's script ends the page. The parser waits for it, and modules wait for the parser, so a guide would
show its step only after 35 KB of others (`docs/decisions/0057`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from izeja.page.assets import MATERIAL, SCRIPT, SEARCH_FIELD
from izeja.site.skeleton import CONTENT

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.IGNORECASE | re.DOTALL)
_SOURCE = re.compile(r"""\bsrc=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_WAITS = re.compile(r"\b(?:async|defer)\b|\btype=[\"']?module\b", re.IGNORECASE)
_THEMES = re.compile(r"(?:^|/)assets/javascripts/bundle\.\w+\.min\.js$")
_OURS = tuple(f"/{name}" for name in (MATERIAL, SCRIPT, SEARCH_FIELD))
_GUIDE = re.compile(f"<guided-help |{re.escape(CONTENT)}")


class _Script(NamedTuple):
    """A script of a page: its attributes, its own text, its address, and where it begins."""

    attributes: str
    text: str
    source: str
    at: int

    @property
    def keeps_its_place(self) -> bool:
        """Whether it neither waits for others nor notices when a guide begins."""
        if self.source:
            return self.source.endswith(_OURS)
        return not _WAITS.search(self.attributes) and "guided-help" not in self.text


def with_theme_last(html: str) -> str:
    """Let guides begin as soon as their script is there, and the theme's script run after the whole page.

    A page stays as it is if that could matter to it: it has scripts of others, which may need the theme's or
    wait for the first step of a guide, or several guides, of which all but the first come after the script.

    Args:
        html: a whole page, with the scripts of its guides.
    """
    *others, last = [*_scripts(html)] or [_Script("", "", "", 0)]
    is_known = _THEMES.search(last.source) and not _WAITS.search(last.attributes)
    if not is_known or len(_GUIDE.findall(html)) > 1 or not all(one.keeps_its_place for one in others):
        return html
    html = _with_attribute(html, last, "defer")
    for one in reversed([one for one in others if one.source and _WAITS.search(one.attributes)]):
        # Without the priority, an asynchronous script comes after all others.
        html = _with_attribute(html, one, 'async fetchpriority="high"')
    return html


def _scripts(html: str) -> list[_Script]:
    return [
        _Script(found[1], found[2], next(filter(None, source.groups()), "") if source else "", found.start())
        for found in _SCRIPT.finditer(html)
        for source in [_SOURCE.search(found[1])]
    ]


def _with_attribute(html: str, script: _Script, name: str) -> str:
    end = script.at + len("<script")
    return f"{html[:end]} {name}{html[end:]}"
