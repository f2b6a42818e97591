"""The files of Izeja's own theme, beside pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from izeja.page.assets import (
    ANALYTICS,
    ANYWHERE,
    ANYWHERE_STYLE,
    ARTICLE,
    LATER,
    LISTING,
    MISSING,
    MOVED,
    PARTS,
    SCRIPT,
    SEARCH_BOX,
    SEARCH_FIELD,
    SEARCH_WORKER,
    SITE_SCRIPT,
    SITE_TOOLS,
    asset,
    site_style,
    site_style_later,
    site_style_of_pages,
    style_anywhere,
)

STYLE_FILE = "site.css"
"""The style sheet that all pages wait for: that of guides, and that of the theme."""
_FOLDER = "assets/izeja"
_COLOURS: Mapping[str, str] = {
    "red": "#ef5552",
    "pink": "#e92063",
    "purple": "#ab47bd",
    "deep purple": "#7e56c2",
    "indigo": "#4051b5",
    "blue": "#2094f3",
    "light blue": "#02a6f2",
    "cyan": "#00bdd6",
    "teal": "#009485",
    "green": "#4cae4f",
    "light green": "#8bc34b",
    "lime": "#cbdc38",
    "yellow": "#ffec3d",
    "amber": "#ffc105",
    "orange": "#ffa724",
    "deep orange": "#ff6e42",
    "brown": "#795649",
    "grey": "#757575",
    "blue grey": "#546d78",
}
"""The colours that a palette of Material for MkDocs names; `SITE_STYLE` makes each dark enough for text."""


@dataclass(frozen=True)
class ThemeOptions:
    """What a site has chosen: the name of a colour, and whether it has a search, and passes on events.

    `is_offline` says whether a language is kept on a customer's device; see `izeja.site.offline`.
    """

    colour: str
    has_search: bool
    has_analytics: bool
    is_offline: bool = False


def colour_of(palette: Any) -> str:
    """Return the name of the first primary colour of a palette, as Material for MkDocs has it."""
    first = palette[0] if isinstance(palette, list) and palette else palette
    return str(first.get("primary", "")) if isinstance(first, dict) else ""


def in_site(name: str) -> str:
    """Return where a file of the theme is in the site."""
    return f"{_FOLDER}/{name}"


def theme_files(options: ThemeOptions) -> Iterator[str]:
    """Yield the files that `write_theme` writes, from the root of the site."""
    return map(in_site, (STYLE_FILE, LATER, LISTING, ANYWHERE_STYLE, *_names(options)))


def listed_files(options: ThemeOptions) -> Iterator[str]:
    """Yield the files of the theme that a site must have: also the worker, which its search writes."""
    yield from theme_files(options)
    if options.has_search:
        yield in_site(SEARCH_WORKER)


def write_theme(options: ThemeOptions, site: Path) -> None:
    """Write the style sheets and the scripts into a site."""
    colour = _COLOURS.get(options.colour)
    own = f":root{{--md-typeset-a-color:{colour}}}" if colour else ""
    _write(site / in_site(STYLE_FILE), site_style() + own)
    _write(site / in_site(LATER), site_style_later())
    _write(site / in_site(LISTING), site_style_of_pages())
    _write(site / in_site(ANYWHERE_STYLE), style_anywhere())
    for name in _names(options):
        _write(site / in_site(name), asset(name))


def _names(options: ThemeOptions) -> Iterator[str]:
    yield from (ARTICLE, SITE_SCRIPT, SITE_TOOLS, SEARCH_FIELD, SCRIPT, *PARTS, ANYWHERE, MISSING, MOVED)
    if options.has_search:
        yield SEARCH_BOX
    if options.has_analytics:
        yield ANALYTICS


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")
