"""The style sheets, the script and the template of a preview."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("assets")
PANEL, STYLE, SCRIPT, TEMPLATE = "panel.css", "preview.css", "preview.js", "page.html.j2"


@cache
def own_asset(name: str) -> str:
    """Return a file of this package."""
    return (_FOLDER / name).read_text("utf-8")
