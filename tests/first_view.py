"""Weighs what a browser needs of a built page in Izeja's own theme before a customer can answer."""

from __future__ import annotations

import gzip
from pathlib import Path

from lxml import html as lxml_html


def weight_of(page: Path) -> dict[str, int]:
    """Return the bytes of a page, of the style sheets that it waits for and of its scripts, by file.

    Each is gzipped by itself, as static hosts do. A style sheet at the end of the page holds nothing back
    that is seen, nor does one for paper or for browsers without scripts. The parts that scripts load are not
    counted, also that for facts, which a guide waits for; see `docs/decisions/0074`.

    Args:
        page: the HTML file, in its site.
    """
    html = page.read_bytes()
    root = lxml_html.document_fromstring(html)
    named = root.xpath("/html/head/link[@rel='stylesheet'][not(@media)]/@href | //script/@src")
    assert isinstance(named, list)
    files = [(page.parent / str(one)).resolve() for one in named]
    return {"page": _zipped(html), **{str(file): _zipped(file.read_bytes()) for file in files}}


def _zipped(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))
