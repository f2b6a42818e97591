"""The scripts and the style sheet of a page, as browsers get them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path

from rcssmin import cssmin  # type: ignore[import-untyped]  # it has no types
from rjsmin import jsmin  # type: ignore[import-untyped]  # nor has this

ASSETS = Path(__file__).parent / "assets"
SCRIPT, STYLE, MOVED = "guided-help.js", "guided-help.css", "moved.js"
ANALYTICS = "analytics.js"
MATERIAL = "material.js"
"""What pages with Material for MkDocs need before the theme's own scripts; see `docs/browsers.md`."""
MISSING = "missing.js"
PRINT = "print.css"
"""What paper needs beside `STYLE`."""
LISTING = "listing.css"
"""What pages with lists of guides or topics need beside `STYLE`."""
SHEET = "sheet.css"
"""All that a guide on paper needs."""
PARTS = tuple(sorted(f"parts/{file.name}" for file in (ASSETS / "parts").glob("*.min.js")))
"""Scripts that `SCRIPT` loads where a guide names them as `data-script`; see `docs/decisions/0021`."""
SEARCH_FIELD = "site-search.js"
"""What a search field in a page needs."""
SITE_STYLE, SITE_SCRIPT = "site.css", "site.js"
"""What every page of a site without MkDocs needs before anything is shown."""
SITE_TOOLS = "site-tools.js"
"""What the tools in the header of such a page do, which `SITE_SCRIPT` loads when the page is there."""
ARTICLE = "article.css"
"""What a guide on such a page needs where no script runs."""
LATER = "later.css"
"""What such a page needs once its script has arrived; see `docs/decisions/0067`."""
SEARCH_BOX = "site-search-box.js"
"""The search of such a site, which `SITE_TOOLS` loads when it is first opened."""
SERVICE_WORKER = "service-worker.js"
"""What keeps a language of such a site on a device, behind the list of its files."""
LUNR, SEARCH_WORKER = "lunr.js", "site-search-worker.js"
"""What finds the entries of a query there: lunr, behind the messages of the worker of Material for MkDocs."""
ANYWHERE, ANYWHERE_STYLE = "izeja.js", "izeja.css"
"""What puts guides into pages of others, and the style sheet that it loads; see `docs/decisions/0061`."""
_NEW = "new.js"
_OTHER_THEMES, _BARE, _IN_OTHERS = "other-themes.css", "bare.css", "anywhere.css"
_IN_THEMES, _CONTRAST = "in-themes.css", "contrast.css"
_IN_MATERIAL, _SITE_LATER, _SITE_PAGES = "material.css", "site-later.css", "site-pages.css"
# In a theme or a page of others, `rem` can be any size. Guides then have a size of their own.
_REM = re.compile(r"(?<![\w.])(-?\d*\.?\d+)rem\b")

# A value that is a name needs no quotes in a selector (Selectors 4, 6.1).
_QUOTED = re.compile(r'="([a-z][a-z-]*)"\]')


@cache
def asset(name: str) -> str:
    """Return a script or a style sheet without comments and needless spaces.

    `SCRIPT` is made from the modules in `assets/guided-help/`; see `docs/decisions/0021`.
    """
    if name == STYLE:
        return _style_in_themes() + _small(_IN_MATERIAL)
    if name in (MATERIAL, SITE_SCRIPT):
        return _small(_NEW) + _small(name)
    return _small(name)


def _style_in_themes() -> str:
    return "".join(map(_small, (STYLE, _IN_THEMES, ARTICLE, LATER)))


def _small(name: str) -> str:
    text = (ASSETS / name).read_text("utf-8")
    # These two only drop comments and spaces: names stay, so errors from browsers can be read.
    return _QUOTED.sub(r"=\1]", str(cssmin(text))) if name.endswith(".css") else str(jsmin(text))


def style_outside_material(name: str) -> str:
    """Return a style sheet for themes that are not Material for MkDocs."""
    return _sized(_style_in_themes()) + asset(_OTHER_THEMES) if name == STYLE else _sized(asset(name))


def link_to_style(name: str, address: str) -> str:
    """Return the HTML that loads the style sheet of this name from an address."""
    media = ' media="print"' if name == PRINT else ""
    return f'<link rel="stylesheet" href="{escape(address)}"{media}>'


def link_to_script(address: str) -> str:
    """Return the HTML that loads a script from an address."""
    return f'<script type="module" src="{escape(address)}"></script>'


def with_own_assets(html: str, address: Callable[[str], str], *, has_guide: bool, has_list: bool) -> str:
    """Return HTML that loads what it needs itself, so that no generator of sites has to be told.

    Args:
        html: guides and lists of guides, in a page of others.
        address: returns the address of a script or a style sheet by its name.
        has_guide: whether there is a guide.
        has_list: whether there is a list of guides or topics.
    """
    styles = [STYLE, *([LISTING] if has_list else []), PRINT]
    script = link_to_script(address(SCRIPT)) if has_guide else ""
    return "".join(link_to_style(name, address(name)) for name in styles) + html + script


def site_style() -> str:
    """Return the style sheet that all pages of a site without MkDocs show nothing without."""
    return _small(STYLE) + asset(_BARE) + asset(SITE_STYLE)


def site_style_later() -> str:
    """Return the style sheet `LATER` of such a site, with what paper needs."""
    return asset(LATER) + asset(_CONTRAST) + asset(_SITE_LATER) + _on_paper()


def site_style_of_pages() -> str:
    """Return the style sheet `LISTING` of such a site, with what other pages that are no guides need."""
    return asset(LISTING) + asset(_SITE_PAGES)


def style_anywhere() -> str:
    """Return `ANYWHERE_STYLE`, all that a guide in a page of others is styled by."""
    names = (_IN_OTHERS, STYLE, ARTICLE, LATER, _BARE, _CONTRAST)
    return _sized("".join(map(_small, names)) + _on_paper())


def _on_paper() -> str:
    return f"@media print{{{asset(PRINT)}}}"


def _sized(style: str) -> str:
    return _REM.sub(r"calc(\1*var(--guide-rem))", style)
