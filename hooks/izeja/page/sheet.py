"""A guide on paper, before its links say where they lead."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from izeja.library.library import Library
from izeja.page.environment import template
from izeja.page.view import Guide, Section

_SHEET = "sheet.html.j2"


class NumberedNode(NamedTuple):
    """A node with its number. An ending whose page is known has its address, and its QR code as SVG."""

    number: int
    section: Section
    address: str | None
    code: Markup | None


class Sheet(NamedTuple):
    """A guide with its nodes in the order of their numbers, and the address and the QR code of its page."""

    guide: Guide
    nodes: tuple[NumberedNode, ...]
    address: str | None
    code: Markup | None


def render_sheet(library: Library, sheet: Sheet) -> str:
    """Render what is on the paper.

    Args:
        library: in the language of the sheet.
        sheet: its values; its links to other nodes and guides are as `izeja.export.addresses` writes them.
    """
    return template(library.language, library.page_words, _SHEET).render(sheet=sheet)
