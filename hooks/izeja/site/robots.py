"""What a site says to search engines as a whole.

Sources: RFC 9309 for robots.txt, and https://www.sitemaps.org/protocol.html for its line `Sitemap`.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin


def write_robots(site: Path, url: str | None) -> None:
    """Tell search engines where the sitemap is, if the site has an address and no robots.txt of its own."""
    file = site / "robots.txt"
    if url and not file.exists():
        sitemap = urljoin(url, "sitemap.xml")
        file.write_text(f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n", "utf-8", newline="\n")
