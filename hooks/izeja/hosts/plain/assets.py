"""The files of the theme, beside pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from izeja.hosts.plain.settings import Settings
from izeja.page.assets import (
    ANALYTICS,
    ANYWHERE,
    ANYWHERE_STYLE,
    LISTING,
    MISSING,
    MOVED,
    PARTS,
    PRINT,
    SCRIPT,
    SEARCH_BOX,
    SEARCH_FIELD,
    SITE_SCRIPT,
    asset,
    site_style,
    style_anywhere,
)
from izeja.page.site_page import COLOURS

STYLE_FILE = "site.css"
"""The one style sheet of all pages: that of guides, and that of the theme."""
_FOLDER = "assets/izeja"


def in_site(name: str) -> str:
    """Return where a file of the theme is in the site."""
    return f"{_FOLDER}/{name}"


def theme_files(settings: Settings) -> Iterator[str]:
    """Yield the files that `write_theme` writes, from the root of the site."""
    return map(in_site, (STYLE_FILE, ANYWHERE_STYLE, *_names(settings)))


def write_theme(settings: Settings, site: Path) -> None:
    """Write the style sheets and the scripts into a site."""
    colour = COLOURS.get(settings.colour)
    own = f":root{{--md-typeset-a-color:{colour}}}" if colour else ""
    _write(site / in_site(STYLE_FILE), site_style() + own)
    _write(site / in_site(ANYWHERE_STYLE), style_anywhere())
    for name in _names(settings):
        _write(site / in_site(name), asset(name))


def _names(settings: Settings) -> Iterator[str]:
    yield from (LISTING, PRINT, SITE_SCRIPT, SEARCH_FIELD, SCRIPT, *PARTS, ANYWHERE, MISSING, MOVED)
    if settings.has_search:
        yield SEARCH_BOX
    if settings.has_analytics:
        yield ANALYTICS


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")
