"""A page that is one file, with all that it needs inside of it."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from typing import NamedTuple

from markupsafe import Markup

from izeja.language.locales import direction_of
from izeja.library.library import Library
from izeja.page.assets import ARTICLE, SCRIPT, SHEET, asset, site_style, site_style_later, site_style_of_pages
from izeja.page.environment import template

_PAGE = "single.html.j2"
_PART = re.compile(r'data-script="([a-z]+)"')


class _Page(NamedTuple):
    language: str
    direction: str
    title: str
    style: Markup
    parts: Markup
    script: Markup
    content: Markup


def render_single_page(library: Library, title: str, content: str) -> str:
    """Render a page around a guide, or around a list of guides.

    Args:
        library: in the language of the page.
        title: of the page, as plain text.
        content: its HTML, whose pictures are `data:` addresses.
    """
    is_guide = "<guided-help " in content
    page = _Page(
        library.language,
        direction_of(library.language),
        title,
        _raw(_style()),
        _raw(_import_map(content)) if is_guide else Markup(),
        _raw(asset(SCRIPT)) if is_guide else Markup(),
        Markup(content),  # noqa: S704 - made by our templates, which escape all text
    )
    return _rendered(library, page)


def render_paper(library: Library, title: str, content: str) -> str:
    """Render a page for paper: the same, without a script, and with a style of its own.

    Args:
        library: in the language of the page.
        title: of the page, as plain text.
        content: its HTML, whose pictures are `data:` addresses.
    """
    return _rendered(
        library,
        _Page(
            library.language,
            direction_of(library.language),
            title,
            _raw(asset(SHEET)),
            Markup(),
            Markup(),
            Markup(content),  # noqa: S704 - as above
        ),
    )


def _rendered(library: Library, page: _Page) -> str:
    return template(library.language, library.page_words, _PAGE).render(page=page)


def _style() -> str:
    return site_style() + asset(ARTICLE) + site_style_of_pages() + site_style_later()


def _import_map(content: str) -> str:
    """Return the parts that a guide names, each where the guide's script looks for it: beside the page."""
    names = sorted(set(_PART.findall(content)))
    # Scripts in files may not import other files.
    parts = {f"./parts/{name}.min.js": _as_data(asset(f"parts/{name}.min.js")) for name in names}
    return json.dumps({"imports": parts}) if parts else ""


def _as_data(script: str) -> str:
    return f"data:text/javascript;base64,{b64encode(script.encode()).decode()}"


def _raw(text: str) -> Markup:
    """Return a style sheet or a script as the content of its element, which it must not end."""
    assert "</" not in text  # noqa: S101 - these are files of this package, and a test renders all of them
    return Markup(text)  # noqa: S704 - see above
