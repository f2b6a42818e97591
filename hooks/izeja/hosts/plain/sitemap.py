"""The sitemap: the whole address of every page, with its languages.

Source: https://developers.google.com/search/docs/specialty/international/localized-versions (sitemaps).
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import urljoin

from izeja.hosts.plain.frame import Frame, Place
from izeja.hosts.plain.plan import SitePlan

SITEMAPS = ("sitemap.xml", "sitemap.xml.gz")
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
_INDEX = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)
MOST_PAGES = 50_000
"""How many pages a sitemap may list (https://www.sitemaps.org/protocol.html)."""


def write_sitemap(site: SitePlan, frames: Mapping[str, Frame], folder: Path) -> None:
    """Write the sitemap, if the site knows its address: addresses in it have to be whole."""
    root = site.settings.site_url
    if not root:
        return
    pages = [frames[plan.code].place(name) for plan in site.languages for name in plan.names]
    parts = [
        f"{_HEAD}{''.join(_entry(root, one) for one in pages[at : at + MOST_PAGES])}</urlset>\n".encode()
        for at in range(0, len(pages), MOST_PAGES)
    ]
    plain, packed = SITEMAPS
    text = parts[0]
    if len(parts) > 1:
        for number, part in enumerate(parts, 1):
            (folder / f"sitemap-{number}.xml").write_bytes(part)
        text = _index(root, len(parts))
    (folder / plain).write_bytes(text)
    # Without a time, so that two builds of the same site are the same.
    (folder / packed).write_bytes(gzip.compress(text, mtime=0))


def _index(root: str, parts: int) -> bytes:
    """Return a sitemap that lists the sitemaps of a large site."""
    listed = "".join(
        f"<sitemap><loc>{escape(urljoin(root, f'sitemap-{number}.xml'))}</loc></sitemap>\n"
        for number in range(1, parts + 1)
    )
    return f"{_INDEX}{listed}</sitemapindex>\n".encode()


def _entry(root: str, place: Place) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(urljoin(root, url))}"/>'
        for code, url in place.others.items()
        if len(place.others) > 1
    )
    return f"<url><loc>{escape(urljoin(root, place.url))}</loc>{links}</url>\n"
