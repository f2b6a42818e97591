"""The sitemap: the whole address of every page, with its languages.

Source: https://developers.google.com/search/docs/specialty/international/localized-versions (sitemaps).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import chain
from pathlib import Path
from urllib.parse import urljoin

from izeja.hosts.plain.frame import Frame
from izeja.hosts.plain.plan import LanguagePlan, SitePlan
from izeja.hosts.plain.stopped import StoppedError

SITEMAPS = ("sitemap.xml", "sitemap.xml.gz")
_HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
_END = b"</urlset>\n"
_INDEX = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)
MOST_PAGES, MOST_BYTES = 50_000, 50 * 1024 * 1024
"""How many pages a sitemap may list, and how large it may be (https://www.sitemaps.org/protocol.html)."""


def write_sitemap(site: SitePlan, frames: Mapping[str, Frame], folder: Path) -> None:
    """Write the sitemap, if the site knows its address: addresses in it have to be whole."""
    root = site.settings.site_url
    if not root:
        return
    parts = _parts(_entries(site, frames, root))
    text, more = next(parts), next(parts, None)
    if more is not None:
        # One at a time: with many languages, all of them are larger than everything else that is in memory.
        text = _index(root, [_write_part(folder, *one) for one in enumerate(chain((text, more), parts), 1)])
    plain, packed = SITEMAPS
    (folder / plain).write_bytes(text)
    # Without a time, so that two builds of the same site are the same.
    (folder / packed).write_bytes(gzip.compress(text, mtime=0))


def _write_part(folder: Path, number: int, text: bytes) -> Path:
    file = folder / f"sitemap-{number}.xml"
    if file.exists():
        message = (
            f"'{file.name}' of your pages would be replaced by a part of the sitemap: give it another name"
        )
        raise StoppedError(message)
    file.write_bytes(text)
    return file


def _parts(entries: Iterable[bytes]) -> Iterator[bytes]:
    """Yield sitemaps of as many entries as one may have."""
    part, size = [_HEAD], len(_HEAD) + len(_END)
    for entry in entries:
        if len(part) > MOST_PAGES or (len(part) > 1 and size + len(entry) > MOST_BYTES):
            yield b"".join([*part, _END])
            part, size = [_HEAD], len(_HEAD) + len(_END)
        part.append(entry)
        size += len(entry)
    yield b"".join([*part, _END])


def _index(root: str, parts: Iterable[Path]) -> bytes:
    """Return a sitemap that lists the sitemaps of a large site."""
    listed = "".join(f"<sitemap><loc>{escape(urljoin(root, part.name))}</loc></sitemap>\n" for part in parts)
    return f"{_INDEX}{listed}</sitemapindex>\n".encode()


def _entries(site: SitePlan, frames: Mapping[str, Frame], root: str) -> Iterator[bytes]:
    # Home pages differ in their names. A page of any other name is the same in all languages.
    known = dict[str, str]()
    for plan in site.languages:
        for name in plan.names:
            key = "" if name == plan.home else name
            if key not in known:
                known[key] = _links(root, frames[plan.code].place(name).others)
            address = escape(urljoin(root, plan.url(name)))
            yield f"<url><loc>{address}</loc>{_changed(plan, name)}{known[key]}</url>\n".encode()


def _changed(plan: LanguagePlan, name: str) -> str:
    """Return the day on which a page last changed for its readers, "" if nobody wrote it down."""
    guide = plan.library.guides.get(name)
    if guide is None or not guide.changes:
        return ""
    return f"<lastmod>{max(one.date for one in guide.changes).isoformat()}</lastmod>"


def _links(root: str, others: Mapping[str, str]) -> str:
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(urljoin(root, url))}"/>'
        for code, url in others.items()
        if len(others) > 1
    )
