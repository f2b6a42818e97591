"""What of a library is in a built site, and where, as tests compare it, whatever host has built it."""

from __future__ import annotations

import re
from pathlib import Path

from izeja.site.completeness import missing
from izeja.site.crawler import crawl
from izeja.site.html_page import read_page
from izeja.site.loaded_files import missing_files

REDIRECT = re.compile('http-equiv="refresh" content="0; url=([^"]+)')


def contents_of(site: Path) -> list[str]:
    """List the guides of a site with their steps, its topics, its pages at old addresses, and all faults."""
    crawled = crawl(site)
    faults = (*crawled.findings, *missing(site, crawled.pages), *missing_files(site, crawled.pages))
    pages = {file: read_page(file) for file in sorted(site.rglob("*.html"))}
    names = {file: file.relative_to(site).as_posix() for file in pages}
    return [
        *(
            f"{names[file]}: {', '.join(page.guides)}: {', '.join(page.sections)}"
            for file, page in pages.items()
            if page.guides
        ),
        *(
            f"{names[file]}: topic {', '.join(page.topics)}: {', '.join(page.entries)}"
            for file, page in pages.items()
            if page.topics
        ),
        *(
            f"{names[file]} -> {found[1]}"
            for file in pages
            if (found := REDIRECT.search(file.read_text("utf-8")))
        ),
        *map(str, faults),
    ]
